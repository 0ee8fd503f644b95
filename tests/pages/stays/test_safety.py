"""Reaching everybody, answering by link, counting a group, incidents, early return and the emergency card on their pages."""

from datetime import date
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from compagnon.core import clock
from compagnon.mobilities.actions import confirm_departure
from compagnon.mobilities.models import Departure, Mobility
from compagnon.people import links
from compagnon.stays.actions import incidents, safety
from compagnon.stays.models import HelpCall, Incident, OnCallTurn, RollCall, SafetyAnswer, SafetyRound
from tests.factories.longpath import settled
from tests.factories.mobilities import MobilityFactory
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.usefixtures("wednesday")


@pytest.fixture
def wednesday():
    with time_machine.travel("2027-03-03 10:00", tick=False):
        yield


@pytest.fixture
def abroad(network):
    mobility = MobilityFactory(network=network, placed=True)
    return confirm_departure(mobility=mobility, by=mobility.referent)


@pytest.fixture
def coordinator(network):
    return PersonFactory(network=network, role="coordinator")


@pytest.fixture
def asked(abroad, coordinator):
    return safety.ask_all(country="DE", town="", words="Flood.", is_drill=False, by=coordinator)


def link_to(answer):
    made = links.make(purpose=safety.SAFE, holder=answer.mobility.participant.person, about=answer)
    return reverse("stays:safe", args=[links.token_of(made)])


def test_who_is_asked_is_shown_before_it_goes(client, abroad, coordinator):
    client.force_login(coordinator)
    page, form = reverse("stays:reach"), {"country": "DE", "town": "", "words": "Flood."}

    empty = client.post(page, form | {"words": ""})
    shown = client.post(page, form)
    before = SafetyRound.objects.count()
    sent = client.post(page, form | {"confirmed": "1"}, follow=True)

    assert (empty.status_code, "people read it first" in empty.text) == (422, True)
    assert abroad.participant.person.full_name in shown.text
    assert "1 person is asked" in shown.text
    assert before == 0
    assert "No answer" in sent.text


def test_one_press_by_link_says_safe_and_another_asks_for_help(client, asked, coordinator):
    page = link_to(asked.answers.get())

    looked = client.get(page + "?lang=en")
    client.post(page, {"state": "safe", "words": ""})
    safe = client.get(page + "?lang=en")
    client.post(page, {"state": "help", "words": "Stuck"})
    client.force_login(coordinator)
    counts = client.get(asked.get_absolute_url())

    assert "Flood." in looked.text
    assert "noted that you are safe" in safe.text
    assert HelpCall.objects.get().words == "Stuck"
    assert "Stuck" in counts.text


def test_who_is_signed_in_is_asked_first_on_the_own_page(client, asked, abroad, network):
    client.force_login(abroad.participant.person)
    answer = SafetyAnswer.objects.get()
    page = reverse("stays:my-safety", args=[answer.code])

    home = client.get(reverse("journey:home"))
    client.post(page, {"state": "safe", "words": ""})

    assert page in home.text
    assert SafetyAnswer.objects.get().state == "safe"
    client.force_login(MobilityFactory(network=network).participant.person)
    assert client.get(page).status_code == 404


def test_the_desk_notes_who_was_heard_writes_again_and_ends_the_asking(client, asked, coordinator):
    client.force_login(coordinator)
    answer = asked.answers.get()

    again = client.post(reverse("stays:round-act", args=[asked.code, "remind"]), follow=True)
    client.post(reverse("stays:note-answer", args=[answer.code]), {"state": "safe"})
    client.post(reverse("stays:round-act", args=[asked.code, "close"]))

    assert "1 letter is on its way" in again.text
    answer.refresh_from_db()
    assert (answer.state, answer.by_name) == ("safe", coordinator.full_name)
    assert SafetyRound.objects.get().closed_at is not None


def test_a_referent_of_another_departement_sees_no_round_and_notes_nothing(client, network, asked):
    client.force_login(PersonFactory(network=network, role="referent", role__departement_code="72"))

    assert client.get(asked.get_absolute_url()).status_code == 404
    assert (
        client.post(reverse("stays:note-answer", args=[asked.answers.get().code]), {"state": "safe"}).status_code == 404
    )


@pytest.fixture
def group(network, abroad):
    accompanying = PersonFactory(network=network, role="accompanying")
    departure = Departure.objects.create(
        network=network, name="Flensburg 03", scheme=abroad.scheme, country="DE", departs_on=abroad.departs_on,
        returns_on=abroad.returns_on, accompanying=accompanying,
    )  # fmt: skip
    Mobility.objects.filter(pk=abroad.pk).update(departure=departure)
    type(abroad.participant).objects.filter(pk=abroad.participant.pk).update(emergency_contact="Aunt Rye, +33 699")
    return departure


def test_who_accompanies_sees_the_group_with_emergency_numbers_and_counts_it(client, network, abroad, group):
    client.force_login(group.accompanying)
    page = reverse("stays:group", args=[group.code])

    listed, shown = client.get(reverse("stays:groups")), client.get(page)
    client.post(page, {"place": "Station"})
    counted = client.get(page)

    assert "Flensburg 03" in listed.text
    assert "Aunt Rye" in shown.text
    assert RollCall.objects.get().place == "Station"
    assert "Missing:" in counted.text
    client.force_login(PersonFactory(network=network, role="accompanying"))
    assert client.get(page).status_code == 404


def test_who_accompanies_calls_for_help_for_one_of_the_group_and_sees_who_is_on_it(client, network, abroad, group):
    on_call = PersonFactory(network=network, role="referent", phone="+33 2 00 00 00 00")
    OnCallTurn.objects.create(
        network=network, person=on_call, phone=on_call.phone, place=1, first_day=clock.today(), last_day=clock.today()
    )
    client.force_login(group.accompanying)
    page = reverse("stays:group-help", args=[group.code])

    asked = client.get(page)
    nobody = client.post(page, {"level": "urgent", "key": uuid4()})
    sent = client.post(
        page, {"level": "urgent", "mobility": abroad.pk, "words": "He fell.", "key": uuid4()}, follow=True
    )

    assert "+33 2 00 00 00 00" in asked.text
    assert nobody.status_code == 422
    call = HelpCall.objects.get()
    assert (call.mobility, call.asked, call.words) == (abroad, on_call, "He fell.")
    assert f"{on_call.full_name} has been told" in sent.text
    assert f"Help was called for {abroad.participant.person.full_name}" in sent.text
    client.force_login(PersonFactory(network=network, role="accompanying"))
    assert client.get(page).status_code == 404
    assert client.post(page, {"level": "urgent", "mobility": abroad.pk, "key": uuid4()}).status_code == 404


def test_the_cards_of_a_group_are_on_one_page_and_ask_no_more_for_three(
    client, network, abroad, group, django_assert_max_num_queries
):
    client.force_login(group.accompanying)
    page = reverse("stays:group-cards", args=[group.code])
    with CaptureQueriesContext(connection) as one:
        client.get(page)
    others = MobilityFactory.create_batch(2, network=network, departure=group, referent=abroad.referent, country="DE")

    with django_assert_max_num_queries(len(one)):
        shown = client.get(page).text

    assert shown.count('class="paper emergency-card') == 3
    assert all(other.participant.person.full_name in shown for other in others)


def test_an_incident_is_opened_added_to_and_closed(client, abroad):
    client.force_login(abroad.referent)
    form = {"kind": "theft", "title": "Papers stolen", "happened_on": "2027-03-02", "text": "At the station."}

    late = client.post(reverse("stays:new-incident", args=[abroad.code]), form | {"happened_on": "2027-03-09"})
    client.post(reverse("stays:new-incident", args=[abroad.code]), form)
    incident = Incident.objects.get()
    act = {
        what: reverse("stays:incident-act", args=[incident.code, what])
        for what in ("note", "task", "close", "standing")
    }
    client.post(act["note"], {"kind": "contact", "text": "Consulate called."})
    client.post(act["task"], {"title": "New passport"})
    refused = client.post(act["close"], {"lesson": "Copies in the cloud."}, follow=True)
    wrong = client.post(act["note"], {"kind": "contact", "text": ""})
    client.post(reverse("stays:settle-incident-task", args=[incident.tasks.get().code]))
    client.post(act["standing"], {"family_told": "yes", "review_on": ""})
    client.post(act["close"], {"lesson": "Copies in the cloud."})

    assert (late.status_code, "has not come yet" in late.text) == (422, True)
    assert "still open" in refused.text
    assert wrong.status_code == 422
    page = client.get(incident.get_absolute_url()).text
    assert "Consulate called." in page
    assert "Copies in the cloud." in page
    assert "No incident" in client.get(reverse("stays:incidents")).text
    assert "Papers stolen" in client.get(reverse("stays:incidents"), {"show": "all"}).text


def test_another_departement_s_referent_finds_no_incident(client, network, abroad):
    what = incidents.Happening("illness", "Ill", date(2027, 3, 2), "Flu")
    incident = incidents.open_incident(mobility=abroad, what=what, by=abroad.referent)
    client.force_login(PersonFactory(network=network, role="referent", role__departement_code="72"))

    assert client.get(incident.get_absolute_url()).status_code == 404
    assert client.get(reverse("stays:new-incident", args=[abroad.code])).status_code == 404


def test_an_early_return_shows_what_follows_before_it_is_done(client, abroad):
    client.force_login(abroad.referent)
    page, form = reverse("stays:early-return", args=[abroad.code]), {"last_day": "2027-03-08", "reason": "Ill"}

    wrong = client.post(page, form | {"last_day": "2027-03-20"})
    shown = client.post(page, form)
    before = Mobility.objects.get().returns_on
    client.post(page, form | {"confirmed": "1"})

    assert (wrong.status_code, "not early" in wrong.text) == (422, True)
    assert "15 days become 8" in shown.text
    assert (before, Mobility.objects.get().returns_on) == (date(2027, 3, 15), date(2027, 3, 8))


def test_the_emergency_card_has_the_numbers_and_is_one_s_own(client, network, abroad):
    client.force_login(abroad.participant.person)
    page = reverse("stays:my-card", args=[abroad.code])

    card = client.get(page).text

    assert "tel:112" in card
    assert str(abroad.tutor) in card
    assert str(abroad.host) in card
    client.force_login(abroad.referent)
    assert "tel:112" in client.get(reverse("stays:card", args=[abroad.code])).text
    client.force_login(MobilityFactory(network=network).participant.person)
    assert client.get(page).status_code == 404


def queries(client, page):
    client.get(page)
    with CaptureQueriesContext(connection) as found:
        client.get(page)
    return len(found)


def test_pages_take_as_many_queries_for_three_people_as_for_one(client, network, abroad, group, coordinator):
    def live(mobility):
        Mobility.objects.filter(pk=mobility.pk).update(departure=group)
        what = incidents.Happening("illness", "Ill", date(2027, 3, 2), "Flu")
        incidents.open_incident(mobility=mobility, what=what, by=coordinator)

    live(abroad)
    client.force_login(coordinator)
    pages = [reverse("stays:reach"), reverse("stays:incidents"), reverse("stays:group", args=[group.code])]
    first = safety.ask_all(country="DE", town="", words="Flood.", is_drill=True, by=coordinator)
    one = [queries(client, page) for page in [*pages, first.get_absolute_url()]]
    for _ in range(2):
        live(MobilityFactory(network=network, placed=True))
    second = safety.ask_all(country="DE", town="", words="Flood.", is_drill=True, by=coordinator)

    assert [queries(client, page) for page in [*pages, second.get_absolute_url()]] == one


def test_the_count_says_how_many_are_missing_also_beyond_one_s_reach(client, network, abroad, group, coordinator):
    far = MobilityFactory(network=network, departement_code="72")
    Mobility.objects.filter(pk=far.pk).update(departure=group)
    client.force_login(coordinator)
    client.post(reverse("stays:group", args=[group.code]), {"present": [abroad.code]})
    near = PersonFactory(network=network, role="referent", role__departement_code="53")
    client.force_login(near)

    shown = client.get(reverse("stays:group", args=[group.code])).text

    assert "Missing: 1" in shown
    assert far.participant.person.full_name not in shown


def test_what_is_to_do_about_incidents_stands_on_the_home_page_and_the_list(client, network, abroad, coordinator):
    what = incidents.Happening("illness", "Ill", date(2027, 3, 2), "Flu")
    incident = incidents.open_incident(mobility=abroad, what=what, by=coordinator)
    incidents.add_task(
        incident=incident, title="Call the clinic", person=abroad.referent, due_on=date(2027, 3, 1), by=coordinator
    )
    reviewer = PersonFactory(network=network, role="reviewer")
    client.force_login(abroad.referent)

    home, shown = client.get(reverse("desk:home")).text, client.get(reverse("stays:incidents")).text
    offered = client.get(incident.get_absolute_url()).text

    assert "1 task about an incident for you" in home
    assert "Call the clinic" in shown
    assert coordinator.full_name in offered
    assert reviewer.full_name not in offered


def test_an_early_return_shows_the_follow_ups_that_fall_away(client, network):
    long = MobilityFactory(network=network, placed=True, returns_on=date(2027, 6, 15))
    confirm_departure(mobility=settled(long), by=long.referent)
    client.force_login(long.referent)

    shown = client.post(
        reverse("stays:early-return", args=[long.code]), {"last_day": "2027-03-08", "reason": "Ill"}
    ).text

    assert "falls away" in shown
    assert "Month 1" in shown
