"""The state table of two words, and the age on the day of the act."""

from datetime import date, timedelta

import pytest

from compagnon.consents.choices import Standing
from compagnon.consents.rules import needs_guardian, standing
from compagnon.consents.seed_shape import read_consents
from compagnon.people.models import Participant

YES, NO, NONE = True, False, None
TABLE = [
    # learner, guardian, with both needed, with the learner alone
    (YES, YES, Standing.ACTIVE, Standing.ACTIVE),
    (YES, NONE, Standing.WAITING_GUARDIAN, Standing.ACTIVE),
    (YES, NO, Standing.REFUSED, Standing.ACTIVE),
    (NONE, YES, Standing.WAITING_LEARNER, Standing.WAITING_LEARNER),
    (NONE, NONE, Standing.UNANSWERED, Standing.UNANSWERED),
    (NONE, NO, Standing.REFUSED, Standing.UNANSWERED),
    (NO, YES, Standing.REFUSED, Standing.REFUSED),
    (NO, NONE, Standing.REFUSED, Standing.REFUSED),
    (NO, NO, Standing.REFUSED, Standing.REFUSED),
]


@pytest.mark.parametrize(("learner", "guardian", "both", "alone"), TABLE)
def test_two_words_make_one_standing(learner, guardian, both, alone):
    assert standing(learner=learner, guardian=guardian, both_needed=True) == both
    assert standing(learner=learner, guardian=guardian, both_needed=False) == alone


@pytest.mark.parametrize(("learner", "guardian", "both", "alone"), TABLE)
def test_a_no_after_a_consent_was_active_is_a_withdrawal(learner, guardian, both, alone):
    told = {Standing.REFUSED: Standing.WITHDRAWN}

    assert standing(learner=learner, guardian=guardian, both_needed=True, was_active=True) == told.get(both, both)
    assert standing(learner=learner, guardian=guardian, both_needed=False, was_active=True) == told.get(alone, alone)


SHIPPED = [(one.country, one.age) for one in read_consents().ages]


def needed(born: date, on: date, own_age: int | None, *, both_until_18: bool = False) -> bool:
    age = Participant(birth_date=born).age_on(on)
    return needs_guardian(age=age, is_learner=True, own_age=own_age, both_until_18=both_until_18)


@pytest.mark.parametrize(("country", "age"), SHIPPED)
@pytest.mark.parametrize("birthday", [date(2010, 6, 15), date(2010, 1, 1), date(2010, 12, 31)])
def test_a_guardian_is_needed_until_the_day_before_the_birthday_of_each_country(country, age, birthday):
    day = birthday.replace(year=birthday.year + age)

    assert [needed(birthday, on, age) for on in (day - timedelta(days=1), day, day + timedelta(days=1))] == [
        True,
        False,
        False,
    ]


@pytest.mark.parametrize(("country", "age"), SHIPPED)
def test_photographs_are_asked_of_both_until_18_in_each_country(country, age):
    born, day = date(2010, 6, 15), date(2028, 6, 15)

    assert needed(born, day - timedelta(days=1), age, both_until_18=True) is True
    assert needed(born, day, age, both_until_18=True) is False


def test_who_is_born_on_29_february_comes_of_age_on_1_march_of_a_common_year():
    born = date(2012, 2, 29)

    assert needed(born, date(2027, 2, 28), 15) is True
    assert needed(born, date(2027, 3, 1), 15) is False
    assert needed(born, date(2028, 2, 28), 16) is True
    assert needed(born, date(2028, 2, 29), 16) is False


def test_a_country_without_an_age_asks_both_until_18_and_an_unknown_birth_date_asks_both():
    born = date(2010, 6, 15)

    assert needed(born, date(2028, 6, 14), None) is True
    assert needed(born, date(2028, 6, 15), None) is False
    assert needs_guardian(age=None, is_learner=True, own_age=15, both_until_18=False) is True
    assert needs_guardian(age=None, is_learner=False, own_age=15, both_until_18=True) is False


def test_only_the_age_that_was_read_in_the_law_is_shipped_as_sure():
    assert {one.country for one in read_consents().ages if one.grade == "V"} == {"FR"}
