"""What a company is known by in public registers: its name without legal form, its VAT number, its département."""

import re
from typing import Any

from django.utils.translation import gettext_noop

from compagnon.core.imports.cells import Wrong
from compagnon.core.imports.known import simple

_FORMS = re.compile(
    r"\b(sarl|eurl|sas|sasu|sa|snc|sci|scop|ei|eirl|gie|gaec|earl|ets|etablissements|entreprise|societe|ste"
    r"|gmbh|ag|kg|ohg|ug|co|ltd|limited|plc|llc|bv|nv|vof|srl|spa|snc|sl|sau|lda|oy|as|aps|et fils)\b"
)
# How each Member State and Northern Ireland write a VAT number after its two letters, and an example of the whole.
# Source: European Commission, VIES, frequently asked questions, question 11 (structure of VAT identification numbers).
_VAT = {
    "AT": (r"U\d{8}", "ATU12345678"), "BE": (r"[01]\d{9}", "BE0123456789"), "BG": (r"\d{9,10}", "BG123456789"),
    "CY": (r"\d{8}[A-Z]", "CY12345678X"), "CZ": (r"\d{8,10}", "CZ12345678"), "DE": (r"\d{9}", "DE123456789"),
    "DK": (r"\d{8}", "DK12345678"), "EE": (r"\d{9}", "EE123456789"), "EL": (r"\d{9}", "EL123456789"),
    "ES": (r"[A-Z]\d{7}[A-Z0-9]|\d{8}[A-Z]", "ESX1234567X"), "FI": (r"\d{8}", "FI12345678"),
    "FR": (r"[A-HJ-NP-Z0-9]{2}\d{9}", "FR12345678901"), "HR": (r"\d{11}", "HR12345678901"), "HU": (r"\d{8}", "HU12345678"),
    "IE": (r"\d[A-Z0-9+*]\d{5}[A-Z]|\d{7}[A-Z]{2}", "IE1234567WA"), "IT": (r"\d{11}", "IT12345678901"),
    "LT": (r"\d{9}|\d{12}", "LT123456789"), "LU": (r"\d{8}", "LU12345678"), "LV": (r"\d{11}", "LV12345678901"),
    "MT": (r"\d{8}", "MT12345678"), "NL": (r"[A-Z0-9+*]{12}", "NL123456789B01"), "PL": (r"\d{10}", "PL1234567890"),
    "PT": (r"\d{9}", "PT123456789"), "RO": (r"\d{2,10}", "RO1234567890"), "SE": (r"\d{12}", "SE123456789012"),
    "SI": (r"\d{8}", "SI12345678"), "SK": (r"\d{10}", "SK1234567890"), "XI": (r"\d{9}|\d{12}|GD\d{3}|HA\d{3}", "XI123456789"),
}  # fmt: skip
MISTYPED_VAT = gettext_noop("This VAT number is mistyped: here it is written as %(example)s.")


def name_key(name: str) -> str:
    """A company's name without its legal form, case, accents and signs."""
    bare = simple(name)
    return " ".join(_FORMS.sub(" ", bare).split()) or bare


def bare_number(kept: str) -> str:
    """A registration number without the spaces, points and dashes with which it may be kept."""
    return re.sub(r"[\s.\-]", "", kept).upper()


def company_number(number: str) -> str:
    """The SIREN in a SIRET or a French VAT number; any other number stands for itself."""
    if re.fullmatch(r"\d{14}", number):
        return number[:9]
    return number[4:] if re.fullmatch(r"FR[A-Z0-9]{2}\d{9}", number) else number


def check_vat(number: str, country: str) -> None:
    """Raise Wrong when a number begins as this country's VAT numbers do, goes on with a digit, and cannot be one."""
    prefix = "EL" if country == "GR" else country
    if prefix not in _VAT or not number.startswith(prefix) or not any(sign.isdigit() for sign in number):
        return
    form, example = _VAT[prefix]
    if not re.fullmatch(form, number[2:]) or (prefix == "FR" and not _agrees(number)):
        raise Wrong(MISTYPED_VAT, example=example)


def _agrees(number: str) -> bool:
    """The two figures in front of a SIREN are reckoned from it: (12 + 3 × (SIREN mod 97)) mod 97; letters are not checked."""
    key, siren = number[2:4], number[4:]
    return not key.isdigit() or int(key) == (12 + 3 * (int(siren) % 97)) % 97


def departement_of(country: Any, postcode: str) -> str:
    """The département that a French postcode tells; empty elsewhere. Corsica has two, overseas ones three digits."""
    if str(country) != "FR" or not re.fullmatch(r"\d{5}", postcode):
        return ""
    if postcode.startswith("20"):
        return "2A" if postcode < "20200" else "2B"
    return postcode[:3] if postcode.startswith(("97", "98")) else postcode[:2]
