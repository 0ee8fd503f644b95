"""The list of security events at the desk."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from compagnon.core import clock, security
from compagnon.core.models import SecurityEvent
from tests.factories.network import NetworkFactory
from tests.factories.people import PersonFactory


def noted(network, event, person, day, result=security.DONE):
    with clock.at(datetime(2026, 11, day, 9, 30, tzinfo=UTC)):
        return security.note(event, result=result, network=network, person=person)


@pytest.fixture
def at_desk(client, network):
    client.force_login(PersonFactory(network=network, role="coordinator"))
    SecurityEvent.unscoped.all().delete()
    return client


@pytest.fixture
def three(at_desk, network):
    ada, berta = (PersonFactory(network=network, first_name=name, last_name="Exemple") for name in ("Ada", "Berta"))
    return [
        noted(network, "sign_in", ada, 10),
        noted(network, "sign_in", berta, 12, security.REFUSED),
        noted(network, "password.changed", ada, 14),
    ]


@pytest.mark.parametrize(
    ("query", "places"),
    [
        ("", [2, 1, 0]),
        ("q=ada", [2, 0]),
        ("event=sign_in", [1, 0]),
        ("result=refused", [1]),
        ("since=2026-11-12&until=2026-11-12", [1]),
        ("order=person", [2, 0, 1]),
    ],
)
def test_events_are_found_by_person_event_result_and_day(at_desk, three, query, places):
    page = at_desk.get(reverse("security:events") + "?" + query)

    assert list(page.context["page"]) == [three[place] for place in places]


def test_only_the_own_network_is_seen(at_desk, network):
    noted(NetworkFactory(), "sign_in", None, 10)

    page = at_desk.get(reverse("security:events"))

    assert list(page.context["page"]) == []
    assert "No event here" in page.text


def test_the_list_takes_the_same_queries_for_one_and_three(
    at_desk, network, three, django_assert_num_queries, django_assert_max_num_queries
):
    at_desk.get(reverse("security:events"))
    with django_assert_max_num_queries(12) as many:
        at_desk.get(reverse("security:events"))

    with django_assert_num_queries(len(many)):
        assert len(at_desk.get(reverse("security:events") + "?result=refused").context["page"]) == 1


def test_events_are_exported_with_their_time_and_taking_them_is_an_event(at_desk, three):
    answer = at_desk.get(reverse("security:export") + "?q=berta")

    book = CalamineWorkbook.from_filelike(BytesIO(b"".join(answer.streaming_content)))
    rows = book.get_sheet_by_index(0).to_python()
    assert [row[:4] for row in rows[1:]] == [["2026-11-12T09:30:00+00:00", "Sign-in", "Refused", "Berta Exemple"]]
    assert SecurityEvent.objects.order_by("-pk")[0].event == "security_events.exported"


def test_what_an_event_tells_is_said_in_words(at_desk, network):
    ada = PersonFactory(network=network, first_name="Ada", last_name="Exemple")
    for event, facts in (("sign_in", {"way": "password + totp"}), ("role.given", {"roles": "coordinator, referent"})):
        security.note(event, result=security.DONE, network=network, person=ada, about=ada, facts=facts)

    rows = at_desk.get(reverse("security:events")).context["page"]

    assert [(row.whom, row.details) for row in rows] == [
        ("Ada Exemple", "Coordinator, Mobility referent"),
        ("Ada Exemple", "password, application that shows codes"),
    ]


def test_an_event_about_what_is_no_more_is_listed_all_the_same(at_desk, network):
    noted(network, "sign_in", None, 10)
    SecurityEvent.objects.update(about="people.bygone:x7")

    assert [row.whom for row in at_desk.get(reverse("security:events")).context["page"]] == [""]


def test_a_referent_sees_no_security_events(client, network):
    client.force_login(PersonFactory(network=network, role="referent"))

    assert client.get(reverse("security:events")).status_code == 404
