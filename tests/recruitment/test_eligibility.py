"""Facts, rules and the words for every reason."""

from datetime import date

import pytest
from django.utils import translation

from compagnon.engines.base import Answer, Reason
from compagnon.engines.eligibility import CODES, REMEDIES, SchemeRules
from compagnon.recruitment.phrases import eligibility as phrases
from compagnon.recruitment.queries import eligibility
from tests.factories.people import ParticipantFactory
from tests.factories.recruitment import ApplicationFactory

FACTS = {
    "audience": ("apprentice",), "status": "graduate", "opens_on": date(2026, 11, 1), "closes_on": date(2026, 12, 1),
    "destination_country": "DE", "min_age": 16, "max_age": 29, "age": 15, "reaches_on": date(2027, 1, 1),
    "last_departure": date(2027, 1, 1), "min_days": 15, "max_days": 15, "days": 14, "return_on": date(2027, 3, 15),
    "return_from": date(2027, 3, 16), "return_by": date(2027, 3, 14), "months_since_diploma_max": 12,
    "diploma_date": date(2026, 6, 1), "limit": date(2027, 6, 1), "contract_start": date(2025, 9, 1),
    "contract_end": date(2027, 8, 31), "departure_on": date(2027, 3, 1), "contract_until_at_least": date(2027, 9, 1),
    "total_days": 200, "limit_days": 182, "months": 6, "language": "de", "level": "A1", "min_level": "A2",
    "missing": ("birth_date", "status"),
}  # fmt: skip


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("code", CODES)
def test_every_reason_has_a_sentence(code, language):
    with translation.override(language):
        words = phrases.sentence(Reason(code, FACTS))

    assert words
    assert "%(" not in words


@pytest.mark.parametrize("reader", [phrases.LEARNER, phrases.DESK])
@pytest.mark.parametrize("remedy", REMEDIES)
def test_every_remedy_has_words_for_learner_and_desk(remedy, reader):
    told = phrases.told(Reason("eligibility.audience.not_met", FACTS, remedy=remedy, answer=Answer.NO), reader=reader)

    assert told.remedy


def test_days_are_written_as_people_say_them():
    assert phrases.sentence(Reason("eligibility.opens_on.met", FACTS)) == "Applications are open since 1 November 2026."


def test_a_verdict_survives_being_kept(network, call):
    application = ApplicationFactory(call=call, wishes=["DE"])
    verdict = eligibility.verdict_on(application)

    read = eligibility.read(eligibility.kept(verdict))

    assert [phrases.sentence(one) for one in read.reasons] == [phrases.sentence(one) for one in verdict.reasons]


def test_the_facts_are_those_of_the_file_and_the_call(network, call):
    application = ApplicationFactory(call=call, wishes=["DE"], language_levels={"de": "A2"}, days_abroad_before=3)

    facts = eligibility.facts_of(application.participant, call=call, application=application)

    assert facts.model_dump(exclude_none=True) == {
        "birth_date": date(2006, 5, 4), "status": "apprentice", "trade": application.participant.trade.key,
        "site": application.participant.site.key, "contract_start": date(2025, 9, 1),
        "contract_end": date(2027, 8, 31), "cefr_levels": {"de": "A2"}, "days_abroad_before": 3,
        "direction": "out", "form": "group", "departure_on": call.departs_on, "return_on": call.returns_on, "destination_country": "DE",
    }  # fmt: skip


def test_the_rules_of_the_call_come_over_those_of_the_scheme(network, call):
    call.scheme.rules = {"audience": ["apprentice"], "max_days": 15}
    call.rules = {"max_days": 21, "form": "group", "ask_referent": ["max_days"]}

    rules = eligibility.rules_of(call.scheme, call)

    assert (rules.max_days, rules.audience, rules.closes_on) == (21, ("apprentice",), call.closes_on)


def test_dates_that_contradict_one_another_are_left_to_a_person(network, call):
    participant = ParticipantFactory(network=network, contract_start=date(2027, 1, 1), contract_end=date(2026, 1, 1))
    application = ApplicationFactory(call=call, participant=participant)

    assert eligibility.verdict_on(application).answer == Answer.UNKNOWN


def test_conditions_are_said_without_the_marks_of_our_own_list():
    rules = SchemeRules(audience=("apprentice",), contract_max_months=12)
    sources = {
        "contract_max_months": eligibility._source({"reference": "FR-01, Labour code L6222-42 I", "title": "Code"})
    }

    shown = phrases.conditions(rules.model_dump(exclude_defaults=True), sources)

    assert shown[1]["source"] == "Labour code L6222-42 I"
