"""Arrival and check-ins on the phone, by link and at the desk."""

import pytest
import time_machine
from django.urls import reverse

from compagnon.mobilities.actions import confirm_departure
from compagnon.people import links
from compagnon.stays.actions import weeks as actions
from tests.factories.mobilities import MobilityFactory
from tests.factories.people import PersonFactory

FRIDAY = "2027-03-05 10:00"


@pytest.fixture
def abroad(network):
    mobility = MobilityFactory(network=network, placed=True)
    return confirm_departure(mobility=mobility, by=mobility.referent)


def check_in_page(check_in):
    return reverse("stays:my-check-in", args=[check_in.code])


@time_machine.travel(FRIDAY, tick=False)
def test_a_week_is_told_with_a_mood_and_a_sentence_and_can_be_read_again(client, abroad):
    client.force_login(abroad.participant.person)
    page = check_in_page(abroad.check_ins.first())

    response = client.post(page, {"mood": "4", "sentence": "I baked alone."})
    client.post(page, {"mood": "1", "sentence": "Twice."})

    assert response.status_code == 302
    assert "I baked alone." in client.get(page).text
    assert "I baked alone." in client.get(reverse("journey:logbook")).text
    assert abroad.check_ins.first().mood == 4


@time_machine.travel(FRIDAY, tick=False)
@pytest.mark.parametrize(
    "typed", [{"sentence": "No mood"}, {"mood": "9", "sentence": "x"}, {"mood": "3", "sentence": ""}]
)
def test_half_an_answer_gets_a_sentence_and_is_kept_on_the_page(client, abroad, typed):
    client.force_login(abroad.participant.person)
    response = client.post(check_in_page(abroad.check_ins.first()), typed)

    assert response.status_code == 422
    assert typed["sentence"] in response.text
    assert abroad.check_ins.first().answered_at is None


@time_machine.travel("2027-03-01 18:00", tick=False)
def test_one_press_confirms_the_arrival(client, abroad):
    client.force_login(abroad.participant.person)
    page = reverse("stays:my-arrival", args=[abroad.code])
    client.get(page)

    client.post(page, {"note": ""}, follow=True)

    abroad.refresh_from_db()
    assert abroad.arrival.confirmed_by_name == abroad.participant.person.full_name
    assert "Noted by" in client.get(page).text


@time_machine.travel("2027-03-01 18:00", tick=False)
def test_the_tutor_confirms_by_link_and_a_scanner_does_not(client, abroad):
    token = links.token_of(links.make(purpose="stays.arrival", holder=abroad.tutor, about=abroad))
    page = reverse("stays:arrival", args=[token])

    client.get(page)
    looked = hasattr(type(abroad).objects.get(pk=abroad.pk), "arrival")
    client.post(page, {"note": ""})
    client.post(page, {"note": ""})

    assert looked is False
    assert type(abroad).objects.get(pk=abroad.pk).arrival.confirmed_by_name == abroad.tutor.full_name
    assert "that is noted" in client.get(page + "?lang=en").text


def test_other_people_s_weeks_do_not_exist(client, abroad, network):
    other = MobilityFactory(network=network)
    client.force_login(other.participant.person)

    assert client.get(check_in_page(abroad.check_ins.first())).status_code == 404
    assert client.get(reverse("stays:my-arrival", args=[abroad.code])).status_code == 404


@time_machine.travel("2027-03-06 10:00", tick=False)
def test_a_missed_week_shows_at_the_referent_s_until_it_is_dealt_with(client, abroad):
    client.force_login(abroad.referent)
    page = reverse("stays:check-ins")
    missed = abroad.check_ins.first()

    shown = client.get(page)
    home = client.get(reverse("desk:home"))
    client.post(reverse("stays:mark-seen"), {"selected": [missed.code], "note": "Called", "show": "attention"})

    assert "Missed" in shown.text
    assert abroad.participant.person.full_name in shown.text
    assert "1 check-in missed" in home.text
    assert "Nobody waits for you" in client.get(page).text
    assert abroad.participant.person.full_name in client.get(page, {"show": "missed"}).text


@time_machine.travel("2027-03-06 10:00", tick=False)
def test_a_low_mood_is_listed_with_its_sentence(client, abroad):
    actions.answer_check_in(
        check_in=abroad.check_ins.first(), mood=1, sentence="I want to go home.", by=abroad.participant.person
    )
    client.force_login(abroad.referent)

    assert "I want to go home." in client.get(reverse("stays:check-ins"), {"show": "low"}).text


@time_machine.travel("2027-03-06 10:00", tick=False)
def test_another_departement_s_referent_neither_sees_nor_marks(client, abroad, network):
    client.force_login(PersonFactory(network=network, role="referent", role__departement_code="72"))
    missed = abroad.check_ins.first()

    client.post(reverse("stays:mark-seen"), {"selected": [missed.code]})

    assert abroad.participant.person.full_name not in client.get(reverse("stays:check-ins")).text
    missed.refresh_from_db()
    assert missed.seen_at is None


@time_machine.travel("2027-03-06 10:00", tick=False)
def test_the_list_takes_as_many_queries_for_three_rows_as_for_one(client, network, abroad):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.force_login(abroad.referent)
    page = reverse("stays:check-ins")
    client.get(page)
    with CaptureQueriesContext(connection) as one:
        client.get(page)
    for _ in range(2):
        other = MobilityFactory(network=network, placed=True)
        confirm_departure(mobility=other, by=abroad.referent)
    with CaptureQueriesContext(connection) as three:
        client.get(page)

    assert len(three) == len(one)
