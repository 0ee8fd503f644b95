"""Whom to call at the desk, the tutor's one press, and the settings of the steps."""

from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from compagnon.mobilities.actions import confirm_departure
from compagnon.people import links
from compagnon.stays.actions import silence as actions
from compagnon.stays.actions.weeks import confirm_arrival
from compagnon.stays.models import CareSettings, Silence
from tests.factories.mobilities import MobilityFactory
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.usefixtures("wednesday")
PAGE = "/desk/abroad/no-sign/"


@pytest.fixture
def wednesday():
    """The morning of the third day: the arrival of Monday should have been confirmed."""
    with time_machine.travel("2027-03-03 12:00+00:00", tick=False):
        yield


def silent(network):
    mobility = MobilityFactory(network=network, placed=True, participant__person__phone="+33 611")
    mobility = confirm_departure(mobility=mobility, by=mobility.referent)
    actions.watch()
    return mobility


@pytest.fixture
def abroad(network):
    return silent(network)


def tutor_page(mobility):
    made = links.make(purpose=actions.SIGN, holder=mobility.tutor, about=Silence.objects.get(mobility=mobility))
    return reverse("stays:sign", args=[links.token_of(made)]) + "?lang=en"


def test_whom_to_call_stands_on_the_desk_with_numbers_until_somebody_was_reached(client, abroad):
    client.force_login(abroad.referent)

    home, shown = client.get(reverse("desk:home")).text, client.get(PAGE).text
    said = {"words": "Her telephone was lost."}
    client.post(reverse("stays:heard", args=[Silence.objects.get().code]), said, follow=True)

    assert "1 person to call: no sign of life" in home
    assert "Arrival not confirmed" in shown
    assert "tel:+33611" in shown
    assert Silence.objects.get().words == "Her telephone was lost."
    assert "Everybody has given a sign" in client.get(PAGE).text
    assert "all is well" in client.get(abroad.get_absolute_url()).text


def test_the_button_says_that_it_confirms_the_arrival_where_it_does_and_so_does_the_tutor_s_page(client, abroad):
    client.force_login(abroad.referent)
    shown, for_tutor = client.get(PAGE).text, client.get(tutor_page(abroad)).text

    answer = client.post(reverse("stays:heard", args=[Silence.objects.get().code]), {"words": ""}, follow=True)

    assert "Reached: confirm the arrival" in shown
    assert "the arrival counts as confirmed" in shown
    assert "This also confirms the arrival." in for_tutor
    assert "the arrival is confirmed." in answer.text
    abroad.refresh_from_db()
    assert abroad.arrival.confirmed_by_name == abroad.referent.full_name


def test_where_the_arrival_is_known_the_button_says_nothing_of_it(client, abroad):
    confirm_arrival(mobility=abroad, by=abroad.referent, note="")
    Silence.objects.update(kind="check_in")
    client.force_login(abroad.referent)

    shown = client.get(PAGE).text

    assert "Reached, all is well" in shown
    assert "confirm the arrival" not in shown


def test_another_departement_s_referent_sees_and_hears_nothing_of_it(client, network, abroad):
    client.force_login(PersonFactory(network=network, role="referent", role__departement_code="72"))
    silence = Silence.objects.get()

    assert abroad.participant.person.full_name not in client.get(PAGE).text
    assert client.post(reverse("stays:heard", args=[silence.code]), {"words": ""}).status_code == 404


def test_the_tutor_says_with_one_press_whether_somebody_was_seen_and_a_scanner_does_not(client, abroad):
    page = tutor_page(abroad)

    looked = client.get(page).text
    before = Silence.objects.get().ended_at
    client.post(page, {"state": "seen", "words": "At the oven."})

    assert "Have you seen" in looked
    assert before is None
    assert Silence.objects.get().ended_by_name == abroad.tutor.full_name
    assert "There is nothing more to do." in client.get(page).text


def test_a_tutor_who_has_seen_nobody_can_still_say_later_that_all_is_well(client, abroad):
    page = tutor_page(abroad)
    Silence.objects.update(rung=2)

    client.post(page, {"state": "absent", "words": ""})
    told = client.get(page).text
    client.post(page, {"state": "seen", "words": ""})

    assert "We are calling." in told
    assert Silence.objects.get().ended_at is not None


def test_a_former_tutor_s_link_is_over(client, network, abroad):
    page = tutor_page(abroad)
    type(abroad).objects.filter(pk=abroad.pk).update(tutor=MobilityFactory(network=network, placed=True).tutor)

    assert client.get(page).status_code == 410


def test_the_steps_are_set_in_their_order(client, network):
    coordinator = PersonFactory(network=network, role="coordinator")
    client.force_login(coordinator)
    said = {
        "phone": "", "answer_within": "15", "remind_after": "12", "tutor_after": "6", "call_after": "36",
        "answer_minutes": "30", "daily_days": "3",
    }  # fmt: skip

    wrong = client.post(reverse("stays:care-settings"), said)
    client.post(reverse("stays:care-settings"), said | {"tutor_after": ""})

    assert (wrong.status_code, "This step comes after the one above" in wrong.text) == (422, True)
    kept = CareSettings.objects.get()
    assert (kept.remind_after, kept.tutor_after, kept.call_after, kept.daily_days) == (12, None, 36, 3)
    assert "After 12 h the participant is reminded." in client.get(PAGE).text


def test_a_day_is_asked_about_on_the_phone(client, network):
    CareSettings.objects.create(network=network, daily_days=3)
    young = MobilityFactory(network=network, placed=True, participant__birth_date=date(2010, 1, 1))
    young = confirm_departure(mobility=young, by=young.referent)
    client.force_login(young.participant.person)
    page = reverse("stays:my-check-in", args=[young.check_ins.get(day=2).code])

    asked = client.get(page).text
    client.post(page, {"mood": "4", "sentence": "Good."})

    assert "How are you today?" in asked
    assert "Day 2" in client.get(reverse("journey:logbook")).text


def queries(client):
    client.get(PAGE)
    with CaptureQueriesContext(connection) as found:
        client.get(PAGE)
    return len(found)


def test_the_list_takes_as_many_queries_for_three_people_as_for_one(client, network, abroad):
    client.force_login(abroad.referent)
    one = queries(client)
    for _ in range(2):
        silent(network)

    assert queries(client) == one
