"""What is typed into a question is right: an account, a telephone number, a number of a register, a day of birth."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from compagnon.core import clock
from compagnon.core.imports import cells
from compagnon.partners.registers import check_vat

OLDEST = 100


def checked_iban(value: str) -> str:
    """The number without spaces. Raises ValidationError when its check digits are wrong."""
    number = "".join(value.split()).upper()
    turned = number[4:] + number[:4]
    is_shaped = number.isascii() and number.isalnum() and 15 <= len(number) <= 34
    if not is_shaped or int("".join(str(int(sign, 36)) for sign in turned)) % 97 != 1:
        raise forms.ValidationError(
            _("This IBAN is not right: compare it with the bank’s paper, one sign may be wrong.")
        )
    return " ".join(number[at : at + 4] for at in range(0, len(number), 4))


def right_iban(value: str) -> None:
    """Raises ValidationError when it is not one."""
    checked_iban(value)


def _right(read: Callable[[str], Any], value: str) -> None:
    try:
        read(value)
    except cells.Wrong as wrong:
        text = gettext(wrong.text)
        raise forms.ValidationError(text % wrong.facts if wrong.facts else text) from wrong


def right_phone(value: str) -> None:
    """Raises ValidationError when it is no telephone number."""
    _right(cells.phone, value)


def right_number(country: str) -> Callable[[str], None]:
    """A check of a SIRET, a VAT number of this country, or the number of another register."""

    def check(value: str) -> None:
        _right(lambda typed: check_vat(cells.registration_number(typed), country), value)

    return check


def right_birth(value: date) -> None:
    """Raises ValidationError for a day on which nobody alive can be born."""
    if not value < clock.today() <= date(value.year + OLDEST, 12, 31):
        raise forms.ValidationError(_("Nobody can be born on that day: look at the year."))
