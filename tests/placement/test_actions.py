"""Asking hosts: one at a time, nameless until they accept."""

from datetime import date

import pytest

from compagnon.core import activity
from compagnon.core.states import MoveRefused
from compagnon.correspondence.models import Letter
from compagnon.mobilities.actions import cancel, confirm_departure
from compagnon.people.models import Contact, PersonalLink
from compagnon.placement import actions, queries
from compagnon.placement.queries import Wish
from tests.factories.mobilities import MobilityFactory
from tests.factories.network import OrganisationFactory, TradeFactory
from tests.factories.partners import CapacityFactory, PartnerFactory
from tests.factories.people import ContactFactory


@pytest.fixture
def mobility(network):
    return MobilityFactory(
        network=network, participant__person__first_name="Unver", participant__person__last_name="Kennbar"
    )


def host_of(network, *, trade=None, places=0, **facts):
    host = OrganisationFactory(network=network, **facts)
    partner = PartnerFactory(network=network, organisation=host)
    if trade:
        host.trades.add(trade)
    if places:
        CapacityFactory(partner=partner, trade=trade, places=places)
    return host


def tutor_of(host, **facts):
    return ContactFactory(network=host.network, kind="tutor", organisation=host, language="de", **facts)


@pytest.fixture
def asked(mobility, network):
    host = host_of(network)
    return actions.ask_host(mobility=mobility, host=host, tutor=tutor_of(host), by=mobility.referent, message="Hallo")


def test_asking_writes_to_the_tutor_without_naming_the_participant(asked, mobility):
    letter = Letter.objects.get(key="placement.question")

    assert letter.reader == asked.tutor
    assert letter.language == "de"
    assert "Hallo" in letter.body
    person = mobility.participant.person
    for told in (person.first_name, person.last_name, person.email, "2006"):
        assert told not in letter.subject + letter.body


def test_a_second_host_is_asked_only_after_the_first_answered_or_was_let_go(asked, mobility, network):
    other = host_of(network)
    tutor = tutor_of(other)

    with pytest.raises(actions.PlacementRefused, match="already been asked"):
        actions.ask_host(mobility=mobility, host=other, tutor=tutor, by=mobility.referent)
    actions.decline(request=asked, reason="No room", by=asked.tutor)
    again = actions.ask_host(mobility=mobility, host=other, tutor=tutor, by=mobility.referent)

    assert again.state == "asked"


def test_a_tutor_who_cannot_be_reached_or_works_elsewhere_is_not_asked(mobility, network):
    host = host_of(network)

    with pytest.raises(actions.PlacementRefused, match="e-mail"):
        actions.ask_host(mobility=mobility, host=host, tutor=tutor_of(host, email=""), by=mobility.referent)
    with pytest.raises(actions.PlacementRefused, match="not at"):
        actions.ask_host(mobility=mobility, host=host, tutor=tutor_of(host_of(network)), by=mobility.referent)


def test_accepting_gives_the_mobility_its_host_and_the_tutor_the_name(asked, mobility):
    actions.accept(request=asked, by=asked.tutor)

    mobility.refresh_from_db()
    assert (mobility.host, mobility.tutor, mobility.town) == (asked.host, asked.tutor, asked.host.town)
    assert str(mobility.participant) in Letter.objects.get(key="placement.welcome").body
    assert Letter.objects.get(key="placement.host_found").reader == mobility.participant.person
    sentences = [activity.sentence(row) for row in activity.on(mobility)]
    assert f"{asked.tutor.activity_name} accepted: {asked.host} hosts the participant." in sentences


def test_accepting_twice_writes_nobody_twice(asked, mobility):
    for _ in range(2):
        actions.accept(request=asked, by=asked.tutor)

    assert Letter.objects.filter(key="placement.welcome").count() == 1


def test_a_no_after_a_yes_is_refused_and_so_is_a_yes_after_a_no(asked):
    actions.decline(request=asked, reason="Holidays", by=asked.tutor)

    with pytest.raises(MoveRefused):
        actions.accept(request=asked, by=asked.tutor)
    assert Letter.objects.get(key="placement.declined").reader == asked.mobility.referent


def test_withdrawing_after_a_yes_frees_the_mobility_and_ends_the_link(asked, mobility):
    actions.accept(request=asked, by=asked.tutor)

    actions.withdraw(request=asked, reason="The dates moved", by=mobility.referent)

    mobility.refresh_from_db()
    assert (mobility.host, mobility.tutor) == (None, None)
    assert not any(link.is_valid for link in PersonalLink.objects.filter(purpose="placement.accept"))
    assert "The dates moved" in Letter.objects.get(key="placement.withdrawn").body


def test_nobody_is_taken_off_a_stay_that_has_begun(asked, mobility):
    actions.accept(request=asked, by=asked.tutor)
    confirm_departure(mobility=mobility, by=mobility.referent)

    with pytest.raises(actions.PlacementRefused, match="begun"):
        actions.withdraw(request=asked, reason="x", by=mobility.referent)


def test_a_cancelled_stay_takes_the_question_back_and_a_late_yes_changes_nothing(asked, mobility):
    cancel(mobility=mobility, reason="Ill", by=mobility.referent)

    asked.refresh_from_db()
    assert asked.state == "withdrawn"
    with pytest.raises(MoveRefused):
        actions.accept(request=asked, by=asked.tutor)


def test_a_tutor_noted_twice_stays_one(network, mobility):
    host = host_of(network)
    typed = {"first_name": "Tuto", "last_name": "Beispiel", "language": "de"}

    first = actions.add_tutor(host=host, by=mobility.referent, email="t@example.org", **typed)
    again = actions.add_tutor(host=host, by=mobility.referent, email="T@example.org", **typed)

    assert first == again
    assert Contact.objects.filter(organisation=host).count() == 1


def test_proposals_put_free_places_first_and_say_why(network):
    bakery = TradeFactory(network=network)
    mobility = MobilityFactory(network=network, participant__trade=bakery, town="Flensburg")
    free = host_of(network, trade=bakery, places=2, name="Free", town="Flensburg")
    full = host_of(network, trade=bakery, places=1, name="Full", town="Husum")
    MobilityFactory(network=network, participant__trade=bakery, host=full)
    host_of(network, trade=TradeFactory(network=network), name="Other trade")
    host_of(network, trade=bakery, name="Other country", country="IT")
    tutor_of(free)

    found, more = queries.proposals(mobility, Wish(trade=bakery, country="DE"))

    assert [(one.host.name, one.free) for one in found] == [("Free", 2), ("Full", 0)]
    assert found[0].reasons == (
        "works in Bakery",
        "2 places free for these dates",
        "is in Flensburg, where the stay is planned",
    )
    assert "all places for these dates are taken" in found[1].doubts
    assert not more


def test_a_place_counts_only_when_it_covers_the_whole_stay_and_nobody_else_is_asked_for_it(network):
    bakery = TradeFactory(network=network)
    mobility = MobilityFactory(network=network, participant__trade=bakery)
    host = host_of(network, trade=bakery)
    CapacityFactory(partner=host.partner, trade=bakery, places=3, from_day=date(2027, 3, 5), to_day=date(2027, 4, 1))
    CapacityFactory(partner=host.partner, trade=bakery, places=1)
    other = MobilityFactory(network=network, participant__trade=bakery)

    before = queries.proposals(mobility, Wish())[0][0].free
    actions.ask_host(mobility=other, host=host, tutor=tutor_of(host), by=other.referent)
    after = queries.proposals(mobility, Wish())[0][0].free

    assert (before, after) == (1, 0)


def test_the_list_of_proposals_asks_the_database_as_often_for_three_hosts_as_for_one(
    network, mobility, django_assert_num_queries
):
    tutor_of(host_of(network))
    with django_assert_num_queries(4):
        queries.proposals(mobility, Wish())
    for _ in range(3):
        tutor_of(host_of(network))
    with django_assert_num_queries(4):
        queries.proposals(mobility, Wish())


@pytest.mark.parametrize(
    ("birth", "band"),
    [(date(2010, 1, 1), "16 to 17 years"), (date(2009, 3, 1), "18 to 20 years"), (date(1990, 1, 1), "over 25 years")],
)
def test_a_host_hears_an_age_band_not_an_age(network, birth, band):
    mobility = MobilityFactory(network=network, participant__birth_date=birth)

    assert queries.profile_of(mobility).age_band == band
