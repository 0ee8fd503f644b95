import pytest
from django_scopes import scope
from pydantic import ValidationError

from compagnon.core.models import Activity
from compagnon.engines.eligibility.rules import SchemeRules
from compagnon.network.seed_shape import LANGUAGES, read_network, shipped_networks
from compagnon.schemes.actions import load_schemes
from compagnon.schemes.models import Scheme, SchemeTask
from compagnon.schemes.seed_shape import SchemeSeed, SchemesSeed, TaskSeed, read_schemes
from tests.factories.network import NetworkFactory

SEED = read_schemes()
SCHEMES = {scheme.key: scheme for scheme in SEED.schemes}
TASKS = {task.key: task for task in SEED.tasks}


def keys_of(tasks):
    return {task.key for task in tasks}


def test_the_nine_schemes_are_those_of_the_public_page_with_their_lengths():
    rules = {key: scheme.rules for key, scheme in SCHEMES.items()}

    assert rules == {
        "exploration_group": {"audience": ["apprentice"], "min_days": 7, "max_days": 7},
        "short_internship_group": {"audience": ["apprentice"], "min_days": 15, "max_days": 15},
        "long_training_centre": {"audience": ["apprentice"], "min_months": 3, "min_months_exclusive": True},
        "long_internship_individual": {
            "audience": ["apprentice", "graduate"],
            "min_months": 2,
            "max_months": 9,
            "months_since_diploma_max": 12,
        },
        "learners_outside_europe": {"audience": ["apprentice"]},
        "staff_short": {"audience": ["trainer", "teacher", "staff"]},
        "staff_outside_europe": {"audience": ["trainer", "teacher", "staff"]},
        "hosting_apprentices": {"audience": ["foreign_apprentice"]},
        "hosting_staff": {"audience": ["foreign_staff"]},
    }


def test_all_rows_of_the_timeline_are_there_and_nothing_else():
    outgoing = {str(row) for row in range(1, 52)}
    incoming = {f"I{row}" for row in range(1, 13)}

    assert {task.row for task in SEED.tasks} == outgoing | incoming
    assert len(outgoing | incoming) == 63


def test_rows_that_gave_two_tasks_do_so_for_a_reason():
    rows = [task.row for task in SEED.tasks]

    assert {row: keys_of(task for task in SEED.tasks if task.row == row) for row in rows if rows.count(row) > 1} == {
        "7": {"candidate_file", "employer_agreement"},
        "17": {"learning_agreement_draft", "learning_agreement"},
        "24": {"guardian_consent", "exit_authorisation"},
        "32": {"first_check_short", "first_check_long"},
        "33": {"weekly_contact", "monthly_review"},
        "I9": {"tutor_first_meeting", "tutor_meetings"},
    }


def test_incoming_rows_and_only_those_are_incoming():
    assert {task.row for task in SEED.tasks if "incoming" in task.conditions} == {f"I{row}" for row in range(1, 13)}


def test_what_blocks_a_departure_is_what_rule_tl_06_says():
    blocking = [task for task in SEED.tasks if task.blocks_departure]

    assert {task.row for task in blocking} == {"17", "18", "23", "24", "25", "26", "28"}
    assert {task.row for task in blocking if "minor" in task.conditions} == {"24"}
    assert {task.row for task in blocking if "french_apprentice" in task.conditions} == {"25"}
    assert {task.row for task in blocking if "funded" in task.conditions} == {"26"}


def test_what_blocks_the_closing_is_what_rule_tl_09_says():
    assert {task.row for task in SEED.tasks if task.blocks_closing} == {"37", "39", "41", "43"}


def test_every_scheme_for_those_who_leave_asks_for_exactly_one_of_agreement_and_programme():
    asked = {
        key: {task.row for task in SEED.tasks if task.row in {"17", "18"} and task.concerns(scheme, country="FR")}
        for key, scheme in SCHEMES.items()
        if scheme.direction == "out"
    }

    assert {key: rows for key, rows in asked.items() if len(rows) != 1} == {}
    assert asked["exploration_group"] == {"18"}


def test_each_kind_of_evidence_proves_one_outgoing_task():
    outgoing = [task for task in SEED.tasks if "outgoing" in task.conditions and task.evidence]

    assert {task.evidence: task.key for task in outgoing} == {
        "application_submitted": "candidate_file",
        "application_decided": "selection",
        "guardian_consent": "guardian_consent",
        "employer_agreement": "employer_agreement",
        "host_accepted": "host_acceptance",
        "learning_agreement_signed": "learning_agreement",
        "arrival_confirmed": "arrival",
        "weekly_check_ins": "weekly_contact",
        "tutor_evaluation": "host_evaluation",
        "europass_issued": "europass",
        "participant_report": "participant_report",
    }
    assert len(outgoing) == 11


def test_what_belongs_to_a_project_is_not_put_on_each_mobility():
    assert {task.row for task in SEED.tasks if task.level == "project"} == {
        "1",
        "3",
        "5",
        "47",
        "48",
        "49",
        "50",
        "51",
        "I1",
    }


def test_titles_are_in_six_languages_since_hosts_and_partners_read_them():
    wanted = set(LANGUAGES)

    assert {task.key: wanted - set(task.title) for task in SEED.tasks if wanted - set(task.title)} == {}
    assert {
        scheme.key for scheme in SEED.schemes if wanted - set(scheme.name) or wanted - set(scheme.duration_text)
    } == set()


def test_a_title_fits_on_a_line_of_a_phone_twice():
    assert {task.key: title for task in SEED.tasks for title in task.title.values() if len(title) > 90} == {}


def test_french_law_binds_french_networks_only():
    long_stay = SCHEMES["long_internship_individual"]

    assert long_stay.rules_for("FR").contract_max_months == 12
    assert long_stay.rules_for("DE").contract_max_months is None
    assert not TASKS["exit_authorisation"].concerns(SCHEMES["short_internship_group"], country="DE")
    assert not TASKS["agreement_signed"].concerns(SCHEMES["short_internship_group"], country="DE")


def test_staff_are_never_asked_what_only_learners_need():
    asked = keys_of(task for task in SEED.tasks if task.concerns(SCHEMES["staff_short"], country="FR"))

    assert not asked & {
        "guardian_consent",
        "exit_authorisation",
        "agreement_signed",
        "opco_costs",
        "employer_agreement",
    }


def test_each_shipped_network_asks_for_schemes_that_are_shipped():
    for network in shipped_networks():
        assert set(network.schemes) <= set(SCHEMES)


def scheme_with(**fields):
    return SchemeSeed.model_validate(SCHEMES["staff_short"].model_dump() | fields)


def task_with(**fields):
    return TaskSeed.model_validate(TASKS["arrival"].model_dump() | fields)


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({"sources": {}}, "no source for audience"),
        ({"rules": {"audience": ["trainer"], "min_days": 5}, "ask_per_call": []}, "no source for min_days"),
        ({"rules": {"audience": ["pirate"]}}, "audience"),
        ({"rules": {"audience": ["trainer"], "height": 180}}, "height"),
        ({"documents": ["D24"]}, "documents"),
        ({"ask_per_call": ["shoe_size"]}, "ask_per_call"),
    ],
)
def test_a_wrong_scheme_is_refused_with_what_is_wrong(fields, complaint):
    with pytest.raises(ValidationError, match=complaint):
        scheme_with(**fields)


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({"anchor": None}, "has no anchor"),
        ({"conditions": ["minor"]}, "either incoming or outgoing"),
        ({"conditions": ["outgoing", "tall"]}, "conditions"),
        ({"level": "project"}, "only a task of a mobility"),
        ({"evidence": "rumour"}, "evidence"),
        ({"title": {"en": "Arrive"}}, "English and French"),
    ],
)
def test_a_wrong_task_is_refused_with_what_is_wrong(fields, complaint):
    with pytest.raises(ValidationError, match=complaint):
        task_with(**fields)


def test_a_source_must_point_to_a_named_text():
    with pytest.raises(ValidationError, match="'SD'"):
        SchemesSeed.model_validate(SEED.model_dump() | {"texts": {"FR": "Law"}})


def test_loading_gives_the_network_its_nine_schemes_with_timelines(network):
    load_schemes(network=network, seed=SEED)

    assert Scheme.objects.count() == 9
    short = Scheme.objects.get(key="short_internship_group")
    expected = [
        (task.key, task.level, task.strand, task.is_shared)
        for task in SEED.tasks
        if task.concerns(SCHEMES["short_internship_group"], country="FR")
    ]
    assert list(short.tasks.values_list("key", "level", "strand", "is_shared")) == expected
    assert sum(level == "mobility" for _key, level, _strand, _shared in expected) == 41
    assert short.tasks.get(key="incident").anchor == "asked"


def test_the_stored_rules_are_what_the_engine_reads_with_their_sources(network):
    load_schemes(network=network, seed=SEED)

    rules = SchemeRules.model_validate(Scheme.objects.get(key="long_training_centre").rules)

    assert (rules.min_months, rules.min_months_exclusive, rules.zones) == (3, True, ("europe",))
    assert set(rules.asked()) == set(rules.sources)
    assert (rules.sources["min_months"].reference, rules.sources["min_months"].grade) == ("SD-26", "S")
    assert rules.sources["contract_max_share"].title == "French law on apprentices abroad"


def test_a_second_run_changes_nothing_and_says_nothing(network):
    load_schemes(network=network, seed=SEED)
    before = (Scheme.objects.count(), SchemeTask.objects.count(), Activity.objects.count())

    load_schemes(network=network, seed=SEED)

    assert (Scheme.objects.count(), SchemeTask.objects.count(), Activity.objects.count()) == before


def test_loading_again_keeps_what_the_network_has_changed(network):
    load_schemes(network=network, seed=SEED)
    scheme = Scheme.objects.get(key="exploration_group")
    Scheme.objects.filter(pk=scheme.pk).update(rules={"audience": ["job_seeker"]})
    scheme.tasks.filter(key="departure_check").delete()

    load_schemes(network=network, seed=SEED)

    scheme.refresh_from_db()
    assert scheme.rules == {"audience": ["job_seeker"]}
    assert not scheme.tasks.filter(key="departure_check").exists()


def test_a_partner_gets_its_own_copy_of_the_schemes_it_shares(db):
    flensburg = NetworkFactory(key="flensburg", country="DE")

    load_schemes(network=flensburg, seed=SEED.only(read_network("flensburg").schemes))

    with scope(network=flensburg):
        assert set(Scheme.objects.values_list("key", flat=True)) == {
            "short_internship_group", "long_training_centre", "long_internship_individual", "staff_short",
            "hosting_apprentices", "hosting_staff",
        }  # fmt: skip
        assert "exit_authorisation" not in SchemeTask.objects.values_list("key", flat=True)


def test_an_unknown_scheme_is_refused():
    with pytest.raises(LookupError, match="submarine"):
        SEED.only(["submarine"])
