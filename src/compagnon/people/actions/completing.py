"""What files of people lack, noted at the desk or told by whoever knows it; what a file says already is never replaced by the latter."""

from typing import Any

from django.db import transaction
from django.db.models import Model

from compagnon.core import activity
from compagnon.core.i18n import in_every_language
from compagnon.core.states import locked
from compagnon.people.actions.participants import correct_facts
from compagnon.people.models import Contact, Participant, Person


def still_empty(row: Model, said: dict[str, Any]) -> dict[str, Any]:
    """What was said of fields in which a row says nothing yet."""
    return {
        name: value
        for name, value in said.items()
        if value not in (None, "") and not (getattr(row, name) or getattr(row, name) is False)
    }


@transaction.atomic
def complete_participant(*, participant: Participant, said: dict[str, Any], by: Any) -> list[str]:
    """Write facts where a participant's file says nothing yet; timelines that hang on them are the caller's to follow.

    Gives the names of the fields that were written.
    """
    given = still_empty(locked(participant), said)
    correct_facts(participant=participant, changes=given, by=by)
    return list(given)


@transaction.atomic
def note_phone(*, person: Person, phone: str, by: Any, trail: Model) -> None:
    """Note under which number somebody is reached."""
    person = locked(person)
    if phone != person.phone:
        person.phone = phone
        person.save(update_fields=["phone"])
        what = in_every_language(Person._meta.get_field("phone").verbose_name)  # type: ignore[union-attr]
        activity.record("people.facts_corrected", about=trail, by=by, facts={"what": what})


@transaction.atomic
def complete_person(*, person: Person, said: dict[str, Any], by: Any, trail: Model) -> list[str]:
    """The same of the telephone number of somebody with an account."""
    given = still_empty(locked(person), {name: value for name, value in said.items() if name == "phone"})
    if given:
        note_phone(person=person, phone=given["phone"], by=by, trail=trail)
    return list(given)


@transaction.atomic
def note_of_contact(*, contact: Contact, changes: dict[str, Any], by: Any, trail: Model) -> Contact:
    """Write facts of a guardian, mentor or tutor; which of them changed is kept in the activity of `trail`."""
    contact = locked(contact)
    changed = [name for name, value in changes.items() if getattr(contact, name) != value]
    for name in changed:
        setattr(contact, name, changes[name])
    if changed:
        contact.save(update_fields=changed)
        said = [in_every_language(Contact._meta.get_field(name).verbose_name) for name in changed]  # type: ignore[union-attr]
        what = {language: ", ".join(one[language] for one in said) for language in said[0]}
        facts = {"contact": contact.full_name, "what": what}
        activity.record("people.contact_facts_noted", about=contact, by=by, trail=trail, facts=facts)
    return contact


@transaction.atomic
def complete_contact(*, contact: Contact, said: dict[str, Any], by: Any, trail: Model) -> list[str]:
    """The same where nothing is said of a contact yet."""
    given = still_empty(locked(contact), said)
    note_of_contact(contact=contact, changes=given, by=by, trail=trail)
    return list(given)


@transaction.atomic
def note_facts(
    *, participant: Participant, facts: dict[str, Any], phone: str, of_guardian: dict[str, Any], by: Any
) -> None:
    """Keep what the desk noted on the page of a participant's facts: all of it, or nothing."""
    correct_facts(participant=participant, changes=facts, by=by)
    note_phone(person=participant.person, phone=phone, by=by, trail=participant)
    if participant.guardian is not None:
        note_of_contact(contact=participant.guardian, changes=of_guardian, by=by, trail=participant)
