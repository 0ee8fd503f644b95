"""Course sheets from a spreadsheet, and taken back; what a teaching team approved stays."""

from datetime import date

from compagnon.core.imports import actions
from compagnon.longpath.actions import approve_version, keep_sheet
from compagnon.longpath.models import CourseSheet, CourseVersion
from tests.factories.longpath import SAID
from tests.factories.people import PersonFactory
from tests.imports.lists import csv_of

TITLES = ["Intitulé", "Métier", "Niveau CEC", "Code RNCP", "Quand", "Unités", "Contenu", "Évaluation"]
ROWS = [
    ["CAP Boulanger", "Boulangerie", "3", "RNCP37537", "Deuxième année", "UP1, UP2", "Pains", "Par le tuteur"],
    ["BTM Pâtissier", "", "5", "", "", "", "", ""],
]


def test_seventy_courses_come_from_a_list_and_go_again(network, imported):
    rows = [*ROWS, *([f"CAP {number}", "", "3", "", "En mai", "", "Beaucoup", "Dossier"] for number in range(68))]
    run = imported(csv_of(*rows, titles=TITLES), kind="courses")

    sheet = CourseSheet.objects.get(title="CAP Boulanger")
    version = sheet.versions.get()
    assert (CourseSheet.objects.count(), CourseVersion.objects.count()) == (70, 69)
    assert str(sheet.trade) == "Bakery"
    assert (sheet.level, sheet.rncp, version.learnt, version.is_approved) == (3, "RNCP37537", "Pains", False)
    assert "UP1" in version.units
    actions.undo(run=run, by=PersonFactory(network=network, role="coordinator"))
    assert not CourseSheet.objects.exists()


def test_a_course_that_is_there_keeps_its_approved_texts_and_takes_its_level(network, imported):
    by = PersonFactory(network=network, role="coordinator")
    sheet = keep_sheet(sheet=CourseSheet(network=network, title="CAP boulanger"), version=SAID, by=by)
    approve_version(version=sheet.versions.get(), on=date(2026, 9, 1), team="The team", by=by)

    imported(csv_of(*ROWS, titles=TITLES), kind="courses")

    sheet.refresh_from_db()
    assert (sheet.level, sheet.versions.get().learnt) == (3, SAID["learnt"])


def test_a_number_that_is_none_of_the_register_gets_a_sentence(checked):
    run = checked(
        csv_of(["CAP Boulanger", "37 5"], ["CAP Pâtissier", "37538"], titles=["Intitulé", "Code RNCP"]), kind="courses"
    )

    assert run.checked["counts"]["new"] == 1
