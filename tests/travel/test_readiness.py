"""The departure check of a stay: what stands in the way, who answers for it, as many queries for many as for one."""

from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from compagnon.core.activity import on, sentence
from compagnon.core.states import MoveRefused
from compagnon.mobilities.actions import Blocked, confirm_departure
from compagnon.mobilities.models import Mobility
from compagnon.travel.actions.cover import (
    add_cover,
    add_cover_to_many,
    change_cover,
    remove_cover,
    see_cover,
    take_waiver_back,
    waive,
)
from compagnon.travel.actions.terms import correct_contract, tell_terms, tell_what_is_known
from compagnon.travel.models import Cover, PreparationSettings, Waiver
from compagnon.travel.queries.readiness import readiness_of, readiness_of_each, to_check
from tests.factories.longpath import settled
from tests.factories.mobilities import MobilityFactory
from tests.factories.people import PersonFactory


@pytest.fixture
def stay(network):
    return MobilityFactory(network=network, placed=True)


@pytest.fixture
def coordinator(network):
    return PersonFactory(network=network, role="coordinator")


def lights(stay):
    return {one.key: one.light for one in readiness_of(stay).items}


def paper(stay, kind="identity", until=date(2028, 1, 1), **more):
    said = {"kind": kind, "areas": [], "valid_from": None, "valid_until": until, **more}
    return add_cover(mobility=stay, said=said, by=stay.referent, seen=True)


def test_what_nobody_told_is_amber_and_stops_nobody(stay):
    found = lights(stay)

    assert found["identity"] == found["health_card"] == found["visa"] == "amber"
    assert confirm_departure(mobility=stay, by=stay.referent).state == "abroad"


@pytest.mark.papers_asked
@time_machine.travel("2027-03-01 06:00", tick=False)
def test_nobody_leaves_without_what_is_required_and_whom_to_call(stay):
    with pytest.raises(Blocked) as told:
        confirm_departure(mobility=stay, by=stay.referent)

    said = " ".join(str(one) for one in told.value.obstacles)
    for what in (
        "Identity card or passport",
        "European health card",
        "Somebody to call at home",
        "telephone number of the host",
    ):
        assert what in said

    paper(stay)
    paper(stay, "health_card")
    type(stay.participant).objects.filter(pk=stay.participant.pk).update(emergency_contact="Aunt Rye, +33 699")
    type(stay.host).objects.filter(pk=stay.host.pk).update(phone="+49 461 0000")
    for item in readiness_of(stay).red:
        waive(mobility=stay, item=item.key, reason="The policy of the chamber covers all who leave.", by=stay.referent)
    assert confirm_departure(mobility=stay, by=stay.referent).state == "abroad"


@pytest.mark.papers_asked
@pytest.mark.parametrize(("day", "light"), [("2027-02-14", "amber"), ("2027-02-15", "red")])
def test_what_is_missing_is_red_in_the_last_two_weeks(stay, day, light):
    with time_machine.travel(f"{day} 12:00", tick=False):
        assert lights(stay)["identity"] == lights(stay)["emergency_contact"] == light


@pytest.mark.papers_asked
def test_who_leaves_early_leaves_with_everything_all_the_same(stay):
    assert lights(stay)["identity"] == "amber"
    with pytest.raises(Blocked, match="Identity card"):
        confirm_departure(mobility=stay, by=stay.referent)


@pytest.mark.papers_asked
def test_a_network_may_have_it_told_only(stay):
    PreparationSettings.objects.create(network=stay.network, missing_stops=False)

    assert confirm_departure(mobility=stay, by=stay.referent).state == "abroad"


def test_what_is_there_for_every_day_is_green(stay):
    paper(stay)
    paper(stay, "health_card")
    tell_terms(mobility=stay, changes={"visa_needed": False}, by=stay.referent)

    found = lights(stay)
    assert found["identity"] == found["health_card"] == found["visa"] == "green"


def test_a_paper_that_runs_out_before_the_return_stops_the_departure(stay):
    paper(stay, until=date(2027, 3, 14))

    with pytest.raises(Blocked, match="before the return on 15 March 2027"):
        confirm_departure(mobility=stay, by=stay.referent)
    assert Mobility.objects.get(pk=stay.pk).state == "preparing"


def test_a_stay_that_leaves_the_contract_is_not_begun(stay):
    correct_contract(mobility=stay, changes={"contract_end": date(2027, 3, 10)}, by=stay.referent)

    with pytest.raises(Blocked, match="leaves the contract"):
        confirm_departure(mobility=stay, by=stay.referent)


def test_an_insurance_serves_what_it_covers(stay):
    stay.scheme.programme = "Erasmus+"
    stay.scheme.save()
    before = lights(stay)
    paper(stay, "insurance", areas=["travel", "liability"])

    found = lights(stay)
    assert before["travel"] == "amber"
    assert (found["travel"], found["liability"], found["repatriation"]) == ("green", "green", "amber")


def test_who_waives_answers_by_name_with_a_reason_and_it_can_be_taken_back(stay, coordinator):
    paper(stay, until=date(2027, 3, 14))

    made = waive(mobility=stay, item="identity", reason="The new passport is ready on Friday.", by=coordinator)
    after = lights(stay)["identity"]
    told = sentence(on(stay).first())
    take_waiver_back(waiver=made, by=coordinator)

    assert after == "amber"
    assert told.endswith("answers for the departure although this stands in the way: Identity card or passport.")
    assert lights(stay)["identity"] == "red"
    assert not Waiver.objects.exists()


@pytest.mark.parametrize(("item", "reason"), [("identity", " "), ("health_card", "Why not"), ("nothing", "Why not")])
def test_nothing_but_a_red_item_is_waived_and_never_without_a_reason(stay, coordinator, item, reason):
    paper(stay, until=date(2027, 3, 14))

    with pytest.raises(MoveRefused):
        waive(mobility=stay, item=item, reason=reason, by=coordinator)


def test_a_waived_item_lets_somebody_leave(stay, coordinator):
    paper(stay, until=date(2027, 3, 14))
    waive(mobility=stay, item="identity", reason="Renewed at the consulate.", by=coordinator)

    assert confirm_departure(mobility=stay, by=stay.referent).state == "abroad"


def test_what_the_participant_tells_is_to_be_shown_and_again_when_it_changes(stay):
    said = {"kind": "identity", "areas": [], "valid_from": None, "valid_until": date(2028, 1, 1)}
    own = add_cover(mobility=stay, said=said, by=stay.participant.person, seen=False)
    told = lights(stay)["identity"]
    see_cover(cover=own, by=stay.referent)
    see_cover(cover=own, by=stay.referent)
    shown = lights(stay)["identity"]
    change_cover(cover=own, said=said, by=stay.participant.person, seen=False)

    assert (told, shown, lights(stay)["identity"]) == ("amber", "green", "amber")
    assert [row.verb for row in on(stay)].count("travel.cover_seen") == 1


def test_one_policy_is_kept_for_many_and_taken_from_one(network, stay):
    other = MobilityFactory(network=network, referent=stay.referent)
    said = {
        "kind": "insurance",
        "areas": ["liability"],
        "valid_from": date(2027, 1, 1),
        "valid_until": date(2027, 12, 31),
    }

    count = add_cover_to_many(mobilities=[stay, other], said=said, by=stay.referent)
    remove_cover(cover=Cover.objects.get(mobility=other), by=stay.referent)

    assert count == 2
    assert [one.mobility for one in Cover.objects.all()] == [stay]


def test_many_stays_are_checked_in_as_many_queries_as_one(network, stay):
    settled(stay)
    with CaptureQueriesContext(connection) as for_one:
        readiness_of_each(to_check(Mobility.objects.all()))
    for _number in range(2):
        paper(settled(MobilityFactory(network=network, placed=True, referent=stay.referent)))

    with CaptureQueriesContext(connection) as for_three:
        found = readiness_of_each(to_check(Mobility.objects.all()))

    assert len(found) == 3
    assert len(for_three) == len(for_one)


def test_staff_are_asked_for_papers_and_for_no_contract(network):
    stay = MobilityFactory(network=network, participant__kind="staff", participant__status="trainer")

    found = lights(stay)
    assert "identity" in found
    assert "regime" not in found


def test_a_waiver_counts_only_for_the_facts_it_was_given_on(stay, coordinator):
    held = paper(stay, until=date(2027, 3, 14))
    waive(mobility=stay, item="identity", reason="Back a day early.", by=coordinator)
    waived = lights(stay)["identity"]
    said = {"kind": "identity", "areas": [], "valid_from": None}

    change_cover(cover=held, said={**said, "valid_until": date(2027, 3, 2)}, by=stay.referent, seen=True)
    worse, shown = lights(stay)["identity"], [one.waiver for one in readiness_of(stay).red]
    change_cover(cover=held, said={**said, "valid_until": date(2028, 3, 2)}, by=stay.referent, seen=True)
    mended, idle = lights(stay)["identity"], [title for title, _waiver in readiness_of(stay).idle]
    change_cover(cover=held, said={**said, "valid_until": date(2027, 3, 14)}, by=stay.referent, seen=True)

    assert (waived, worse, mended, lights(stay)["identity"]) == ("amber", "red", "green", "amber")
    assert [one.reason for one in shown] == ["Back a day early."]
    assert idle == ["Identity card or passport"]


def test_an_answer_to_other_facts_takes_the_place_of_the_first(stay, coordinator):
    held = paper(stay, until=date(2027, 3, 14))
    waive(mobility=stay, item="identity", reason="Back a day early.", by=coordinator)
    said = {"kind": "identity", "areas": [], "valid_from": None, "valid_until": date(2027, 3, 2)}
    change_cover(cover=held, said=said, by=stay.referent, seen=True)

    waive(mobility=stay, item="identity", reason="The consulate renews it.", by=coordinator)

    assert lights(stay)["identity"] == "amber"
    assert [one.reason for one in Waiver.objects.all()] == ["The consulate renews it."]


def test_a_rule_broken_for_two_ages_is_one_item_that_says_both_with_the_source(network):
    stay = MobilityFactory(
        network=network, placed=True, country="FR", scheme__direction="in", participant__birth_date=date(2011, 3, 8)
    )  # fmt: skip
    tell_terms(mobility=stay, changes={"daily_rest": 10}, by=stay.referent)

    (found,) = [one for one in readiness_of(stay).red if one.key.startswith("law_")]

    assert found.key == "law_daily_rest"
    assert "14" in found.sentence
    assert "12" in found.sentence
    assert found.source


def test_the_terms_and_the_contract_are_kept_together_or_not_at_all(stay):
    with pytest.raises(AttributeError):
        tell_what_is_known(
            mobility=stay, contract={"contract_end": date(2028, 1, 1)}, terms={"no_such_field": 1}, by=stay.referent
        )

    stay.participant.refresh_from_db()
    assert stay.participant.contract_end != date(2028, 1, 1)
