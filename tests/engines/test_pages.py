"""The example on each engine's page is what the engine answers."""

import json
import re
from pathlib import Path

import pytest

from compagnon.engines.door import ENGINES, compute
from compagnon.engines.eligibility.rules import RULES
from compagnon.engines.legal.pack import RULES as LEGAL_RULES

PAGES = Path(__file__).parents[2] / "docs" / "understand" / "engines"


@pytest.mark.parametrize("name", ENGINES)
def test_the_example_on_the_page_is_true(name):
    question, answer = re.findall(r"```json\n(.*?)```", (PAGES / f"{name}.md").read_text(), re.DOTALL)

    assert json.loads(compute(name, question)) == json.loads(answer)


def test_every_rule_of_eligibility_is_on_its_page():
    page = (PAGES / "eligibility.md").read_text()

    assert [rule for rule in RULES if f"`{rule}`" not in page] == []


def test_every_rule_of_the_legal_pack_is_on_its_page():
    page = (PAGES / "legal.md").read_text()

    assert [rule for rule in LEGAL_RULES if f"`{rule}`" not in page] == []
