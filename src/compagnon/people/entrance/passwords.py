"""Rules for passwords (SEC-22): long, and nothing that can be guessed offline; no forced mixture of signs."""

import re
import unicodedata
from functools import cache
from itertools import pairwise
from typing import Any

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LEAST, MOST = 12, 128
_REMAINS = 6  # so many signs must be left once all that anybody would guess is taken out
_OURS = (
    "compagnon", "erasmus", "mobilite", "mobility", "mobilitat", "apprenti", "apprentice", "azubi", "motdepasse",
    "password", "passwort", "contrasena", "wachtwoord", "cfa", "cma", "admin", "referent", "coordinateur",
    "stage", "internship", "azerty", "qwerty", "qwertz",
)  # fmt: skip
_LEET = str.maketrans("013457@$!", "oieastasi")


class LengthValidator:
    """12 to 128 characters."""

    def validate(self, password: str, user: Any = None) -> None:
        if len(password) < LEAST:
            raise ValidationError(_("Use at least 12 characters: four or five words are easy to remember."))
        if len(password) > MOST:
            raise ValidationError(_("Use at most 128 characters."))

    def get_help_text(self) -> str:
        return _("At least 12 characters. Four or five words that nobody would put together are best.")


class GuessableValidator:
    """Refuses what stands in lists of common passwords, or is made of our own words, the person's name, or a pattern."""

    def validate(self, password: str, user: Any = None) -> None:
        small, plain = password.lower(), plainly(password)
        if {small, _half(small), plain, _half(plain)} & common():
            raise ValidationError(_("This password stands on lists that everybody tries first. Choose another one."))
        left = plain
        for word in sorted((*_OURS, *_words_of(user)), key=len, reverse=True):
            left = left.replace(word, "")
        if len(re.sub(r"(.)\1+", r"\1", left)) < _REMAINS or _is_run(left):
            raise ValidationError(
                _("This is easy to guess: it is made of names, words of this site, or a pattern. Choose another one.")
            )

    def get_help_text(self) -> str:
        return ""


def plainly(password: str) -> str:
    """Small letters and figures without accents; figures that stand for letters read as letters."""
    bare = unicodedata.normalize("NFKD", password.lower())
    read = "".join(sign for sign in bare if not unicodedata.combining(sign))
    as_letters = read.translate(_LEET) if re.search("[a-z]", read) else read
    return re.sub(r"[^\w]|_", "", as_letters)


@cache
def common() -> frozenset[str]:
    """The 20,000 most used passwords, as Django ships them."""
    return frozenset(CommonPasswordValidator().passwords)


def _half(plain: str) -> str:
    """What is said twice, once."""
    middle = len(plain) // 2
    return plain[:middle] if plain[:middle] == plain[middle:] else plain


def _words_of(user: Any) -> list[str]:
    told = (getattr(user, name, "") or "" for name in ("first_name", "last_name", "email"))
    words = (plainly(word) for one in told for word in re.split(r"[\s@.\-]+", one))
    return [word for word in words if len(word) > 2]


def _is_run(plain: str) -> bool:
    """Whether each sign follows the one before, up or down, as in 123456789012."""
    steps = {
        (ord(after) - ord(before)) % 10 if (before + after).isdecimal() else ord(after) - ord(before)
        for before, after in pairwise(plain)
    }
    return len(plain) < 2 or steps <= {1} or steps <= {-1, 9} or steps <= {0}
