"""The sitting of a panel: who is there, what is noted, when it ends, who signs."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from compagnon.core import activity, clock
from compagnon.core.states import MoveRefused, locked
from compagnon.people.models import Person
from compagnon.recruitment.actions.decisions import decide
from compagnon.recruitment.choices import Part
from compagnon.recruitment.models import Application, PanelMeeting, PanelNote, RankingRun, Selection


@transaction.atomic
def open_meeting(*, selection: Selection, present: Iterable[int], by: Person) -> PanelMeeting:
    """Begin a sitting, by the chair, on the latest order; `present` are the keys of the members who are there.

    Raises MoveRefused without quorum, without an order, while another is open, or by anybody but the chair (SEL-08).
    """
    selection = locked(selection)
    seated = {one.person_id: one for one in selection.panel.all()}
    if not any(one.part == Part.CHAIR and key == by.pk for key, one in seated.items()):
        raise MoveRefused(_("Only who presides over the panel opens its meeting."))
    there = sorted({by.pk, *present} & seated.keys())
    if len(there) < selection.quorum:
        facts = {"count": len(there), "quorum": selection.quorum}
        raise MoveRefused(_("%(count)s members are there; the panel decides with %(quorum)s at least.") % facts)
    if selection.meetings.filter(closed_at=None).exists():
        raise MoveRefused(_("A meeting of this panel is open: close it first."))
    run = RankingRun.objects.filter(selection=selection).defer("facts").first()
    if run is None:
        raise MoveRefused(_("Have the order reckoned first."))
    meeting: PanelMeeting = PanelMeeting.objects.create(
        network_id=selection.network_id,
        selection=selection,
        run=run,
        chair=by,
        chair_name=by.activity_name,
        present=there,
    )
    activity.record("recruitment.meeting_opened", about=meeting, by=by, trail=selection.call)
    return meeting


@transaction.atomic
def plan_sitting(*, selection: Selection, sits_at: datetime | None, sits_in: str, by: Person) -> Selection:
    """Say when and where the panel meets next, so that it stands in its members' calendars; without a moment, nowhere."""
    selection = locked(selection)
    if (selection.sits_at, selection.sits_in) != (sits_at, sits_in):
        selection.sits_at, selection.sits_in = sits_at, sits_in
        selection.save(update_fields=["sits_at", "sits_in"])
        verb = "recruitment.sitting_planned" if sits_at else "recruitment.sitting_called_off"
        activity.record(verb, about=selection, by=by, trail=selection.call)
    return selection


@transaction.atomic
def note(*, meeting: PanelMeeting, application: Application, text: str, by: Person) -> PanelNote:
    """Note what the panel said about a file. Raises MoveRefused once the meeting is closed."""
    _still_open(meeting)
    made: PanelNote = PanelNote.objects.create(
        network_id=meeting.network_id,
        meeting=meeting,
        application=application,
        text=text.strip(),
        by_name=by.activity_name,
    )
    activity.record("recruitment.panel_noted", about=made, by=by, trail=application)
    return made


def _still_open(meeting: PanelMeeting) -> PanelMeeting:
    meeting = locked(meeting)
    if meeting.closed_at is not None:
        raise MoveRefused(_("This meeting is closed."))
    return meeting


@transaction.atomic
def close_meeting(*, meeting: PanelMeeting, notes: str, by: Person) -> PanelMeeting:
    """End a sitting: from now on its minutes can be signed."""
    meeting = _still_open(meeting)
    meeting.notes, meeting.closed_at = notes.strip(), clock.now()
    meeting.save()
    activity.record("recruitment.meeting_closed", about=meeting, by=by, trail=meeting.selection.call)
    return meeting


@transaction.atomic
def sign_minutes(*, meeting: PanelMeeting, name: str, by: Person) -> PanelMeeting:
    """Sign the minutes by typing one's name. Raises MoveRefused for who was not there, and before the meeting is closed."""
    meeting = locked(meeting)
    if meeting.closed_at is None or by.pk not in meeting.present:
        raise MoveRefused(_("Who was at a meeting signs its minutes, once it is closed."))
    if not name.strip():
        raise MoveRefused(_("Type your name to sign."))
    if by.pk not in {one["person"] for one in meeting.signatures}:
        meeting.signatures = [
            *meeting.signatures,
            {"person": by.pk, "name": name.strip()[:120], "at": clock.now().isoformat()},
        ]
        meeting.save()
        activity.record("recruitment.meeting_signed", about=meeting, by=by, trail=meeting.selection.call)
    return meeting


@transaction.atomic
def record_in_meeting(
    *, meeting: PanelMeeting, application: Application, by: Person, text: str = "", decision: str = "", **why: str
) -> Application:
    """Note what was said and record what the panel decides, by who presides; `why` is what `decide` takes.

    Raises MoveRefused for anybody else, once the meeting is closed, and when the decision departs from the order
    without a reason.
    """
    _still_open(meeting)
    if meeting.chair_id != by.pk:
        raise MoveRefused(_("Only who presides over the panel records what it decides."))
    if text.strip():
        note(meeting=meeting, application=application, text=text, by=by)
    return decide(application=application, decision=decision, by=by, **why) if decision else application
