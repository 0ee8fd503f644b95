"""Each line of the reviewed table of cases is what the engine answers, by the article that it names."""

import pytest

from compagnon.engines.legal import CODES, LegalFacts, pack_of
from tests.engines.legal.cases import TODAY, found, rows


def cited(finding):
    source = finding.reason.source
    return f"{source.title} {source.reference}".strip() if source else ""


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row.rule}: {row.says}")
def test_the_reviewed_case(row):
    finding = found(row.rule, row.regime, **row.changes)

    assert (finding.outcome, cited(finding)) == (row.answer, row.article)
    assert finding.reason.code == f"legal.{row.rule}.{row.answer}"


def test_every_answer_that_the_engine_can_give_has_a_reviewed_case():
    reviewed = {f"legal.{row.rule}.{row.answer}" for row in rows()}
    untold = {
        one.reason.code
        for direction in ("out", "in")
        for one in pack_of(LegalFacts(direction=direction), today=TODAY).findings
    }

    assert {code for code in CODES if not code.endswith(".unknown")} - reviewed == set()
    assert set(CODES) - reviewed - untold == set()
    assert reviewed <= set(CODES)
