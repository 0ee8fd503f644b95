"""What is done with a mobility is kept, told and followed; what must not be done is refused with a reason."""

from datetime import date

import pytest

from compagnon.core.activity import on, sentence
from compagnon.core.states import MoveRefused
from compagnon.mobilities import actions
from compagnon.mobilities.actions import Blocked, Stay
from compagnon.mobilities.models import Mobility
from compagnon.recruitment.actions import decide, withdraw
from compagnon.timeline.actions import create_timeline, waive_task
from compagnon.timeline.models import Task
from tests.factories.mobilities import MobilityFactory
from tests.factories.network import OrganisationFactory
from tests.factories.people import ContactFactory, ParticipantFactory, PersonFactory
from tests.factories.recruitment import ApplicationFactory, CallFactory
from tests.factories.schemes import SchemeFactory, SchemeTaskFactory

STAY = Stay(date(2027, 3, 1), date(2027, 3, 15), "DE", "Flensburg")


@pytest.fixture
def scheme(network):
    return SchemeFactory(network=network)


@pytest.fixture
def referent(network):
    return PersonFactory(network=network, role="referent", role__departement_code="53")


@pytest.fixture
def participant(network):
    return ParticipantFactory(network=network)


def with_task(mobility, **fields):
    SchemeTaskFactory(scheme=mobility.scheme, **fields)
    create_timeline(mobility=mobility, by=None)
    return Task.objects.get(mobility=mobility)


def test_a_mobility_opens_with_its_timeline_and_the_referent_of_the_departement(network, scheme, referent, participant):
    SchemeTaskFactory(scheme=scheme, key="agreement")
    somebody = PersonFactory(network=network, role="coordinator")

    mobility = actions.create_mobility(participant=participant, scheme=scheme, stay=STAY, by=somebody)

    mobility.refresh_from_db()
    assert (mobility.referent, mobility.departement_code, mobility.town) == (referent, "53", "Flensburg")
    assert (mobility.tasks_done, mobility.tasks_total) == (0, 1)


def test_an_admitted_application_makes_one_mobility_to_the_first_wish_that_the_call_offers(network, scheme, referent):
    call = CallFactory(network=network, scheme=scheme, countries=["DE", "IE"])
    application = ApplicationFactory(call=call, wishes=["FI", "IE"])

    decide(application=application, decision="admitted", by=referent)
    again = actions.create_from_application(application, referent)

    assert [again] == list(Mobility.objects.all())
    assert (again.country, again.departs_on, again.application) == ("IE", call.departs_on, application)


def test_a_mobility_of_a_group_joins_the_departure_of_the_same_days_and_country(network, scheme, participant, referent):
    departure = actions.create_departure(network=network, scheme=scheme, name="Flensburg", stay=STAY, by=referent)

    mobility = actions.create_mobility(participant=participant, scheme=scheme, stay=STAY, by=referent)

    assert mobility.departure == departure


def test_a_host_gives_the_stay_its_country_and_town(network, referent):
    mobility = MobilityFactory(network=network, country="DE", town="")
    host = OrganisationFactory(network=network, country="IE", town="Cork")
    tutor = ContactFactory(network=network, kind="tutor", organisation=host)

    mobility = actions.assign_host(mobility=mobility, host=host, tutor=tutor, by=tutor)

    assert (mobility.country, mobility.town, mobility.tutor) == ("IE", "Cork", tutor)
    assert str(host) in sentence(on(mobility).first())


def test_nobody_leaves_while_a_task_that_blocks_departure_is_open(network, referent):
    mobility = MobilityFactory(network=network)
    with_task(mobility, blocks_departure=True)

    with pytest.raises(Blocked) as refused:
        actions.confirm_departure(mobility=mobility, by=referent)

    assert [obstacle.title for obstacle in refused.value.obstacles] == ["Sign the learning agreement"]
    mobility.refresh_from_db()
    assert mobility.state == "preparing"


def test_somebody_leaves_once_the_blocking_task_is_waived(network, referent):
    mobility = MobilityFactory(network=network)
    waive_task(task=with_task(mobility, blocks_departure=True), by=referent, reason="Signed on paper.")

    actions.confirm_departure(mobility=mobility, by=referent)

    mobility.refresh_from_db()
    assert (mobility.state, mobility.step) == ("abroad", "monitor")


def test_a_file_is_closed_only_without_open_closing_tasks(network, referent):
    mobility = MobilityFactory(network=network, state="returned")
    task = with_task(mobility, blocks_closing=True, step="evaluate")

    with pytest.raises(Blocked):
        actions.close(mobility=mobility, by=referent)
    waive_task(task=task, by=referent, reason="The tutor has left the company.")
    closed = actions.close(mobility=mobility, by=referent)

    assert closed.state == "closed"
    assert closed.closed_at is not None


def test_a_closed_file_can_be_taken_up_again(network, referent):
    mobility = MobilityFactory(network=network, state="closed")

    assert actions.reopen(mobility=mobility, by=referent).state == "returned"


def test_cancelling_asks_for_a_reason_and_keeps_it(network, referent):
    mobility = MobilityFactory(network=network)

    with pytest.raises(MoveRefused, match="why"):
        actions.cancel(mobility=mobility, by=referent, reason="  ")
    actions.cancel(mobility=mobility, by=referent, reason="Broke a leg.")

    assert on(mobility).first().reason == "Broke a leg."


def test_a_withdrawn_application_cancels_its_mobility(network, scheme, referent):
    application = ApplicationFactory(call=CallFactory(network=network, scheme=scheme))
    decide(application=application, decision="admitted", by=referent)

    withdraw(application=application, by=application.participant.person)

    assert Mobility.objects.get(application=application).state == "cancelled"


def test_a_group_gives_its_days_and_place_to_those_who_join(network, scheme, referent):
    departure = actions.create_departure(network=network, scheme=scheme, name="Flensburg", stay=STAY, by=referent)
    before = {"departs_on": date(2027, 5, 3), "returns_on": date(2027, 5, 14), "country": "FI", "town": ""}
    free = MobilityFactory(network=network, scheme=scheme, **before)
    placed = MobilityFactory(network=network, scheme=scheme, **{**before, "placed": True})

    actions.move_to_departure(mobilities=[free, placed], departure=departure, by=referent)

    free.refresh_from_db()
    placed.refresh_from_db()
    assert (free.departs_on, free.returns_on, free.country, free.town) == (
        STAY.departs_on,
        STAY.returns_on,
        "DE",
        "Flensburg",
    )
    assert (placed.departs_on, placed.country) == (STAY.departs_on, "FI")


def test_a_return_before_the_departure_is_refused(network, referent):
    mobility = MobilityFactory(network=network)

    with pytest.raises(MoveRefused, match="before the departure"):
        actions.move_dates(mobility=mobility, departs_on=date(2027, 3, 2), returns_on=date(2027, 3, 1), by=referent)


def test_a_change_tells_what_was_before_and_after(network, referent):
    mobility = MobilityFactory(network=network, town="Flensburg")

    actions.change_mobility(mobility=mobility, changes={"town": "Kiel"}, by=referent)

    assert "Flensburg → Kiel" in sentence(on(mobility).first())
