"""Which reminders are due, for a whole network at once: found, written and taken back by statements over sets of rows."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    DateTimeField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Cast

from compagnon.core.states import locked
from compagnon.correspondence.actions import keep_back
from compagnon.correspondence.models import LetterState
from compagnon.people.choices import Role
from compagnon.people.models import Person
from compagnon.people.queries import last_birth_of_age, whole_network
from compagnon.schemes.choices import TaskRole
from compagnon.timeline.choices import ReminderKind, TaskState
from compagnon.timeline.models import Reminder, ReminderSettings, Task
from compagnon.timeline.queries import DESK_ROLES

COORDINATORS = DESK_ROLES[Role.COORDINATOR]
"""Whose tasks are the coordinators'."""
_NOBODY = Value(None, BigIntegerField())
_OPEN = Q(state=TaskState.OPEN, is_running=True)
STALE = ~Q(task__state=TaskState.OPEN) | Q(task__is_running=False) | Q(task__due_on=None) | ~Q(due_on=F("task__due_on"))
"""A reminder whose task is done, over, or due on another day."""
_NOT_GONE = Q(told_at=None) | Q(letter__state__in=(LetterState.HELD, LetterState.QUEUED))


@transaction.atomic
def plan(*, network: Any, settled: ReminderSettings, today: date, now: datetime) -> int:
    """Write a reminder for each task and reader whose day has come; one that was written before is not written again.

    Of the distances that have passed only the last counts: after a weekend nobody is told twice of one task.
    """
    due = _with_owner(_due(settled, today), today).annotate(kind=Value(ReminderKind.OWNER, CharField()))
    owned = due.exclude(role__in=COORDINATORS).exclude(person=None, contact=None)
    written = _insert(owned, now)
    for coordinator in whole_network(Role.COORDINATOR):
        theirs = due.filter(Q(role__in=COORDINATORS) | Q(person=None, contact=None))
        written += _insert(_told(theirs, coordinator), now)
        written += _insert(_told(_unheeded(settled, now, coordinator), coordinator), now)
    return written


def _due(settled: ReminderSettings, today: date) -> QuerySet[Task]:
    """Open tasks within reach of a distance, with the last distance that has passed."""
    offsets = settled.offsets
    days = {offset: today - timedelta(days=offset) for offset in offsets}
    passed = Case(*[When(due_on__lte=days[offset], then=Value(offset)) for offset in reversed(offsets)])
    tasks: QuerySet[Task] = Task.objects.filter(_OPEN, due_on__lte=days[offsets[0]]).annotate(offset=passed)
    return tasks


def _with_owner(tasks: QuerySet[Task], today: date) -> Any:
    """With the contact or person who has to do it; the referent where nobody is known who can be reached.

    A guardian is told of nothing any more from the day on which the participant is 18 (`Mobility.guardian_signs`).
    """
    of_age = {"mobility__participant__guardian": {"mobility__participant__birth_date__gt": last_birth_of_age(today)}}
    outside = {
        "mobility__participant__guardian": (TaskRole.GUARDIAN,),
        "mobility__participant__mentor": (TaskRole.EMPLOYER,),
        "mobility__tutor": (TaskRole.HOST_TUTOR, TaskRole.HOST_COORDINATOR),
    }
    inside = {
        "mobility__participant__person": Q(role=TaskRole.LEARNER),
        "mobility__departure__accompanying": Q(role=TaskRole.ACCOMPANYING),
        "mobility__referent": Q(),
    }
    contact = [
        When(
            Q(role__in=roles, **{f"{way}__email__gt": "", f"{way}__erased_at": None}, **of_age.get(way, {})),
            then=F(f"{way}_id"),
        )
        for way, roles in outside.items()
    ]
    person = [
        When(whose & Q(**{f"{way}__is_active": True, f"{way}__erased_at": None}), then=F(f"{way}_id"))
        for way, whose in inside.items()
    ]
    return tasks.annotate(contact=Case(*contact, default=_NOBODY, output_field=BigIntegerField())).annotate(
        person=Case(When(contact__isnull=False, then=_NOBODY), *person, output_field=BigIntegerField())
    )


def _unheeded(settled: ReminderSettings, now: datetime, coordinator: Person) -> QuerySet[Task]:
    """Tasks of which somebody else was reminded for the last time long enough ago, and which are still open."""
    last, days = settled.offsets[-1], settled.escalates_after
    reminded = Reminder.objects.filter(
        task=OuterRef("pk"),
        due_on=OuterRef("due_on"),
        kind=ReminderKind.OWNER,
        offset=last,
        told_at__lte=now - timedelta(days=days),
    )
    others = reminded.exclude(to_person=coordinator)
    tasks: QuerySet[Task] = Task.objects.filter(_OPEN, Exists(others))
    return tasks.annotate(kind=Value(ReminderKind.ESCALATION, CharField()), offset=Value(last + days))


def _told(tasks: QuerySet[Task], reader: Person) -> QuerySet[Task]:
    return tasks.annotate(person=Value(reader.pk, BigIntegerField()), contact=Cast(_NOBODY, BigIntegerField()))


def _insert(tasks: QuerySet[Task], now: datetime) -> int:
    """One INSERT … SELECT: the rows never come to Python."""
    columns = "network_id, task_id, kind, offset, due_on, to_person_id, to_contact_id, planned_at"
    chosen = tasks.annotate(at=Value(now, DateTimeField())).order_by()
    rows = chosen.values_list("network_id", "pk", "kind", "offset", "due_on", "person", "contact", "at")
    select, parameters = rows.query.sql_with_params()
    quoted = ", ".join(connection.ops.quote_name(name) for name in columns.split(", "))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {Reminder._meta.db_table} ({quoted}) {select} ON CONFLICT DO NOTHING",
            parameters,
        )
        return int(cursor.rowcount)


@transaction.atomic
def take_back(reminders: Any) -> int:
    """Take back these reminders as far as nobody has read them; what else stood in their letters is written anew.

    A letter that somebody asked for by hand is kept back only when nothing is left in it. Returns how many went.
    """
    open_ = reminders.filter(_NOT_GONE).order_by()
    if not open_.exists():
        return 0
    in_letters = open_.exclude(letter=None).order_by("letter", "-pk").distinct("letter").select_related("letter")
    letters = [(one.letter, one.kind) for one in in_letters]
    gone, _by_model = Reminder.objects.filter(pk__in=open_.values("pk")).delete()
    for letter, kind in letters:
        left = Reminder.objects.filter(letter=letter)
        if kind == ReminderKind.BY_HAND and left.exists():
            continue
        if locked(letter).state in (LetterState.HELD, LetterState.QUEUED):
            keep_back(letter=letter, by=None)
            left.update(letter=None, told_at=None)
    return gone


def take_back_stale() -> int:
    """Take back what is no longer true in the network: tasks done, over, moved."""
    return take_back(Reminder.objects.filter(STALE))
