"""The facts of a stay are gathered from where they were entered once; what is told is kept with its author."""

from datetime import date

import pytest

from compagnon.core.activity import on, sentence
from compagnon.engines.legal import Contract, HostKind, Outcome, Regime
from compagnon.mobilities.models import Departure
from compagnon.travel.actions.terms import correct_contract, tell_terms
from compagnon.travel.models import StayTerms
from compagnon.travel.queries.legal import facts_of, has_pack, pack_for, terms_of
from tests.factories.mobilities import MobilityFactory
from tests.factories.network import OrganisationFactory


@pytest.fixture
def stay(network):
    return MobilityFactory(network=network, placed=True)


def test_the_facts_come_from_the_file_and_the_participant(stay):
    facts = facts_of(stay, terms_of(stay))

    assert (facts.country, facts.departure_on, facts.return_on) == ("DE", date(2027, 3, 1), date(2027, 3, 15))
    assert (facts.contract, facts.contract_start) == (Contract.APPRENTICESHIP, date(2025, 9, 1))
    assert facts.birth_date == date(2006, 5, 4)
    assert (facts.regime, facts.host_signs, facts.with_adult) == (None, None, None)


@pytest.mark.parametrize(
    ("kind", "hosts"),
    [("company", {HostKind.COMPANY}), ("training_centre", {HostKind.TRAINING_BODY}), ("other", None)],
)
def test_the_kind_of_host_follows_from_the_host_of_the_file(stay, network, kind, hosts):
    stay.host = OrganisationFactory(network=network, kind=kind)

    assert facts_of(stay, terms_of(stay)).hosts == hosts


def test_what_was_told_of_the_host_goes_before_the_file(stay):
    terms = tell_terms(mobility=stay, changes={"hosts": "both"}, by=stay.referent)

    assert facts_of(stay, terms).hosts == set(HostKind)


def test_who_accompanies_the_departure_comes_along(stay, network):
    stay.departure = Departure.objects.create(
        network=network, name="Flensburg", scheme=stay.scheme, country="DE",
        departs_on=stay.departs_on, returns_on=stay.returns_on, accompanying=stay.referent,
    )  # fmt: skip

    assert facts_of(stay, terms_of(stay)).with_adult is True


def test_days_that_contradict_each_other_are_not_known_rather_than_wrong(stay):
    stay.participant.contract_end = date(2024, 1, 1)

    facts = facts_of(stay, terms_of(stay))

    assert (facts.contract_start, facts.contract_end) == (None, None)


def test_telling_names_what_was_told_and_by_whom_and_twice_changes_nothing(stay):
    changes = {"regime": "stand_by", "host_signs": True}
    tell_terms(mobility=stay, changes=changes, by=stay.referent)
    tell_terms(mobility=stay, changes=changes, by=stay.referent)

    said = [sentence(row) for row in on(stay) if row.verb == "travel.terms_told"]
    assert len(said) == 1
    assert said[0].endswith(
        "told for the rules of the stay: what becomes of the contract, the host signs the agreement."
    )
    assert StayTerms.objects.get().regime == Regime.STAND_BY


def test_two_referents_who_tell_different_things_keep_both(stay):
    tell_terms(mobility=stay, changes={"host_signs": True}, by=stay.referent)
    tell_terms(mobility=stay, changes={"days_abroad_before": 0}, by=stay.referent)

    kept = terms_of(stay)
    assert (kept.host_signs, kept.days_abroad_before) == (True, 0)


def test_a_corrected_contract_is_true_everywhere_and_the_pack_follows(stay):
    tell_terms(mobility=stay, changes={"days_abroad_before": 0}, by=stay.referent)
    correct_contract(mobility=stay, changes={"contract_end": date(2027, 3, 10)}, by=stay.referent)

    stay.participant.refresh_from_db()
    pack = pack_for(stay, terms_of(stay))
    assert stay.participant.contract_end == date(2027, 3, 10)
    assert next(one.outcome for one in pack.findings if one.rule == "within_contract") is Outcome.NOT_MET
    assert "the end of the contract" not in sentence(on(stay.participant).first())
    assert sentence(on(stay.participant).first()).endswith("corrected: end of the contract.")


def test_staff_have_no_legal_pack(stay):
    stay.participant.kind = "staff"

    assert has_pack(stay) is False
