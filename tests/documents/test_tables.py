"""Tables of papers say what is known: results of the outcomes, what happens on each day, who does what in a group."""

from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from compagnon.documents.catalogue.filling import Filling
from compagnon.documents.catalogue.reading import shipped
from compagnon.documents.catalogue.subjects import subject_of
from compagnon.documents.filling import local_now
from compagnon.documents.models import Document
from compagnon.documents.queries import lacks_of
from compagnon.mobilities.models import Departure
from tests.documents.test_papers import compiled, terms_for
from tests.factories.documents import ready_to_send
from tests.factories.people import PersonFactory
from tests.recognition.test_europass import AFTER, evaluate, returned  # noqa: F401  (fixture)


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def table_of(kind, row, terms, title):
    filling = Filling(shipped()[kind], subject_of(row, None), terms)
    sections = filling.facts(version=1, made_at=local_now()).sections
    return next(one.table for one in sections if one.table and one.title["en"] == title)


@time_machine.travel(AFTER)
@pytest.mark.parametrize("key", ["agreement_complement", "attendance_certificate"])
def test_the_levels_that_the_tutor_saw_stand_on_the_proofs_of_the_stay(returned, key):  # noqa: F811
    kind = shipped()[key]
    lacking = {one.what for one in lacks_of(returned, kind, None, returned.referent)}
    assert "How far each learning outcome was reached" in lacking

    evaluate(returned)

    table = table_of(key, returned, terms_for(kind), "The skills acquired")
    assert [(row[1]["en"], row[2]["de"]) for row in table.rows] == [("Could not be shown", "Gut"), ("With help", "Gut")]
    lacking = {one.what for one in lacks_of(returned, kind, None, returned.referent)}
    assert "How far each learning outcome was reached" not in lacking
    assert "Withhelp" in compiled(kind, returned, terms_for(kind))[0]


def test_a_result_that_nobody_gave_is_said_to_be_missing_and_not_signed_blank(network):
    mobility = ready_to_send(network)

    table = table_of("agreement_complement", mobility, {}, "The skills acquired")

    assert {row[1]["en"] for row in table.rows} == {"to be completed"}


@pytest.fixture
def group(network):
    first = ready_to_send(network)
    departure = Departure.objects.create(
        network=network, name="Group of March", scheme=first.scheme, country="DE", departs_on=date(2027, 3, 1),
        returns_on=date(2027, 3, 3), accompanying=PersonFactory(network=network, last_name="Compagne"),
    )  # fmt: skip
    first.departure = departure
    first.save()
    return departure


def test_what_happens_on_each_day_is_written_on_the_page_and_printed(group):
    referent = PersonFactory(network=group.network, role="coordinator")
    client = Client()
    client.force_login(referent)
    page = reverse("documents:paper-of-departure", args=[group.code, "group_programme"])
    assert client.get(page).content.decode().count("-morning") >= 3

    client.post(page, {"t-days-2027-03-01-morning": "Welcome", "t-days-2027-03-03-afternoon": "Farewell"})

    kept = Document.objects.get(kind="group_programme").terms["days"]
    assert kept == {"2027-03-01": {"morning": {"fr": "Welcome"}}, "2027-03-03": {"afternoon": {"fr": "Farewell"}}}
    table = table_of("group_programme", group, {"days": kept}, "Day by day")
    assert [[cell.get("fr", "") for cell in row[1:]] for row in table.rows] == [
        ["Welcome", ""],
        ["", ""],
        ["", "Farewell"],
    ]
    assert not table.is_to_fill


def test_a_programme_of_which_no_day_is_said_tells_that_it_lacks_them(group):
    found = {one.what: one.blocks for one in lacks_of(group, shipped()["group_programme"], None, group.accompanying)}

    assert found["What happens on each day"] is False
    assert table_of("group_programme", group, {}, "Day by day").is_to_fill


def test_the_list_of_a_group_says_who_does_what_and_how_many_accompany(group):
    table = table_of("group_list", group, {}, "The group")
    filling = Filling(shipped()["group_list"], subject_of(group, None), {})

    assert [row[2]["en"] for row in table.rows] == ["Participant", "Accompanying person"]
    assert not table.is_to_fill
    assert filling.row("group.ratio", "").value == {"": "1 : 1"}
