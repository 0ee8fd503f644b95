"""When a guardian's word is needed, and what two words make: plain functions, no database."""

from compagnon.consents.choices import Standing

ADULT = 18


def needs_guardian(*, age: int | None, is_learner: bool, own_age: int | None, both_until_18: bool) -> bool:
    """Whether a legal guardian must agree as well, for somebody of this age on the day of the act.

    `own_age` is the age from which the law of the country lets somebody consent alone (GDPR, art. 8); without one, and
    for what is asked of both until 18 by prudence (photographs, health, travel), it is 18. A learner whose age is not
    known counts as under age.
    """
    if age is None:
        return is_learner
    return age < (ADULT if both_until_18 or own_age is None else own_age)


def standing(*, learner: bool | None, guardian: bool | None, both_needed: bool, was_active: bool = False) -> Standing:
    """What the last word of each makes: active only with every word that is needed; one no is enough to end it."""
    if learner is False or (both_needed and guardian is False):
        return Standing.WITHDRAWN if was_active else Standing.REFUSED
    if learner and (guardian or not both_needed):
        return Standing.ACTIVE
    if learner:
        return Standing.WAITING_GUARDIAN
    return Standing.WAITING_LEARNER if guardian else Standing.UNANSWERED
