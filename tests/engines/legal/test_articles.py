"""One test for each article and fact that the rules rest on, named after what it says; what no source says stays not known."""

from datetime import date, timedelta

import pytest

from compagnon.engines.base import Answer, Grade, Source
from compagnon.engines.legal import Finding, Outcome, Regime, Standing, Topic
from compagnon.engines.legal.law import texts
from compagnon.engines.legal.pack import RULES
from tests.engines.legal.cases import found, pack

MINOR = {"birth_date": "2009-03-12"}
BIRTHDAY = date(2027, 3, 12)
UNDER = ("stand_by", "secondment")


def who(rule, under=None, **changes):
    """Outcome, who, and what to ask."""
    finding = found(rule, under, **changes)
    return finding.outcome, finding.reason.facts.get("who"), finding.reason.remedy


# --- the contract ---


def test_l6222_42_i_a_stay_lasts_at_most_one_year_counted_over_all_stays_of_the_contract():
    assert found("one_year", return_on="2027-02-10", days_abroad_before=355).reason.facts == {
        "days": 10,
        "days_before": 355,
        "total_days": 365,
        "limit_days": 365,
    }
    assert found("one_year", return_on="2027-02-11", days_abroad_before=355).reason.remedy == "choose_shorter_stay"
    # a year with a leap day counts it
    assert found("one_year", departure_on="2027-09-01", return_on="2028-08-31").reason.facts["limit_days"] == 366


def test_l6222_42_i_a_stay_takes_at_most_half_of_the_contract():
    assert found("half_of_contract").reason.facts == {
        "days": 89,
        "days_before": 0,
        "total_days": 89,
        "limit_days": 365,
        "contract_days": 731,
    }
    last = date(2027, 2, 1) + timedelta(days=364)
    assert found("half_of_contract", return_on=last).outcome is Outcome.MET
    assert found("half_of_contract", return_on=last, days_abroad_before=1).outcome is Outcome.NOT_MET
    assert found("half_of_contract", return_on=last + timedelta(days=1)).outcome is Outcome.NOT_MET


def test_l6222_42_i_where_months_allow_what_days_do_not_a_person_decides_unless_days_were_spent_before():
    year = {"contract_end": "2027-08-31", "departure_on": "2027-03-01", "return_on": "2027-08-31"}

    assert found("half_of_contract", **year).reason.facts["months"] == 6
    assert found("half_of_contract", **year).reason.remedy == "ask_lawyer"
    assert found("half_of_contract", **year, days_abroad_before=1).outcome is Outcome.NOT_MET


def test_l6222_42_the_regime_is_a_choice_and_never_follows_from_the_length():
    short, long = (pack(regime=None, return_on=day) for day in ("2027-02-02", "2027-12-31"))

    assert short.regimes == long.regimes
    assert [standing.answer for standing in short.regimes] == [Answer.YES, Answer.YES]
    assert found("regime_stated", regime=None).reason.remedy == "choose_regime"


def test_l6222_42_ii_and_iii_a_host_that_does_not_sign_leaves_one_regime_or_none():
    guaranteed = pack(host_signs=False, guarantees_signed=True)
    assert guaranteed.regimes == (
        Standing(Regime.STAND_BY, Answer.YES),
        Standing(Regime.SECONDMENT, Answer.NO, ("host_company_signs",)),
    )
    assert [standing.answer for standing in pack(host_signs=False, guarantees_signed=False).regimes] == [Answer.NO] * 2


def test_l6325_25_a_professionalisation_contract_cites_its_own_articles_without_a_date_that_was_not_read():
    finding = found("one_year", contract="professionalisation")

    assert finding.reason.source.reference == "L6325-25 (FR-01)"
    assert finding.in_force_from is None
    assert found("mobility_agreement", "secondment", contract="professionalisation").reason.source.reference == (
        "L6325-25, R6325-33 to R6325-35 (FR-04)"
    )


def test_l6211_2_the_alternation_is_suspended_from_the_first_to_the_last_day():
    facts = found("alternation_suspended").reason.facts

    assert facts == {"from_on": date(2027, 2, 1), "until_on": date(2027, 4, 30)}


def test_each_finding_tells_its_article_its_grade_and_since_when_it_reads_so():
    finding = found("one_year")

    assert finding.in_force_from == date(2023, 12, 29)
    assert finding.reason.source == Source(
        "Labour Code",
        "L6222-42 I (FR-01)",
        Grade.VERIFIED,
        "https://www.legifrance.gouv.fr/codes/article_lc/LEGIARTI000048686231",
        date(2026, 8, 20),
    )


# --- who pays and covers what ---


def test_l6222_42_while_the_contract_sleeps_the_host_answers_and_put_at_disposal_the_employer():
    assert [who("working_conditions", regime)[1] for regime in UNDER] == ["host", "employer"]
    assert [who("pay", regime)[:2] for regime in UNDER] == [
        (Outcome.DOES_NOT_APPLY, "employer"),
        (Outcome.APPLIES, "employer"),
    ]
    assert [found("pay", regime).reason.source.grade for regime in UNDER] == [Grade.SECONDARY] * 2


@pytest.mark.parametrize(
    ("country", "employee", "expected"),
    [
        ("DE", False, (Outcome.APPLIES, "french_scheme", None)),
        ("DE", True, (Outcome.APPLIES, "host_state", None)),
        ("SN", True, (Outcome.APPLIES, "host_state", None)),
        ("SN", False, (Outcome.APPLIES, "voluntary_insurance", "take_voluntary_insurance")),
        ("GB", False, (Outcome.UNKNOWN, None, "ask_social_security")),
        ("DE", None, (Outcome.UNKNOWN, None, "complete_mobility:employee_abroad")),
        (None, False, (Outcome.UNKNOWN, None, "complete_mobility:country")),
    ],
)
def test_l6222_42_social_cover_follows_the_status_in_the_host_state(country, employee, expected):
    assert who("social_cover", "stand_by", country=country, employee_abroad=employee) == expected
    assert who("sick_leave", "stand_by", country=country, employee_abroad=employee) == expected


def test_r412_4_the_centre_declares_accidents_and_pays_on_the_minimum_wage_in_proportion_to_the_days():
    assert found("accident_at_work", "stand_by").reason.facts == {
        "who": "training_centre",
        "base": "legal_minimum_wage",
        "treated_as": "technical_pupil",
        "days": 89,
    }


def test_what_no_source_says_is_not_known_and_names_whom_to_ask():
    silent = {
        ("accident_at_work", "secondment"): "ask_social_security",
        ("leave", "secondment"): "ask_lawyer",
        ("sick_leave", "secondment"): "ask_lawyer",
        ("unemployment", "stand_by"): "ask_lawyer",
        ("unemployment", "secondment"): "ask_lawyer",
        ("income_loss", None): "ask_opco",
        ("mobility_officer", None): "ask_opco",
        ("opco_declaration", None): "ask_opco",
        ("visa", None): "ask_consulate",
    }

    for (rule, regime), remedy in silent.items():
        assert who(rule, regime) == (Outcome.UNKNOWN, None, remedy)


def test_l6332_14_the_opco_pays_training_costs_but_no_amount_is_ever_given():
    finding = found("training_costs")

    assert finding.reason.facts == {"who": "opco"}
    assert finding.reason.remedy == "ask_opco"


# --- papers ---


def test_r6222_66_the_agreement_of_a_sleeping_contract_adds_commitments_outside_the_eu_and_of_training_bodies():
    def commitments(**changes):
        return found("mobility_agreement", "stand_by", **changes).reason.facts["prevention_commitments"]

    assert (commitments(), commitments(country="SN"), commitments(hosts=["training_body"])) == (False, True, True)
    assert (commitments(country=None), commitments(hosts=None)) == (None, None)
    assert "prevention_commitments" not in found("mobility_agreement", "secondment").reason.facts


def test_r6222_66_and_67_a_minor_at_signature_or_at_departure_has_the_representative_sign():
    turns_18 = "2009-01-15"
    assert found("representative_signs", birth_date="2009-02-02").outcome is Outcome.APPLIES
    assert found("representative_signs", birth_date=turns_18, signed_on="2027-01-14").outcome is Outcome.APPLIES
    assert found("representative_signs", birth_date=turns_18, signed_on="2027-01-15").outcome is Outcome.DOES_NOT_APPLY
    assert found("representative_signs", birth_date=turns_18).reason.facts == {
        "adult_on": date(2027, 1, 15),
        "who": "legal_representative",
        "missing": ("signed_on",),
    }


def test_fr_26_the_exit_authorisation_serves_until_the_eve_of_the_eighteenth_birthday():
    assert found("exit_authorisation", **MINOR, with_parent=False).reason.facts == {
        "who": "parent",
        "form": "cerfa 15646",
        "until_on": date(2027, 3, 11),
    }
    assert found("exit_authorisation", **MINOR, with_parent=False, return_on="2027-03-01").reason.facts["until_on"] == (
        date(2027, 3, 1)
    )


def test_posting_is_certified_by_an_a1_where_there_is_one():
    certificate = {
        country: found("posting_certificate", "secondment", country=country).reason.facts["certificate"]
        for country in ("DE", "NO", "CH", "GB", "SN")
    }

    assert certificate == dict.fromkeys(("DE", "NO", "CH", "GB"), "A1") | {"SN": "bilateral_or_maintenance"}


# --- under 18 ---


def test_l3162_1_working_time_of_minors_is_limited_until_the_eve_of_the_birthday_within_the_stay():
    assert found("hours", "secondment", **MINOR, hours={"a_day": 7.5, "a_week": 35}) == Finding(
        "hours",
        Topic.MINOR,
        Outcome.MET,
        found("hours", "secondment", **MINOR, hours={"a_day": 7.5, "a_week": 35}).reason,
        Regime.SECONDMENT,
        "from_16_to_17",
    )
    assert found("hours", "secondment", **MINOR).reason.facts == {
        "from_on": date(2027, 2, 1),
        "until_on": date(2027, 3, 11),
        "max_a_day": 8,
        "max_a_week": 35,
        "a_day": None,
        "a_week": None,
        "missing": ("hours",),
    }


def test_one_figure_too_high_is_enough_and_one_not_told_is_not_known():
    assert found("hours", "secondment", **MINOR, hours={"a_day": 9}).outcome is Outcome.NOT_MET
    assert found("hours", "secondment", **MINOR, hours={"a_day": 8}).outcome is Outcome.UNKNOWN


def test_l3164_1_and_l3163_1_at_16_rest_and_night_change_within_the_stay():
    parts = {
        (one.rule, one.band): one.reason.facts
        for one in pack(birth_date="2011-03-12").findings
        if one.regime == "secondment" and one.rule in {"daily_rest", "night_work"}
    }

    assert {key: (facts["from_on"], facts["until_on"]) for key, facts in parts.items()} == {
        (rule, band): span
        for rule in ("daily_rest", "night_work")
        for band, span in (
            ("under_16", (date(2027, 2, 1), date(2027, 3, 11))),
            ("from_16_to_17", (date(2027, 3, 12), date(2027, 4, 30))),
        )
    }
    assert [facts["min_hours"] for (rule, _), facts in parts.items() if rule == "daily_rest"] == [14, 12]
    assert [facts["night_from"] for (rule, _), facts in parts.items() if rule == "night_work"] == ["20:00", "22:00"]


@pytest.mark.parametrize(
    ("starts", "ends", "outcome"),
    [
        ("06:00", "22:00", Outcome.MET),
        ("05:59", "12:00", Outcome.NOT_MET),
        ("14:00", "22:01", Outcome.NOT_MET),
        ("14:00", "02:00", Outcome.NOT_MET),
        ("20:00", "08:00", Outcome.NOT_MET),
        ("08:00", None, Outcome.UNKNOWN),
        (None, "23:00", Outcome.NOT_MET),
    ],
)
def test_l3163_1_no_night_work_at_16_and_17(starts, ends, outcome):
    assert found("night_work", "secondment", **MINOR, hours={"starts_at": starts, "ends_at": ends}).outcome is outcome


def test_l6222_42_while_the_contract_sleeps_the_law_of_the_host_protects_minors_with_the_directive_as_floor_in_the_eu():
    for country, floor in (("DE", True), ("SN", False)):
        finding = found("night_work", "stand_by", **MINOR, country=country)
        assert (finding.outcome, finding.reason.remedy) == (Outcome.UNKNOWN, "ask_host_law")
        assert finding.reason.facts["directive_94_33"] is floor


def test_r4153_40_dangerous_work_needs_declaration_and_opinion_both():
    banned = {**MINOR, "dangerous_work": True}
    finding = found("dangerous_work", "secondment", **banned, inspectorate_told=True)
    assert finding.reason.remedy == "complete_mobility:medical_opinion_on"
    finding = found("dangerous_work", "secondment", **banned, medical_opinion_on="2026-09-01")
    assert finding.reason.remedy == "complete_mobility:inspectorate_told"
    finding = found("dangerous_work", "secondment", **banned, inspectorate_told=False)
    assert finding.reason.remedy == "obtain_derogation_or_change_tasks"


# --- the table of texts ---


def test_each_text_is_used_and_only_what_no_source_says_has_none():
    cited_instead = {
        "no_guarantees_in_secondment",
        "professionalisation",
        "employer_stays_employer",
        "employer_stays_covering",
        "secondment_agreement",
        "identity_document_of_minor",
        "host_law_for_minors",
    }

    assert set(texts()) - set(RULES) == cited_instead
    assert set(RULES) - set(texts()) == {"leave", "sick_leave", "unemployment", "visa", "stay_permit"}
    assert all(text.source.grade is not Grade.PROPOSED for text in texts().values())
