"""The host of a group: given once, taken over, kept apart, taken back."""

import pytest

from compagnon.core.states import MoveRefused
from compagnon.placement import actions, group
from tests.factories.mobilities import MobilityFactory
from tests.factories.network import OrganisationFactory
from tests.factories.partners import PartnerFactory
from tests.factories.people import ContactFactory, PersonFactory
from tests.mobilities.groups import a_departure


@pytest.fixture
def coordinator(network):
    return PersonFactory(network=network, role="coordinator")


@pytest.fixture
def departure(network):
    return a_departure(network)


def a_host(network, name, town):
    made = OrganisationFactory(network=network, name=name, town=town, country="DE")
    PartnerFactory(network=network, organisation=made)
    return made, ContactFactory(network=network, kind="tutor", organisation=made)


def going(departure, name, **fields):
    return MobilityFactory(
        network=departure.network, scheme=departure.scheme, departure=departure,
        participant__person__last_name=name, **fields,
    )  # fmt: skip


def places(departure):
    rows = departure.mobilities.select_related("host", "participant__person")
    return {row.participant.person.last_name: (str(row.host or ""), row.town) for row in rows}


def test_the_host_of_a_group_goes_to_all_but_those_who_have_their_own(network, departure, coordinator):
    host, tutor = a_host(network, "Backhaus Beispiel", "Flensburg")
    other, other_tutor = a_host(network, "Konditorei Muster", "Kiel")
    going(departure, "None")
    going(departure, "Own", host=other, town="Kiel")
    going(departure, "Abroad", state="abroad")
    going(departure, "Cancelled", state="cancelled")
    asked = going(departure, "Asked")
    actions.ask_host(mobility=asked, host=other, tutor=other_tutor, by=coordinator)

    foreseen = group.foresee(departure, host, coordinator)
    given = group.give_host(departure=departure, host=host, tutor=tutor, by=coordinator)

    departure.refresh_from_db()
    assert [str(stay) for stay in foreseen.gets] == [str(stay) for stay in given.gets]
    assert len(foreseen.gets) == 1
    assert {stay.participant.person.last_name: why for stay, why in foreseen.keeps} == {
        "Own": "Konditorei Muster", "Abroad": "Abroad", "Asked": "Konditorei Muster was asked, no answer yet",
    }  # fmt: skip
    assert places(departure)["None"] == ("Backhaus Beispiel", "Flensburg")
    assert places(departure)["Own"] == ("Konditorei Muster", "Kiel")
    assert (departure.host, departure.tutor, departure.town) == (host, tutor, "Flensburg")


def test_another_host_replaces_that_of_the_group_and_undo_gives_everything_back(network, departure, coordinator):
    host, tutor = a_host(network, "Backhaus Beispiel", "Flensburg")
    other, other_tutor = a_host(network, "Konditorei Muster", "Kiel")
    going(departure, "First", town="Hamburg")
    group.give_host(departure=departure, host=host, tutor=tutor, by=coordinator)
    going(departure, "Second", town="Lübeck")
    group.give_host(departure=departure, host=other, tutor=other_tutor, by=coordinator)
    changed = places(departure)

    group.take_back(departure=departure, by=coordinator)

    departure.refresh_from_db()
    assert changed == {"First": ("Konditorei Muster", "Kiel"), "Second": ("Konditorei Muster", "Kiel")}
    assert places(departure) == {"First": ("Backhaus Beispiel", "Flensburg"), "Second": ("", "Lübeck")}
    assert (departure.host, departure.tutor, departure.town) == (host, tutor, "Flensburg")
    with pytest.raises(MoveRefused):
        group.take_back(departure=departure, by=coordinator)


def test_a_tutor_of_ones_own_at_the_same_host_stays(network, departure, coordinator):
    host, tutor = a_host(network, "Backhaus Beispiel", "Flensburg")
    own = ContactFactory(network=network, kind="tutor", organisation=host)
    going(departure, "Plain")
    group.give_host(departure=departure, host=host, tutor=None, by=coordinator)
    going(departure, "Own", host=host, tutor=own)

    group.give_host(departure=departure, host=host, tutor=tutor, by=coordinator)

    tutors = {stay.participant.person.last_name: stay.tutor for stay in departure.mobilities.all()}
    assert tutors == {"Plain": tutor, "Own": own}


def test_taking_the_host_away_leaves_those_with_another(network, departure, coordinator):
    host, tutor = a_host(network, "Backhaus Beispiel", "Flensburg")
    other, _tutor = a_host(network, "Konditorei Muster", "Kiel")
    going(departure, "Plain")
    going(departure, "Own", host=other, town="Kiel")
    group.give_host(departure=departure, host=host, tutor=tutor, by=coordinator)

    group.give_host(departure=departure, host=None, tutor=None, by=coordinator)

    departure.refresh_from_db()
    assert departure.host is None
    assert places(departure) == {"Plain": ("", "Flensburg"), "Own": ("Konditorei Muster", "Kiel")}


def test_who_is_out_of_reach_is_counted_and_left_alone(network, departure):
    host, tutor = a_host(network, "Backhaus Beispiel", "Flensburg")
    referent = PersonFactory(network=network, role="referent", role__departement_code="53")
    going(departure, "Near")
    going(departure, "Far", departement_code="72")

    given = group.give_host(departure=departure, host=host, tutor=tutor, by=referent)

    assert given.beyond == 1
    assert {name: place[0] for name, place in places(departure).items()} == {"Near": "Backhaus Beispiel", "Far": ""}
