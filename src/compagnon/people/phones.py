"""Telephone numbers on file as a text message needs them: read with the country of who has them, checked, in one form."""

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat, PhoneNumberType

from compagnon.people.models import Contact, Person

_REACHED = {PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE}


def mobile_of(who: Person | Contact) -> str:
    """The number on file as +33612345678, if it is one that gets text messages; else nothing.

    A number without the sign of a country is of the country of their organisation, else of their network: one guess, because
    the second might be somebody else's number.
    """
    try:
        number = phonenumbers.parse(who.phone, _country_of(who))
    except NumberParseException:
        return ""
    if not phonenumbers.is_valid_number(number) or phonenumbers.number_type(number) not in _REACHED:
        return ""
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def masked(number: str) -> str:
    """A number as it is shown to who has it: its last two digits."""
    return f"•• •• •• {number[-2:]}" if number else ""


def _country_of(who: Person | Contact) -> str | None:
    organisation = who.organisation if isinstance(who, Contact) else None
    home = organisation or who.network
    return str(home.country) if home is not None else None
