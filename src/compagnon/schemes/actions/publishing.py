"""What takes effect: a draft published or taken back, a scheme copied, switched off, put in another place."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from i18nfield.strings import LazyI18nString

from compagnon.core import activity, clock
from compagnon.core.order import shift
from compagnon.core.states import MoveRefused, locked, move
from compagnon.network.actions import free_key
from compagnon.schemes import queries
from compagnon.schemes.actions.drafts import told
from compagnon.schemes.choices import Anchor, TaskLevel, VersionState
from compagnon.schemes.content import FIELDS, content_of, read_content, read_task
from compagnon.schemes.models import Scheme, SchemeTask, SchemeVersion


@transaction.atomic
def publish_draft(*, draft: SchemeVersion, by: Any, wanted: str) -> SchemeVersion:
    """Put a draft in force from now on: for calls that open and mobilities that begin from here.

    Calls that are open and mobilities under way keep the version they began with. Raises MoveRefused when another
    version was published since the draft was begun, or a task has no day.
    """
    draft = locked(draft)
    scheme = locked(draft.scheme)
    if draft.based_on != scheme.version:
        raise MoveRefused(
            _("Version %(number)s was published in the meantime: begin a new draft from it.")
            % {"number": scheme.version}
        )
    _check_tasks(draft.content["tasks"])
    _keep_in_force(scheme)
    number = (scheme.versions.exclude(number=None).values_list("number", flat=True).first() or scheme.version) + 1
    draft.number, draft.wanted = number, wanted
    draft.published_at, draft.published_by_name = clock.now(), by.activity_name
    move(draft, VersionState.PUBLISHED, by=by, trail=scheme, facts=told(draft), reason=wanted)
    _write_tasks(scheme, draft.content["tasks"], number)
    _write_fields(scheme, draft.content, number)
    return draft


def _check_tasks(rows: list[dict[str, Any]]) -> None:
    """A task of every mobility is reckoned from a day of the stay: nobody adds it, so there is no day on which it was added."""
    for row in rows:
        if row.get("level") == TaskLevel.MOBILITY and row["anchor"] == Anchor.ASKED:
            raise MoveRefused(
                _("The task “%(title)s” has no day: nobody adds a task of each mobility. Reckon it from another day.")
                % {"title": LazyI18nString(row["title"])}
            )


def _keep_in_force(scheme: Scheme) -> None:
    """The version in force as a row of its own, should it be from before versions were kept."""
    SchemeVersion.objects.get_or_create(
        scheme=scheme,
        number=scheme.version,
        defaults={
            "network_id": scheme.network_id,
            "state": VersionState.PUBLISHED,
            "content": content_of(scheme, scheme.tasks_of(scheme.version)),
            "based_on": scheme.version,
        },
    )


def _write_fields(scheme: Scheme, content: dict[str, Any], number: int) -> None:
    for name, value in read_content(content).items():
        setattr(scheme, name, value)
    scheme.version = number
    scheme.save()


def _write_tasks(scheme: Scheme, rows: list[dict[str, Any]], number: int) -> None:
    """Rows as they were stay; a changed one ends and begins anew, so that no timeline under way sees the change."""
    tasks = list(scheme.tasks_of(scheme.version))
    before = {row["key"]: (task, row) for task, row in zip(tasks, content_of(scheme, tasks)["tasks"], strict=True)}
    kept, new, last = set(), [], -1
    for row in rows:
        task, earlier = before.get(row["key"], (None, None))
        last = task.position if task is not None and task.position > last else last + 1
        if task is not None and earlier == row and task.position == last:
            kept.add(task.pk)
            continue
        place = {"network_id": scheme.network_id, "scheme": scheme, "since": number, "position": last}
        new.append(SchemeTask(**place, **read_task(row)))
    SchemeTask.objects.filter(pk__in={task.pk for task in tasks} - kept).update(until=number)
    SchemeTask.objects.bulk_create(new)


@transaction.atomic
def undo_publication(*, version: SchemeVersion, by: Any) -> SchemeVersion:
    """Take the last publication back: it is a draft again, and the version before is in force.

    Raises MoveRefused when another one is in force, a draft is there already, or a call or mobility began with it.
    """
    version = locked(version)
    scheme = locked(version.scheme)
    earlier = scheme.versions.filter(number__lt=version.number or 0).first()
    if version.number != scheme.version or earlier is None:
        raise MoveRefused(_("Only the version in force can be taken back, and only when there was one before it."))
    if queries.draft_of(scheme) is not None:
        raise MoveRefused(_("A draft is in preparation: drop it or publish it first."))
    if users := queries.users_of(scheme, version.number):
        raise MoveRefused(_("This version is in use: %(uses)s.") % {"uses": ", ".join(users)})
    scheme.tasks.filter(since=version.number).delete()
    scheme.tasks.filter(until=version.number).update(until=None)
    _write_fields(scheme, earlier.content, earlier.number or 1)
    said = told(version)
    version.number, version.published_at, version.published_by_name = None, None, ""
    version.based_on = scheme.version
    move(version, VersionState.DRAFT, by=by, trail=scheme, facts=said)
    return version


@transaction.atomic
def copy_scheme(*, scheme: Scheme, name: dict[str, str], by: Any) -> Scheme:
    """A scheme of one's own with the content and the timeline of another; switched off until somebody turns it on."""
    words = LazyI18nString(name)
    made: Scheme = Scheme.objects.create(
        network_id=scheme.network_id,
        key=free_key(Scheme, str(words)),
        participant_kind=scheme.participant_kind,
        direction=scheme.direction,
        position=Scheme.objects.count(),
        is_off=True,
        **{**{field: getattr(scheme, field) for field in FIELDS}, "name": words},
    )
    rows = content_of(scheme, scheme.tasks_of(scheme.version))["tasks"]
    _write_tasks(made, rows, made.version)
    _keep_in_force(made)
    activity.record("schemes.copied", about=made, by=by, facts={"scheme": words.data, "from": str(scheme)})
    return made


@transaction.atomic
def turn_scheme(*, scheme: Scheme, off: bool, by: Any) -> Scheme:
    """Switch a scheme off or on again: off, no new call or mobility is made with it; those that are stay."""
    scheme = locked(scheme)
    if scheme.is_off != off:
        scheme.is_off = off
        scheme.save(update_fields=["is_off"])
        verb = "schemes.switched_off" if off else "schemes.switched_on"
        activity.record(verb, about=scheme, by=by, facts={"scheme": scheme.name.data})
    return scheme


@transaction.atomic
def move_scheme(*, scheme: Scheme, up: bool, by: Any) -> None:
    """Put a scheme one place higher or lower on every list; at the end nothing happens."""
    if shift(scheme, among=Scheme.objects.select_for_update(), up=up):
        activity.record("schemes.moved", about=scheme, by=by, facts={"scheme": scheme.name.data})
