"""The pipeline and what is done with files at the desk, from request to page."""

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
import python_calamine
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_scopes import scope, scopes_disabled

from compagnon.core.models import SavedView
from compagnon.mobilities.models import Departure, Mobility
from compagnon.timeline.actions import create_timeline
from compagnon.timeline.models import Task
from tests.factories.mobilities import MobilityFactory
from tests.factories.network import NetworkFactory
from tests.factories.people import ParticipantFactory, PersonFactory
from tests.factories.schemes import SchemeFactory, SchemeTaskFactory

PIPELINE = "/desk/mobilities/"


@pytest.fixture(autouse=True)
def on_24_november_2026():
    with time_machine.travel(datetime(2026, 11, 24, 9, tzinfo=UTC), tick=True):
        yield


@pytest.fixture
def referent(network):
    return PersonFactory(network=network, role="referent", role__departement_code="53")


@pytest.fixture
def at_desk(client, referent):
    client.force_login(referent)
    return client


@pytest.fixture
def scheme(network):
    return SchemeFactory(network=network)


def called(network, name, **fields):
    person = PersonFactory(network=network, first_name=name, last_name="Exemple")
    return MobilityFactory(
        network=network, participant=ParticipantFactory(network=network, person=person), departement_code="53", **fields
    )


def names_in(response):
    return [row.name for row in response.context["rows"]]


def test_the_pipeline_shows_running_files_of_the_own_departement(at_desk, network):
    called(network, "Ada")
    called(network, "Closed", state="closed")
    MobilityFactory(network=network, departement_code="72")

    assert names_in(at_desk.get(PIPELINE)) == ["Ada Exemple"]


def test_filters_and_order_live_in_the_address(at_desk, network, scheme):
    called(network, "Late", next_due_on=date(2026, 11, 20), scheme=scheme, waiting_for="employer")
    called(network, "Zoe", departs_on=date(2026, 12, 1), returns_on=date(2026, 12, 12), state="preparing")
    called(network, "Abroad", state="abroad", step="monitor", country="IE", town="Cork")

    def shown(query):
        return names_in(at_desk.get(PIPELINE + query))

    assert shown("?late=yes") == ["Late Exemple"]
    assert shown(f"?scheme={scheme.pk}") == ["Late Exemple"]
    assert shown("?waiting=employer") == ["Late Exemple"]
    assert shown("?leaves=14") == ["Zoe Exemple"]
    assert shown("?state=abroad") == shown("?step=monitor") == shown("?q=cor") == ["Abroad Exemple"]
    assert shown("?order=-leaves")[-1] == "Zoe Exemple"


def test_a_filter_with_a_wrong_value_is_ignored(at_desk, network):
    called(network, "Ada")

    assert names_in(at_desk.get(PIPELINE + "?scheme=nonsense&page=999&order=drop")) == ["Ada Exemple"]


def test_one_and_thirty_rows_take_the_same_queries_and_no_more_than_fifteen(at_desk, network):
    called(network, "Ada")
    at_desk.get(PIPELINE)
    with CaptureQueriesContext(connection) as one:
        at_desk.get(PIPELINE)
    for number in range(30):
        called(network, f"Nr{number}", next_task={"en": "Sign"}, next_due_on=date(2026, 11, 20))

    with CaptureQueriesContext(connection) as many:
        assert len(names_in(at_desk.get(PIPELINE))) == 31

    assert len(many) == len(one) <= 15


def test_htmx_gets_the_rows_alone_with_a_clean_address(at_desk, network):
    called(network, "Ada")

    response = at_desk.get(PIPELINE + "?q=&scheme=&state=preparing", HTTP_HX_REQUEST="true")

    assert response["HX-Push-Url"] == f"{PIPELINE}?state=preparing"
    assert b"<html" not in response.content
    assert b"Ada Exemple" in response.content


def test_the_board_has_a_column_for_each_step(at_desk, network):
    called(network, "Ada", step="prepare")
    called(network, "Bob", step="monitor", state="abroad")

    columns = at_desk.get("/desk/mobilities/board/").context["columns"]

    assert [(column["step"].value, [row.name for row in column["rows"]]) for column in columns] == [
        ("promote", []),
        ("recruit", []),
        ("prepare", ["Ada Exemple"]),
        ("monitor", ["Bob Exemple"]),
        ("evaluate", []),
    ]


def test_a_view_is_kept_under_a_name_opened_and_forgotten(at_desk, network, referent):
    kept = {"list": "mobilities", "name": "My late ones", "query": "late=yes", "back": PIPELINE}

    response = at_desk.post(reverse("desk:keep-view"), kept)

    assert response.url == f"{PIPELINE}?late=yes"
    page = at_desk.get(response.url)
    assert [tab["label"] for tab in page.context["listed"].tabs if tab["current"]] == ["My late ones"]
    view = SavedView.objects.get(person=referent)
    at_desk.post(reverse("desk:forget-view", args=[view.code]), {"back": PIPELINE})
    assert not SavedView.objects.exists()


def test_a_kept_view_leads_nowhere_else(at_desk):
    response = at_desk.post(reverse("desk:keep-view"), {"name": "x", "query": "", "back": "https://elsewhere.example/"})

    assert response.url.startswith("/desk/")


def test_nobody_forgets_a_view_of_somebody_else(at_desk, network):
    other = SavedView.objects.create(network=network, person=PersonFactory(network=network), list_name="x", name="x")

    assert at_desk.post(reverse("desk:forget-view", args=[other.code])).status_code == 404


def rows_of(response):
    sheet = python_calamine.load_workbook(BytesIO(b"".join(response.streaming_content))).get_sheet_by_index(0)
    head, *rows = sheet.to_python()
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_the_selected_are_exported_with_dates_as_dates_and_no_formula(at_desk, network):
    chosen = called(network, "=1+1", town="Kiel")
    called(network, "Other")

    response = at_desk.post(reverse("mobilities:many"), {"action": "export", "selected": [chosen.code]})

    [row] = rows_of(response)
    assert (row["First name"], row["Town"], row["Departure"]) == ("=1+1", "Kiel", date(2027, 3, 1))
    assert row["Days"] == 15


def test_all_that_match_are_exported_not_only_the_page(at_desk, network):
    for number in range(52):
        called(network, f"Nr{number}", town="Kiel" if number else "Cork")

    response = at_desk.post(reverse("mobilities:many"), {"action": "export", "everything": "1", "query": "q=kiel"})

    assert len(rows_of(response)) == 51


def test_an_export_of_nothing_says_so_and_touches_nothing(at_desk, network):
    called(network, "Ada")

    response = at_desk.post(reverse("mobilities:many"), {"action": "export", "query": "late=yes"}, follow=True)

    assert response.redirect_chain == [(f"{PIPELINE}?late=yes", 302)]
    assert b"Select at least one" in response.content


def test_many_move_by_some_days_with_their_open_tasks(at_desk, network, scheme):
    SchemeTaskFactory(scheme=scheme, amount=-10, unit="days")
    files = [called(network, name, scheme=scheme) for name in ("Ada", "Bob")]
    for mobility in files:
        create_timeline(mobility=mobility, by=None)
    asked = {"action": "move", "selected": [mobility.code for mobility in files]}

    assert b"Move 2 mobilities" in at_desk.post(reverse("mobilities:many"), asked).content
    at_desk.post(reverse("mobilities:many"), {**asked, "confirmed": "1", "days": "7"})

    assert set(Mobility.objects.values_list("departs_on", flat=True)) == {date(2027, 3, 8)}
    assert set(Task.objects.values_list("due_on", flat=True)) == {date(2027, 2, 26)}


def test_moving_asks_for_a_departure_or_for_days(at_desk, network):
    mobility = called(network, "Ada")

    response = at_desk.post(
        reverse("mobilities:many"), {"action": "move", "selected": [mobility.code], "confirmed": "1"}
    )

    assert response.status_code == 422
    assert b"one of the two" in response.content


def test_files_of_others_cannot_be_acted_on(at_desk, network):
    hidden = MobilityFactory(network=network, departement_code="72")

    at_desk.post(
        reverse("mobilities:many"), {"action": "move", "selected": [hidden.code], "confirmed": "1", "days": "7"}
    )

    hidden.refresh_from_db()
    assert hidden.departs_on == date(2027, 3, 1)


def test_a_page_made_for_paper_has_the_selected(at_desk, network):
    mobility = called(network, "Ada")

    response = at_desk.post(reverse("mobilities:many"), {"action": "print", "selected": [mobility.code]})

    assert b"Ada Exemple" in response.content


def test_an_unknown_action_is_not_found(at_desk, network):
    assert at_desk.post(reverse("mobilities:many"), {"action": "explode"}).status_code == 404


def test_files_of_other_departements_and_networks_do_not_exist(at_desk, network):
    elsewhere = MobilityFactory(network=network, departement_code="72")
    with scopes_disabled():
        other_network = NetworkFactory()
    with scope(network=other_network):
        foreign = MobilityFactory(network=other_network, departement_code="53")

    for code in (elsewhere.code, foreign.code, "nothing2"):
        assert at_desk.get(reverse("timeline:mobility", args=[code])).status_code == 404
        assert at_desk.get(reverse("mobilities:edit", args=[code])).status_code == 404
        assert at_desk.post(reverse("mobilities:move", args=[code, "departure"])).status_code == 404


def test_a_blocked_departure_lists_what_is_missing_with_where_to_do_it(at_desk, network, scheme):
    SchemeTaskFactory(scheme=scheme, blocks_departure=True)
    mobility = called(network, "Ada", scheme=scheme)
    create_timeline(mobility=mobility, by=None)

    response = at_desk.post(reverse("mobilities:move", args=[mobility.code, "departure"]))

    assert response.status_code == 409
    assert b"Sign the learning agreement" in response.content
    assert mobility.get_absolute_url().encode() in response.content


def test_a_file_goes_abroad_returns_and_closes(at_desk, network):
    mobility = called(network, "Ada")
    for to, state in (("departure", "abroad"), ("return", "returned"), ("close", "closed"), ("reopen", "returned")):
        at_desk.post(reverse("mobilities:move", args=[mobility.code, to]))
        mobility.refresh_from_db()
        assert mobility.state == state


def test_a_second_press_says_where_the_file_stands(at_desk, network):
    mobility = called(network, "Ada", state="abroad")

    response = at_desk.post(reverse("mobilities:move", args=[mobility.code, "departure"]), follow=True)

    assert b"Abroad" in response.content
    mobility.refresh_from_db()
    assert mobility.state == "abroad"


def test_cancelling_needs_a_reason(at_desk, network):
    mobility = called(network, "Ada")

    assert at_desk.post(reverse("mobilities:cancel", args=[mobility.code]), {"reason": ""}).status_code == 422
    at_desk.post(reverse("mobilities:cancel", args=[mobility.code]), {"reason": "Broke a leg."})

    mobility.refresh_from_db()
    assert mobility.state == "cancelled"


def test_two_referents_on_one_file_do_not_overwrite_one_another(at_desk, client, network, referent):
    mobility = called(network, "Ada", town="Flensburg", project_code="")
    address = reverse("mobilities:edit", args=[mobility.code])
    mine = at_desk.get(address).context["form"].initial | {"town": "Kiel"}
    mine["read_at"] = at_desk.get(address).context["form"]["read_at"].value()
    mine = {name: "" if value is None else str(value) for name, value in mine.items()}
    at_desk.post(address, {**mine, "town": "Husum"})

    second = at_desk.post(address, mine)

    assert second.status_code == 422
    assert b"Husum" in second.content
    assert second.context["form"]["town"].value() == "Kiel"
    mobility.refresh_from_db()
    assert mobility.town == "Husum"

    at_desk.post(address, {**mine, "read_at": second.context["form"]["read_at"].value()})
    mobility.refresh_from_db()
    assert mobility.town == "Kiel"


def test_a_mobility_is_opened_by_hand_for_a_participant(at_desk, network, scheme):
    participant = ParticipantFactory(network=network)
    said = {
        "scheme": scheme.pk,
        "country": "IE",
        "town": "Cork",
        "departs_on": "2027-05-03",
        "returns_on": "2027-05-01",
    }
    address = reverse("mobilities:new", args=[participant.code])

    assert at_desk.post(address, said).status_code == 422
    at_desk.post(address, {**said, "returns_on": "2027-05-14"})

    assert Mobility.objects.get().town == "Cork"


def test_a_double_press_opens_one_mobility_and_one_departure(at_desk, network, scheme):
    participant = ParticipantFactory(network=network)
    stay = {"scheme": scheme.pk, "country": "IE", "departs_on": "2027-05-03", "returns_on": "2027-05-14"}

    pressed = [at_desk.post(reverse("mobilities:new", args=[participant.code]), stay) for _press in range(2)]
    for _press in range(2):
        at_desk.post(reverse("mobilities:new-departure"), {**stay, "name": "Cork in May"})

    assert {response.url for response in pressed} == {Mobility.objects.get().get_absolute_url()}
    assert Departure.objects.get().name == "Cork in May"


def test_a_stay_that_was_cancelled_can_be_opened_again_on_the_same_days(at_desk, network, scheme):
    participant = ParticipantFactory(network=network)
    stay = {"scheme": scheme.pk, "country": "IE", "departs_on": "2027-05-03", "returns_on": "2027-05-14"}
    at_desk.post(reverse("mobilities:new", args=[participant.code]), stay)
    Mobility.objects.update(state="cancelled")

    at_desk.post(reverse("mobilities:new", args=[participant.code]), stay)

    assert sorted(Mobility.objects.values_list("state", flat=True)) == ["cancelled", "preparing"]


def test_a_departure_shows_a_line_for_each_traveller(at_desk, network, scheme):
    said = {"name": "Flensburg in March", "scheme": scheme.pk, "country": "DE", "town": "Flensburg"}
    at_desk.post(reverse("mobilities:new-departure"), {**said, "departs_on": "2027-03-01", "returns_on": "2027-03-15"})
    departure = Departure.objects.get()
    called(network, "Ada", departure=departure, progress="1/1 1/1 2/5 0/1 0/1")
    called(network, "Cancelled", departure=departure, state="cancelled")

    page = at_desk.get(departure.get_absolute_url())
    overview = at_desk.get(reverse("mobilities:departures"))

    assert [row.name for row in page.context["rows"]] == ["Ada Exemple"]
    assert [(row.travellers, row.late_travellers) for row in overview.context["page"]] == [(1, 0)]


@pytest.mark.parametrize("role", ["coordinator", "referent", "accompanying"])
def test_a_departure_links_only_to_what_the_reader_can_open(client, network, scheme, role):
    person = PersonFactory(network=network, role=role)
    group = Departure.objects.create(
        network=network, name="Flensburg", scheme=scheme, country="DE", departs_on=date(2027, 3, 1), returns_on=date(2027, 3, 15), accompanying=person
    )  # fmt: skip
    called(network, "Ada", departure=group)
    client.force_login(person)

    page = client.get(group.get_absolute_url())

    assert page.context["links"]
    assert {client.get(url).status_code for _link, url in page.context["links"]} == {200}
