"""`compagnon compute`: the engines from the shell, with good and bad input."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from compagnon.engines.base import Verdict
from compagnon.engines.door import ENGINES, Refused, compute, main, schema

PROJECT = Path(__file__).parents[2]

ELIGIBILITY = {
    "facts": {"birth_date": "2009-03-12", "departure_on": "2027-02-01", "return_on": "2027-02-15"},
    "rules": {"min_age": 18, "min_days": 15, "max_days": 15},
    "today": "2026-11-24",
}
DUEDATES = {
    "tasks": [
        {"key": "agreement", "offset": {"anchor": "departure", "amount": -1, "unit": "months", "working_days": True}},
        {"key": "exit_authorisation", "offset": {"anchor": "departure", "amount": -5}, "when": ["minor"]},
    ],
    "anchors": {"departure": "2027-03-31", "return": "2027-04-14"},
    "calendar": {"country": "FR"},
    "created_on": "2027-03-01",
    "minimum_preparation_days": 60,
}
STATISTICS = {
    "rates": [{"people": 10, "of_them": 1}],
    "pairs": [{"first": {"people": 70, "of_them": 56}, "second": {"people": 80, "of_them": 48}}],
    "reviews": [{"reviewer": "Anna", "file": "a", "score": 60}, {"reviewer": "Bea", "file": "a", "score": 70}],
}
SELECTION = {
    "grid": {"criteria": [{"key": "aim", "weight": 60}, {"key": "skill", "weight": 40}], "tie_break": ["aim"]},
    "seed": "2027 spring",
    "places": {"total": 1},
    "reviews": [
        {"file": "K1", "reviewer": "Anna", "levels": {"aim": 4, "skill": 3}},
        {"file": "K1", "reviewer": "Bea", "levels": {"aim": 4, "skill": 3}},
    ],
}
FAIRNESS = {
    "as_of": "2027-01-01",
    "audience": "centre",
    "dimensions": [{"key": "sex"}],
    "people": [
        {"groups": {"sex": "f"}, "reached": "admitted", "people": 48},
        {"groups": {"sex": "f"}, "reached": "applied", "people": 32},
        {"groups": {"sex": "m"}, "reached": "admitted", "people": 56},
        {"groups": {"sex": "m"}, "reached": "applied", "people": 14},
    ],
}
LEGAL = {
    "facts": {
        "direction": "out",
        "country": "DE",
        "departure_on": "2027-02-01",
        "return_on": "2027-06-30",
        "birth_date": "2009-03-12",
        "contract": "apprenticeship",
    },
    "today": "2026-11-24",
}
TRAVEL = {
    "origin": {"latitude": 47.2173, "longitude": -1.5534, "country": "FR"},
    "venue": {"latitude": 54.7843, "longitude": 9.4396, "country": "DE"},
    "call_year": 2026,
    "ways": [
        {
            "key": "train",
            "legs": [
                {
                    "mode": "train_high_speed",
                    "start": {"latitude": 47.2173, "longitude": -1.5534, "country": "FR"},
                    "end": {"latitude": 54.7843, "longitude": 9.4396, "country": "DE"},
                }
            ],
        }
    ],
}
GOOD = {
    "legal": LEGAL,
    "readiness": {"away_from": "2027-03-01", "away_until": "2027-03-15", "needs": [{"key": "health_card"}]},
    "travel": TRAVEL,
    "fairness": FAIRNESS,
    "selection": SELECTION,
    "eligibility": ELIGIBILITY,
    "duedates": DUEDATES,
    "statistics": STATISTICS,
}


def shell(*arguments, given=b""):
    return subprocess.run(
        [sys.executable, "-m", "compagnon", "compute", *arguments],
        input=given,
        capture_output=True,
        check=False,
        cwd=PROJECT / "src",
        timeout=60,
    )


def test_eligibility_from_the_shell():
    ran = shell("eligibility", given=json.dumps(ELIGIBILITY).encode())

    assert (ran.returncode, ran.stderr) == (0, b"")
    answer = json.loads(ran.stdout)
    assert answer["answer"] == "no"
    assert [reason["answer"] for reason in answer["reasons"]] == ["no", "yes", "yes"]
    assert answer["reasons"][0]["facts"]["reaches_on"] == "2027-03-12"
    assert TypeAdapter(Verdict).validate_json(ran.stdout).reasons[0].remedy == "choose_later_departure"


def test_due_dates_from_the_shell():
    ran = shell("duedates", given=json.dumps(DUEDATES).encode())

    assert (ran.returncode, ran.stderr) == (0, b"")
    answer = json.loads(ran.stdout)
    assert [(task["key"], task["due_on"], task["late_on_creation"]) for task in answer["tasks"]] == [
        ("agreement", "2027-02-26", True)
    ]
    assert answer["compression_days"] == 3
    assert [reason["code"] for reason in answer["reasons"]] == [
        "duedates.compressed",
        "duedates.preparation_too_short",
    ]


def test_a_change_of_dates_from_the_shell():
    before = [{"key": "agreement", "due_on": "2027-01-29"}, {"key": "exit_authorisation", "due_on": "2027-03-01"}]

    answer = json.loads(compute("duedates", json.dumps({**DUEDATES, "before": before})))

    assert [(move["key"], move["change"]) for move in answer["moves"]] == [
        ("agreement", "moves"),
        ("exit_authorisation", "leaves"),
    ]


def test_alone_it_lists_the_engines():
    ran = shell()

    assert ran.returncode == 0
    assert all(f"  {name} " in ran.stdout.decode() for name in ENGINES)


def test_bad_input_from_the_shell_is_one_line_and_status_2():
    bad = {**ELIGIBILITY, "facts": {"birth_date": "12/03/2009"}}
    ran = shell("eligibility", given=json.dumps(bad).encode())

    assert (ran.returncode, ran.stdout) == (2, b"")
    assert ran.stderr == b"facts.birth_date: must be a day that exists, written YYYY-MM-DD\n"


def test_it_starts_without_django():
    code = "import sys; from compagnon.engines import door; sys.exit(any(m.split('.')[0] == 'django' for m in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=False, cwd=PROJECT / "src").returncode == 0


UNSOUND = {
    "as_of": "2026-12-01",
    "audience": "centre",
    "cells": [
        {"stage": "applied", "count": 20, "shown": True},
        {"groups": {"sex": "f"}, "stage": "applied", "count": 9, "shown": True},
    ],
}


@pytest.mark.parametrize(
    ("engine", "change", "line"),
    [
        ("eligibility", {"facts": {"birth_date": 5}}, "facts.birth_date: must be a day"),
        ("eligibility", {"facts": {"birth_date": "2026-02-30"}}, "facts.birth_date: must be a day"),
        ("eligibility", {"facts": {"nickname": "x"}}, "facts.nickname: Extra inputs"),
        ("eligibility", {"facts": {"status": "cook"}}, "facts.status: Input should be 'apprentice'"),
        ("eligibility", {"facts": []}, "facts: Input should be"),
        ("eligibility", {"today": None}, "today: must be a day"),
        ("eligibility", {"rules": {"min_days": 9, "max_days": 8}}, "rules.max_days: must not be below min_days (9)"),
        ("eligibility", {"rules": {"audience": ["cook", "x"]}}, "rules.audience.0: Input should be"),
        ("duedates", {"calendar": {"country": "XX"}}, "calendar.country: no public holidays are known for XX"),
        ("duedates", {"anchors": {"departure": "soon"}}, "anchors.departure: must be a day"),
        ("duedates", {"anchors": {"departure": "2027-03-31", "return": "2027-03-01"}}, "anchors: return must not"),
        ("duedates", {"tasks": [{"key": "a"}]}, "tasks.0.offset: Field required"),
        ("duedates", {"tasks": [{"key": "a", "offset": {"anchor": "moon"}}]}, "tasks.0.offset.anchor: Input should"),
        ("duedates", {"tasks": [DUEDATES["tasks"][0]] * 2}, "tasks: two tasks have the key agreement"),
        ("legal", {"facts": {}}, "facts.direction: Field required"),
        (
            "legal",
            {"facts": {**LEGAL["facts"], "return_on": "2027-01-31"}},
            "facts.return_on: must not be before departure",
        ),
        (
            "legal",
            {"facts": {**LEGAL["facts"], "contract": "cook"}},
            "facts.contract: Input should be 'apprenticeship'",
        ),
        ("legal", {"before": {"direction": "up"}}, "before.direction: Input should be 'out' or 'in'"),
        ("selection", {"grid": {"criteria": [{"key": "a", "weight": 0}]}}, "grid.criteria.0.weight: Input should be"),
        ("selection", {"reviews": SELECTION["reviews"][:1] * 2}, "reviews: somebody read K1 twice"),
        ("selection", {"places": {"total": 0, "rules": [{"key": "a"}]}}, "places.rules.0.kind: Field required"),
        ("selection", {"withdrawn": ["K1", "K1"]}, "withdrawn: nobody withdraws twice"),
        ("fairness", {"audience": "world"}, "audience: Input should be 'centre' or 'shared'"),
        ("fairness", {"thresholds": {"centre": 4}}, "thresholds.centre: Input should be greater than or equal to 5"),
        ("fairness", {"dimensions": [{"key": "sex"}] * 2}, "dimensions: two dimensions have the key sex"),
        ("fairness", {"releases": [UNSOUND]}, "releases.0: the release of 2026-12-01 does not add up at applied"),
        ("travel", {"call_year": 2020}, "call_year: Input should be greater than or equal to 2021"),
        ("travel", {"ways": TRAVEL["ways"] * 2}, "ways: two ways have the key train"),
        ("travel", {"origin": {"latitude": 91, "longitude": 0}}, "origin.latitude: Input should be less than"),
        ("statistics", {"rates": [{"people": 5, "of_them": 6}]}, "rates.0: of_them (6) must not exceed people (5)"),
        ("statistics", {"rates": [{"people": 0, "of_them": 0}]}, "rates.0.people: Input should be greater"),
        ("statistics", {"files_from": 29}, "files_from: Input should be greater than or equal to 30"),
        ("statistics", {"reviews": [STATISTICS["reviews"][0]] * 2}, "reviews: Anna scored a twice"),
    ],
)
def test_a_bad_value_is_named_by_its_field(engine, change, line):
    with pytest.raises(Refused) as refused:
        compute(engine, json.dumps({**GOOD[engine], **change}))

    assert str(refused.value).startswith(line)
    assert "\n" not in str(refused.value)


def test_several_bad_values_are_counted():
    with pytest.raises(Refused, match=r"^facts\.birth_date: .* \(and 1 more\)$"):
        compute("eligibility", json.dumps({**ELIGIBILITY, "facts": {"birth_date": "x", "status": "y"}}))


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"facts": {}', "[" * 100_000, b"\xff\xfe", '"\\ud800"', "{}"])
def test_what_is_no_question_at_all_is_refused_in_one_line(text):
    with pytest.raises(Refused, match=r"^\w+: [^\n]+$"):
        compute("eligibility", text)


@pytest.mark.parametrize(
    "arguments", [["astrology"], ["astrology", "--schema"], ["eligibility", "--loud"], ["a", "b", "c"]]
)
def test_an_unknown_engine_or_argument_is_refused(arguments, capsys):
    assert main(arguments) == 2

    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert err.startswith(("engine: there is no 'astrology'; there are duedates, eligibility", "arguments: "))


def test_a_byte_order_mark_is_forgiven():
    assert shell("eligibility", given=b"\xef\xbb\xbf" + json.dumps(ELIGIBILITY).encode()).returncode == 0


@pytest.mark.parametrize("name", ENGINES)
def test_each_engine_describes_what_it_reads_and_gives(name, capsys):
    described = json.loads(schema(name))
    assert set(described.get("required", ())) <= set(GOOD[name]) <= set(described["properties"])

    assert main([name, "--schema"]) == 0
    assert json.loads(capsys.readouterr().out) == described

    assert main([name, "--schema-of-result"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert set(result["properties"]) == set(json.loads(compute(name, json.dumps(GOOD[name]))))
