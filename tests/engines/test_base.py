"""Answers put together, and reasons that survive being kept as JSON."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from compagnon.engines.base import Answer, Grade, Reason, Source, Verdict, combine, verdict

YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN


@pytest.mark.parametrize(
    ("answers", "together"),
    [
        ([], YES),
        ([YES, YES], YES),
        ([YES, UNKNOWN], UNKNOWN),
        ([UNKNOWN, NO], NO),
        ([YES, NO], NO),
    ],
)
def test_no_beats_unknown_beats_yes(answers, together):
    assert combine(answers) is together


@given(st.lists(st.sampled_from(Answer)), st.randoms())
def test_the_order_of_answers_does_not_matter(answers, random):
    shuffled = answers.copy()
    random.shuffle(shuffled)

    assert combine(shuffled) is combine(answers)


@given(st.lists(st.sampled_from(Answer)), st.lists(st.sampled_from(Answer)))
def test_one_more_answer_never_softens_the_whole(some, more):
    strength = [YES, UNKNOWN, NO].index

    assert strength(combine(some + more)) >= strength(combine(some))


def test_a_reason_without_an_answer_does_not_weigh():
    assert verdict([Reason("a", {})]).answer is YES
    assert verdict([Reason("a", {}), Reason("b", {}, answer=NO)]).answer is NO


def test_a_verdict_kept_as_json_comes_back_the_same():
    source = Source("Labour Code", "L6222-42 I", Grade.VERIFIED, "https://example.org/", date(2026, 8, 20))
    facts = {"on": date(2027, 2, 1), "days": 15, "known": True, "level": None, "accepted": ("a", "b"), "name": "2027"}
    given_verdict = verdict([Reason("code", facts, source, "ask_referent", NO)])
    kept = TypeAdapter(Verdict)

    assert kept.validate_json(kept.dump_json(given_verdict)) == given_verdict
    assert kept.validate_python(kept.dump_python(given_verdict, mode="json")) == given_verdict
