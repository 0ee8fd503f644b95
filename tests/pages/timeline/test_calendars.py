"""The page on which somebody gets the address of a calendar, renews it and ends it."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from compagnon.core import clock
from compagnon.people.models import PersonalLink
from compagnon.timeline import feeds
from compagnon.timeline.choices import FeedKind
from compagnon.timeline.models import CalendarFeed
from tests.factories.mobilities import MobilityFactory
from tests.factories.network import SiteFactory
from tests.factories.people import PersonFactory

PAGE = reverse("calendars:mine")


@pytest.fixture
def referent(network):
    return PersonFactory(network=network, role="referent")


def shown_address(client):
    return re.search(r"/g/calendar/\w+/calendar\.ics", client.get(PAGE).text)[0]


def test_a_referent_gets_a_calendar_with_its_private_address_and_how_to_add_it(client, referent):
    client.force_login(referent)
    assert "No calendar yet" in client.get(PAGE).text

    page = client.post(PAGE, {"what": "own"}, follow=True).text

    assert "The calendar has its address" in page
    assert "Google Calendar" in page
    assert "webcal://" in page
    assert client.get(shown_address(client)).headers["Content-Type"].startswith("text/calendar")


def test_a_new_address_initials_and_the_end_are_one_press_each(client, referent):
    client.force_login(referent)
    client.post(PAGE, {"what": "team", "shows_names": "on"})
    feed = CalendarFeed.objects.get()
    before = shown_address(client)

    client.post(reverse("calendars:change", args=[feed.code, "renew"]))
    assert shown_address(client) != before
    client.post(reverse("calendars:change", args=[feed.code, "initials"]))
    feed.refresh_from_db()
    assert not feed.shows_names
    client.post(reverse("calendars:change", args=[feed.code, "end"]))
    assert not CalendarFeed.objects.exists()


def test_a_participant_chooses_only_the_own_dates_and_nobody_changes_anothers(client, network, referent):
    learner = MobilityFactory(network=network).participant.person
    feed = feeds.open_feed(kind=FeedKind.OWN, by=referent)
    client.force_login(learner)

    page = client.get(PAGE).text
    assert "My own dates" in page
    assert "All departures within my reach" not in page
    assert client.post(PAGE, {"what": "team"}).status_code == 422
    assert client.post(reverse("calendars:change", args=[feed.code, "end"])).status_code == 404
    assert CalendarFeed.objects.count() == 1


def test_a_calendar_that_one_has_is_not_offered_again(client, network, referent):
    site = SiteFactory(network=network)
    client.force_login(referent)
    client.post(PAGE, {"what": site.code})

    assert f'value="{site.code}"' not in client.get(PAGE).text
    assert client.post(PAGE, {"what": site.code}).status_code == 422


def test_three_calendars_take_as_many_queries_as_one(client, network, referent):
    def counted():
        client.get(PAGE)
        with CaptureQueriesContext(connection) as captured:
            client.get(PAGE)
        return len(captured)

    client.force_login(referent)
    sites = SiteFactory.create_batch(3, network=network)
    feeds.open_feed(kind=FeedKind.TEAM, site=sites[0], by=referent)
    one = counted()
    for site in sites[1:]:
        feeds.open_feed(kind=FeedKind.TEAM, site=site, by=referent)

    assert counted() == one


def test_a_calendar_whose_address_is_over_stays_there_to_get_a_new_one(client, referent):
    client.force_login(referent)
    client.post(PAGE, {"what": "own"})
    PersonalLink.objects.update(expires_at=clock.now() - timedelta(days=1))

    page = client.get(PAGE).text
    assert "Its address is over" in page
    assert "webcal://" not in page

    client.post(reverse("calendars:change", args=[CalendarFeed.objects.get().code, "renew"]))
    assert "webcal://" in client.get(PAGE).text
