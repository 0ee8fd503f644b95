"""The shipped schemes, put on real mobilities: each gets its own tasks and no one else's."""

from datetime import date, timedelta

import pytest

from compagnon.schemes.actions import load_schemes
from compagnon.schemes.seed_shape import read_schemes
from compagnon.timeline.plans import schedule
from tests.factories.mobilities import MobilityFactory

SEED = read_schemes()
TODAY = date(2026, 11, 24)


@pytest.fixture
def schemes(network):
    return {scheme.key: scheme for scheme in load_schemes(network=network, seed=SEED)}


def keys_on(scheme, **fields):
    mobility = MobilityFactory(network=scheme.network, scheme=scheme, **fields)
    return {task.key for task in schedule(mobility, scheme.tasks.all(), today=TODAY)}


def test_every_shipped_scheme_gives_its_mobilities_a_timeline_from_recruitment_to_evaluation(schemes):
    steps = {task.key: task.step for task in SEED.tasks}

    for scheme in schemes.values():
        assert {steps[key] for key in keys_on(scheme)} >= {"recruit", "prepare", "monitor", "evaluate"}, scheme.key


def test_a_short_stay_has_the_early_first_check_and_a_long_one_has_a_visit(schemes):
    start = date(2027, 3, 1)

    short = keys_on(schemes["short_internship_group"], departs_on=start, returns_on=start + timedelta(days=14))
    long = keys_on(schemes["long_internship_individual"], departs_on=start, returns_on=start + timedelta(days=150))

    assert short & {"first_check_short", "first_check_long", "staff_visit"} == {"first_check_short"}
    assert long & {"first_check_short", "first_check_long", "staff_visit"} == {"first_check_long", "staff_visit"}


def test_only_a_minor_s_guardian_is_asked(schemes):
    scheme = schemes["short_internship_group"]
    of_the_guardian = {"guardian_consent", "exit_authorisation"}

    assert of_the_guardian <= keys_on(scheme, participant__birth_date=date(2010, 1, 1))
    assert not of_the_guardian & keys_on(scheme, participant__birth_date=date(2000, 1, 1))


def test_an_incoming_stay_has_none_of_the_outgoing_tasks(schemes):
    outgoing = {task.key for task in SEED.tasks if "outgoing" in task.conditions}

    assert not keys_on(schemes["hosting_apprentices"], country="FR") & outgoing


def test_the_health_card_is_for_countries_where_it_is_good(schemes):
    assert "health_card" in keys_on(schemes["short_internship_group"], country="DE")
    assert "health_card" not in keys_on(schemes["learners_outside_europe"], country="BJ")
