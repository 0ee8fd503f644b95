"""Mobilities from before the software: counted as told, added to the totals, invented for nobody."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.urls import reverse

from compagnon.core.imports import actions
from compagnon.core.imports.cells import Wrong
from compagnon.core.imports.reading import read_table
from compagnon.mobilities.imports.past import year
from compagnon.mobilities.models import PastMobilities
from compagnon.mobilities.totals import totals_by_country, totals_by_year
from compagnon.people.models import Participant, Person
from tests.factories.mobilities import MobilityFactory
from tests.factories.people import PersonFactory
from tests.factories.schemes import SchemeFactory
from tests.imports.lists import csv_of, ods_of, xlsx_of

COUNTED = ["Année scolaire", "Pays", "Métier", "Effectif", "Public"]
ROWS = [["2015/2016", "Allemagne", "Boulangerie", "12", "apprentis"], ["2016-17", "Irlande", "", "7", "personnel"]]


@pytest.fixture(autouse=True)
def on_26_november_2026():
    with time_machine.travel(datetime(2026, 11, 26, 9, tzinfo=UTC), tick=True):
        yield


def told():
    return sorted(PastMobilities.objects.values_list("year", "country", "people", "kind", "direction"))


@pytest.mark.parametrize("written", [csv_of, xlsx_of, ods_of])
def test_a_list_that_counts_is_taken_from_any_spreadsheet(imported, written):
    imported(written(*ROWS, titles=COUNTED), kind="past")

    assert told() == [(2015, "DE", 12, "learner", "out"), (2016, "IE", 7, "staff", "out")]


def test_one_row_a_person_is_counted_and_makes_nobody(imported):
    before = (Person.objects.count(), Participant.objects.count())
    rows = [["04/03/2019", "18/03/2019", "DE"]] * 3 + [["05/03/2019", "18/03/2019", "DE"]]

    run = imported(csv_of(*rows, titles=["Départ", "Retour", "Pays"]), kind="past")

    assert run.checked["counts"]["new"] == 4
    assert told() == [(2018, "DE", 1, "", "out"), (2018, "DE", 3, "", "out")]
    assert (Person.objects.count(), Participant.objects.count()) == before


def test_the_same_file_twice_changes_nothing(imported, checked):
    content = csv_of(*ROWS, ROWS[0], titles=COUNTED)
    imported(content, kind="past")

    again = checked(content, kind="past")

    counts = again.checked["counts"]
    assert (counts["new"], counts["changed"], counts["same"], counts["likely"]) == (0, 0, 3, 0)


def test_another_number_for_the_same_is_asked_about(imported, checked, coordinator):
    imported(csv_of(*ROWS, titles=COUNTED), kind="past")
    run = checked(csv_of([*ROWS[0][:3], "15", "apprentis"], titles=COUNTED), kind="past")
    assert run.checked["counts"]["likely"] == 1

    run = actions.settle(run=run, corrections={}, values={}, decisions={"all": "merge"}, by=coordinator)
    actions.write(run=run, by=coordinator)
    assert sum(PastMobilities.objects.values_list("people", flat=True)) == 22

    actions.undo(run=run, by=coordinator)
    assert sum(PastMobilities.objects.values_list("people", flat=True)) == 19


def test_a_scheme_says_who_moved_and_where_to(imported, network):
    SchemeFactory(network=network, key="hosting", name="Hosting", direction="in", participant_kind="learner")

    imported(csv_of(["2019/2020", "DE", "4", "hosting"], titles=["Année", "Pays", "Nombre", "Dispositif"]), kind="past")

    assert told() == [(2019, "DE", 4, "learner", "in")]


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (["", "", "DE", "1"], "Say when"),
        (["2018", "", "DE", "1"], "single year"),
        (["2018/2020", "", "DE", "1"], "no school year"),
        (["2018/2019", "01/09/2019", "DE", "1"], "2019/2020"),
        (["", "01/09/2027", "DE", "1"], "not begun"),
        (["2027/2028", "", "DE", "1"], "not begun"),
        (["2018/2019", "", "", "1"], "needed"),
        (["2018/2019", "", "DE", "0"], "whole number"),
    ],
)
def test_what_cannot_be_counted_gets_a_sentence(checked, row, sentence):
    from compagnon.core.imports.queries import problems_shown

    run = checked(csv_of(row, titles=["Année scolaire", "Départ", "Pays", "Nombre"]), kind="past")

    assert sentence in problems_shown(run)[0]["words"]


@pytest.mark.parametrize("written", ["2018/2019", "2018-2019", "2018–19", "2018 / 19"])
def test_a_school_year_is_read_in_any_style(written):
    assert year(written) == 2018


@pytest.mark.parametrize("written", ["2018/2018", "18/19", "x", "", "1018/1019"])
def test_what_is_no_school_year_is_said(written):
    with pytest.raises(Wrong):
        year(written)


def test_an_import_is_undone(imported, coordinator):
    run = imported(csv_of(*ROWS, titles=COUNTED), kind="past")

    assert actions.undo(run=run, by=coordinator).checked["undone"]["removed"] == 2
    assert told() == []


def test_totals_join_what_was_imported_and_what_is_recorded(network, imported):
    imported(csv_of(*ROWS, titles=COUNTED), kind="past")
    for state in ("abroad", "closed", "preparing", "cancelled"):
        MobilityFactory(
            network=network, state=state, country="DE", departs_on=date(2026, 8, 31), returns_on=date(2026, 9, 9)
        )

    years = [(one.year_name, one.imported, one.recorded, one.people) for one in totals_by_year()]
    lands = [(one.key, one.imported, one.recorded) for one in totals_by_country()]

    assert years == [("2025/2026", 0, 2, 2), ("2016/2017", 7, 0, 7), ("2015/2016", 12, 0, 12)]
    assert lands == [("DE", 12, 2), ("IE", 7, 0)]


def test_the_page_shows_totals_that_open_to_their_rows(client, coordinator, imported, network):
    client.force_login(coordinator)
    here = reverse("mobilities:past")
    assert b"No past mobility here" in client.get(here).content
    imported(csv_of(*ROWS, titles=COUNTED), kind="past")
    MobilityFactory(network=network, state="closed", country="DE")

    page = client.get(here).content.decode()
    assert f'href="{here}?year=2015">12</a>' in page
    assert "state=gone&amp;after=2026-09-01&amp;before=2027-08-31" in page
    found = client.get(f"{here}?year=2015")
    assert [row.people for row in found.context["page"]] == [12]
    recorded = client.get(reverse("mobilities:pipeline") + "?state=gone&after=2026-09-01&before=2027-08-31")
    assert len(recorded.context["page"].object_list) == 1


def test_what_is_exported_can_be_imported_again_and_changes_nothing(client, coordinator, imported, checked):
    client.force_login(coordinator)
    imported(csv_of(*ROWS, titles=COUNTED), kind="past")

    content = b"".join(client.get(reverse("mobilities:past-export")).streaming_content)

    assert read_table("past.xlsx", content).titles[0] == "School year"
    counts = checked(content, kind="past").checked["counts"]
    assert (counts["same"], counts["new"], counts["changed"], counts["problem"]) == (2, 0, 0, 0)


def test_a_referent_reads_them_and_cannot_import(client, network, imported):
    imported(csv_of(*ROWS, titles=COUNTED), kind="past")
    client.force_login(PersonFactory(network=network, role="referent"))

    page = client.get(reverse("mobilities:past"))

    assert page.status_code == 200
    assert reverse("imports:new", args=["past"]) not in page.content.decode()
    assert client.get(reverse("imports:new", args=["past"])).status_code == 404


def test_the_list_takes_the_same_queries_for_one_and_three(client, coordinator, imported):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.force_login(coordinator)
    imported(csv_of(ROWS[0], titles=COUNTED), kind="past")
    client.get(reverse("mobilities:past"))
    with CaptureQueriesContext(connection) as one:
        client.get(reverse("mobilities:past"))
    imported(csv_of(ROWS[1], [*ROWS[0][:1], "Malte", *ROWS[0][2:]], titles=COUNTED), kind="past")

    with CaptureQueriesContext(connection) as three:
        client.get(reverse("mobilities:past"))

    assert len(three) == len(one)
