"""Which letters a reader may do without, and how often the others come; who wants none of a kind gets none."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from compagnon.correspondence.models import Letter, LetterWish, Rhythm
from compagnon.people import links
from compagnon.people.models import Contact, Person, PersonalLink
from compagnon.people.queries import works_at_desk

PURPOSE = "correspondence.wishes"
LASTING = timedelta(days=180)
"""A letter is found again after months: its way out works for so long at least."""


@dataclass(frozen=True)
class Optional:
    """A kind of letter that need not come: what it is, which rhythms there are (the first is proposed), for whom."""

    label: Any
    rhythms: tuple[Rhythm, ...] = (Rhythm.AT_ONCE, Rhythm.OFF)
    is_for_desk: bool = False
    is_for_outside: bool = False


OPTIONAL = {
    "timeline.digest": Optional(
        _("Reminders of what is to do"), (Rhythm.DAILY, Rhythm.WEEKLY, Rhythm.AT_ONCE, Rhythm.OFF)
    ),
    "recruitment.meeting_reminder": Optional(_("Reminders of an information meeting"), is_for_outside=True),
    "recruitment.reading_reminder": Optional(_("Reminders of applications to read"), is_for_desk=True),
    "surveys.evaluation_given": Optional(_("A tutor has evaluated somebody"), is_for_desk=True),
}
"""All other letters always come: decisions, signatures, safety, signing in. Rights and dates hang on them."""


def asked_of(reader: Person | Contact) -> dict[str, Optional]:
    """The kinds that a reader may choose about."""
    outside = isinstance(reader, Contact)
    desk = isinstance(reader, Person) and works_at_desk(reader)
    return {
        key: kind
        for key, kind in OPTIONAL.items()
        if (desk or not kind.is_for_desk) and (outside or not kind.is_for_outside)
    }


def theirs(reader: Person | Contact) -> dict[str, Any]:
    """Whose rows of wishes these are."""
    return {"to_person": reader} if isinstance(reader, Person) else {"to_contact": reader}


def rhythms_of(reader: Person | Contact) -> dict[str, str]:
    """What a reader wants of each kind that may be chosen about."""
    said = dict(LetterWish.objects.filter(**theirs(reader)).values_list("key", "rhythm"))
    return {key: said.get(key, kind.rhythms[0]) for key, kind in asked_of(reader).items()}


def rhythms(key: str, readers: Iterable[Person | Contact]) -> dict[Person | Contact, str]:
    """What these readers want of one kind, in one question; who has said nothing is not there."""
    people = [one.pk for one in readers if isinstance(one, Person)]
    contacts = [one.pk for one in readers if isinstance(one, Contact)]
    rows = LetterWish.objects.filter(Q(to_person__in=people) | Q(to_contact__in=contacts), key=key)
    return {one.to_person or one.to_contact: one.rhythm for one in rows.select_related("to_person", "to_contact")}


def unwanted(letters: list[Letter]) -> list[Letter]:
    """Those of these letters of which their readers want none."""
    asked = [one for one in letters if one.key in OPTIONAL]
    if not asked:
        return []
    people, contacts = {one.to_person_id for one in asked} - {None}, {one.to_contact_id for one in asked} - {None}
    rows = LetterWish.objects.filter(
        Q(to_person__in=people) | Q(to_contact__in=contacts), key__in={one.key for one in asked}, rhythm=Rhythm.OFF
    )
    off = set(rows.values_list("to_person", "to_contact", "key"))
    return [one for one in asked if (one.to_person_id, one.to_contact_id, one.key) in off]


def link_of(letter: Letter) -> PersonalLink | None:
    """The reader's link to choose which letters come; none for a letter that must come."""
    reader = letter.to_person or letter.to_contact
    if letter.key not in OPTIONAL or reader is None:
        return None
    return links.make(purpose=PURPOSE, holder=reader, about=reader, lasting=LASTING)
