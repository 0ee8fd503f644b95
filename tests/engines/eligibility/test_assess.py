"""The whole question: the schemes of the first network, what is asked, what is refused, and the laws."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from compagnon.engines.base import Answer, Grade, Source, combine
from compagnon.engines.eligibility import (
    CODES,
    REMEDIES,
    ApplicantFacts,
    Cefr,
    Direction,
    Form,
    SchemeRules,
    Status,
    assess,
)
from compagnon.engines.eligibility.facts import TRIP
from compagnon.engines.eligibility.rules import RULES
from tests.engines.eligibility.cases import FR_01, GRADUATE, TODAY, asked, only, outcome, stay

YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN
CEILINGS = {"contract_max_months": 12, "contract_max_share": "0.5"}
FEBRUARY = stay(date(2027, 2, 1), date(2027, 2, 15))
SPRING = stay(date(2027, 1, 4), date(2027, 4, 30), host_kind="training_centre", direction="out", form="individual")

SHORT = {"audience": ["apprentice"], "zones": ["europe"], "host_kinds": ["company"], "min_days": 15, "max_days": 15}
LONG_CENTRE = {
    "audience": ["apprentice"],
    "directions": ["out"],
    "forms": ["individual"],
    "zones": ["europe"],
    "host_kinds": ["training_centre"],
    "min_months": 3,
    "min_months_exclusive": True,
    **CEILINGS,
}
LONG_COMPANY = {
    "audience": ["apprentice", "graduate"],
    "min_months": 2,
    "max_months": 9,
    "months_since_diploma_max": 12,
    **CEILINGS,
}
STAFF = {"audience": ["trainer", "teacher", "staff"]}


@pytest.mark.parametrize(
    ("facts", "rules", "refused_by"),
    [
        (FEBRUARY, SHORT, set()),
        ({**FEBRUARY, "host_kind": "training_centre"}, SHORT, {"host_kinds"}),
        ({**FEBRUARY, "destination_zone": "outside_europe"}, SHORT, {"zones"}),
        (SPRING, LONG_CENTRE, set()),
        ({**SPRING, "return_on": date(2027, 4, 2)}, LONG_CENTRE, {"min_months"}),
        ({**SPRING, "form": "group"}, LONG_CENTRE, {"forms"}),
        ({**SPRING, "direction": "in"}, LONG_CENTRE, {"directions"}),
        (SPRING, LONG_COMPANY, set()),
        ({**SPRING, "return_on": date(2027, 11, 3), "contract_end": date(2028, 8, 31)}, LONG_COMPANY, {"max_months"}),
        ({**GRADUATE, "departure_on": date(2027, 1, 4), "return_on": date(2027, 6, 30)}, LONG_COMPANY, set()),
        (
            {**GRADUATE, "departure_on": date(2027, 8, 2), "return_on": date(2027, 12, 31)},
            LONG_COMPANY,
            {"months_since_diploma_max"},
        ),
        ({"status": "trainer"}, STAFF, set()),
        (FEBRUARY, STAFF, {"audience"}),
        ({"status": "foreign_apprentice"}, {"audience": ["foreign_apprentice"]}, set()),
    ],
)
def test_the_schemes_of_the_first_network(facts, rules, refused_by):
    # SD-24 to SD-32
    verdict = asked(facts, **rules)

    assert {reason.code.split(".")[1] for reason in verdict.reasons if reason.answer is NO} == refused_by
    assert verdict.answer is (NO if refused_by else YES)


def test_what_is_not_asked_gives_no_reason():
    assert asked({}).answer is YES
    assert asked({}).reasons == ()
    assert SchemeRules(audience=[], min_days=3).asked() == ("min_days",)


def test_reasons_carry_the_source_of_their_own_rule():
    verdict = asked(FEBRUARY, **SHORT, **CEILINGS, sources={"contract_max_months": FR_01})

    assert {reason.code.split(".")[1] for reason in verdict.reasons if reason.source} == {"contract_max_months"}


@pytest.mark.parametrize(
    ("model", "values", "field"),
    [
        (ApplicantFacts, {"birth_day": "2009-03-12"}, "birth_day"),
        (ApplicantFacts, {"departure_on": "2027-02-15", "return_on": "2027-02-01"}, "return_on"),
        (ApplicantFacts, {"contract_start": "2027-02-15", "contract_end": "2027-02-01"}, "contract_end"),
        (ApplicantFacts, {"birth_date": "2027-02-15", "departure_on": "2027-02-01"}, "departure_on"),
        (ApplicantFacts, {"days_abroad_before": -1}, "days_abroad_before"),
        (ApplicantFacts, {"days_abroad_before": True}, "days_abroad_before"),
        (ApplicantFacts, {"destination_country": "de"}, "destination_country"),
        (ApplicantFacts, {"cefr_levels": {"en": "D1"}}, "cefr_levels"),
        (SchemeRules, {"min_days": 20, "max_days": 10}, "max_days"),
        (SchemeRules, {"opens_on": "2027-02-15", "closes_on": "2027-02-01"}, "closes_on"),
        (SchemeRules, {"contract_max_share": "1.5"}, "contract_max_share"),
        (SchemeRules, {"contract_max_share": "NaN"}, "contract_max_share"),
        (SchemeRules, {"min_days": "15"}, "min_days"),
        (SchemeRules, {"sources": {"min_day": {"title": "?"}}}, "sources"),
        (SchemeRules, {"min_length": 3}, "min_length"),
    ],
)
def test_a_wrong_value_is_refused_with_its_field(model, values, field):
    with pytest.raises(ValidationError) as refused:
        model(**values)

    assert refused.value.errors()[0]["loc"][0] == field


EVERY_RULE = [
    # rule, what is asked, a fact that meets it, one that does not, the remedy, the source of the rule
    ("audience", ["apprentice"], {"status": "apprentice"}, {"status": "staff"}, "choose_other_scheme", "SD-24"),
    ("directions", ["out"], {"direction": "out"}, {"direction": "in"}, "choose_other_scheme", "SD-31"),
    ("forms", ["group"], {"form": "group"}, {"form": "individual"}, "choose_other_scheme", "SD-24"),
    ("trades", ["pastry"], {"trade": "pastry"}, {"trade": "roofing"}, "choose_other_scheme", "SD-34"),
    ("sites", ["north"], {"site": "north"}, {"site": "south"}, "choose_other_call", "SD-34"),
    (
        "zones",
        ["europe"],
        {"destination_zone": "europe"},
        {"destination_zone": "world"},
        "choose_other_destination",
        "SD-23",
    ),
    (
        "countries",
        ["DE"],
        {"destination_country": "DE"},
        {"destination_country": "BJ"},
        "choose_other_destination",
        "SD-22",
    ),
    ("host_kinds", ["company"], {"host_kind": "company"}, {"host_kind": "other"}, "choose_other_host", "SD-25"),
]


@pytest.mark.parametrize(("rule", "accepted", "meets", "fails", "remedy", "reference"), EVERY_RULE)
def test_each_list_of_what_is_accepted_answers_yes_no_and_not_known(rule, accepted, meets, fails, remedy, reference):  # noqa: PLR0917 - the columns of the table
    source = Source("Requirements", reference, Grade.SECONDARY)
    rules = {rule: accepted, "sources": {rule: source}}
    [fact] = meets
    place = "application" if fact in TRIP else "profile"

    assert outcome(asked(meets, **rules)) == (YES, "met", None)
    assert outcome(asked(fails, **rules)) == (NO, "not_met", remedy)
    assert outcome(asked({}, **rules)) == (UNKNOWN, "unknown", f"complete_{place}:{fact}")
    assert only(asked(meets, **rules)).source == source


# --- laws ---

some_day = st.dates(date(2000, 1, 1), date(2035, 12, 31))
word = st.sampled_from(["a", "b", "c"])
country = st.sampled_from(["DE", "BJ", "IT"])
level = st.sampled_from(Cefr)


@st.composite
def full_facts(draw):
    """Facts with nothing unknown, in an order of time that the model accepts."""
    birth, start, end, diploma, departure, back = sorted(draw(st.lists(some_day, min_size=6, max_size=6)))
    return {
        "birth_date": birth,
        "status": draw(st.sampled_from(Status)),
        "trade": draw(word),
        "site": draw(word),
        "contract_start": start,
        "contract_end": draw(st.sampled_from([end, diploma, departure, back])),
        "diploma_date": draw(st.sampled_from([diploma, departure, back])),
        "cefr_levels": draw(st.dictionaries(st.sampled_from(["en", "de"]), level)),
        "days_abroad_before": draw(st.integers(0, 400)),
        "direction": draw(st.sampled_from(Direction)),
        "form": draw(st.sampled_from(Form)),
        "departure_on": departure,
        "return_on": back,
        "destination_country": draw(country),
        "destination_zone": draw(word),
        "host_kind": draw(word),
    }


@st.composite
def some_rules(draw):
    few = st.lists(word, min_size=1, max_size=2, unique=True)
    possible = {
        "audience": st.lists(st.sampled_from(Status), min_size=1, max_size=6, unique=True),
        "directions": st.just(["out"]),
        "forms": st.just(["group"]),
        "opens_on": some_day,
        "trades": few,
        "sites": few,
        "zones": few,
        "countries": st.lists(country, min_size=1, max_size=2, unique=True),
        "host_kinds": few,
        "min_age": st.integers(1, 30),
        "min_days": st.integers(1, 400),
        "max_months": st.integers(1, 24),
        "min_months_exclusive": st.booleans(),
        "months_since_diploma_max": st.integers(1, 24),
        "diploma_limit_at": st.sampled_from(["departure", "return"]),
        "within_contract": st.just(True),
        "months_left_in_contract_min": st.integers(1, 24),
        "contract_max_months": st.integers(1, 24),
        "contract_max_share": st.sampled_from(["0.1", "0.5", "1"]),
        "languages": st.dictionaries(st.sampled_from(["en", "de"]), level, min_size=1),
    }
    return draw(st.fixed_dictionaries({}, optional=possible))


@given(full_facts(), some_rules(), st.sets(st.sampled_from(list(ApplicantFacts.model_fields))), some_day)
def test_more_facts_never_take_an_answer_back(facts, rules, hidden, today):
    told = {name: value for name, value in facts.items() if name not in hidden}
    before = assess(ApplicantFacts(**told), SchemeRules(**rules), today=today)
    after = assess(ApplicantFacts(**facts), SchemeRules(**rules), today=today)

    for earlier, later in zip(before.reasons, after.reasons, strict=True):
        if earlier.answer is not UNKNOWN:
            assert later.answer is earlier.answer
    if before.answer is NO:
        assert after.answer is NO


@given(full_facts(), some_rules(), some_day, st.randoms())
def test_the_order_of_rules_and_of_lists_does_not_matter(facts, rules, today, random):
    names = list(rules)
    random.shuffle(names)
    shuffled = {name: rules[name][::-1] if isinstance(rules[name], list) else rules[name] for name in names}

    assert assess(ApplicantFacts(**facts), SchemeRules(**shuffled), today=today) == assess(
        ApplicantFacts(**facts), SchemeRules(**rules), today=today
    )


@given(full_facts(), some_rules(), st.sets(st.sampled_from(list(ApplicantFacts.model_fields))))
def test_one_reason_for_each_rule_asked_in_known_codes(facts, rules, hidden):
    asked_rules = SchemeRules(**rules)
    verdict = assess(
        ApplicantFacts(**{name: value for name, value in facts.items() if name not in hidden}),
        asked_rules,
        today=TODAY,
    )

    codes = [reason.code for reason in verdict.reasons]
    assert list(dict.fromkeys(code.split(".")[1] for code in codes)) == list(asked_rules.asked())
    assert set(codes) <= set(CODES)
    assert {reason.remedy for reason in verdict.reasons} - {None} <= set(REMEDIES)
    assert all((reason.remedy is None) == (reason.answer is YES) for reason in verdict.reasons)
    assert verdict.answer is combine(reason.answer for reason in verdict.reasons)


@given(full_facts(), some_rules(), some_day)
def test_one_rule_more_never_lets_somebody_in(facts, rules, today):
    fewer = dict(list(rules.items())[1:])

    if assess(ApplicantFacts(**facts), SchemeRules(**rules), today=today).answer is YES:
        assert assess(ApplicantFacts(**facts), SchemeRules(**fewer), today=today).answer is YES


@given(full_facts())
def test_with_every_fact_told_only_a_borderline_case_stays_unknown(facts):
    rules = {"audience": list(Status), "min_days": 1, "min_age": 1, "within_contract": True, **CEILINGS}

    codes = {reason.code for reason in asked(facts, **rules).reasons if reason.answer is UNKNOWN}

    assert codes <= {"eligibility.contract_max_share.borderline"}


def test_every_rule_has_its_codes():
    assert {code.split(".")[1] for code in CODES} == set(RULES)
    assert len(set(CODES)) == len(CODES)
