"""Schemes at the desk: read, compared, changed in a draft, proposed by a referent and published by the coordinator."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from compagnon.recruitment.actions import publish_call
from compagnon.schemes.actions import load_schemes
from compagnon.schemes.models import Scheme, SchemeVersion
from compagnon.schemes.seed_shape import read_schemes
from tests.factories.people import PersonFactory
from tests.factories.recruitment import CallFactory, ready_to_open
from tests.factories.schemes import SchemeFactory, SchemeTaskFactory


@pytest.fixture
def coordinator(network):
    return PersonFactory(network=network, role="coordinator", first_name="Coralie", last_name="Essai")


@pytest.fixture
def at_desk(client, coordinator):
    client.force_login(coordinator)
    return client


@pytest.fixture
def scheme(network):
    return load_schemes(network=network, seed=read_schemes().only(["short_internship_group"]))[0]


def page(client, path, **asked):
    answered = client.get(path, asked)
    assert answered.status_code == 200, path
    return answered.content.decode()


def address(scheme, rest=""):
    return f"/desk/schemes/{scheme.code}/{rest}"


def fresh(scheme):
    return Scheme.objects.get(pk=scheme.pk)


RULES = {
    "audience": ["apprentice", "graduate"], "form": "group", "zone": "europe", "host_kinds": ["company"],
    "min_days": "10", "max_days": "20", "source_min_days": "Decision of the board",
}  # fmt: skip


def test_the_list_says_for_whom_how_long_and_what_is_open(at_desk, scheme, network, coordinator):
    call = CallFactory(network=network, scheme=scheme, state="draft")
    ready_to_open(call, by=coordinator)
    publish_call(call=call, by=coordinator)

    told = page(at_desk, "/desk/schemes/")

    assert "Erasmus+ short internship" in told
    assert "15 days" in told
    assert '<td class="num">1</td><td class="num">0</td>' in told
    assert "Nothing found" in page(at_desk, "/desk/schemes/", q="submarine")


def test_lists_of_one_and_three_schemes_take_the_same_number_of_queries(at_desk, scheme, network):
    page(at_desk, "/desk/schemes/")
    with CaptureQueriesContext(connection) as one:
        page(at_desk, "/desk/schemes/")
    SchemeFactory.create_batch(2, network=network)
    with CaptureQueriesContext(connection) as three:
        page(at_desk, "/desk/schemes/")

    assert len(one) == len(three)


def test_a_scheme_reads_in_sentences_with_sources_and_days(at_desk, scheme):
    told = page(at_desk, address(scheme), leaves="2027-03-01", returns="2027-03-15")

    assert "at least 15 days" in told
    assert "SD-25 · secondary source" in told
    assert "Learning agreement" in told
    assert "What I want to learn" in told
    assert "1 month before the departure" in told


def test_a_change_of_rules_is_a_draft_until_it_is_published(at_desk, scheme):
    assert "Shortest stay in days" in page(at_desk, address(scheme, "edit/rules/"))
    answered = at_desk.post(address(scheme, "edit/rules/"), RULES)

    assert answered.status_code == 302
    assert fresh(scheme).rules["min_days"] == 15
    assert "at least 10 days" in page(at_desk, address(scheme), **{"as": "draft"})
    differences = page(at_desk, address(scheme, "draft/"))
    assert "<td>at least 15 days</td><td>at least 10 days</td>" in differences

    at_desk.post(address(scheme, "draft/publish/"), {"wanted": "Shorter stays are possible."})

    now = fresh(scheme)
    assert (now.version, now.rules["min_days"], now.rules["max_days"]) == (2, 10, 20)
    assert now.rules["sources"]["min_days"] == {"reference": "Decision of the board", "grade": "P"}
    assert now.rules["zones"] == ["europe"]
    assert "Shorter stays are possible." in page(at_desk, address(scheme))
    assert "<td>at least 15 days</td><td>at least 10 days</td>" in page(at_desk, address(scheme, "versions/2/"))


def test_rules_that_contradict_one_another_are_refused_beside_the_field(at_desk, scheme):
    answered = at_desk.post(address(scheme, "edit/rules/"), {**RULES, "min_days": "30"})

    assert answered.status_code == 422
    assert answered.context["form"].errors == {"max_days": ["The longest is below the shortest: change one of them."]}
    assert not SchemeVersion.objects.exists()


def test_what_each_call_sets_is_empty_in_the_scheme(at_desk, scheme):
    answered = at_desk.post(address(scheme, "edit/rules/"), {**RULES, "ask_per_call": ["min_days"]})

    assert answered.context["form"].errors == {
        "min_days": ["Each call sets this: leave it empty here, or do not ask the calls for it."]
    }


@pytest.mark.parametrize(
    ("part", "typed", "kept"),
    [
        ("documents", {"documents": ["D2", "D5"]}, ["D2", "D5"]),
        ("surveys", {"surveys": ["tutor"]}, ["tutor"]),
        ("funders", {}, []),
    ],
)
def test_what_a_scheme_asks_for_is_ticked(part, typed, kept, at_desk, scheme):
    page(at_desk, address(scheme, f"edit/{part}/"))

    at_desk.post(address(scheme, f"edit/{part}/"), typed)

    assert SchemeVersion.objects.get().content[part] == kept


def test_the_words_of_a_scheme_are_written_in_the_languages_of_the_network(at_desk, scheme):
    at_desk.post(
        address(scheme, "edit/words/"),
        {"name_fr": "Stage bref", "name_en": "Brief stay", "summary_fr": "Deux semaines.", "programme": "Erasmus+"},
    )

    content = SchemeVersion.objects.get().content
    assert (content["name"]["fr"], content["name"]["de"]) == ("Stage bref", "Erasmus+ Kurzpraktikum")
    assert (content["summary"]["fr"], content["programme"]) == ("Deux semaines.", "Erasmus+")


TASK = {
    "title_fr": "Acheter une carte", "title_en": "Buy a card", "step": "prepare", "phase": "before", "role": "learner",
    "amount": "2", "unit": "weeks", "side": "before", "anchor": "departure", "working_days": "on",
    "blocks_departure": "on", "conditions": ["minor"], "evidence": "", "source_mark": "P",
    "level": "mobility", "strand": "pedagogical", "is_shared": "on",
}  # fmt: skip


def test_a_task_is_added_moved_changed_and_taken_out(at_desk, network):
    scheme = SchemeFactory(network=network)
    SchemeTaskFactory(scheme=scheme, key="sign")
    assert "Add a task" in page(at_desk, address(scheme, "tasks/"))
    assert "Reckoned from" in page(at_desk, address(scheme, "tasks/new/"))

    at_desk.post(address(scheme, "tasks/new/"), TASK)
    rows = SchemeVersion.objects.get().content["tasks"]
    key = rows[1]["key"]
    assert (rows[1]["amount"], rows[1]["unit"], rows[1]["conditions"], rows[1]["blocks_departure"]) == (
        -2, "weeks", ["minor"], True,
    )  # fmt: skip
    assert (rows[1]["level"], rows[1]["strand"], rows[1]["is_shared"]) == ("mobility", "pedagogical", True)
    assert "2 weeks before the departure, on a working day" in page(at_desk, address(scheme, "tasks/"))

    at_desk.post(address(scheme, f"tasks/{key}/move/"))
    assert [row["key"] for row in SchemeVersion.objects.get().content["tasks"]] == [key, "sign"]

    page(at_desk, address(scheme, f"tasks/{key}/"))
    at_desk.post(address(scheme, f"tasks/{key}/"), {**TASK, "side": "after", "anchor": "return"})
    assert SchemeVersion.objects.get().content["tasks"][0]["amount"] == 2

    at_desk.post(address(scheme, "tasks/sign/remove/"))
    assert [row["key"] for row in SchemeVersion.objects.get().content["tasks"]] == [key]


def test_the_rows_of_a_timeline_say_what_their_mark_allows(at_desk, network):
    scheme = SchemeFactory(network=network)
    SchemeTaskFactory(scheme=scheme, key="sign", source_mark="K", source="timeline 21")

    told = page(at_desk, address(scheme, "tasks/"))

    assert "timeline 21 · Known practice, not read again. Change it if you do it otherwise." in told


def test_the_days_of_preparation_are_written_in_the_draft_and_read_in_words(at_desk, network):
    scheme = SchemeFactory(network=network)

    at_desk.post(address(scheme, "edit/preparation/"), {"preparation_days": "60", "long_from_days": "75"})

    content = SchemeVersion.objects.get().content
    assert (content["preparation_days"], content["long_from_days"]) == (60, 75)
    assert "at least 60 days before departure" in page(at_desk, address(scheme), **{"as": "draft"})


CRITERION = {
    "name_fr": "Adresse", "name_en": "Address", "weight": "20", "evidence": "application", "parts_ties": "1",
    "aim_fr": "Pour voir.", "aim_en": "To see.", "bias_risk_fr": "Aucun.", "bias_risk_en": "None.",
    **{f"level_{level}_{code}": f"{level}." for level in range(5) for code in ("fr", "en")},
}  # fmt: skip


def test_a_criterion_that_touches_a_protected_ground_is_asked_about(at_desk, scheme):
    assert "protected ground" not in page(at_desk, address(scheme, "grid/"))
    assert "Why it is asked" in page(at_desk, address(scheme, "grid/new/"))

    at_desk.post(address(scheme, "grid/new/"), CRITERION)

    grid = SchemeVersion.objects.get().content["grid"]
    key = grid["criteria"][-1]["key"]
    assert (grid["criteria"][-1]["weight"], grid["tie_break"][0]) == (20, key)
    assert "uses words that touch a protected ground" in page(at_desk, address(scheme, "grid/"))

    page(at_desk, address(scheme, f"grid/{key}/"))
    at_desk.post(address(scheme, f"grid/{key}/"), {**CRITERION, "name_fr": "Projet", "name_en": "Project"})
    assert "protected ground" not in page(at_desk, address(scheme, "grid/"))

    at_desk.post(address(scheme, f"grid/{key}/remove/"))
    assert key not in [one["key"] for one in SchemeVersion.objects.get().content["grid"]["criteria"]]


def test_a_referent_proposes_and_the_coordinator_accepts_or_gives_back(client, scheme, network, coordinator):
    client.force_login(PersonFactory(network=network, role="referent"))
    client.post(address(scheme, "edit/rules/"), RULES)
    assert client.post(address(scheme, "draft/publish/"), {"wanted": "Now."}).status_code == 404
    client.post(address(scheme, "draft/propose/"), {"wanted": "Shorter stays."})
    assert SchemeVersion.objects.get(number=None).state == "proposed"

    client.force_login(coordinator)
    assert "change proposed" in page(client, "/desk/schemes/")
    client.post(address(scheme, "draft/give-back/"), {"wanted": "Say why."})
    assert SchemeVersion.objects.get(number=None).state == "draft"
    client.post(address(scheme, "draft/publish/"), {"wanted": ""})
    assert fresh(scheme).version == 1
    client.post(address(scheme, "draft/publish/"), {"wanted": "Shorter stays."})

    assert fresh(scheme).version == 2


def test_a_draft_is_dropped_and_a_publication_taken_back(at_desk, scheme):
    at_desk.post(address(scheme, "edit/rules/"), RULES)
    at_desk.post(address(scheme, "draft/drop/"))
    assert at_desk.get(address(scheme, "draft/")).status_code == 404

    at_desk.post(address(scheme, "edit/rules/"), RULES)
    at_desk.post(address(scheme, "draft/publish/"), {"wanted": "Shorter."})
    at_desk.post(address(scheme, "versions/2/take-back/"))

    assert (fresh(scheme).version, fresh(scheme).rules["min_days"]) == (1, 15)
    assert "Take this publication back" not in page(at_desk, address(scheme, "versions/1/"))


def test_two_schemes_stand_side_by_side(at_desk, scheme, network):
    other = load_schemes(network=network, seed=read_schemes().only(["exploration_group"]))[0]

    told = page(at_desk, "/desk/schemes/compare/", a=scheme.code, b=other.code)

    assert "<td>at least 15 days</td><td>at least 7 days</td>" in told
    assert "Choose two schemes" in page(at_desk, "/desk/schemes/compare/")


def test_a_scheme_is_copied_moved_and_switched_on(at_desk, scheme):
    page(at_desk, address(scheme, "copy/"))
    at_desk.post(address(scheme, "copy/"), {"name_fr": "Été", "name_en": "Summer"})
    made = Scheme.objects.get(key="summer")

    at_desk.post(address(made, "turn/?to=on"))
    at_desk.post(address(made, "move/"))

    assert (fresh(made).is_off, list(Scheme.objects.all())) == (False, [made, scheme])
    at_desk.post(address(made, "turn/"))
    assert fresh(made).is_off


def test_a_reviewer_sees_no_scheme(client, scheme, network):
    client.force_login(PersonFactory(network=network, role="reviewer"))

    assert client.get(address(scheme)).status_code == 404


def test_a_task_of_each_mobility_is_not_reckoned_from_the_day_somebody_adds_it(at_desk, network):
    scheme = SchemeFactory(network=network)

    told = at_desk.post(address(scheme, "tasks/new/"), {**TASK, "anchor": "asked"})
    at_desk.post(address(scheme, "tasks/new/"), {**TASK, "anchor": "asked", "level": "on_request"})

    assert told.status_code == 422
    assert "Nobody adds a task of each mobility" in told.text
    assert "Acheter une carte" in told.text
    assert [row["level"] for row in SchemeVersion.objects.get().content["tasks"]] == ["on_request"]
