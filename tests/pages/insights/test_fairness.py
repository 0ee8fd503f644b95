"""Fairness at the desk: who may look, what page and export show, a gap from the first look to the action."""

import io

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from compagnon.core.models import Activity
from compagnon.insights.models import FairnessRelease, GapReview
from tests.factories.people import PersonFactory
from tests.insights.test_fairness import ADULT, MINOR, call, coordinator, crowd, on_26_november_2026
from tests.insights.test_readings import ranked_and_decided, read_by

__all__ = ["call", "coordinator", "on_26_november_2026"]


@pytest.fixture
def client(coordinator):
    client = Client()
    client.force_login(coordinator)
    return client


def counted(client, **asked):
    return client.post(reverse("insights:fairness-anew"), asked, follow=True)


def sheet(answer):
    file = io.BytesIO(b"".join(answer.streaming_content))
    return CalamineWorkbook.from_filelike(file).get_sheet_by_index(0).to_python()


def test_only_who_has_the_right_of_equality_looks(network, call, client):
    pages = [
        reverse("insights:fairness"), reverse("insights:fairness-table") + f"?call={call.code}",
        reverse("insights:readings") + "?year=2026", reverse("insights:readings-export") + "?year=2026",
    ]  # fmt: skip
    for role in ("referent", "reviewer", "administrator", "confidant", "accompanying"):
        other = Client()
        other.force_login(PersonFactory(network=network, role=role))
        assert [other.get(page).status_code for page in pages] == [404] * 4, role

    assert [client.get(page).status_code for page in pages] == [200] * 4


def test_looking_counts_nothing_before_somebody_asks_and_says_what_a_count_binds(call, client):
    table, export = (reverse(f"insights:fairness-{name}") + f"?call={call.code}" for name in ("table", "export"))
    year = reverse("insights:fairness-table") + "?year=2026"

    assert "Once this call has its own table" in client.get(table).text
    assert "none of them is counted alone any more" in client.get(year).text
    assert client.get(export).headers["Location"].startswith(table)
    assert FairnessRelease.objects.count() == 0
    assert not Activity.objects.filter(verb="insights.fairness_viewed").exists()
    assert "As it stood on" in counted(client, call=call.code).text
    assert Activity.objects.filter(verb="insights.fairness_viewed").count() == 1


def test_what_there_is_not_is_not_found(client, network):
    address = reverse("insights:fairness-table")

    asked = ("?year=", "?year=1812", "?year=abcd", "?call=nothing", "?year=2026")
    assert [client.get(address + one).status_code for one in asked] == [404] * 5
    for page in ("insights:fairness-table", "insights:fairness-export"):
        assert client.get(reverse(page)).headers["Location"] == reverse("insights:fairness")
    assert "No call was opened yet" in client.get(reverse("insights:fairness")).text


def test_a_hidden_number_stands_neither_in_the_page_nor_in_the_export(client, call):
    crowd(call, 40, admitted=20, born=ADULT)
    crowd(call, 3, admitted=3, born=MINOR)
    query = f"?call={call.code}&audience=shared"
    counted(client, call=call.code, audience="shared")

    page = client.get(reverse("insights:fairness-table") + query).text
    rows = sheet(client.get(reverse("insights:fairness-export") + query))
    minors = next(row for row in rows if row[1] == "Minors (under 18)")

    assert [cell for cell in minors[2:] if cell not in ("", "not shown")] == []
    assert "hidden" in page
    assert ">3<" not in page
    assert ">40<" not in page  # with the total, it would give the 3 away
    assert not {3, 40} & {cell for row in rows for cell in row}


def test_the_export_says_what_the_page_says(client, call):
    crowd(call, 80, admitted=70, born=ADULT)
    crowd(call, 60, admitted=20, born=MINOR)
    query = f"?call={call.code}"
    counted(client, call=call.code)

    page = client.get(reverse("insights:fairness-table") + query).text
    rows = sheet(client.get(reverse("insights:fairness-export") + query))
    minors = next(row for row in rows if row[1] == "Minors (under 18)")

    assert "a gap to look into" in minors
    assert "33% (20 of 60)" in page
    assert "23% to 46%" in page
    assert "discriminat" not in page.lower()


def test_a_gap_is_looked_into_and_ends_in_an_action_with_somebody_and_a_day(client, call, coordinator):
    crowd(call, 80, admitted=70, born=ADULT)
    crowd(call, 60, admitted=20, born=MINOR)
    counted(client, call=call.code)
    release = FairnessRelease.objects.get()
    gap = {"dimension": "age", "group": "under_18", "of": "applied", "reached": "admitted"}
    opens = reverse("insights:gap-open", args=[release.code])

    assert client.post(opens, {**gap, "group": "18_20"}).status_code == 404
    client.post(opens, gap)
    client.post(opens, gap)
    review = GapReview.objects.get()
    page = reverse("insights:gap", args=[review.code])
    alone = client.post(page, {"action": "Ask for no licence"})
    kept = {
        "stage_note": "At the decision",
        "action": "Ask for no licence",
        "owner": coordinator.pk,
        "due_on": "2027-01-15",
    }
    client.post(page, kept)
    client.post(reverse("insights:gap-move", args=[review.code]), {"to": "done"})
    client.post(reverse("insights:gap-move", args=[review.code]), {"to": "done"})

    assert alone.status_code == 422
    assert "An action needs somebody who does it and a day" in alone.text
    assert "Ask for no licence" in client.get(reverse("insights:fairness")).text
    review.refresh_from_db()
    assert (review.state, review.owner, review.action) == ("done", coordinator, "Ask for no licence")


def test_a_call_counted_with_others_is_told_so(client, call):
    counted(client, year=2026)

    page = client.get(reverse("insights:fairness-table") + f"?call={call.code}")

    assert "This call was counted with the others of its year." in page.text
    assert client.get(reverse("insights:fairness-export") + f"?call={call.code}").status_code == 404
    assert client.post(reverse("insights:fairness-anew"), {"call": call.code}).status_code == 404
    assert "Counted with the others of its year." in client.get(reverse("insights:fairness")).text


def test_counting_anew_before_seven_days_says_why_not(client, call):
    assert "Counted." in counted(client, call=call.code).text
    assert "A table stands seven days before it is counted anew." in counted(client, call=call.code).text
    assert FairnessRelease.objects.count() == 1


def test_a_table_of_many_takes_few_questions(client, call, django_assert_max_num_queries):
    crowd(call, 300, admitted=100, born=ADULT)

    with django_assert_max_num_queries(30):
        client.post(reverse("insights:fairness-anew"), {"call": call.code})
    with django_assert_max_num_queries(15):
        client.get(reverse("insights:fairness-table") + f"?call={call.code}")


def test_readers_are_shown_with_words_and_exported_as_shown(client, call, network, coordinator):
    readers = [PersonFactory(network=network, role="reviewer", last_name=name) for name in ("Sévère", "Douce")]
    crowd(call, 30, admitted=0, born=ADULT)
    read_by(call, readers, (1, 2))

    page = client.get(reverse("insights:readings") + "?year=2026").text
    rows = sheet(client.get(reverse("insights:readings-export") + "?year=2026"))

    assert "gives less than those who read the same files" in page
    assert [row[0] for row in rows[1:]] == ["Testa Douce", "Testa Sévère"]
    assert client.get(reverse("insights:readings") + "?year=1812").status_code == 404


def test_a_year_in_which_nobody_read_enough_says_so(client, call):
    assert "Nobody has read enough yet" in client.get(reverse("insights:readings") + "?year=2026").text


def test_what_the_panel_changed_stands_under_each_way_to_part_people(client, call, coordinator):
    crowd(call, 20, admitted=20, born=MINOR)
    crowd(call, 20, admitted=0, born=ADULT)
    ranked_and_decided(call, coordinator, passed_over=20)

    page = counted(client, call=call.code).text

    assert "What the panel changed" in page
    assert "50% lower" in page
