"""Information meetings: planning, registering without an account, reminding, noting who came."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from compagnon.core import activity, clock
from compagnon.core.states import MoveRefused, locked
from compagnon.correspondence.actions import write
from compagnon.network.models import Network, Trade
from compagnon.people.choices import ContactKind
from compagnon.people.models import Contact, Person
from compagnon.recruitment.models import Meeting, Registration

REGISTRATION = "recruitment.registration"
_HOURS_BEFORE = timedelta(hours=36)


class NoSeatLeft(MoveRefused):
    """Every seat is taken."""

    def __init__(self) -> None:
        super().__init__(_("All seats are taken. Look at the other dates, or ask the referent of your centre."))


@transaction.atomic
def plan_meeting(*, network: Network, by: Person, **fields: Any) -> Meeting:
    """Announce a meeting: it shows at once on the portal and on the page of its call."""
    meeting: Meeting = Meeting.objects.create(network=network, **fields)
    activity.record("recruitment.meeting_planned", about=meeting, by=by)
    return meeting


@transaction.atomic
def change_meeting(*, meeting: Meeting, by: Person, **fields: Any) -> Meeting:
    """Change a meeting; who has registered is told when its time or place changes. Raises MoveRefused below the seats taken."""
    meeting = locked(meeting)
    told = ("begins_at", "ends_at", "site_id", "place", "link")
    before = [getattr(meeting, name) for name in told]
    for name, value in fields.items():
        setattr(meeting, name, value)
    if meeting.capacity is not None and meeting.capacity < _seats_taken(meeting):
        raise MoveRefused(_("More people have registered than that: %(count)s.") % {"count": _seats_taken(meeting)})
    meeting.edition += 1
    meeting.save()
    activity.record("recruitment.meeting_changed", about=meeting, by=by)
    if before != [getattr(meeting, name) for name in told] and meeting.is_to_come:
        meeting.registrations.update(reminded_at=None)
        _tell_all(meeting, "recruitment.meeting_changed", by=by)
    return meeting


@transaction.atomic
def cancel_meeting(*, meeting: Meeting, reason: str, by: Person) -> Meeting:
    """Call a meeting off; who has registered is told why."""
    meeting = locked(meeting)
    if meeting.cancelled_at is None:
        meeting.cancelled_at, meeting.cancel_reason = clock.now(), reason
        meeting.save()
        activity.record("recruitment.meeting_cancelled", about=meeting, by=by, reason=reason)
        _tell_all(meeting, "recruitment.meeting_cancelled", by=by)
    return meeting


def _tell_all(meeting: Meeting, key: str, *, by: Person | None) -> None:
    for one in meeting.registrations.filter(cancelled_at=None).exclude(contact__email="").select_related("contact"):
        write(key=key, reader=one.contact, about=one, by=by, purpose=REGISTRATION)


@transaction.atomic
def register(
    *,
    meeting: Meeting,
    first_name: str,
    last_name: str,
    email: str,
    language: str,
    trade: Trade | None = None,
    heard_of: str = "",
) -> Registration:
    """Keep a seat and confirm it by a letter with a link to cancel; the same address twice is one seat.

    Raises NoSeatLeft, or MoveRefused when the meeting has begun or is cancelled.
    """
    meeting = locked(meeting)
    if not meeting.is_to_come:
        raise MoveRefused(_("This meeting is over or cancelled."))
    email = email.strip().lower()
    known: Registration | None = meeting.registrations.filter(contact__email=email).select_related("contact").first()
    if known is not None and known.cancelled_at is None:
        write(key="recruitment.registered", reader=known.contact, about=known, by=None, purpose=REGISTRATION)
        return known
    if meeting.capacity is not None and _seats_taken(meeting) >= meeting.capacity:
        raise NoSeatLeft
    if known is not None:
        known.cancelled_at, known.registered_at, known.reminded_at = None, clock.now(), None
        known.save()
        made = known
    else:
        contact = _contact(meeting, first_name=first_name, last_name=last_name, email=email, language=language)
        made = Registration.objects.create(
            network_id=meeting.network_id, meeting=meeting, contact=contact, trade=trade, heard_of=heard_of
        )
    activity.record("recruitment.registered", about=made, by=made.contact, facts={"name": str(made.contact)})
    write(key="recruitment.registered", reader=made.contact, about=made, by=None, purpose=REGISTRATION)
    return made


def _contact(meeting: Meeting, **said: str) -> Contact:
    contact: Contact = Contact.objects.create(network_id=meeting.network_id, kind=ContactKind.OTHER, **said)
    return contact


def _seats_taken(meeting: Meeting) -> int:
    return meeting.registrations.filter(cancelled_at=None).count()


@transaction.atomic
def give_seat_back(*, registration: Registration) -> Registration:
    """Who has registered does not come; the seat is free at once. Raises MoveRefused when the meeting has begun."""
    registration = locked(registration)
    if registration.cancelled_at is None:
        if not registration.meeting.is_to_come:
            raise MoveRefused(_("This meeting is over or cancelled."))
        registration.cancelled_at = clock.now()
        registration.save()
        activity.record(
            "recruitment.registration_cancelled",
            about=registration,
            by=registration.contact,
            facts={"name": str(registration.contact)},
        )
    return registration


@transaction.atomic
def note_presence(*, registration: Registration, by: Person, came: bool = True) -> Registration:
    """Somebody is there, or was noted by mistake; noting twice keeps the first time."""
    registration = locked(registration)
    if came == (registration.came_at is not None):
        return registration
    registration.came_at = clock.now() if came else None
    registration.noted_by = by if came else None
    registration.cancelled_at = None if came else registration.cancelled_at
    registration.save()
    activity.record(
        "recruitment.came" if came else "recruitment.did_not_come",
        about=registration,
        by=by,
        facts={"name": str(registration.contact)},
    )
    return registration


@transaction.atomic
def add_walk_in(
    *, meeting: Meeting, first_name: str, last_name: str, by: Person, email: str = "", heard_of: str = ""
) -> Registration:
    """Somebody came without having registered: noted as there, whatever the seats."""
    contact = _contact(
        meeting,
        first_name=first_name,
        last_name=last_name,
        email=email.strip().lower(),
        language=meeting.network.default_language,
    )
    made: Registration = Registration.objects.create(
        network_id=meeting.network_id,
        meeting=meeting,
        contact=contact,
        heard_of=heard_of,
        is_walk_in=True,
        came_at=clock.now(),
        noted_by=by,
    )
    activity.record("recruitment.came", about=made, by=by, facts={"name": str(contact)})
    return made


def remind_registered() -> int:
    """Write to everybody whose meeting is tomorrow, once; gives how many letters were written. Safe to run twice."""
    now = clock.now()
    due = Registration.objects.filter(
        reminded_at=None,
        cancelled_at=None,
        meeting__cancelled_at=None,
        meeting__begins_at__gt=now,
        meeting__begins_at__lte=now + _HOURS_BEFORE,
    ).exclude(contact__email="")
    return sum(_remind(pk) for pk in due.values_list("pk", flat=True))


@transaction.atomic
def _remind(pk: int) -> bool:
    one: Registration = Registration.objects.select_for_update(of=("self",)).select_related("contact").get(pk=pk)
    if one.reminded_at is not None:
        return False
    one.reminded_at = clock.now()
    one.save(update_fields=["reminded_at"])
    write(key="recruitment.meeting_reminder", reader=one.contact, about=one, by=None, purpose=REGISTRATION)
    return True
