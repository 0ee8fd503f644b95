"""The toolbox: proposed, reviewed on four criteria, shown where the task is, withdrawn."""

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from compagnon.core.activity import on, sentence
from compagnon.core.registries import desk_attention
from compagnon.timeline.actions import create_timeline
from compagnon.timeline.models import Task
from compagnon.toolbox.actions import propose_tool, review_tool
from compagnon.toolbox.choices import Criterion
from compagnon.toolbox.models import Tool
from compagnon.toolbox.queries import for_task
from tests.factories.mobilities import MobilityFactory
from tests.factories.network import TradeFactory
from tests.factories.people import PersonFactory
from tests.factories.schemes import SchemeFactory, SchemeTaskFactory

TOOLS = reverse("toolbox:tools")
SAID = {
    "title": "Words of the workshop", "kind": "glossary", "text": "rabot = plane\n\nscie = saw\nétabli", "url": "",
    "step": "prepare", "tasks": ["language"], "role": "", "country": "", "languages": ["fr", "en"],
    "source": "Centre of Laval", "licence": "CC BY 4.0",
}  # fmt: skip
ALL_MET = {f"{one}_met": "yes" for one in Criterion} | {"review_on": "2027-11-01"}


@pytest.fixture(autouse=True)
def on_24_november_2026():
    with time_machine.travel(datetime(2026, 11, 24, 9, tzinfo=UTC), tick=True):
        yield


@pytest.fixture
def referent(network):
    return PersonFactory(network=network, role="referent", role__departement_code="53")


@pytest.fixture
def coordinator(network):
    return PersonFactory(network=network, role="coordinator")


@pytest.fixture
def scheme(network):
    scheme = SchemeFactory(network=network)
    SchemeTaskFactory(scheme=scheme, key="language", title="Prepare language", role="learner")
    SchemeTaskFactory(scheme=scheme, key="other", title="Other", role="learner")
    return scheme


def as_(client, person):
    client.force_login(person)
    return client


def proposed(network, by, **said):
    fields = {"title": "Film", "kind": "video", "url": "https://films.example.org/1", "step": "prepare",
              "languages": ["en"], "source": "Somebody", **said}  # fmt: skip
    return propose_tool(network=network, said=fields, by=by)


def accepted(network, by, **said):
    verdicts = {str(one): {"met": True, "note": ""} for one in Criterion}
    return review_tool(tool=proposed(network, by, **said), verdicts=verdicts, review_on=date(2027, 11, 1), by=by)


def test_a_referent_proposes_and_nobody_is_shown_it_before_the_coordinator_has_reviewed_it(
    client, network, referent, coordinator, scheme
):
    answer = as_(client, referent).post(reverse("toolbox:new"), SAID, follow=True)
    tool = Tool.objects.get()
    assert b"Nobody has reviewed it yet." in answer.content
    assert list(for_task("language", "prepare", trade_id=None, country="DE")) == []
    assert client.post(reverse("toolbox:review", args=[tool.code]), ALL_MET).status_code == 404

    as_(client, coordinator).post(reverse("toolbox:review", args=[tool.code]), ALL_MET)

    tool.refresh_from_db()
    assert (tool.state, tool.review_on) == ("accepted", date(2027, 11, 1))
    assert list(for_task("language", "prepare", trade_id=None, country="DE")) == [tool]
    assert "accepted the tool “Words of the workshop”." in sentence(on(tool)[0])


def test_a_glossary_is_read_as_words_and_meanings(client, referent, scheme):
    as_(client, referent).post(reverse("toolbox:new"), SAID)

    assert Tool.objects.get().terms == [("rabot", "plane"), ("scie", "saw"), ("établi", "")]
    page = client.get(Tool.objects.get().get_absolute_url()).content.decode()
    assert '<th scope="row">rabot</th><td>plane</td>' in page


def test_a_tool_that_is_nowhere_is_refused_beside_the_field_and_what_was_typed_stays(client, referent):
    page = as_(client, referent).post(reverse("toolbox:new"), {**SAID, "text": ""})

    assert page.status_code == 422
    assert page.context["form"].errors["url"] == ["Give an address, or write the words below."]
    assert "Centre of Laval" in page.content.decode()


def test_a_criterion_that_is_not_met_needs_a_note_and_keeps_the_tool_out(client, network, referent, coordinator):
    tool = proposed(network, referent)
    address = reverse("toolbox:review", args=[tool.code])
    said = {**ALL_MET, "source_met": "no"}

    page = as_(client, coordinator).post(address, said)
    assert page.status_code == 422
    assert page.context["review"].errors["source_note"] == ["Say what is missing."]

    client.post(address, {**said, "source_note": "No author is named."})
    tool.refresh_from_db()
    assert (tool.state, tool.review["source"]) == ("declined", {"met": False, "note": "No author is named."})


def test_what_is_changed_after_the_review_is_reviewed_anew(client, network, referent, coordinator, scheme):
    tool = accepted(network, coordinator)

    as_(client, referent).post(reverse("toolbox:edit", args=[tool.code]), {**SAID, "title": "Changed"})

    tool.refresh_from_db()
    assert (tool.title, tool.state) == ("Changed", "proposed")


def test_a_past_review_date_is_flagged_and_asked_of_who_may_review(client, network, referent, coordinator, rf):
    tool = accepted(network, coordinator)
    Tool.objects.filter(pk=tool.pk).update(review_on=date(2026, 11, 1))
    ask = desk_attention.get("toolbox")
    request = rf.get("/")

    page = as_(client, coordinator).get(TOOLS, {"state": "overdue"})
    assert [row.title for row in page.context["page"]] == ["Film"]
    assert b"Its review date is past" in client.get(tool.get_absolute_url()).content
    request.person = coordinator
    assert ask(request).counted(ask(request).rows().count()).title == "1 tool to review"
    request.person = referent
    assert ask(request) is None


def test_withdrawing_needs_a_reason_and_takes_it_from_the_task_until_it_is_proposed_again(
    client, network, referent, coordinator
):
    tool = accepted(network, coordinator)
    address = reverse("toolbox:withdraw", args=[tool.code])

    as_(client, referent).post(address, {"reason": " "})
    assert Tool.objects.get().state == "accepted"
    client.post(address, {"reason": "The film is gone."})
    assert Tool.objects.get().state == "withdrawn"
    assert list(for_task("", "prepare", trade_id=None, country="DE")) == []
    client.post(reverse("toolbox:take-up", args=[tool.code]))
    assert Tool.objects.get().state == "proposed"


def test_tools_are_those_of_the_task_or_its_step_that_suit_the_trade_and_the_country(network, coordinator):
    wood, bread = TradeFactory(network=network), TradeFactory(network=network)
    for title, fields in {
        "task": {"tasks": ["language"]}, "other task": {"tasks": ["other"]}, "step": {}, "other step": {"step": "monitor"},
        "wood": {"trade": wood}, "bread": {"trade": bread}, "in Spain": {"country": "ES"},
    }.items():  # fmt: skip
        accepted(network, coordinator, title=title, **fields)

    shown = for_task("language", "prepare", trade_id=wood.pk, country="DE")

    assert [tool.title for tool in shown] == ["step", "task", "wood"]


def test_a_task_shows_its_tools_to_staff_and_to_the_learner_what_is_for_learners(
    client, network, referent, coordinator, scheme
):
    accepted(network, coordinator, title="For all", tasks=["language"])
    accepted(network, coordinator, title="For trainers", tasks=["language"], role="trainer")
    mobility = MobilityFactory(network=network, scheme=scheme, departement_code="53")
    create_timeline(mobility=mobility, by=None)
    task = Task.objects.get(template__key="language")

    desk = as_(client, referent).get(f"{mobility.get_absolute_url()}?task={task.code}").content.decode()
    journey = as_(client, mobility.participant.person).get(reverse("journey:task", args=[task.code])).content.decode()

    assert ["For all" in desk, "For trainers" in desk] == [True, True]
    assert ["For all" in journey, "For trainers" in journey] == [True, False]


def test_lists_of_one_and_three_tools_take_the_same_queries_and_words_find_them(client, network, coordinator):
    as_(client, coordinator)
    accepted(network, coordinator, title="First")
    client.get(TOOLS)
    with CaptureQueriesContext(connection) as few:
        client.get(TOOLS)
    accepted(network, coordinator, title="Second", source="Somebody else")
    proposed(network, coordinator, title="Third")

    with CaptureQueriesContext(connection) as many:
        client.get(TOOLS)

    assert len(many) == len(few)
    assert [row.title for row in client.get(TOOLS, {"q": "else"}).context["page"]] == ["Second"]
    assert [row.title for row in client.get(TOOLS, {"state": "review"}).context["page"]] == ["Third"]


def test_a_tool_that_was_declined_can_be_reviewed_again_at_once(client, network, referent, coordinator):
    tool = proposed(network, referent)
    address = reverse("toolbox:review", args=[tool.code])
    declined = {**ALL_MET, "source_met": "no", "source_note": "No author is named."}
    as_(client, coordinator).post(address, declined)

    client.post(address, {**declined, "source_note": "Still none."})
    tool.refresh_from_db()
    assert (tool.state, tool.review["source"]["note"]) == ("declined", "Still none.")

    client.post(address, ALL_MET)
    tool.refresh_from_db()
    assert tool.state == "accepted"


def test_tools_leave_as_a_spreadsheet_all_that_are_filtered_or_those_ticked(client, network, coordinator):
    tool = accepted(network, coordinator)
    proposed(network, coordinator)
    export = reverse("toolbox:export")

    def titles(answer):
        book = CalamineWorkbook.from_filelike(BytesIO(b"".join(answer.streaming_content)))
        return [row[0] for row in book.get_sheet_by_index(0).to_python()[1:]]

    as_(client, coordinator)
    assert titles(client.get(export, {"state": "accepted"})) == [tool.title]
    assert titles(client.post(export, {"selected": tool.code})) == [tool.title]
    assert titles(client.post(export)) == []
    assert len(titles(client.get(export))) == 2
