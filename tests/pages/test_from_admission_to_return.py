"""Each shipped scheme from the admission to the closed file, by its pages; and a long stay that crosses a birthday."""

from datetime import date

import pytest

from compagnon.schemes.models import Scheme
from tests.pages.stay_story import Stay, StayStory
from tests.pages.walking import network, shipped  # noqa: F401  (fixtures)

pytestmark = pytest.mark.papers_asked
MINOR, ADULT, GROWN = date(2010, 1, 15), date(2006, 5, 4), date(1988, 5, 4)
SPRING = date(2027, 3, 1)
AS_APPRENTICE = {"tell_employer", "contract_regime", "opco_invoice"}
AS_MINOR = {"guardian_consent", "exit_authorisation"}
EVERY_STAY = {"agreement_complement", "attendance_certificate", "europass_mobility"}
FUNDED = {"grant_agreement"}
INCOMING = {"incoming_programme", "incoming_welcome"}
LONG = {"first_check_long", "monthly_review", "staff_visit"}

STAYS = {
    "exploration_group": Stay(
        "apprentice", MINOR, "IT", SPRING, date(2027, 3, 7), "training_centre",
        asked=frozenset({*EVERY_STAY, "employer_authorisation", "exit_sheet", "host_application"}), tasks=frozenset({*AS_APPRENTICE, *AS_MINOR, "group_programme", "health_card", "first_check_short"}),
        regime="secondment",
    ),
    "short_internship_group": Stay(
        "apprentice", MINOR, "DE", SPRING, date(2027, 3, 15), "company",
        asked=frozenset({*EVERY_STAY, *FUNDED, "learning_agreement", "employer_authorisation", "exit_sheet", "french_agreement", "host_application"}), tasks=frozenset({*AS_APPRENTICE, *AS_MINOR, "health_card", "grant_agreement", "first_check_short"}),
        regime="secondment",
    ),
    "long_training_centre": Stay(
        "apprentice", ADULT, "DE", SPRING, date(2027, 7, 31), "training_centre",
        asked=frozenset({*EVERY_STAY, *FUNDED, "learning_agreement", "employer_authorisation", "french_agreement", "host_application"}), tasks=frozenset({*AS_APPRENTICE, *LONG, "health_card", "grant_agreement"}),
        regime="stand_by", months=4,
    ),
    "long_internship_individual": Stay(
        "graduate", ADULT, "PT", SPRING, date(2027, 5, 31), "company",
        asked=frozenset({*EVERY_STAY, *FUNDED, "learning_agreement", "host_application"}), tasks=frozenset({*LONG, "health_card", "grant_agreement"}), months=2,
    ),
    "learners_outside_europe": Stay(
        "apprentice", ADULT, "SN", SPRING, date(2027, 3, 21), "company",
        asked=frozenset({*EVERY_STAY, "learning_agreement", "employer_authorisation", "french_agreement", "host_application"}), tasks=frozenset({*AS_APPRENTICE, "first_check_short"}), regime="secondment",
    ),
    "staff_short": Stay(
        "trainer", GROWN, "ES", SPRING, date(2027, 3, 5), "training_centre",
        asked=frozenset({*EVERY_STAY, *FUNDED, "staff_agreement"}), tasks=frozenset({"health_card", "grant_agreement", "first_check_short"}),
    ),
    "staff_outside_europe": Stay(
        "teacher", GROWN, "BJ", SPRING, date(2027, 3, 12), "training_centre",
        asked=frozenset({*EVERY_STAY, "staff_agreement"}), tasks=frozenset({"first_check_short"}),
    ),
    "hosting_apprentices": Stay(
        "foreign_apprentice", MINOR, "FR", SPRING, date(2027, 3, 12), "company",
        asked=frozenset({*EVERY_STAY, *INCOMING, "learning_agreement", "host_application", "incoming_agreement"}), tasks=frozenset({"welcome", "minors_check", "company_visits"}),
    ),
    "hosting_staff": Stay(
        "foreign_staff", GROWN, "FR", SPRING, date(2027, 3, 5), "training_centre",
        asked=frozenset({*EVERY_STAY, *INCOMING, "learning_agreement"}), tasks=frozenset({"welcome"}),
    ),
}  # fmt: skip
NINE_MONTHS = Stay(
    "apprentice", date(2009, 6, 1), "DE", date(2027, 1, 11), date(2027, 10, 8), "company",
    asked=frozenset({*EVERY_STAY, *FUNDED, "learning_agreement", "employer_authorisation", "exit_sheet", "french_agreement", "host_application"}),
    tasks=frozenset({*AS_APPRENTICE, *AS_MINOR, *LONG, "health_card", "grant_agreement"}), regime="stand_by", months=8,
)  # fmt: skip
"""A long apprenticeship mobility: 17 when it begins, 18 in June, the contract asleep all along."""
WHOLE = {"long_training_centre", "staff_short"}
"""Walked with every blocking task done and nothing waived; the others leave some papers to a coordinator's word."""
LANGUAGES = {key: ("fr", "en")[number % 2] for number, key in enumerate(STAYS)}
"""French and English in turn; the first steps of each scheme are walked in both (recruitment/test_nine_schemes.py)."""


def test_every_shipped_scheme_has_its_story(network):  # noqa: F811
    assert {scheme.key for scheme in Scheme.objects.all()} == set(STAYS)


@pytest.mark.parametrize("key", STAYS)
def test_somebody_goes_and_comes_back(network, key, monkeypatch, settings, tmp_path):  # noqa: F811
    settings.MEDIA_ROOT = tmp_path
    story = StayStory(network, Scheme.objects.get(key=key), STAYS[key], LANGUAGES[key], monkeypatch)

    papers = story.steps.index(story.has_its_papers)

    for step in story.steps[:papers]:
        step()
    if key == "long_training_centre":
        story.follows_a_course()
        story.is_decided_what_counts()
    for step in story.steps[papers:]:
        step()
    if key in WHOLE:
        story.did_without_nothing()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_nine_months_abroad_begin_at_17_and_end_at_18(network, language, monkeypatch, settings, tmp_path):  # noqa: F811
    settings.MEDIA_ROOT = tmp_path
    scheme = Scheme.objects.get(key="long_internship_individual")
    story = StayStory(network, scheme, NINE_MONTHS, language, monkeypatch)
    papers, there = story.steps.index(story.has_its_papers), story.steps.index(story.tells_of_the_week)

    for step in story.steps[:papers]:
        step()
    story.is_split((NINE_MONTHS.departs_on, date(2027, 5, 28)), (date(2027, 6, 7), NINE_MONTHS.returns_on))
    story.follows_a_course()
    story.is_decided_what_counts()
    story.asks_the_employer()
    story.plans_lessons_and_a_visit()
    for step in story.steps[papers:there]:
        step()
    story.it_is(date(2027, 5, 31))
    assert "guardian" in story.changes_the_agreement("Other hours.")
    story.it_is(date(2027, 6, 1))
    assert "guardian" not in story.changes_the_agreement("Of age since today: nobody signs in the own place.")
    story.it_is(NINE_MONTHS.departs_on)
    back = story.steps.index(story.is_closed)
    for step in story.steps[there:back]:
        step()
        if step == story.tells_of_the_week:
            story.misses_a_lesson_and_is_visited()
    story.confirms_what_counted_and_is_counted()
    story.is_closed()
