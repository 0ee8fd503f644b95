"""What a group says of itself is given once, and who travels as it does follows."""

from datetime import date

import pytest

from compagnon.core.states import MoveRefused
from compagnon.mobilities import together
from tests.factories.mobilities import MobilityFactory
from tests.factories.people import PersonFactory
from tests.mobilities.groups import a_departure

LATER = {"departs_on": date(2027, 3, 8), "returns_on": date(2027, 3, 22)}


@pytest.fixture
def coordinator(network):
    return PersonFactory(network=network, role="coordinator")


@pytest.fixture
def departure(network):
    return a_departure(network)


def going(departure, name, **fields):
    return MobilityFactory(
        network=departure.network, scheme=departure.scheme, departure=departure,
        participant__person__last_name=name, **fields,
    )  # fmt: skip


def leaving(departure):
    return {stay.participant.person.last_name: stay.departs_on for stay in departure.mobilities.all()}


def test_who_has_the_days_of_the_group_follows_it_and_undo_brings_all_back(departure, coordinator):
    going(departure, "Along")
    going(departure, "Own", departs_on=date(2027, 3, 3))
    going(departure, "Back", state="returned")

    found = together.change_departure(departure=departure, changes=LATER, by=coordinator)
    moved = leaving(departure)
    together.undo_change(departure=departure, by=coordinator)

    departure.refresh_from_db()
    assert ([str(one) for one in found.days], len(found.keep_days)) == ([str(found.days[0])], 1)
    assert moved == {"Along": date(2027, 3, 8), "Own": date(2027, 3, 3), "Back": date(2027, 3, 1)}
    assert leaving(departure) == {"Along": date(2027, 3, 1), "Own": date(2027, 3, 3), "Back": date(2027, 3, 1)}
    assert departure.departs_on == date(2027, 3, 1)


def test_a_new_place_is_that_of_all_who_have_no_host(departure, coordinator):
    plain, placed = going(departure, "Plain"), going(departure, "Placed", placed=True)

    together.change_departure(departure=departure, changes={"town": "Kiel"}, by=coordinator)

    plain.refresh_from_db()
    placed.refresh_from_db()
    assert (plain.town, placed.town) == ("Kiel", "Flensburg")


def test_undo_is_refused_after_another_change(departure, coordinator):
    together.change_departure(departure=departure, changes={"name": "Flensburg at Easter"}, by=coordinator)
    departure.name = "Something else"
    departure.save()

    with pytest.raises(MoveRefused):
        together.undo_change(departure=departure, by=coordinator)


def test_who_accompanies_is_named_and_unnamed(departure, coordinator):
    together.change_departure(departure=departure, changes={"accompanying": coordinator}, by=coordinator)
    departure.refresh_from_db()
    named = departure.accompanying

    together.undo_change(departure=departure, by=coordinator)

    departure.refresh_from_db()
    assert (named, departure.accompanying) == (coordinator, None)
