"""Reads of timelines: what is open, for whom, what stands in the way."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce, Concat, JSONObject, NullIf, Trim

from compagnon.core import clock
from compagnon.core.i18n import localised
from compagnon.core.registries import Obstacle
from compagnon.mobilities.choices import MobilityState
from compagnon.mobilities.models import Mobility
from compagnon.network.choices import Step
from compagnon.network.models import Network
from compagnon.people.choices import Role
from compagnon.people.models import Person
from compagnon.schemes.choices import TaskLevel, TaskRole
from compagnon.schemes.models import SchemeTask
from compagnon.timeline.choices import ReminderKind
from compagnon.timeline.models import Reminder, ReminderSettings, Task

DESK_ROLES: dict[str, tuple[TaskRole, ...]] = {
    Role.REFERENT: (TaskRole.REFERENT, TaskRole.TRAINER),
    Role.COORDINATOR: (TaskRole.COORDINATOR, TaskRole.MANAGEMENT, TaskRole.HR),
}
"""Whose tasks a person at the desk does or follows up as their own: roles without a door fall to the desk."""


def tasks_of(mobility: Mobility) -> QuerySet[Task]:
    """The whole timeline of one mobility, in its order."""
    tasks: QuerySet[Task] = Task.objects.filter(mobility=mobility).select_related("template", "done_by")
    return tasks


def on_request(mobility: Mobility) -> QuerySet[SchemeTask]:
    """Rows of the scheme that somebody may add to this mobility and has not yet, in their order."""
    rows = mobility.scheme.tasks_of(mobility.scheme_version).filter(level=TaskLevel.ON_REQUEST)
    return rows.exclude(pk__in=Task.objects.filter(mobility=mobility, template__isnull=False).values("template"))


def visible_to(person: Person, tasks: QuerySet[Task]) -> QuerySet[Task]:
    """Tasks of running mobilities that the person may see."""
    tasks = tasks.filter(is_running=True)
    if person.reach:
        return person.reach.of(tasks, "departement_code", "mobility__site")
    return tasks.filter(mobility__participant__person=person)


def roles_at_desk(person: Person) -> list[str]:
    """The responsible roles whose tasks are this person's own work."""
    return [str(task_role) for role in person.roles for task_role in DESK_ROLES.get(role, ())]


def open_tasks_of(person: Person) -> QuerySet[Task]:
    """What this person has to do, what is due first on top: a participant's own, or the work of a role at the desk."""
    tasks = visible_to(person, Task.objects.filter(state="open"))
    roles = roles_at_desk(person)
    mine = tasks.filter(role__in=roles) if roles else tasks.filter(role=TaskRole.LEARNER)
    return mine.select_related("template", "mobility__participant__person").order_by("due_on", "pk")


def blocking_departure(mobility: Mobility) -> list[Task]:
    """Open tasks without which nobody leaves."""
    return list(tasks_of(mobility).filter(state="open", blocks_departure=True))


def blocking_closing(mobility: Mobility) -> list[Task]:
    """Open tasks without which the file is not closed (TL-09)."""
    return list(tasks_of(mobility).filter(state="open", blocks_closing=True))


def obstacles(mobility: Mobility, to: str) -> list[Obstacle]:
    """Open tasks that stand in the way of a move of the mobility, each with the place where it is dealt with."""
    blocking = {MobilityState.ABROAD: blocking_departure, MobilityState.CLOSED: blocking_closing}.get(to)  # type: ignore[call-overload]
    page = mobility.get_absolute_url()
    return [Obstacle(str(task.title), f"{page}?task={task.code}") for task in blocking(mobility)] if blocking else []


def summary(mobility: Mobility, tasks: Iterable[Task]) -> dict[str, Any]:
    """A timeline in short, as `Mobility` keeps it for lists: waived tasks count as done."""
    tasks = list(tasks)
    counts = {step: [0, 0] for step in Step.values}
    for task in tasks:
        counts[task.step][0] += not task.is_open
        counts[task.step][1] += 1
    left = sorted((task for task in tasks if task.is_open), key=lambda task: (task.due_on or date.max, task.position))
    following = left[0] if left else None
    return {
        "step": _step(mobility, counts),
        "progress": " ".join(f"{done}/{total}" for done, total in counts.values()),
        "tasks_done": sum(done for done, _total in counts.values()),
        "tasks_total": len(tasks),
        "next_due_on": following.due_on if following else None,
        "next_task": words_of(following.title) if following else {},
        "waiting_for": following.role if following else "",
    }


def _step(mobility: Mobility, counts: dict[str, list[int]]) -> str:
    """Where the mobility stands: the first step with something left before departure, then by its state."""
    if mobility.state == MobilityState.ABROAD:
        return Step.MONITOR
    if mobility.state in (MobilityState.RETURNED, MobilityState.CLOSED):
        return Step.EVALUATE
    before = (Step.PROMOTE, Step.RECRUIT)
    return next((step for step in before if counts[step][0] < counts[step][1]), Step.PREPARE)


def words_of(title: Any) -> dict[str, str]:
    """A title with its languages, as rows and activities keep it."""
    content = getattr(title, "data", title)
    return dict(content) if isinstance(content, dict) else {"en": str(content)}


def titles_of(tasks: Iterable[Task], why: Mapping[str, dict[str, str]]) -> dict[str, str]:
    """The titles of these tasks in every language, each with its reason where `why` gives one by the key of its row."""
    said = [(words_of(task.title), why.get(task.template.key, {}) if task.template else {}) for task in tasks]
    return {
        language: "; ".join(
            f"{localised(title, language)} ({reason[language]})" if reason else localised(title, language)
            for title, reason in said
        )
        for language, _name in settings.LANGUAGES
    }


def to_remind(mobilities: Iterable[Mobility], *, until: date, ticked: Iterable[Task] | None = None) -> QuerySet[Task]:
    """Open tasks of these mobilities by mobility: those that somebody ticked, else what is late or due until a day."""
    due = Q(due_on__lte=until) if ticked is None else Q(pk__in=[task.pk for task in ticked])
    tasks: QuerySet[Task] = Task.objects.filter(due, state="open", mobility__in=[one.pk for one in mobilities])
    return tasks.select_related("template").order_by("mobility_id", "due_on", "position")


def one_of_each(mobilities: QuerySet[Mobility]) -> QuerySet[Task]:
    """One task of each kind that these mobilities have: the columns of a table of all of them."""
    tasks: QuerySet[Task] = Task.objects.filter(mobility__in=mobilities.order_by().values("pk"))
    rows = tasks.select_related("template").order_by("template__key", "own_title", "position", "pk")
    return rows.distinct("template__key", "own_title")


def reminder_settings(network: Network) -> ReminderSettings:
    """When a network reminds by itself; as the program proposes while nobody has said anything."""
    kept = ReminderSettings.objects.filter(network=network).first()
    return kept or ReminderSettings(network=network)


def with_reminders(tasks: QuerySet[Task]) -> QuerySet[Task]:
    """With who was reminded of each, when and how far from its day, the last first: no question more for a page."""
    rows = Reminder.objects.filter(task=OuterRef("pk")).order_by(F("told_at").desc(nulls_first=True), "-pk")
    told = JSONObject(
        told_at="told_at",
        kind="kind",
        offset="offset",
        letter="letter__state",
        reader=_full_name("to_person", "to_contact"),
        by=_full_name("by"),
    )
    return tasks.annotate(reminded=ArraySubquery(rows.values(told=told)))


def _full_name(*ways: str) -> Any:
    names = [Trim(Concat(f"{way}__first_name", Value(" "), f"{way}__last_name")) for way in ways]
    return Coalesce(*[NullIf(name, Value("")) for name in names], Value(""))


def count_reminders() -> dict[str, int]:
    """How many reminders wait for their hour, and how many were told in the last seven days."""
    rows = Reminder.objects.exclude(kind=ReminderKind.BY_HAND)
    week = clock.now() - timedelta(days=7)
    return {"waiting": rows.filter(told_at=None).count(), "told": rows.filter(told_at__gte=week).count()}
