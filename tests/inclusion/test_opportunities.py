"""Fewer opportunities: a flag apart, reasons sealed, numbers that agree."""

from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compagnon.inclusion.actions import vault
from compagnon.inclusion.catalogue import families, family_of_old, needs
from compagnon.inclusion.choices import EntryKind
from compagnon.inclusion.models import OpportunityAnswer, VaultEntry
from compagnon.inclusion.queries import opportunities as queries
from tests.factories.mobilities import MobilityFactory

CODES = [one.code for one in families()]


def numbers(year=2027):
    counts, gave = vault.reasons_counted(queries.travellers_of(year))
    return queries.reconciliation(year, counts, len(gave))


def test_the_families_are_those_of_the_programme_guide_in_its_order():
    assert CODES == ["DISAB", "HEALTH", "EDU", "CULT", "SOC", "ECON", "DISC", "GEO"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Disability (special needs)", "DISAB"),
        ("Health problems", "HEALTH"),
        ("Educational difficulties", "EDU"),
        ("Cultural differences", "CULT"),
        ("Social obstacles", "SOC"),
        ("Economic obstacles", "ECON"),
        ("Geographical obstacles", "GEO"),
        ("Something else", None),
    ],
)
def test_labels_of_2014_to_2020_lead_to_those_of_today(old, new):
    assert family_of_old(old) == new


def test_nobody_has_answered_before_they_answer_and_needs_name_no_illness(learner, stay):
    assert OpportunityAnswer.objects.count() == 0
    assert numbers().not_answered == 1
    forbidden = ("disab", "handicap", "illness", "maladie", "diagnos", "autis", "diabet", "dyslex", "deaf", "sourd")
    said = " ".join(text for one in (*needs().needs, *needs().adjustments) for text in one.text.values()).lower()
    assert [word for word in forbidden if word in said] == []


def test_reasons_are_kept_only_with_a_yes(learner):
    for answer, left in (("yes", 1), ("silent", 0), ("yes", 1), ("no", 0)):
        vault.answer_opportunities(participant=learner, answer=answer, families=["ECON"], by=learner.person)
        assert VaultEntry.objects.filter(kind=EntryKind.OPPORTUNITIES).count() == left


person = st.tuples(st.sampled_from(["yes", "no", "silent", None]), st.sets(st.sampled_from(CODES)))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(person, max_size=5))
def test_the_numbers_agree_whatever_people_answer(network, people):
    from django.db import transaction

    with transaction.atomic():
        for answer, reasons in people:
            traveller = MobilityFactory(network=network).participant
            if answer:
                by = SimpleNamespace(full_name="Testa")
                vault.answer_opportunities(participant=traveller, answer=answer, families=sorted(reasons), by=by)
        found = numbers()
        transaction.set_rollback(True)

    flagged = [reasons for answer, reasons in people if answer == "yes"]
    assert found.travellers == len(people)
    assert found.flagged == len(flagged)
    assert found.with_reason == sum(bool(reasons) for reasons in flagged)
    assert found.without_reason == found.flagged - found.with_reason
    assert {one.code: number for one, number in found.by_family} == {
        code: sum(code in reasons for reasons in flagged) for code in CODES
    }
    assert found.not_answered == sum(answer is None for answer, _reasons in people)
