"""What a grid must have before its call may open."""

import pytest
from pydantic import ValidationError

from compagnon.engines.base import Answer
from compagnon.engines.selection import CODES, REMEDIES, Criterion, Evidence, Grid, may_open
from tests.engines.selection.cases import GRID, SENTENCES

FULL = {"descriptors": SENTENCES, "aim": "Know why", "bias_risk": "Ease in writing"}


def grid(*measured, **more):
    rest = 100 - sum(weight for _evidence, weight in measured)
    criteria = [Criterion(key="aim", name="Project", weight=rest, **FULL)]
    criteria += [
        Criterion(key=str(n), name="Record", weight=w, evidence=e, **FULL) for n, (e, w) in enumerate(measured)
    ]
    return Grid(**{"criteria": criteria, "tie_break": ["aim"], "languages": ["en"], **more})


def refused(given):
    return [(reason.code, reason.remedy) for reason in may_open(given).reasons if reason.answer is Answer.NO]


def test_a_complete_grid_may_open():
    assert may_open(GRID).answer is Answer.YES


@pytest.mark.parametrize(
    ("measured", "more", "expected"),
    [
        # SEL-04
        ([(Evidence.MARKS, 10), (Evidence.ATTENDANCE, 10)], {"measured_why": "Safety abroad."}, []),
        ([(Evidence.MARKS, 11), (Evidence.ATTENDANCE, 10)], {"measured_why": "Safety."}, ["measured"]),
        ([(Evidence.MARKS, 10)], {}, ["measured_why"]),
        ([(Evidence.MARKS, 10)], {"measured_why": "Safety.", "measured_share_max": 9}, ["measured"]),
        ([(Evidence.LANGUAGE, 60)], {}, []),
        # SEL-01
        ([], {"tie_break": []}, ["tie_break"]),
    ],
)
def test_marks_and_attendance_are_capped_and_explained(measured, more, expected):
    assert [code for code, _remedy in refused(grid(*measured, **more))] == [
        f"selection.grid.{name}.not_met" for name in expected
    ]


def test_each_level_has_its_sentence_and_each_criterion_its_aim():
    bare = Criterion(key="x", name="Something", weight=1, descriptors=SENTENCES[:4])
    [reason] = [one for one in may_open(Grid(criteria=[bare], tie_break=["x"])).reasons if one.answer is Answer.NO]

    assert reason.facts == {"criterion": "x", "missing": ("aim", "bias_risk", "descriptors")}


def test_a_protected_ground_leaves_it_to_a_person():
    touched = Criterion(key="x", name="Native speaker", weight=1, **FULL)
    found = may_open(Grid(criteria=[touched], tie_break=["x"], languages=["en"]))

    assert found.answer is Answer.UNKNOWN
    assert [one.facts["ground"] for one in found.reasons if one.answer is Answer.UNKNOWN] == ["LANG"]


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"criteria": []}, "at least 1 item"),
        ({"criteria": [GRID.criteria[0]] * 2}, "two criteria have the key aim"),
        ({"criteria": GRID.criteria, "tie_break": ["age"]}, "tie_break names no criterion: age"),
        ({"criteria": [{"key": "a", "weight": 0}]}, "greater than or equal to 1"),
        ({"criteria": [{"key": "a", "weight": 1, "descriptors": [""] * 6}]}, "at most 5 items"),
        ({"criteria": GRID.criteria, "languages": ["pt"]}, "Input should be 'fr'"),
    ],
)
def test_a_grid_that_makes_no_sense_is_refused(values, message):
    with pytest.raises(ValidationError, match=message):
        Grid(**values)


def test_every_code_and_remedy_is_known():
    reasons = [
        reason
        for one in (grid((Evidence.MARKS, 30)), Grid(criteria=[Criterion(key="x", name="Age", weight=1)]))
        for reason in may_open(one).reasons
    ]

    assert {reason.code for reason in reasons} <= set(CODES)
    assert {reason.remedy for reason in reasons} - {None} <= set(REMEDIES)
