"""Opening an incident, adding to its record, its tasks, and closing it with what is learnt."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from compagnon.core import activity, clock
from compagnon.core.states import MoveRefused, locked, move
from compagnon.correspondence.actions import write
from compagnon.mobilities.models import Mobility
from compagnon.people.models import Person
from compagnon.stays.choices import FamilyTold, IncidentState, NoteKind
from compagnon.stays.models import Incident, IncidentNote, IncidentTask


@dataclass(frozen=True)
class Happening:
    """What is known when an incident is opened."""

    kind: str
    title: str
    happened_on: date
    text: str
    is_restricted: bool = False


@transaction.atomic
def open_incident(*, mobility: Mobility, what: Happening, by: Person) -> Incident:
    """Open the record of an incident, with its first note."""
    incident = Incident.objects.create(
        network_id=mobility.network_id,
        mobility=mobility,
        kind=what.kind,
        title=what.title.strip(),
        happened_on=what.happened_on,
        opened_by_name=by.full_name,
    )
    _note(incident, NoteKind.NOTE, what.text, by, is_restricted=what.is_restricted)
    activity.record("stays.incident_opened", about=incident, by=by, trail=mobility)
    return incident


@transaction.atomic
def add_note(*, incident: Incident, kind: str, text: str, is_restricted: bool, by: Person) -> IncidentNote:
    """Add a line to the record, also after it was closed: nothing is ever rewritten."""
    note = _note(incident, kind, text, by, is_restricted=is_restricted)
    activity.record("stays.incident_noted", about=incident, by=by, trail=incident.mobility)
    return note


@transaction.atomic
def change_standing(*, incident: Incident, family_told: str, review_on: date | None, by: Person) -> Incident:
    """Say whether the family knows, and when somebody looks at it again; the change is a line of the record."""
    incident = locked(incident)
    before = incident.family_told
    if (incident.family_told, incident.review_on) == (family_told, review_on):
        return incident
    changed = incident.family_told != family_told
    incident.family_told, incident.review_on = family_told, review_on
    incident.save()
    if changed:
        with translation.override(incident.network.default_language):  # the record is read by all, not by who wrote it
            told = _("Family told: %(before)s → %(after)s") % {
                "before": FamilyTold(before).label,
                "after": FamilyTold(family_told).label,
            }
        _note(incident, NoteKind.FAMILY, told, by)
    activity.record("stays.incident_noted", about=incident, by=by, trail=incident.mobility)
    return incident


@transaction.atomic
def add_task(*, incident: Incident, title: str, person: Person | None, due_on: date | None, by: Person) -> IncidentTask:
    """Add something to do; who is to do it hears of it, but in the letter not what: an incident is nobody else's."""
    task: IncidentTask = IncidentTask.objects.create(
        network_id=incident.network_id, incident=incident, title=title.strip(), person=person, due_on=due_on
    )
    activity.record("stays.incident_task_added", about=incident, by=by, trail=incident.mobility)
    if person is not None and person.pk != by.pk:
        page = {"page": settings.SITE_URL + incident.get_absolute_url(), "due_on": due_on}
        write(key="stays.incident_task", reader=person, about=incident, by=by, facts=page)
    return task


@transaction.atomic
def settle_task(*, task: IncidentTask, by: Person, is_done: bool = True) -> IncidentTask:
    """Tick it, or take the tick back."""
    task = locked(task)
    if (task.done_at is not None) != is_done:
        task.done_at, task.done_by_name = (clock.now(), by.full_name) if is_done else (None, "")
        task.save()
        verb = "stays.incident_task_done" if is_done else "stays.incident_task_reopened"
        incident = task.incident
        activity.record(verb, about=incident, by=by, trail=incident.mobility)
    return task


@transaction.atomic
def close_incident(*, incident: Incident, lesson: str, by: Person) -> Incident:
    """End it with a sentence: how it ended, what is learnt. Raises MoveRefused while a task is open or without one."""
    if not lesson.strip():
        raise MoveRefused(_("Say how it ended, and what we learn from it."))
    incident = locked(incident)
    if incident.tasks.filter(done_at=None).exists():
        raise MoveRefused(_("A task is still open: do it first."))
    incident.lesson, incident.closed_at, incident.review_on = lesson.strip(), clock.now(), None
    move(incident, IncidentState.CLOSED, by=by, trail=incident.mobility)
    return incident


@transaction.atomic
def reopen_incident(*, incident: Incident, by: Person) -> Incident:
    """Take it up again; the sentence of its end becomes a line of the record."""
    incident = locked(incident)
    _note(incident, NoteKind.NOTE, incident.lesson or "–", by)
    incident.closed_at, incident.lesson = None, ""
    move(incident, IncidentState.OPEN, by=by, trail=incident.mobility)
    return incident


def _note(incident: Incident, kind: str, text: str, by: Any, *, is_restricted: bool = False) -> IncidentNote:
    note: IncidentNote = IncidentNote.objects.create(
        network_id=incident.network_id,
        incident=incident,
        by=by,
        by_name=by.full_name,
        kind=kind,
        text=text.strip(),
        is_restricted=is_restricted,
    )
    return note
