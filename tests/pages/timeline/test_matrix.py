"""The matrix of people and tasks: what is shown, what is done to many cells, what stays out of sight."""

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from compagnon.correspondence.models import Letter
from compagnon.mobilities.models import Departure
from compagnon.timeline.actions import create_timeline
from compagnon.timeline.matrix import cells
from compagnon.timeline.models import Task
from tests.factories.mobilities import MobilityFactory
from tests.factories.people import PersonFactory
from tests.factories.schemes import SchemeFactory, SchemeTaskFactory

MATRIX, ACT = reverse("timeline:matrix"), reverse("timeline:matrix-act")


@pytest.fixture(autouse=True)
def on_15_february_2027():
    with time_machine.travel(datetime(2027, 2, 15, 9, tzinfo=UTC), tick=True):
        yield


@pytest.fixture
def at_desk(client, network):
    client.force_login(PersonFactory(network=network, role="referent", role__departement_code="53"))
    return client


@pytest.fixture
def scheme(network):
    scheme = SchemeFactory(network=network)
    SchemeTaskFactory(scheme=scheme, key="meet", step="recruit", role="referent", title="Meet", position=1)
    SchemeTaskFactory(scheme=scheme, key="pack", role="learner", title="Pack", amount=-1, unit="days", position=2)
    SchemeTaskFactory(scheme=scheme, key="exit", role="referent", title="Exit form", conditions=["minor"], position=3)
    return scheme


def traveller(network, scheme, name, **fields):
    made = MobilityFactory(
        network=network, scheme=scheme, departement_code="53", participant__person__last_name=name,
        participant__person__first_name="Ines", **fields,
    )  # fmt: skip
    create_timeline(mobility=made, by=None)
    return made


def codes(*mobilities, key):
    return list(Task.objects.filter(mobility__in=mobilities, template__key=key).values_list("code", flat=True))


def states(*mobilities, key):
    return [Task.objects.get(mobility=one, template__key=key).state for one in mobilities]


def test_columns_stand_under_their_steps_and_a_task_that_somebody_has_not_is_an_empty_cell(at_desk, network, scheme):
    traveller(network, scheme, "Adulte")
    traveller(network, scheme, "Mineur", participant__birth_date=date(2010, 1, 1))

    shown = at_desk.get(MATRIX).context["matrix"]

    assert [(column.key, column.open, column.total) for column in shown.columns] == [
        ("meet", 2, 2), ("pack", 2, 2), ("exit", 1, 1),
    ]  # fmt: skip
    assert shown.steps == [("recruit", 1), ("prepare", 2)]
    assert [row.words for row in shown.rows] == [
        ["Late, 14 days late", "Waiting for others, 28 Feb", ""],
        ["Late, 14 days late", "Waiting for others, 28 Feb", "Late, 14 days late"],
    ]


def test_one_step_leaves_its_columns(at_desk, network, scheme):
    traveller(network, scheme, "Robin")

    shown = at_desk.get(MATRIX, {"step": "recruit"}).context["matrix"]

    assert [column.key for column in shown.columns] == ["meet"]


def test_a_departure_or_a_scheme_leaves_its_people_and_nonsense_leaves_all(at_desk, network, scheme):
    group = Departure.objects.create(
        network=network, scheme=scheme, name="Flensburg", country="DE",
        departs_on=date(2027, 3, 1), returns_on=date(2027, 3, 15),
    )  # fmt: skip
    inside, _outside = traveller(network, scheme, "Dedans", departure=group), traveller(network, scheme, "Dehors")

    def shown(**query):
        return [row.of.participant.person.last_name for row in at_desk.get(MATRIX, query).context["matrix"].rows]

    assert shown(departure=group.code) == [inside.participant.person.last_name]
    assert shown(scheme=scheme.code) == ["Dedans", "Dehors"]
    assert shown(departure="nonsense") == ["Dedans", "Dehors"]


def test_the_matrix_takes_the_same_queries_for_one_and_three_people(at_desk, network, scheme):
    traveller(network, scheme, "Un")
    at_desk.get(MATRIX)
    with CaptureQueriesContext(connection) as few:
        at_desk.get(MATRIX)
    traveller(network, scheme, "Deux")
    traveller(network, scheme, "Trois", participant__birth_date=date(2010, 1, 1))

    with CaptureQueriesContext(connection) as many:
        at_desk.get(MATRIX)

    assert len(many) == len(few)


def test_a_column_is_ticked_by_its_address(at_desk, network, scheme):
    traveller(network, scheme, "Un")
    traveller(network, scheme, "Deux")

    page = at_desk.get(MATRIX, {"column": "meet"}).content.decode()

    assert page.count(" checked>") == 2
    assert at_desk.get(MATRIX).content.decode().count(" checked>") == 0


def test_many_cells_are_done_with_one_press_and_the_choice_stays(at_desk, network, scheme):
    one, two = traveller(network, scheme, "Un"), traveller(network, scheme, "Deux")

    said = {"selected": codes(one, two, key="meet"), "action": "done", "query": "?step=recruit"}
    answer = at_desk.post(ACT, said, follow=True)

    assert states(one, two, key="meet") == ["done", "done"]
    assert answer.redirect_chain[-1][0] == f"{MATRIX}?step=recruit"
    assert "2 tasks are settled." in answer.content.decode()
    one.refresh_from_db()
    assert one.progress.split()[1] == "1/1"


def test_doing_without_asks_for_the_reason_first_and_keeps_what_was_ticked(at_desk, network, scheme):
    one, two = traveller(network, scheme, "Un"), traveller(network, scheme, "Deux")
    ticked = codes(one, two, key="meet")

    asked = at_desk.post(ACT, {"selected": ticked, "action": "waive"})
    empty = at_desk.post(ACT, {"selected": ticked, "action": "waive", "reason": " "})
    assert [asked.status_code, empty.status_code] == [200, 422]
    assert all(code in empty.content.decode() for code in ticked)
    assert states(one, two, key="meet") == ["open", "open"]

    at_desk.post(ACT, {"selected": ticked, "action": "waive", "reason": "Met at school."})

    assert states(one, two, key="meet") == ["waived", "waived"]
    assert set(Task.objects.filter(code__in=ticked).values_list("reason", flat=True)) == {"Met at school."}


def test_a_task_that_knows_by_itself_stays_open_and_says_why(at_desk, network, scheme):
    SchemeTaskFactory(scheme=scheme, key="sign", title="Sign", evidence="learning_agreement_signed")
    one = traveller(network, scheme, "Un")

    answer = at_desk.post(
        ACT, {"selected": codes(one, key="sign") + codes(one, key="meet"), "action": "done"}, follow=True
    )

    assert (states(one, key="sign"), states(one, key="meet")) == (["open"], ["done"])
    assert "Sign: This task is done by itself" in answer.content.decode()


def test_reminding_writes_to_whoever_is_waited_for(at_desk, network, scheme):
    SchemeTaskFactory(scheme=scheme, key="ask", role="learner", title="Ask")
    one = traveller(network, scheme, "Un")

    at_desk.post(ACT, {"selected": codes(one, key="ask"), "action": "remind"})

    assert Letter.objects.filter(to_person=one.participant.person).count() == 1


def test_nothing_ticked_is_said(at_desk, network, scheme):
    traveller(network, scheme, "Un")

    assert b"Tick at least one open cell first." in at_desk.post(ACT, {"action": "done"}, follow=True).content


def test_cells_of_another_departement_are_neither_shown_nor_done(at_desk, network, scheme):
    far = traveller(network, scheme, "Loin")
    far.departement_code = "72"
    far.save()

    assert at_desk.get(MATRIX).context["matrix"].rows == []
    Task.objects.filter(mobility=far).update(departement_code="72")
    at_desk.post(ACT, {"selected": codes(far, key="meet"), "action": "done"})
    assert states(far, key="meet") == ["open"]


def test_the_spreadsheet_says_the_same_cells_in_words(at_desk, network, scheme):
    traveller(network, scheme, "Un")

    answer = at_desk.get(reverse("timeline:matrix-export"))

    sheet = (
        CalamineWorkbook.from_filelike(BytesIO(b"".join(answer.streaming_content))).get_sheet_by_index(0).to_python()
    )
    assert sheet[0] == ["Who", "Departure", "Meet", "Pack"]
    assert sheet[1][2:] == ["Late, 14 days late", "Waiting for others, 28 Feb"]


def test_the_spreadsheet_has_everybody_however_many_are_read_at_a_time(at_desk, network, scheme, monkeypatch):
    monkeypatch.setattr(cells, "AT_ONCE", 2)
    traveller(network, scheme, "Adulte", departs_on=date(2027, 3, 1))
    for name in ("Bis", "Ter", "Quater"):
        traveller(network, scheme, name, departs_on=date(2027, 3, 2), participant__birth_date=date(2010, 1, 1))

    answer = at_desk.get(reverse("timeline:matrix-export"))

    book = CalamineWorkbook.from_filelike(BytesIO(b"".join(answer.streaming_content)))
    sheet = book.get_sheet_by_index(0).to_python()
    assert sheet[0] == ["Who", "Departure", "Meet", "Pack", "Exit form"]
    assert [row[0].split()[-1] for row in sheet[1:]] == ["Adulte", "Bis", "Quater", "Ter"]
    assert [bool(row[4]) for row in sheet[1:]] == [False, True, True, True]


def test_reminding_is_about_the_ticked_cells_and_nothing_else(at_desk, network, scheme):
    SchemeTaskFactory(scheme=scheme, key="ask", role="learner", title="Ask for the card")
    SchemeTaskFactory(scheme=scheme, key="agree", role="employer", title="Agree")
    one, two = traveller(network, scheme, "Un"), traveller(network, scheme, "Deux")

    at_desk.post(ACT, {"selected": codes(one, key="ask"), "action": "remind"})

    letter = Letter.objects.get()
    assert letter.to_person == one.participant.person
    assert "Ask for the card" in letter.body
    assert "Pack" not in letter.body
    assert not Letter.objects.filter(to_person=two.participant.person).exists()


def test_a_task_that_a_group_does_once_is_settled_for_all_who_are_ticked_without_a_warning(at_desk, network, scheme):
    SchemeTaskFactory(scheme=scheme, key="book", role="referent", title="Book the coach", is_shared=True)
    group = Departure.objects.create(
        network=network, scheme=scheme, name="Flensburg", country="DE",
        departs_on=date(2027, 3, 1), returns_on=date(2027, 3, 15),
    )  # fmt: skip
    one, two = (traveller(network, scheme, name, departure=group) for name in ("Un", "Deux"))

    page = at_desk.post(ACT, {"selected": codes(one, two, key="book"), "action": "done"}, follow=True).content.decode()

    assert states(one, two, key="book") == ["done", "done"]
    assert "2 tasks are settled." in page
    assert "This is not possible any more" not in page


def test_reminding_three_takes_as_many_questions_about_people_as_reminding_one(at_desk, network, scheme):
    SchemeTaskFactory(scheme=scheme, key="agree", role="employer", title="Agree")

    def asked(*mobilities):
        with CaptureQueriesContext(connection) as taken:
            at_desk.post(ACT, {"selected": codes(*mobilities, key="agree"), "action": "remind"})
        return sum('FROM "people_' in one["sql"] for one in taken)

    first = traveller(network, scheme, "Un")
    asked(first)

    assert asked(traveller(network, scheme, "Deux"), traveller(network, scheme, "Trois")) <= asked(first) + 2
