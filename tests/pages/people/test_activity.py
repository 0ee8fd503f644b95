"""What happened in the network, on one page."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_scopes import scope, scopes_disabled
from python_calamine import CalamineWorkbook

from compagnon.core import activity
from compagnon.core.models import Activity
from tests.factories.mobilities import MobilityFactory
from tests.factories.people import PersonFactory
from tests.factories.recruitment import ApplicationFactory, CallFactory

PAGE = "/desk/activity/"


@pytest.fixture
def coordinator(client, network):
    person = PersonFactory(network=network, role="coordinator", first_name="Hélène", last_name="Rose")
    client.force_login(person)
    return person


@pytest.fixture
def rozenn(network):
    return PersonFactory(
        network=network, first_name="Rozenn", last_name="Boussole", role="referent", role__departement_code="53"
    )


@pytest.fixture
def mayenne(network, rozenn):
    mobility = MobilityFactory(network=network, departement_code="53")
    record(mobility, rozenn, "mobilities.mobility_abroad")
    return mobility


@pytest.fixture
def sarthe(network):
    mobility = MobilityFactory(network=network, departement_code="72")
    record(mobility, None, "mobilities.mobility_returned", reason="On time")
    return mobility


def record(thing, by, verb, **said):
    return activity.record(verb, about=thing, by=by, **said)


def sentences(client, query=""):
    return [one.words for one in client.get(PAGE + query).context["happenings"]]


ABROAD, BACK = "Rozenn Boussole confirmed the departure.", "Compagnon noted that the participant is back."


def test_a_coordinator_reads_everything_newest_first_with_its_file(client, coordinator, mayenne, sarthe):
    page = client.get(PAGE)

    assert sentences(client) == [BACK, ABROAD]
    assert [(one.file, one.url) for one in page.context["happenings"]] == [
        (str(sarthe), sarthe.get_absolute_url()),
        (str(mayenne), mayenne.get_absolute_url()),
    ]


def test_a_referent_reads_what_concerns_visible_files(client, network, rozenn, mayenne, sarthe):
    record(CallFactory(network=network), rozenn, "recruitment.call_open")
    record(mayenne.participant, rozenn, "recruitment.participant_registered")
    record(
        ApplicationFactory(call=CallFactory(network=network), participant=mayenne.participant, network=network),
        rozenn,
        "recruitment.review_finished",
    )
    record(rozenn, rozenn, "people.person_reactivated", facts={"person": "Rozenn"})
    client.force_login(rozenn)

    assert len(sentences(client)) == 4
    assert BACK not in sentences(client)
    assert client.get(f"{PAGE}?file=mobility:{sarthe.code}").status_code == 404


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("?q=boussole", [ABROAD]),
        ("?q=on+time", [BACK]),
        ("?since=2027-03-04", [BACK]),
        ("?until=2027-03-03", [ABROAD]),
        ("?since=tomorrow", [BACK, ABROAD]),
        ("?q=nobody", []),
    ],
)
def test_activity_is_narrowed_by_words_and_days(client, network, rozenn, time_machine, query, left):  # noqa: PLR0917  (fixtures)
    time_machine.move_to(datetime(2027, 3, 3, 9, tzinfo=UTC))
    record(MobilityFactory(network=network), rozenn, "mobilities.mobility_abroad")
    time_machine.move_to(datetime(2027, 3, 4, 9, tzinfo=UTC))
    record(MobilityFactory(network=network), None, "mobilities.mobility_returned", reason="On time")
    client.force_login(PersonFactory(network=network, role="coordinator"))

    assert sentences(client, query) == left


def test_activity_is_narrowed_by_who_kind_and_file(client, network, coordinator, mayenne, sarthe):
    record(CallFactory(network=network), coordinator, "recruitment.call_open")
    kinds = {label: key for key, label in client.get(PAGE).context["form"].fields["kind"].choices}
    rozenn = Activity.objects.get(verb="mobilities.mobility_abroad").by

    assert sentences(client, f"?who={rozenn.code}") == [ABROAD]
    assert sentences(client, f"?kind={kinds['Mobility']}") == [BACK, ABROAD]
    assert sentences(client, f"?file=mobility:{mayenne.code}") == [ABROAD]
    assert client.get(f"{PAGE}?file=nothing:{mayenne.code}").status_code == 404


def test_pages_follow_one_another_without_counting(client, network, coordinator, mayenne):
    for _number in range(60):
        record(mayenne, coordinator, "mobilities.mobility_closed")

    first = client.get(PAGE)
    second = client.get(PAGE + first.context["older"])

    keys = [one.of.pk for page in (first, second) for one in page.context["happenings"]]
    assert (len(first.context["happenings"]), len(keys), len(set(keys))) == (50, 61, 61)
    assert keys == sorted(keys, reverse=True)
    assert second.context["older"] == ""
    assert client.get(f"{PAGE}?before=nonsense").status_code == 200


def test_one_and_thirty_rows_take_the_same_queries(client, network, coordinator, mayenne):
    client.get(PAGE)
    with CaptureQueriesContext(connection) as one:
        client.get(PAGE)
    for _number in range(30):
        record(MobilityFactory(network=network), coordinator, "mobilities.mobility_closed")

    with CaptureQueriesContext(connection) as many:
        assert len(sentences(client)) == 31

    assert len(many) == len(one)


def test_activity_is_exported_as_sentences(client, coordinator, mayenne, sarthe):
    answer = client.get(reverse("activity:export") + "?q=boussole")

    sheet = CalamineWorkbook.from_filelike(BytesIO(b"".join(answer.streaming_content))).get_sheet_by_index(0)
    assert [row[1:3] for row in sheet.to_python()] == [["Who", "What"], ["Rozenn Boussole", ABROAD]]


def test_the_pages_of_files_lead_to_their_activity(client, network, coordinator, mayenne):
    application = ApplicationFactory(
        call=CallFactory(network=network), participant=mayenne.participant, network=network
    )
    pages = {
        f"mobility:{mayenne.code}": mayenne.get_absolute_url(),
        f"participant:{mayenne.participant.code}": mayenne.participant.get_absolute_url(),
        f"application:{application.code}": reverse("recruitment:application", args=[application.code]),
        f"call:{application.call.code}": reverse("recruitment:call", args=[application.call.code]),
    }

    for named, url in pages.items():
        assert f"?file={named}" in client.get(url).text
        assert client.get(f"{PAGE}?file={named}").status_code == 200


def test_nothing_of_another_network_is_told(client, coordinator):
    with scopes_disabled():
        elsewhere = MobilityFactory()
    with scope(network=elsewhere.network):
        record(elsewhere, None, "mobilities.mobility_abroad")

    assert sentences(client) == []
