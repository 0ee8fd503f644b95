"""Which passwords are taken (SEC-22)."""

import pytest
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError

from compagnon.people.models import Person

ADA = Person(first_name="Ada", last_name="Fournil", email="a.fournil@lycee-exemple.fr")


def is_taken(password):
    try:
        validate_password(password, ADA)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize(
    "password",
    [
        "four quiet words together",
        "pain brioche lundi gare",
        "Kp7#vTq2!mZx",
        "ведро солнце капуста",
        "x" + "ab cd ef gh " * 10,
    ],
)
def test_long_ones_that_nobody_guesses_are_taken(password):
    assert is_taken(password)


@pytest.mark.parametrize(
    "password",
    [
        "short words",
        "x" * 129,
        "password1234",
        "P4ssw0rd!!!!",
        "motdepasse2026",
        "compagnon2026!",
        "Compagnon-Erasmus",
        "Ada.Fournil.1",
        "fournil fournil",
        "123456789012",
        "abcdefghijkl",
        "aaaaaaaaaaaaaaaa",
        "qwertyqwerty",
        "trustno1trustno1",
        "liverpoolliverpool",
        "Mobilité 2026 !",
    ],
)
def test_short_common_and_guessable_ones_are_refused(password):
    assert not is_taken(password)


def test_the_rule_is_told_in_one_sentence():
    assert [text for text in password_validators_help_texts() if text] == [
        "At least 12 characters. Four or five words that nobody would put together are best."
    ]
