"""The long path at the desk: sheets, the sheet of a stay, the register of obstacles, figures that open to their rows."""

from datetime import date
from io import BytesIO

import pytest
import python_calamine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from compagnon.longpath.models import CourseOfStay, CourseSheet, CourseVersion, ObstacleEntry
from tests.factories.longpath import settled
from tests.factories.mobilities import MobilityFactory
from tests.factories.people import PersonFactory

TYPED = {"title": "CAP Baker", "fits": "Second year", "learnt": "Breads", "assessed": "By the tutor", "at_distance": ""}


@pytest.fixture
def stay(network):
    return MobilityFactory(
        network=network, departs_on=date(2027, 1, 4), returns_on=date(2027, 4, 3), participant__eqf_level=3
    )


@pytest.fixture
def at_desk(client, stay):
    client.force_login(stay.referent)
    return client


def written(at_desk):
    at_desk.post(reverse("longpath:sheet", args=["new"]), TYPED)
    return CourseSheet.objects.get()


def test_a_sheet_is_written_approved_chosen_and_shown_with_the_stay(at_desk, stay):
    empty = at_desk.get(reverse("longpath:sheets")).text
    sheet = written(at_desk)
    version = CourseVersion.objects.get()
    at_desk.post(reverse("longpath:course", args=[stay.code]), {"version": version.code})
    waiting = at_desk.get(stay.get_absolute_url()).text
    at_desk.post(reverse("longpath:approve", args=[version.code]), {"on": "2026-11-02", "team": "Ms Levain, bakery"})
    page = at_desk.get(stay.get_absolute_url()).text

    assert "No course sheet yet" in empty
    assert "CAP Baker" in at_desk.get(reverse("longpath:sheets")).text
    assert "The teaching team approves it before the departure." in waiting
    assert "Ms Levain, bakery" in page
    assert "Breads" in page
    assert reverse("longpath:sheet", args=[sheet.code]) in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [({"on": "2026-11-02", "team": ""}, "This field is required."), ({"on": "2127-01-01", "team": "X"}, "has not come yet")],
)  # fmt: skip
def test_an_approval_without_names_or_in_the_future_gets_a_sentence(at_desk, typed, sentence):
    written(at_desk)

    response = at_desk.post(reverse("longpath:approve", args=[CourseVersion.objects.get().code]), typed)

    assert response.status_code == 422
    assert sentence in response.text
    assert not CourseVersion.objects.get().is_approved


def test_a_sheet_without_its_texts_gets_sentences_and_what_was_typed_stays(at_desk):
    response = at_desk.post(reverse("longpath:sheet", args=["new"]), {**TYPED, "learnt": ""})

    assert response.status_code == 422
    assert 'value="CAP Baker"' in response.text
    assert not CourseSheet.objects.exists()


def test_a_long_stay_without_a_sheet_says_so_and_a_short_one_does_not(at_desk, stay, network):
    short = MobilityFactory(network=network, referent=stay.referent)
    written(at_desk)

    assert "None is chosen yet" not in at_desk.get(short.get_absolute_url()).text
    assert "None is chosen yet" in at_desk.get(stay.get_absolute_url()).text
    assert at_desk.post(reverse("longpath:course", args=[stay.code]), {"version": "nothing"}).status_code == 404
    at_desk.post(reverse("longpath:course", args=[stay.code]), {"version": ""})
    assert not CourseOfStay.objects.exists()


def test_an_obstacle_is_noted_found_and_exported(at_desk, stay):
    ObstacleEntry.objects.create(network=stay.network, stage="preparing", mobility=stay)
    typed = {"on": "2026-11-02", "stage": "before", "reason": "employer", "words": "Too many orders at Easter"}
    empty = at_desk.post(reverse("longpath:obstacle", args=["new"]), {**typed, "reason": ""})
    at_desk.post(reverse("longpath:obstacle", args=["new"]), typed)

    page = at_desk.get(reverse("longpath:obstacles")).text
    found = at_desk.get(reverse("longpath:obstacles") + "?reason=employer").text
    untold = at_desk.get(reverse("longpath:obstacles") + "?reason=none").text
    sheet = at_desk.get(reverse("longpath:obstacles-export") + "?reason=employer")
    rows = python_calamine.load_workbook(BytesIO(b"".join(sheet))).get_sheet_by_index(0).to_python()

    assert empty.status_code == 422
    assert "Nobody has told yet" in page
    assert "Too many orders at Easter" in found
    assert "Too many orders at Easter" not in untold
    assert any("Too many orders at Easter" in row for row in rows)


def test_each_figure_opens_to_as_many_rows_as_it_says(at_desk, stay):
    MobilityFactory(network=stay.network, referent=stay.referent)
    page = at_desk.get(reverse("longpath:figures") + "?year=2026")

    for one in page.context["figures"].stays[:3]:
        rows = at_desk.get(f"{reverse('longpath:stays')}?{one.query}").context["page"].object_list
        assert len(rows) == int(one.value), one.label
    assert at_desk.get(reverse("longpath:figures") + "?year=nonsense").status_code == 200


def test_levels_courses_and_countries_open_to_their_rows_for_a_period_of_ones_own(at_desk, stay, network):
    settled(stay)
    MobilityFactory(network=network, referent=stay.referent, country="SE", participant__eqf_level=4)
    MobilityFactory(network=network, referent=stay.referent, departs_on=date(2027, 7, 1), returns_on=date(2027, 7, 9))
    page = at_desk.get(reverse("longpath:figures") + "?after=2027-01-01&before=2027-06-30")
    backwards = at_desk.get(reverse("longpath:figures") + "?after=2027-06-30&before=2027-01-01")

    tables = {table.key: table.lines for table in page.context["figures"].tables}
    told = {key: [(line.label, line.stays, line.long) for line in lines] for key, lines in tables.items()}
    assert told == {
        "level": [("EQF level 3", 1, 1), ("EQF level 4", 1, 0)],
        "course": [("CAP Baker", 1, 1), ("No course sheet", 1, 0)],
        "country": [("Germany", 1, 1), ("Sweden", 1, 0)],
    }
    for line in (line for lines in tables.values() for line in lines):
        rows = at_desk.get(f"{reverse('longpath:stays')}?{line.query}").context["page"].object_list
        assert len(rows) == line.stays, line.label
    assert (backwards.status_code, "This is before the first day." in backwards.text) == (422, True)


def test_the_export_says_the_level_and_the_course_sheet(at_desk, stay):
    settled(stay)
    sheet = at_desk.get(reverse("longpath:stays-export"))
    rows = python_calamine.load_workbook(BytesIO(b"".join(sheet))).get_sheet_by_index(0).to_python()

    head = next(row for row in rows if "Course sheet" in row)
    said = dict(zip(head, rows[rows.index(head) + 1], strict=True))
    assert (said["EQF level"], said["Course sheet"]) == (3, "CAP Baker (1)")


def test_the_figures_take_as_many_queries_for_three_stays_as_for_one(at_desk, stay):
    def counted():
        with CaptureQueriesContext(connection) as captured:
            at_desk.get(reverse("longpath:figures") + "?year=2026")
        return len(captured)

    first = [counted(), counted()][1]
    for _number in range(2):
        MobilityFactory(network=stay.network, referent=stay.referent)

    assert counted() == first


def test_the_lists_take_as_many_queries_for_three_rows_as_for_one(at_desk, stay):
    def counted(name):
        with CaptureQueriesContext(connection) as captured:
            at_desk.get(reverse(name))
        return len(captured)

    def one_more():
        ObstacleEntry.objects.create(
            network=stay.network, stage="preparing", reason="money",
            mobility=MobilityFactory(network=stay.network, referent=stay.referent),
        )  # fmt: skip
        at_desk.post(reverse("longpath:sheet", args=["new"]), TYPED)

    names = ("longpath:sheets", "longpath:obstacles", "longpath:stays")
    one_more()
    first = [(name, counted(name), counted(name))[::2] for name in names]
    one_more()
    one_more()

    assert [(name, counted(name)) for name in names] == first


def test_a_reviewer_finds_none_of_it_and_another_centre_not_the_stay(client, network, stay):
    client.force_login(PersonFactory(network=network, role="reviewer"))
    for name in ("longpath:sheets", "longpath:obstacles", "longpath:figures", "longpath:stays"):
        assert client.get(reverse(name)).status_code == 404

    client.force_login(PersonFactory(network=network, role="referent", role__departement_code="72"))
    assert client.get(reverse("longpath:course", args=[stay.code])).status_code == 404
