"""A place that is kept for a group is neither given away nor refused wrongly when somebody decides by hand."""

from datetime import date

import pytest

from compagnon.recruitment import actions
from compagnon.recruitment.models import Appeal, CallPlaces, Offer
from tests.factories.network import SiteFactory
from tests.factories.people import ParticipantFactory
from tests.factories.recruitment import ApplicationFactory, CallFactory


@pytest.fixture
def call(network):
    return CallFactory(network=network, places=2)


@pytest.fixture
def sites(network):
    return {name: SiteFactory(network=network, name=name) for name in ("Laval", "Mayenne", "Ernée")}


def keep(call, site, places=1):
    CallPlaces.objects.create(network=call.network, call=call, site=site, places=places)


def of(call, site, **said):
    participant = ParticipantFactory(network=call.network, site=site)
    return ApplicationFactory(call=call, participant=participant, **said)


def admit(application, by):
    return actions.decide(application=application, decision="admitted", by=by).state


def test_while_a_place_is_offered_the_other_one_stays_with_the_group_it_is_kept_for(call, sites, coordinator):
    keep(call, sites["Laval"])
    offered = of(call, sites["Ernée"], state="waiting")
    Offer.objects.create(network=call.network, application=offered, answer_by=date(2030, 1, 1))

    with pytest.raises(actions.NoPlaceLeft, match="kept for others: Laval"):
        admit(of(call, sites["Mayenne"]), coordinator)

    assert admit(of(call, sites["Laval"]), coordinator) == "admitted"


def test_who_is_offered_a_place_is_admitted_by_hand_too(call, sites, coordinator):
    keep(call, sites["Laval"])
    offered = of(call, sites["Ernée"], state="waiting")
    Offer.objects.create(network=call.network, application=offered, answer_by=date(2030, 1, 1))

    assert admit(offered, coordinator) == "admitted"


def test_the_last_place_is_not_refused_to_both_groups_that_still_lack_one(call, sites, coordinator):
    of(call, sites["Ernée"], state="admitted")  # from before the places were kept
    keep(call, sites["Laval"])
    keep(call, sites["Mayenne"])

    with pytest.raises(actions.NoPlaceLeft, match="kept for others: Laval, Mayenne"):
        admit(of(call, sites["Ernée"]), coordinator)

    assert admit(of(call, sites["Laval"]), coordinator) == "admitted"


def test_a_place_that_an_open_appeal_may_need_counts_as_taken(call, sites, coordinator):
    keep(call, sites["Laval"])
    declined = of(call, sites["Ernée"], state="declined")
    Appeal.objects.create(network=call.network, application=declined, what="The points", why="Two pages were not read")

    with pytest.raises(actions.NoPlaceLeft, match="kept for others: Laval"):
        admit(of(call, sites["Mayenne"]), coordinator)
