"""Half-way by link, the month on the phone, one long stay at the desk."""

from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from compagnon.mobilities.actions import confirm_departure
from compagnon.people import links
from compagnon.stays.actions import followup, lessons
from compagnon.stays.models import ContractEvent, CountsAtHome, DistanceLesson, FollowUp, Visit
from tests.factories.longpath import settled
from tests.factories.mobilities import MobilityFactory
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.usefixtures("april")


@pytest.fixture
def april():
    with time_machine.travel("2027-04-01 10:00", tick=False):
        yield


@pytest.fixture
def abroad(network):
    mobility = MobilityFactory(network=network, placed=True, returns_on=date(2027, 6, 15))
    return confirm_departure(mobility=settled(mobility), by=mobility.referent)


def test_the_tutor_answers_by_link_and_a_scanner_does_not(client, abroad):
    asked = FollowUp.objects.get(kind="half_way")
    made = links.make(purpose=followup.FOLLOW_UP, holder=abroad.tutor, about=asked)
    page = reverse("stays:follow-up", args=[links.token_of(made)])
    marks = {"work": "4", "learning": "5", "conduct": "4", "language": "2"}

    looked = client.get(page + "?lang=en")
    half = client.post(page, {"work": "4", "words": "Nice."})
    client.post(page, marks | {"words": "Speaks little yet.", "wants_call": "on"})
    client.post(page, marks | {"words": "Changed."})

    asked.refresh_from_db()
    assert "How is it going with" in looked.text
    assert (half.status_code, "Nice." in half.text) == (422, True)
    assert (asked.words, asked.is_low, asked.wants_call) == ("Speaks little yet.", True, True)
    assert "that is noted" in client.get(page + "?lang=en").text


def test_the_month_is_asked_on_the_phone_and_is_one_s_own(client, network, abroad):
    asked = FollowUp.objects.get(month=1, side="learner")
    page = reverse("stays:my-follow-up", args=[asked.code])
    client.force_login(abroad.participant.person)
    marks = dict.fromkeys(("wellbeing", "work", "learning", "housing", "money", "safety"), "4")

    home = client.get(reverse("journey:home"))
    wrong = client.post(page, marks | {"money": ""})
    client.post(page, marks)

    asked.refresh_from_db()
    assert page in home.text
    assert (wrong.status_code, "Choose one of the five." in wrong.text) == (422, True)
    assert asked.marks["money"] == 4
    client.force_login(MobilityFactory(network=network).participant.person)
    assert client.get(page).status_code == 404


def test_a_long_stay_is_kept_on_one_page(client, abroad):
    client.force_login(abroad.referent)
    page = reverse("stays:long-stay", args=[abroad.code])
    act = {
        what: reverse("stays:long-stay-act", args=[abroad.code, what])
        for what in ("visit", "lesson", "contract", "counts")
    }

    client.post(act["visit"], {"visit-on": "2027-03-20", "visit-way": "video", "visit-report": "Room is warm."})
    wrong = client.post(act["visit"], {"visit-on": "2027-05-20", "visit-way": "video", "visit-report": "Room is cold."})
    client.post(act["lesson"], {"lesson-on": "2027-04-08", "lesson-title": "Applied maths", "lesson-minutes": "60"})
    client.post(act["contract"], {"contract-on": "2027-03-01", "contract-move": "asleep", "contract-words": ""})
    client.post(act["counts"], {"counts-counts_as": "unit", "counts-what": "Unit 3"})
    lesson = DistanceLesson.objects.get()
    client.post(reverse("stays:attendance", args=[lesson.code]), {"attended": "there"})
    shown = client.get(page).text

    assert (wrong.status_code, "has not come yet" in wrong.text, "Room is cold." in wrong.text) == (422, True, True)
    assert (Visit.objects.count(), ContractEvent.objects.count(), CountsAtHome.objects.count()) == (1, 1, 1)
    assert DistanceLesson.objects.get().attended == "there"
    for words in ("Room is warm.", "Applied maths", "Contract put to sleep", "Unit 3"):
        assert words in shown


def test_another_departement_s_referent_finds_nothing_of_it(client, network, abroad):
    client.force_login(PersonFactory(network=network, role="referent", role__departement_code="72"))
    said = {"title": "Maths"}
    lessons.plan_lessons(mobilities=[abroad], on=date(2027, 4, 8), until=None, said=said, by=abroad.referent)
    lesson = DistanceLesson.objects.get()

    assert client.get(reverse("stays:long-stay", args=[abroad.code])).status_code == 404
    assert client.post(reverse("stays:attendance", args=[lesson.code]), {"attended": "there"}).status_code == 404


def test_what_is_low_or_missing_stands_on_the_list_until_it_is_dealt_with(client, abroad):
    FollowUp.objects.filter(month=1, side="tutor").update(due_on=date(2027, 3, 20))
    client.force_login(abroad.referent)
    page = reverse("stays:follow-ups")
    home, shown = client.get(reverse("desk:home")), client.get(page)
    client.post(reverse("stays:follow-ups-seen"), {"selected": list(FollowUp.objects.values_list("code", flat=True))})

    assert "1 follow-up missing or low" in home.text
    assert abroad.participant.person.full_name in shown.text
    assert "Nobody waits for you" in client.get(page).text


def queries(client, page):
    client.get(page)
    with CaptureQueriesContext(connection) as found:
        client.get(page)
    return len(found)


def test_the_list_takes_as_many_queries_for_three_stays_as_for_one(client, network, abroad):
    client.force_login(abroad.referent)
    page = reverse("stays:follow-ups") + "?show=all"
    one = queries(client, page)
    for _ in range(2):
        other = MobilityFactory(network=network, placed=True, returns_on=date(2027, 6, 15))
        confirm_departure(mobility=settled(other), by=abroad.referent)

    assert queries(client, page) == one


def test_a_link_to_what_is_no_longer_asked_says_so(client, abroad):
    asked = FollowUp.objects.get(kind="half_way")
    made = links.make(purpose=followup.FOLLOW_UP, holder=abroad.tutor, about=asked)
    asked.delete()

    answered = client.get(reverse("stays:follow-up", args=[links.token_of(made)]) + "?lang=en")

    assert (answered.status_code, "There is nothing for you to do here." in answered.text) == (410, True)


def test_while_somebody_gets_ready_the_page_leads_to_lessons_visits_and_the_decision(client, network):
    stay = MobilityFactory(network=network, placed=True, returns_on=date(2027, 6, 15))
    client.force_login(stay.referent)
    follow, page = (
        reverse("stays:long-stay", args=[stay.code]),
        reverse("stays:long-stay-act", args=[stay.code, "counts"]),
    )
    before = client.get(stay.get_absolute_url()).text
    asked = client.get(follow).text

    client.post(page, {"counts-counts_as": "unit", "counts-what": "Unit 3", "counts-is_confirmed": "on"})
    stay.refresh_from_db()

    for way in (follow, f"{follow}#counts", reverse("stays:card", args=[stay.code])):
        assert f'href="{way}"' in before
    assert "Confirmed after the stay" not in asked
    assert (stay.counts_at_home.counts_as, stay.counts_at_home.confirmed_at) == ("unit", None)
