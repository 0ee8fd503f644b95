"""Preparing how a call is decided: its grid, its panel, its appeal route; freezing it; changing it all the same."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from compagnon.core import activity, clock
from compagnon.core.states import MoveRefused, locked, move
from compagnon.correspondence.actions import write
from compagnon.people.models import Person
from compagnon.recruitment.choices import ApplicationState, CallState, Part
from compagnon.recruitment.models import Application, Call, PanelMember, Review, Selection, SelectionVersion
from compagnon.recruitment.queries import grids

SETTINGS = (
    "place_rules", "hides_identity", "shows_identity_after", "names_in_minutes", "reviews_from", "quorum",
    "answer_days", "appeal_days", "appeal_route", "other_routes",
)  # fmt: skip
_UNDER_WAY = (ApplicationState.DRAFT, ApplicationState.SUBMITTED)


class NotReady(MoveRefused):
    """A call lacks what must be published before it opens; `lacks` says each in a sentence."""

    def __init__(self, lacks: list[str]) -> None:
        self.lacks = lacks
        super().__init__(_("This call cannot open yet: %(first)s") % {"first": " ".join(lacks)})


def prepare(*, call: Call) -> Selection:
    """The selection of a call, made from the grid of its scheme when there is none yet.

    Without a transaction around it: every page of a selection begins here, and nearly always only reads.
    """
    made: Selection
    made, _new = Selection.objects.get_or_create(
        call=call, defaults={"network_id": call.network_id, "grid": grids.proposed_for(call)}
    )
    return made


@transaction.atomic
def change_selection(*, selection: Selection, by: Person, **said: Any) -> Selection:
    """Change the grid, the answers or the settings. Raises MoveRefused once the call has opened with them (SEL-02)."""
    selection = _still_open(selection)
    for name, value in said.items():
        setattr(selection, name, value)
    selection.save()
    activity.record("recruitment.selection_changed", about=selection, by=by, trail=selection.call)
    return selection


def _still_open(selection: Selection) -> Selection:
    selection = locked(selection)
    if selection.is_frozen:
        raise MoveRefused(_("The criteria are frozen since the call opened: begin a new version to change them."))
    return selection


@transaction.atomic
def seat(*, selection: Selection, person: Person, part: str, by: Person, **said: Any) -> PanelMember:
    """Put somebody on the panel, or change what they do there; one person presides.

    `said` are the capacity, and if known the employer and how many files at most. The composition is published at
    opening; somebody may still be added later, which is told in the activity.
    """
    selection = locked(selection)
    if part == Part.CHAIR:
        selection.panel.filter(part=Part.CHAIR).exclude(person=person).update(part=Part.MEMBER)
    member: PanelMember
    member, _made = PanelMember.objects.update_or_create(
        selection=selection,
        person=person,
        defaults={"network_id": selection.network_id, "part": part, **said},
    )
    activity.record(
        "recruitment.panel_seated", about=selection, by=by, trail=selection.call, facts={"person": str(person)}
    )
    return member


@transaction.atomic
def unseat(*, member: PanelMember, by: Person) -> None:
    """Take somebody off the panel. Raises MoveRefused while they still have files to read."""
    owed = Review.objects.filter(
        application__call=member.selection.call, reviewer=member.person, finished_at__isnull=True
    )
    if owed.exists():
        raise MoveRefused(_("%(name)s still has files to read: give these to others first.") % {"name": member.person})
    activity.record(
        "recruitment.panel_unseated",
        about=member.selection,
        by=by,
        trail=member.selection.call,
        facts={"person": str(member.person)},
    )
    member.delete()


@transaction.atomic
def freeze(*, call: Call, by: Person) -> Selection:
    """Publish how the call is decided, and keep it as a version. Raises NotReady while something lacks (SEL-01).

    From the second version on, every applicant gets a letter that says what changed and why (SEL-02).
    """
    selection = locked(prepare(call=call))
    if selection.is_frozen:
        return selection
    if lacking := grids.lacks(selection):
        raise NotReady(lacking)
    selection.frozen_at, selection.version = clock.now(), selection.version + 1
    selection.save()
    SelectionVersion.objects.create(
        network_id=selection.network_id,
        selection=selection,
        number=selection.version,
        content=content_of(selection),
        reason=selection.change_reason,
        by_name=by.activity_name,
    )
    activity.record(
        "recruitment.selection_published",
        about=selection,
        by=by,
        trail=call,
        reason=selection.change_reason,
        facts={"version": selection.version},
    )
    if selection.version > 1:
        _tell_applicants(selection, by)
    return selection


def content_of(selection: Selection) -> dict[str, Any]:
    """What is published, as it is kept beside the version and in the fingerprint of a ranking."""
    return {
        "grid": selection.grid,
        "answers": selection.answers,
        "places": selection.call.places,
        "panel": [
            {"name": str(one.person), "part": one.part, "capacity": one.capacity}
            for one in selection.panel.select_related("person")
        ],
        **{name: getattr(selection, name) for name in SETTINGS},
    }


def _tell_applicants(selection: Selection, by: Person) -> None:
    """Readings by the criteria of before become drafts again: each is to be confirmed by those of now."""
    applications = Application.objects.filter(call=selection.call, state__in=_UNDER_WAY)
    Review.objects.filter(application__in=applications).update(finished_at=None)
    for application in applications.select_related("participant__person"):
        application.call = selection.call
        write(
            key="recruitment.criteria_changed",
            reader=application.participant.person,
            about=application,
            by=by,
            facts={"selection": selection},
        )


@transaction.atomic
def begin_new_version(*, selection: Selection, by: Person, reason: str) -> Selection:
    """Let the criteria be changed after opening: the call takes no applications until it is opened again (SEL-02).

    Raises MoveRefused without a reason, or once somebody has been decided on.
    """
    call = locked(selection.call)
    selection = locked(selection)
    if not selection.is_frozen:
        return selection
    if not reason.strip():
        raise MoveRefused(_("Say why the criteria change: every applicant reads it."))
    if Application.objects.filter(call=call, decided_at__isnull=False).exists():
        raise MoveRefused(_("Decisions have been taken by these criteria: they cannot change any more."))
    selection.frozen_at, selection.change_reason = None, reason.strip()
    selection.save()
    activity.record("recruitment.selection_reopened", about=selection, by=by, trail=call, reason=reason.strip())
    if call.state == CallState.OPEN:
        move(call, CallState.CLOSED, by=by, reason=reason.strip())
    return selection
