"""Every answer that the legal engine can give has words, and reads as a sentence."""

from datetime import date

import pytest
from django.utils.translation import override

from compagnon.engines.legal import CODES, REMEDIES, Direction, LegalFacts, Pack, Regime, differences, pack_of
from compagnon.travel import telling
from compagnon.travel.phrases import legal as words

TODAY = date(2026, 11, 26)
STAY = LegalFacts(
    direction=Direction.OUT,
    country="DE",
    departure_on="2027-03-01",
    return_on="2027-03-15",
    birth_date="2009-06-01",
    contract="apprenticeship",
    contract_start="2025-09-01",
    contract_end="2027-08-31",
)


def sentences_of(code):
    _place, rule, outcome = code.split(".")
    key = f"{rule}.{outcome}"
    return [one for one in words.SENTENCES if one == key or one.startswith(f"{key}.")]


@pytest.mark.parametrize("code", [code for code in CODES if not code.endswith(".unknown")])
def test_every_answer_has_a_sentence(code):
    assert sentences_of(code), f"Say {code} in travel.phrases.legal.SENTENCES."


@pytest.mark.parametrize("code", CODES)
def test_every_rule_has_a_name(code):
    assert str(words.RULES[code.split(".")[1]])


@pytest.mark.parametrize("remedy", REMEDIES)
def test_every_remedy_and_every_missing_fact_has_words(remedy):
    code, _colon, fact = remedy.partition(":")

    assert telling.remedy(remedy) == str(words.REMEDIES[code])
    assert not fact or str(words.MISSING[fact])


@pytest.mark.parametrize("language", ["en", "fr", "de", "it", "es", "nl"])
@pytest.mark.parametrize("country", ["DE", "CH", "MA", "RE", "GB", "FR"])
@pytest.mark.parametrize("regime", [None, Regime.STAND_BY, Regime.SECONDMENT])
def test_a_whole_pack_reads_as_sentences_without_a_place_left_open(language, country, regime):
    facts = STAY.model_copy(update={"country": country, "regime": regime, "employee_abroad": False})

    with override(language):
        shown = [one for part in telling.sections(pack_of(facts, today=TODAY)) for one in (*part.asking, *part.idle)]

    assert shown
    for one in shown:
        assert one.sentence.rstrip()[-1] in ".!?", one
        assert "%(" not in one.sentence, one
        assert "None" not in one.sentence, one


def test_what_is_the_same_under_both_regimes_is_said_once():
    parts = telling.sections(pack_of(STAY, today=TODAY))
    wage = [one for part in parts for one in part.asking if one.rule == "pay"]
    old_age = [one.regime for part in parts for one in (*part.asking, *part.idle) if one.rule == "sick_leave"]

    assert [one.regime for one in wage] == ["Mise en veille", "Mise à disposition"]
    assert len(old_age) == len(set(old_age))


def test_the_article_and_since_when_it_reads_so_stand_beside_the_answer():
    pack = pack_of(STAY, today=TODAY)
    half = next(telling.told(one) for one in pack.findings if one.rule == "half_of_contract")

    assert half.sentence == "Still to be told: the days already abroad under this contract."
    assert (half.source, half.since, half.grade) == (
        "Labour Code, L6222-42 I",
        date(2023, 12, 29),
        "read in a public source",
    )


def test_a_fact_that_several_rules_need_is_asked_for_once_with_who_can_give_it():
    unknown = telling.unknown_facts(pack_of(STAY, today=TODAY))
    fields = [one["field"] for one in unknown]

    assert len(fields) == len(set(fields))
    assert {
        "words": str(words.MISSING["host_signs"]),
        "giver": "Ask the host.",
        "field": "id_host_signs",
    } not in unknown
    assert {"words": "the kind of host", "giver": "Give the stay its host.", "field": "id_hosts"} in unknown


def test_a_longer_stay_shows_what_it_changes_before_and_after():
    before = pack_of(STAY.model_copy(update={"days_abroad_before": 0}), today=TODAY)
    longer = STAY.model_copy(update={"days_abroad_before": 0, "return_on": date(2028, 3, 15)})

    changed = telling.changes(differences(before.findings, pack_of(longer, today=TODAY).findings))
    contract = next(one for one in changed if one.title == "Within the contract")

    assert (contract.before.mark, contract.after.mark) == ("yes", "no")
    assert contract.after.remedy == "An earlier return would do."
    assert all(one.before is None or one.after is None or one.before != one.after for one in changed)


def test_the_plain_version_leaves_out_what_does_not_concern_the_participant():
    pack = pack_of(STAY, today=TODAY)
    plain = telling.plain_sections(pack, regime=Regime.STAND_BY)

    assert all(not part.idle and part.asking for part in plain)
    assert all(one.regime in ("", "Mise en veille") for part in plain for one in part.asking)
    assert telling.plain_sections(Pack((), ()), regime=None) == []
