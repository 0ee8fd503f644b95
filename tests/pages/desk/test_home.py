"""First screens of the desk and its search, from request to page."""

import re
from datetime import UTC, date, datetime
from inspect import signature

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from compagnon.core.registries import desk_attention
from compagnon.partners.models import Partner
from compagnon.timeline.models import Task
from tests.factories.mobilities import MobilityFactory
from tests.factories.network import OrganisationFactory
from tests.factories.people import ParticipantFactory, PersonFactory
from tests.factories.schemes import SchemeFactory, SchemeTaskFactory

HOME = "/desk/"


@pytest.fixture(autouse=True)
def on_24_november_2026():
    with time_machine.travel(datetime(2026, 11, 24, 9, tzinfo=UTC), tick=True):
        yield


@pytest.fixture
def at_desk(client, network):
    client.force_login(PersonFactory(network=network, role="referent", role__departement_code="53"))
    return client


def task(network, due_on, role="referent", title="Call the host", **fields):
    mobility = MobilityFactory(network=network, **{"departement_code": "53", **fields})
    return Task.objects.create(
        network=network,
        mobility=mobility,
        own_title=title,
        step="prepare",
        phase="before",
        role=role,
        due_on=due_on,
        departement_code=mobility.departement_code,
        is_running=mobility.state != "closed",
    )


def test_home_says_what_is_late_today_this_week_and_late_with_others(at_desk, network):
    late, today, week = (task(network, date(2026, 11, day)) for day in (20, 24, 28))
    others = task(network, date(2026, 11, 1), role="employer")
    task(network, date(2026, 12, 24))
    task(network, date(2026, 11, 1), departement_code="72")
    task(network, date(2026, 11, 1), state="closed")

    sections = at_desk.get(HOME).context["sections"]

    assert {key: [line.task for line in section.work] for key, section in sections.items()} == {
        "late": [late],
        "today": [today],
        "week": [week],
        "others": [others],
    }


def test_the_same_work_for_many_people_is_one_line_that_opens_to_them(at_desk, network):
    template = SchemeTaskFactory(scheme=SchemeFactory(network=network), title="Pay the first instalment")
    tasks = [task(network, date(2026, 11, 27), title="") for _number in range(3)]
    Task.objects.update(template=template)
    task(network, date(2026, 11, 27), title="Call the host")

    week = at_desk.get(HOME).context["sections"]["week"]
    opened = at_desk.get(f"/desk/work/?when=week&task={template.pk}")

    assert [line.count for line in week.work] == [3, 1]
    assert (week.count, week.more) == (4, 0)
    assert set(opened.context["page"]) == set(tasks)


def test_a_desk_with_nothing_to_do_says_so(at_desk):
    assert b"Nothing waits for you" in at_desk.get(HOME).content


def test_home_takes_the_same_few_queries_however_much_there_is(at_desk, network):
    def ask():
        with CaptureQueriesContext(connection) as asked:
            at_desk.get(HOME)
        return len(asked)

    for day in (20, 24, 28):
        task(network, date(2026, 11, day))
    task(network, date(2026, 11, 1), role="employer")
    ask()
    few = ask()
    for day in (20, 24, 28) * 8:
        task(network, date(2026, 11, day))

    assert ask() == few <= 15


def test_the_first_screen_of_an_administrator_is_the_settings_of_the_network(client, network):
    client.force_login(PersonFactory(network=network, role="administrator"))

    response = client.get(HOME)

    assert "Installation" in [part.of.label for part in response.context["parts"]]
    assert client.get("/desk/mobilities/").status_code == 404


def test_what_waits_is_asked_with_the_request_by_every_app():
    assert {tuple(signature(ask).parameters) for ask in desk_attention} == {("request",)}


def test_a_reviewer_has_a_first_screen_of_their_own(client, network):
    client.force_login(PersonFactory(network=network, role="reviewer"))

    assert b"Applications to read" in client.get(HOME).content


def test_a_participant_has_no_desk(client, network):
    client.force_login(PersonFactory(network=network, role="participant"))

    assert client.get(HOME).status_code == 404


def test_search_finds_people_companies_and_places_as_one_types(at_desk, network):
    person = PersonFactory(network=network, first_name="Léa", last_name="Exemple")
    participant = ParticipantFactory(network=network, person=person)
    host = OrganisationFactory(network=network, name="Bäckerei Leander", town="Kiel")
    Partner.objects.create(network=network, organisation=host)
    mobility = MobilityFactory(network=network, participant=participant, departement_code="53")

    response = at_desk.get(reverse("desk:search"), {"q": "lea"}, HTTP_HX_REQUEST="true")

    found = set(re.findall(r'href="(/desk/[^"]+)"', response.content.decode()))
    assert found == {participant.get_absolute_url(), host.get_absolute_url(), mobility.get_absolute_url()}
    assert b"<html" not in response.content
    assert b"<html" in at_desk.get(reverse("desk:search"), {"q": "lea"}).content


@pytest.mark.parametrize("typed", ["", "x", "nobody here", "'; drop table", "a & b | !c:*"])
def test_search_answers_whatever_is_typed(at_desk, typed):
    assert at_desk.get(reverse("desk:search"), {"q": typed}).status_code == 200
