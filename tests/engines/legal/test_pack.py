"""The whole pack: which rules are asked, which regimes are possible, and the laws that hold for every stay."""

import json
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from compagnon.engines.base import Answer
from compagnon.engines.dates import birthday
from compagnon.engines.legal import (
    CODES,
    REMEDIES,
    Contract,
    Direction,
    HostKind,
    LegalFacts,
    Outcome,
    Pack,
    Question,
    Regime,
    Standing,
    Topic,
    answer,
    pack_of,
)
from tests.engines.legal.cases import STAY, TODAY, found, pack


def names(given_pack):
    return {finding.rule for finding in given_pack.findings}


def test_findings_come_by_topic():
    topics = [finding.topic for finding in pack(birth_date="2009-03-12").findings]

    assert topics == sorted(topics, key=list(Topic).index)
    assert set(topics) == set(Topic)


def test_a_stay_that_breaks_a_ceiling_is_possible_under_neither_regime_and_says_why():
    assert pack(return_on="2028-02-01").regimes == tuple(
        Standing(regime, Answer.NO, ("one_year", "half_of_contract")) for regime in Regime
    )


def test_a_fact_that_is_not_told_leaves_the_regimes_not_known():
    assert pack(days_abroad_before=None, host_signs=None).regimes == tuple(
        Standing(regime, Answer.UNKNOWN, ("one_year", "half_of_contract", "host_company_signs")) for regime in Regime
    )


def test_without_a_french_contract_no_regime_is_asked_but_papers_and_minors_are():
    graduate = pack(contract="none", birth_date="2009-03-12")

    assert graduate.regimes == ()
    assert {finding.topic for finding in graduate.findings} == {Topic.PAPER, Topic.MINOR}
    assert {finding.regime for finding in graduate.findings} == {None}
    assert {"exit_authorisation", "health_card", "hours"} <= names(graduate)
    assert not {"mobility_agreement", "representative_signs", "one_year"} & names(graduate)


def test_a_contract_nobody_told_of_makes_its_rules_unknown_once_each():
    untold = pack(contract=None)
    of_contract = [one for one in untold.findings if one.rule in {"one_year", "pay", "mobility_agreement", "hours"}]

    assert [(one.regime, one.outcome, one.reason.remedy) for one in of_contract] == [
        (None, Outcome.UNKNOWN, "complete_mobility:contract")
    ] * 4


def test_who_comes_is_asked_other_rules_than_who_leaves():
    out, coming = pack(), pack(direction="in")

    assert names(out) & names(coming) == {"hours", "daily_rest", "weekly_rest", "night_work", "dangerous_work"}
    assert coming.regimes == ()


def test_with_nothing_told_nothing_is_refused():
    for direction in Direction:
        answers = {one.reason.answer for one in pack_of(LegalFacts(direction=direction), today=TODAY).findings}
        assert answers == {Answer.YES, Answer.UNKNOWN}


def test_the_door_s_question_with_facts_of_before_gives_the_differences_too():
    facts = LegalFacts.model_validate_json(json.dumps(STAY))
    before = facts.model_copy(update={"return_on": date(2027, 4, 20)})

    plain = answer(Question(facts=facts, today=TODAY))
    compared = answer(Question(facts=facts, today=TODAY, before=before))

    assert plain == pack_of(facts, today=TODAY)
    assert (compared.regimes, compared.findings) == (plain.regimes, plain.findings)
    assert {difference.rule for difference in compared.differences} == {
        "within_contract",
        "one_year",
        "half_of_contract",
        "alternation_suspended",
        "accident_at_work",
        "identity_document",
    }


def test_a_pack_kept_as_json_comes_back_the_same():
    kept = TypeAdapter(Pack)
    whole = pack(birth_date="2009-03-12", hours={"starts_at": "06:00", "ends_at": "14:00"})

    assert kept.validate_json(kept.dump_json(whole)) == whole


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"return_on": "2027-01-31"}, "return_on"),
        ({"contract_end": "2026-08-31"}, "contract_end"),
        ({"partnership_from": "2027-01-02", "partnership_until": "2027-01-01"}, "partnership_until"),
        ({"birth_date": "2027-02-02"}, "birth_date"),
        ({"hosts": []}, "hosts"),
        ({"direction": None}, "direction"),
        ({"country": "de"}, "country"),
        ({"days_abroad_before": -1}, "days_abroad_before"),
        ({"hours": {"a_day": 25}}, "hours"),
        ({"lenght": 3}, "lenght"),
    ],
)
def test_a_wrong_fact_is_refused_with_its_field(changes, field):
    with pytest.raises(ValidationError) as refused:
        LegalFacts.model_validate_json(json.dumps({**STAY, **changes}))

    assert refused.value.errors()[0]["loc"][0] == field


# --- laws ---

# from the first day on which every article read reads as it does
some_days = st.dates(date(2026, 1, 2), date(2032, 12, 31))
truths = st.booleans()


@st.composite
def stays(draw):
    """Facts with nothing unknown: somebody who was born 14 to 21 years before they leave."""
    departure = draw(some_days)
    start = departure - timedelta(days=draw(st.integers(-30, 500)))
    partnership = departure - timedelta(days=draw(st.integers(-5, 100)))
    return {
        "direction": draw(st.sampled_from(Direction)),
        "country": draw(st.sampled_from(["FR", "GP", "DE", "IS", "CH", "GB", "SN"])),
        "departure_on": departure,
        "return_on": departure + timedelta(days=draw(st.integers(0, 500))),
        "birth_date": departure - timedelta(days=draw(st.integers(14 * 365, 21 * 365))),
        "contract": draw(st.sampled_from(Contract)),
        "contract_start": start,
        "contract_end": start + timedelta(days=draw(st.integers(1, 1100))),
        "days_abroad_before": draw(st.integers(0, 400)),
        "regime": draw(st.sampled_from(Regime)),
        "signed_on": departure - timedelta(days=draw(st.integers(0, 1))),
        "hosts": draw(st.frozensets(st.sampled_from(HostKind), min_size=1)),
        "host_signs": draw(truths),
        "guarantees_signed": draw(truths),
        "partnership_from": partnership,
        "partnership_until": partnership + timedelta(days=draw(st.integers(0, 600))),
        "employee_abroad": draw(truths),
        "resides_abroad": draw(truths),
        "four_week_template": draw(truths),
        "erasmus": draw(truths),
        "union_national": draw(truths),
        "with_parent": draw(truths),
        "with_adult": draw(truths),
        "parent_document_french": draw(truths),
        "parent_document_until": departure + timedelta(days=draw(st.integers(-2000, 1000))),
        "hours": {
            "a_day": draw(st.integers(6, 10)),
            "a_week": draw(st.integers(30, 40)),
            "daily_rest": draw(st.integers(10, 15)),
            "rest_days_in_a_row": draw(st.integers(0, 3)),
        },
        "dangerous_work": draw(truths),
        "inspectorate_told": draw(truths),
        "medical_opinion_on": departure - timedelta(days=draw(st.integers(0, 400))),
    }


def findings_of(facts):
    made = pack_of(LegalFacts(**facts), today=TODAY)
    return {(one.rule, one.regime, one.band): one for one in made.findings}


@given(stays(), st.integers(1, 400))
def test_a_longer_stay_never_makes_an_obligation_vanish_nor_mends_what_is_broken(facts, longer):
    short, long = (findings_of({**facts, "return_on": facts["return_on"] + timedelta(days=n)}) for n in (0, longer))

    for key, finding in short.items():
        if finding.outcome in {Outcome.APPLIES, Outcome.NOT_MET}:
            assert long[key].outcome is finding.outcome


@given(stays())
def test_only_a_named_change_of_regime_changes_what_is_owed_and_both_are_always_told(facts):
    asleep, seconded = (findings_of({**facts, "regime": regime}) for regime in Regime)

    different = {key[0] for key in asleep if asleep[key] != seconded[key]}
    assert asleep.keys() == seconded.keys()
    assert different <= {"regime_stated"}


@given(stays())
def test_minors_are_protected_on_each_day_under_18_and_on_no_other(facts):
    facts = {**facts, "direction": "in"}
    bands = [one.reason.facts for one in findings_of(facts).values() if one.rule == "hours" and one.band]
    days = [
        date.fromordinal(n)
        for part in bands
        for n in range(part["from_on"].toordinal(), part["until_on"].toordinal() + 1)
    ]

    stay = range(facts["departure_on"].toordinal(), facts["return_on"].toordinal() + 1)
    adult_on = birthday(facts["birth_date"], 18)
    assert days == [date.fromordinal(n) for n in stay if date.fromordinal(n) < adult_on]


@pytest.mark.parametrize("age", [16, 18])
@given(departure=some_days, into=st.integers(-2, 40))
def test_on_a_birthday_within_the_stay_the_age_changes_on_that_day(age, departure, into):
    reached = departure + timedelta(days=into)
    birth = date(reached.year - age, reached.month, 28 if (reached.month, reached.day) == (2, 29) else reached.day)
    back = departure + timedelta(days=30)
    parts = [
        (one.reason.facts["from_on"], one.reason.facts["until_on"])
        for one in pack_of(
            LegalFacts(direction="in", departure_on=departure, return_on=back, birth_date=birth), today=TODAY
        ).findings
        if one.rule == "hours" and one.band
    ]

    edge = birthday(birth, age)
    if age == 18:
        assert parts == ([(departure, min(back, edge - timedelta(days=1)))] if departure < edge else [])
    elif departure < edge <= back:
        assert parts == [(departure, edge - timedelta(days=1)), (edge, back)]
    else:
        assert parts == [(departure, back)]


HIDEABLE = sorted(set(LegalFacts.model_fields) - {"direction", "hours", "signed_on"})


@given(stays(), st.sets(st.sampled_from(HIDEABLE)))
def test_more_facts_never_take_an_answer_back(facts, hidden):
    before = findings_of({name: value for name, value in facts.items() if name not in hidden})
    after = findings_of(facts)

    # once the contract is told its rules are told by regime, or are not asked
    for key in before.keys() & after.keys():
        if before[key].outcome is not Outcome.UNKNOWN:
            assert after[key].outcome is before[key].outcome
    assert before.keys() - after.keys() <= {key for key in before if before[key].outcome is Outcome.UNKNOWN}


@given(stays(), st.sets(st.sampled_from(HIDEABLE)))
def test_codes_and_remedies_are_those_announced_and_whatever_is_not_known_says_what_to_ask(facts, hidden):
    for finding in findings_of({name: value for name, value in facts.items() if name not in hidden}).values():
        assert finding.reason.code in CODES
        assert finding.reason.remedy in {None, *REMEDIES}
        if finding.outcome in {Outcome.UNKNOWN, Outcome.BORDERLINE, Outcome.NOT_MET}:
            assert finding.reason.remedy is not None


@given(stays())
def test_a_regime_is_possible_exactly_when_nothing_hinders_it(facts):
    for standing in pack_of(LegalFacts(**facts), today=TODAY).regimes:
        assert (standing.answer is Answer.YES) == (standing.hindered_by == ())


def test_a_stay_before_the_articles_read_so_is_not_judged():
    assert found("one_year", departure_on="2023-12-01").outcome is Outcome.UNKNOWN
    assert found("one_year", departure_on="2023-12-01").reason.facts == {
        "day": date(2023, 12, 1),
        "in_force_from": date(2023, 12, 29),
    }
    assert {one.answer for one in pack(signed_on="2023-12-01").regimes} == {Answer.UNKNOWN}


def test_nine_months_with_the_contract_asleep_of_somebody_who_turns_18_on_the_way():
    # the long path of MONA: 9 months of a contract of 24
    whole = pack(departure_on="2026-12-01", return_on="2027-08-31", birth_date="2009-03-12", with_parent=False)
    asleep = {one.rule: one for one in whole.findings if one.regime in {None, Regime.STAND_BY}}

    assert whole.regimes[0] == Standing(Regime.STAND_BY, Answer.YES)
    assert asleep["half_of_contract"].reason.facts["total_days"] == 274
    assert {rule: asleep[rule].reason.facts.get("who") for rule in ("pay", "social_cover", "accident_at_work")} == {
        "pay": "employer",
        "social_cover": "french_scheme",
        "accident_at_work": "training_centre",
    }
    assert asleep["pay"].outcome is Outcome.DOES_NOT_APPLY
    needed = {one.rule for one in asleep.values() if one.topic is Topic.PAPER and one.outcome is Outcome.APPLIES}
    assert needed == {
        "mobility_agreement",
        "representative_signs",
        "pedagogical_annex",
        "health_card",
        "repatriation_cover",
        "identity_document",
        "exit_authorisation",
        "parent_identity_copy",
    }
    assert {(one.outcome, one.reason.facts["until_on"]) for one in asleep.values() if one.topic is Topic.MINOR} == {
        (Outcome.UNKNOWN, date(2027, 3, 11))
    }
