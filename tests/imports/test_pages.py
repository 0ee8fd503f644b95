"""The way of a list through the pages of the desk."""

import io

import pytest
import xlsxwriter
from django.urls import reverse

from compagnon.core.imports import actions
from compagnon.core.imports.reading import read_table
from compagnon.core.models import ImportRun
from compagnon.people.jobs import undo_import, write_import
from compagnon.people.models import Participant
from tests.factories.people import PersonFactory
from tests.imports.lists import ADA, BEN, TITLES, csv_of, upload, xlsx_of
from tests.imports.test_people import changed


@pytest.fixture
def desk(client, coordinator, centre, trade):
    client.force_login(coordinator)
    return client


def sent(desk, content, name="list.csv", kind="learners"):
    return desk.post(reverse("imports:new", args=[kind]), {"file": upload(content, name)})


def test_a_list_goes_from_upload_to_report_and_back(desk):
    answered = sent(desk, csv_of(ADA, changed(BEN, Métier="Boulangerye")))
    run = ImportRun.objects.get()
    assert answered.url == reverse("imports:columns", args=[run.code])

    page = desk.get(answered.url)
    answered = desk.post(answered.url, {key: bound.initial for key, bound in page.context["form"].fields.items()})
    here = reverse("imports:run", args=[run.code])
    assert answered.url == here
    page = desk.get(here).content.decode()
    assert "Names that are not known" in page
    assert "Import 1 row" in page

    desk.post(reverse("imports:settle", args=[run.code]), {"name:0": "empty"})
    assert "Import 2 rows" in desk.get(here).content.decode()
    desk.post(reverse("imports:write", args=[run.code]))
    assert "2 new, 0 changed" in desk.get(here).content.decode()
    assert Participant.objects.count() == 2

    desk.post(reverse("imports:undo", args=[run.code]))
    assert "2 removed" in desk.get(here).content.decode()
    assert Participant.objects.count() == 0
    assert "list.csv" in desk.get(reverse("imports:imports")).content.decode()


def test_the_preview_tells_what_is_new_and_what_changes_field_by_field(desk, checked, coordinator):
    actions.write(run=checked(ADA), by=coordinator)
    run = checked(changed(ADA, Statut="salariée", **{"Date de naissance": "15/03/2007"}), BEN)

    page = desk.get(reverse("imports:run", args=[run.code])).context

    assert [
        (row["name"], [(f["field"], f["before"], f["after"]) for f in row["facts"]]) for row in page["changed"]
    ] == [("Ada Essai", [("birth_date", "03/14/2007", "03/15/2007"), ("status", "Apprentice", "Employee in training")])]
    assert [(row["row"], row["name"], len(row["facts"])) for row in page["new"]] == [(3, "Ben Essai", 8)]


def test_problems_are_mended_on_the_page(desk, checked):
    run = checked(changed(ADA, **{"Adresse mail": "ada"}))
    page = desk.get(reverse("imports:run", args=[run.code])).content.decode()
    assert 'name="cell:2:email" value="ada"' in page

    desk.post(reverse("imports:settle", args=[run.code]), {"cell:2:email": "ada@example.org"})

    run.refresh_from_db()
    assert run.checked["counts"]["new"] == 1


def test_a_mended_cell_may_hold_anything(desk, checked):
    run = checked(changed(ADA, **{"Adresse mail": "ada"}))

    answered = desk.post(reverse("imports:settle", args=[run.code]), {"cell:2:email": "a\u202e'\"<b>" * 300})

    run.refresh_from_db()
    assert answered.status_code == 302
    assert run.checked["counts"]["problem"] == 1


def test_rows_to_mend_come_with_their_reasons_and_can_be_imported_again(desk, checked, coordinator):
    run = checked(ADA, changed(BEN, **{"Adresse mail": "=1+1"}))

    content = b"".join(desk.get(reverse("imports:problems", args=[run.code])).streaming_content)

    table = read_table("rows.xlsx", content)
    assert table.titles[-1] == "What to do"
    assert table.rows[0][2] == "=1+1"
    assert table.rows[0][-1].startswith("E-mail: This is no e-mail address")


def test_likely_twins_are_decided_all_at_once(desk, network, checked, coordinator):
    actions.write(run=checked(changed(ADA, **{"Matricule": "", "Date de naissance": ""})), by=coordinator)
    run = checked(changed(ADA, **{"Matricule": "", "Adresse mail": "other@example.org"}))
    assert "Likely the same" in desk.get(reverse("imports:run", args=[run.code])).content.decode()

    desk.post(reverse("imports:settle", args=[run.code]), {"twins": "merge"})

    run.refresh_from_db()
    assert run.checked["counts"] == {"new": 0, "changed": 1, "same": 0, "problem": 0, "likely": 0}


def test_a_refused_file_says_why_beside_the_field(desk):
    answered = sent(desk, b"%PDF-1.7", name="list.pdf")

    assert answered.status_code == 422
    assert "This is not a spreadsheet" in answered.content.decode()
    assert not ImportRun.objects.exists()


def test_a_column_is_chosen_once(desk):
    url = sent(desk, csv_of(ADA)).url

    answered = desk.post(url, {"last_name": "0", "first_name": "0"})

    assert answered.status_code == 422
    assert "chosen twice" in answered.content.decode()


@pytest.mark.parametrize("kind", ["learners", "staff", "companies"])
def test_the_template_is_recognised_when_it_comes_back(desk, kind):
    content = b"".join(desk.get(reverse("imports:template", args=[kind])).streaming_content)
    assert content.startswith(b"PK")

    answered = sent(desk, xlsx_of(["x"] * len(read_titles(content)), titles=read_titles(content)), "list.xlsx", kind)

    run = ImportRun.objects.get()
    assert answered.status_code == 302
    assert len(run.columns) == len(read_titles(content))


def read_titles(content):
    from python_calamine import load_workbook

    return load_workbook(io.BytesIO(content)).get_sheet_by_index(0).to_python()[0]


def test_much_is_left_to_the_worker(desk, checked, monkeypatch):
    monkeypatch.setattr(actions, "MANY", 1)
    run = checked(ADA, BEN)

    desk.post(reverse("imports:write", args=[run.code]))

    run.refresh_from_db()
    assert run.state == "writing"
    assert "every 2s" in desk.get(reverse("imports:run", args=[run.code])).content.decode()
    write_import(run=run.pk, network=run.network_id, by=run.by_id)
    write_import(run=run.pk, network=run.network_id, by=run.by_id)
    run.refresh_from_db()
    assert (run.state, Participant.objects.count()) == ("written", 2)


def test_much_is_taken_back_by_the_worker(desk, checked, coordinator, monkeypatch):
    monkeypatch.setattr(actions, "MANY_UNDONE", 1)
    run = actions.write(run=checked(ADA, BEN), by=coordinator)

    desk.post(reverse("imports:undo", args=[run.code]))

    run.refresh_from_db()
    assert (run.state, Participant.objects.count()) == ("undoing", 2)
    assert "every 2s" in desk.get(reverse("imports:run", args=[run.code])).content.decode()
    undo_import(run=run.pk, network=run.network_id, by=run.by_id)
    undo_import(run=run.pk, network=run.network_id, by=run.by_id)
    assert "2 removed" in desk.get(reverse("imports:run", args=[run.code])).content.decode()
    assert Participant.objects.count() == 0


def test_a_worker_that_cannot_write_gives_the_list_back(desk, checked, monkeypatch):
    monkeypatch.setattr(actions, "MANY", 0)
    run = checked(ADA)
    desk.post(reverse("imports:write", args=[run.code]))
    PersonFactory(network=None, email="ada@example.org")

    write_import(run=run.pk, network=run.network_id, by=run.by_id)

    run.refresh_from_db()
    assert run.state == "open"
    assert "There is nothing to write" in desk.get(reverse("imports:run", args=[run.code])).content.decode()


def test_what_cannot_be_done_any_more_is_said(desk, checked, coordinator):
    run = checked(ADA)
    desk.post(reverse("imports:discard", args=[run.code]))

    answered = desk.post(reverse("imports:write", args=[run.code]), follow=True)

    assert "imported already" in answered.content.decode() or "not possible any more" in answered.content.decode()


@pytest.mark.parametrize(("role", "status"), [("coordinator", 200), ("administrator", 200), ("referent", 404)])
def test_only_coordinators_and_administrators_import(client, network, role, status):
    client.force_login(PersonFactory(network=network, role=role))

    assert client.get(reverse("imports:imports")).status_code == status


def test_another_sheet_of_the_workbook_is_chosen(desk):
    kept = io.BytesIO()
    book = xlsxwriter.Workbook(kept)
    for name, person in (("2025", ADA), ("2026", BEN)):
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, TITLES)
        sheet.write_row(1, 0, person)
    book.close()
    here = sent(desk, kept.getvalue(), "list.xlsx").url
    assert b"Ada" in desk.get(here).content
    run = ImportRun.objects.get()

    answered = desk.post(reverse("imports:sheet", args=[run.code]), {"sheet": "1"})
    assert answered.url == here
    page = desk.get(here).content.decode()
    assert "Ben" in page
    assert "Ada" not in page
    told = desk.post(reverse("imports:sheet", args=[run.code]), {"sheet": "7"}, follow=True)
    assert b"There is no list in this file" in told.content


def test_a_day_has_room_for_so_much(desk, network, monkeypatch):
    monkeypatch.setattr(actions, "MOST_OF_PERSON", 2_000_000)
    ImportRun.objects.create(network=network, kind="learners", by=PersonFactory(network=network), size=1_999_990)
    assert sent(desk, csv_of(ADA)).status_code == 302
    ImportRun.objects.update(by=desk.session["_auth_user_id"])

    answered = sent(desk, csv_of(BEN))

    assert answered.status_code == 422
    assert b"At most 2 MB of lists can be brought in a day" in answered.content
