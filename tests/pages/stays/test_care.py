"""Help on the phone and at the desk, the rota, and who is abroad."""

from uuid import UUID

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from compagnon.core import wall
from compagnon.mobilities.actions import confirm_departure
from compagnon.stays.actions import care
from compagnon.stays.models import HelpCall, OnCallTurn
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
    return PersonFactory(network=network, role="coordinator", phone="+33 2 00 00 00 00")


def press(client, mobility, **said):
    form = {"key": str(UUID(int=1)), "level": "urgent", "words": "", "phone": "+33 611"} | said
    return client.post(reverse("stays:call-help", args=[mobility.code]), form, follow=True)


def test_one_press_without_a_word_is_a_call_and_tells_who_was_told(client, abroad, coordinator):
    client.force_login(abroad.participant.person)
    help_page = client.get(reverse("journey:help"))

    answered = press(client, abroad)
    press(client, abroad)

    assert "I need help now" in help_page.text
    assert f"{abroad.referent} has been told." in answered.text
    assert "tel:112" in answered.text
    assert HelpCall.objects.count() == 1
    assert "A call for help is open" in client.get(reverse("journey:help")).text


def test_the_number_for_emergencies_stands_before_the_form(client, abroad):
    client.force_login(abroad.participant.person)

    page = client.get(reverse("stays:call-help", args=[abroad.code])).text

    assert page.index("tel:112") < page.index('name="words"')


def test_the_answer_comes_although_letters_and_jobs_are_broken(client, abroad, settings):
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # nothing listens there
    client.force_login(abroad.participant.person)
    with wall.as_owner(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE procrastinate_jobs RENAME TO gone")

    answered = press(client, abroad, level="danger", words="Fire in the house")

    assert answered.status_code == 200
    assert "The call for help has arrived" in answered.text
    assert "tel:112" in answered.text
    client.force_login(abroad.referent)
    assert "Fire in the house" in client.get(reverse("stays:call", args=[HelpCall.objects.get().code])).text


def test_a_phone_sends_a_call_later_and_it_is_one(client, abroad):
    client.force_login(abroad.participant.person)
    said = {"kind": "help", "key": str(UUID(int=4)), "level": "problem", "words": "", "phone": ""}

    statuses = [client.post(reverse("stays:send", args=[abroad.code]), said).status_code for _ in range(2)]

    assert (statuses, HelpCall.objects.count()) == ([201, 200], 1)


def test_nobody_calls_for_or_reads_the_call_of_another(client, network, abroad):
    client.force_login(abroad.participant.person)
    press(client, abroad)
    call = HelpCall.objects.get()
    client.force_login(MobilityFactory(network=network).participant.person)

    assert press(client, abroad).status_code == 404
    assert client.get(reverse("stays:help-called", args=[call.code])).status_code == 404


def test_the_desk_sees_takes_and_closes_a_call(client, abroad):
    client.force_login(abroad.participant.person)
    press(client, abroad, words="My wallet is gone.")
    call = HelpCall.objects.get()
    client.force_login(abroad.referent)

    home = client.get(reverse("desk:home"))
    shown = client.get(reverse("stays:calls"))
    client.post(reverse("stays:act-on-call", args=[call.code, "take"]))
    empty = client.post(reverse("stays:call", args=[call.code]), {"outcome": ""})
    client.force_login(abroad.participant.person)
    told = client.get(reverse("stays:help-called", args=[call.code]))
    client.force_login(abroad.referent)
    client.post(reverse("stays:call", args=[call.code]), {"outcome": "New card is on its way."})

    assert "1 call for help not answered" in home.text
    assert abroad.participant.person.full_name in shown.text
    assert (empty.status_code, "Say in a sentence how it ended." in empty.text) == (422, True)
    assert f"{abroad.referent} is on it" in told.text
    assert "New card is on its way." in client.get(reverse("stays:calls")).text


def test_another_departement_s_referent_does_not_see_a_call(client, network, abroad):
    care.call_for_help(mobility=abroad, cry=care.Cry(UUID(int=1), "urgent", "Secret"), by=abroad.participant.person)
    client.force_login(PersonFactory(network=network, role="referent", role__departement_code="72"))
    call = HelpCall.objects.get()

    assert client.get(reverse("stays:call", args=[call.code])).status_code == 404
    assert client.post(reverse("stays:act-on-call", args=[call.code, "take"])).status_code == 404


def test_the_rota_is_written_taken_back_and_read_by_referents(client, network, abroad, coordinator):
    client.force_login(coordinator)
    form = {"person": coordinator.pk, "first_day": "2027-03-01", "last_day": "2027-03-07", "place": "1", "phone": ""}

    wrong = client.post(reverse("stays:add-turn"), form | {"last_day": "2027-02-28"})
    client.post(reverse("stays:add-turn"), form)
    turn = OnCallTurn.objects.get()
    shown = client.get(reverse("stays:rota")).text
    removed = client.post(reverse("stays:remove-turn", args=[turn.code]), follow=True).text
    client.post(reverse("stays:restore-turn", args=[turn.code]))
    said = {"phone": "+33 1 11", "answer_within": "20", "call_after": "36", "answer_minutes": "30", "daily_days": "0"}
    client.post(reverse("stays:care-settings"), said)
    client.force_login(abroad.referent)
    read = client.get(reverse("stays:rota")).text

    assert "cannot be before the first" in wrong.text
    assert coordinator.phone in shown
    assert "No turn yet" in removed
    assert "after 20 minutes" in read
    assert reverse("stays:add-turn") not in read
    assert client.get(reverse("stays:add-turn")).status_code == 404


def test_who_is_abroad_is_listed_with_numbers_filtered_and_exported(client, network, abroad):
    other = confirm_departure(
        mobility=(m := MobilityFactory(network=network, placed=True, country="ES", town="Sevilla")), by=m.referent
    )
    client.force_login(abroad.referent)
    page = reverse("stays:abroad")

    everybody, spain = client.get(page).text, client.get(page, {"country": "ES"}).text
    nobody = client.get(page, {"day": "2027-06-01"}).text
    sheet = client.get(reverse("stays:abroad-export"))

    assert abroad.participant.person.full_name in everybody
    assert other.participant.person.full_name in everybody
    assert abroad.participant.person.full_name not in spain
    assert "Sevilla" in spain
    assert "Nobody matches" in nobody
    assert "spreadsheetml" in sheet.headers["Content-Type"]


def queries(client, page):
    client.get(page)
    with CaptureQueriesContext(connection) as asked:
        client.get(page)
    return len(asked)


def test_lists_take_as_many_queries_for_three_rows_as_for_one(client, network, abroad):
    pages = [reverse("stays:abroad"), reverse("stays:calls"), reverse("stays:rota")]
    stays = [abroad]
    for _ in range(2):
        one = MobilityFactory(network=network, placed=True, participant__person__phone="+33 6")
        stays.append(one)

    def live(mobility, number):
        if mobility.state == "preparing":
            confirm_departure(mobility=mobility, by=mobility.referent)
        cry = care.Cry(UUID(int=number), "urgent")
        care.call_for_help(mobility=mobility, cry=cry, by=mobility.participant.person)
        on_call = (mobility.departs_on, mobility.returns_on)
        care.add_turn(person=mobility.referent, days=on_call, place=1, phone="+33 6", by=mobility.referent)

    live(stays[0], 1)
    client.force_login(abroad.referent)
    one = [queries(client, page) for page in pages]
    for number, mobility in enumerate(stays[1:], start=2):
        live(mobility, number)

    assert [queries(client, page) for page in pages] == one


def test_when_nobody_is_left_the_desk_and_the_phone_say_so(client, abroad):
    client.force_login(abroad.participant.person)
    press(client, abroad)
    call = HelpCall.objects.get()
    client.force_login(abroad.referent)

    told = client.post(reverse("stays:act-on-call", args=[call.code, "next"]), follow=True).text
    client.force_login(abroad.participant.person)
    shown = client.get(reverse("stays:help-called", args=[call.code])).text

    assert "Nobody is left to be asked." in told
    assert "do not wait, call." in shown
    assert "the next person is asked by itself" not in shown


def test_the_rota_offers_only_who_may_answer(client, network, coordinator):
    reviewer = PersonFactory(network=network, role="reviewer", last_name="Reader")
    client.force_login(coordinator)

    page = client.get(reverse("stays:add-turn")).text
    refused = client.post(
        reverse("stays:add-turn"),
        {"person": reviewer.pk, "first_day": "2027-03-01", "last_day": "2027-03-07", "place": "1", "phone": "+33 6"},
    )

    assert "Reader" not in page
    assert (refused.status_code, OnCallTurn.objects.count()) == (422, 0)


def test_the_card_calls_on_call_only_who_is(client, network, abroad, coordinator):
    client.force_login(abroad.participant.person)
    page = reverse("stays:my-card", args=[abroad.code])

    nobody = client.get(page).text
    days = (abroad.departs_on, abroad.returns_on)
    care.add_turn(person=coordinator, days=days, place=1, phone="+33 699", by=coordinator)
    somebody = client.get(page).text

    assert "On call this week" not in nobody
    assert coordinator.phone not in nobody
    assert "On call this week" in somebody
    assert "+33 699" in somebody


def test_what_waits_is_told_only_to_who_may_deal_with_it(client, network, abroad):
    care.call_for_help(mobility=abroad, cry=care.Cry(UUID(int=1), "urgent"), by=abroad.participant.person)
    support = PersonFactory(network=network, role="reviewer")
    client.force_login(support)

    home = client.get(reverse("desk:home"), follow=True).text

    assert "call for help not answered" not in home
