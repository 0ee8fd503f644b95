"""What people write in cells, read as values: days in any style, yes and no, numbers, addresses, registration numbers."""

import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_noop
from django_countries import countries

from compagnon.core.i18n import plain

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan janv janvier january januar enero gennaio januari", "feb fev fevr fevrier february februar febrero febbraio",
         "mar mars march marz maerz marzo maart", "apr avr avril april abril aprile", "may mai mayo maggio mei",
         "jun juin june juni junio giugno", "jul juil juillet july juli julio luglio", "aug aou aout august agosto augustus",
         "sep sept septembre september septiembre settembre", "oct octobre october oktober octubre ottobre",
         "nov novembre november noviembre", "dec decembre december dezember diciembre dicembre"), start=1)
    for name in names.split()
}  # fmt: skip
_YES = {"yes", "y", "oui", "o", "ja", "j", "si", "true", "vrai", "wahr", "1", "x"}
_NO = {"no", "n", "non", "nein", "nee", "false", "faux", "falsch", "0", "-"}
LA_POSTE = "356000000"
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?")
_NUMBERS = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})(?:[T ]\d{1,2}[:h].*)?")
_WITH_MONTH = re.compile(r"(?:[a-z]{2,9}\.?,? )?(\d{1,2})(?:er|st|nd|rd|th|\.)?[- ]([a-z]+)\.?[- ](\d{4}|\d{2})")
_BARE = re.compile(r"((?:19|20)\d{2})(0[1-9]|1[0-2])([0-3]\d)")
_WHOLE = re.compile(r"[+]?(\d{1,3}(?:[ \u00a0\u202f'’.,]\d{3})+|\d+)(?:[.,]0+)?")


class Wrong(Exception):
    """A cell that cannot be read: a source text marked for translation, and what fills its places."""

    def __init__(self, text: str, **facts: Any) -> None:
        super().__init__(text)
        self.text, self.facts = text, facts


def shown(value: Any) -> str:
    """A value as people read it, in the language of who reads now."""
    if isinstance(value, date):
        return date_format(value, "SHORT_DATE_FORMAT")
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    return "" if value is None else str(value)


def words(cell: str, longest: int = 200) -> str:
    """Text as it stands. Raises Wrong when it is too long to be kept."""
    if len(cell) > longest:
        raise Wrong(gettext_noop("Too long: at most %(longest)d characters."), longest=longest)
    return cell


def text_of(longest: int) -> Callable[[str], str]:
    """A reader for text of at most so many characters."""
    return lambda cell: words(cell, longest)


def month_first(cells: Iterable[str]) -> bool:
    """Whether a column writes 12/31/2026: only when some day proves it and none speaks against.

    With points the day comes first wherever people write so.
    """
    months = False
    for cell in cells:
        if found := _NUMBERS.fullmatch(cell):
            if int(found[1]) > 12:
                return False
            months = months or (int(found[2]) > 12 and "." not in cell)
    return months


@lru_cache(maxsize=20_000)
def day(cell: str, *, months_first: bool = False) -> date:
    """A day as 2027-03-12, 12/03/2027, 12.3.27, 12 mars 2027 or a spreadsheet's number of days. Raises Wrong."""
    try:
        if found := _ISO.fullmatch(cell):
            return _sensible(date(int(found[1]), int(found[2]), int(found[3])))
        if found := _NUMBERS.fullmatch(cell):
            first, second, year = int(found[1]), int(found[2]), _whole_year(found[3])
            return _sensible(date(year, first, second) if months_first else date(year, second, first))
        if found := _BARE.fullmatch(cell):
            return _sensible(date(int(found[1]), int(found[2]), int(found[3])))
        if cell.replace(".", "", 1).isdigit() and 7_000 <= float(cell) <= 80_000:
            return date(1899, 12, 30) + timedelta(days=int(float(cell)))
        if (found := _WITH_MONTH.fullmatch(plain(cell))) and (month := _MONTHS.get(found[2])):
            return _sensible(date(_whole_year(found[3]), month, int(found[1])))
    except (ValueError, OverflowError):
        pass
    raise Wrong(gettext_noop("This is no date. Write it as 2027-03-12 or 12/03/2027."))


def _whole_year(year: str) -> int:
    """Two digits mean the years from 1940 to 2039: birth dates of staff, ends of contracts."""
    return int(year) if len(year) == 4 else int(year) + (1900 if int(year) >= 40 else 2000)


def _sensible(found: date) -> date:
    if not 1900 <= found.year <= 2100:
        raise ValueError
    return found


def number(lowest: int, highest: int) -> Callable[[str], int]:
    """A reader for a whole number within limits: 1 200, 1.200, 1,200 and 12,0 as they are written, also with a word beside it."""

    def read(cell: str) -> int:
        found = _WHOLE.fullmatch(cell.strip())
        digits = re.findall(r"[0-9]+", cell)
        bare = re.sub(r"[^0-9]", "", found[1]) if found else digits[0] if len(digits) == 1 else ""
        if not bare or len(cell) >= 20 or "-" in cell or not lowest <= int(bare) <= highest:
            raise Wrong(gettext_noop("A whole number from %(low)d to %(high)d is needed."), low=lowest, high=highest)
        return int(bare)

    return read


def yes_no(cell: str) -> bool:
    """Yes or no in the languages of the network. Raises Wrong."""
    said = plain(cell)
    if said in _YES or said in _NO:
        return said in _YES
    raise Wrong(gettext_noop("Write yes or no."))


def email(cell: str) -> str:
    """An e-mail address in lower case. Raises Wrong."""
    address = cell.removeprefix("mailto:").strip().strip("<>;,").lower()
    try:
        validate_email(address)
    except ValidationError as error:
        raise Wrong(gettext_noop("This is no e-mail address: name@place.example is the form.")) from error
    return words(address, 254)


def phone(cell: str) -> str:
    """A telephone number with its signs. Raises Wrong; the first zero that a spreadsheet took away is given back."""
    bare = re.sub(r"[^\d+]", "", cell)
    if not 6 <= len(bare.lstrip("+")) <= 15:
        raise Wrong(gettext_noop("This is no telephone number."))
    return f"0{bare}" if bare == cell and len(bare) == 9 and bare[0] in "1234567" else words(cell, 30)


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    from django.utils import translation  # beside its only use: names are gathered once in every language

    found = {}
    for language in ("en", "fr", "de", "it", "es", "nl"):
        with translation.override(language):
            found.update({plain(str(name)): code for code, name in countries})
    found |= {code.lower(): code for code, _name in countries}
    found |= {countries.alpha3(code).lower(): code for code, _name in countries if countries.alpha3(code)}
    return found | {"uk": "GB", "angleterre": "GB", "hollande": "NL", "holland": "NL"}


def country(cell: str) -> str:
    """The two letters of a country written as a code or a name in one of our languages. Raises Wrong."""
    code = _countries().get(plain(cell))
    if code is None:
        raise Wrong(gettext_noop("This country is not known. Write its name, or two letters such as FR."))
    return code


def nationality(cell: str) -> str:
    """The same as a country; the commonest adjectives are understood."""
    adjectives = {
        "francaise": "FR",
        "francais": "FR",
        "french": "FR",
        "deutsch": "DE",
        "german": "DE",
        "allemande": "DE",
    }
    return adjectives.get(plain(cell)) or country(cell)


def oid(cell: str) -> str:
    """An organisation's number of the European Commission. Raises Wrong."""
    said = cell.replace(" ", "").upper()
    if not re.fullmatch(r"E\d{8}", said):
        raise Wrong(gettext_noop("An OID is the letter E and eight digits, for example E10000001."))
    return said


def luhn(digits: str) -> bool:
    """Whether the last digit agrees with the others (ISO/IEC 7812-1, annex B)."""
    total = 0
    for place, sign in enumerate(reversed(digits)):
        doubled = int(sign) * (1 + place % 2)
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0


def is_siret(digits: str) -> bool:
    """Fourteen digits with the right last one; La Poste's establishments instead add up to a multiple of five (INSEE)."""
    if not re.fullmatch(r"[0-9]{14}", digits):
        return False
    if digits.startswith(LA_POSTE) and not luhn(digits):
        return sum(map(int, digits)) % 5 == 0
    return luhn(digits)


def registration_number(cell: str) -> str:
    """A SIRET (checked), a VAT number or another register's number, without spaces. Raises Wrong."""
    said = re.sub(r"[\s.\-]", "", cell).upper()
    if re.fullmatch(r"[0-9]{14}", said):
        if not is_siret(said):
            raise Wrong(
                gettext_noop("This SIRET is mistyped: its last digit does not agree. Compare it with the register.")
            )
    elif re.fullmatch(r"[0-9]{13}", said):
        raise Wrong(
            gettext_noop("A SIRET has 14 digits; this has 13: the spreadsheet may have dropped a zero in front.")
        )
    elif not re.fullmatch(r"[\w/]{4,40}", said):
        raise Wrong(gettext_noop("This is no registration number: a SIRET, VAT or trade register number is meant."))
    return said
