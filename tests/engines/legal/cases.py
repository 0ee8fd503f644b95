"""The cases that lawyers review, read from the page of the documentation, and the stay that each of them changes."""

import json
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from compagnon.engines.legal import Finding, LegalFacts, Pack, pack_of

PAGE = Path(__file__).parents[3] / "docs" / "understand" / "engines" / "legal-cases.md"
TODAY = date(2026, 11, 24)
STAY: dict[str, Any] = json.loads(re.search(r"```json\n(.*?)```", PAGE.read_text(), re.DOTALL)[1])


@dataclass(frozen=True)
class Row:
    """One line of the page."""

    says: str
    changes: dict[str, Any]
    rule: str
    regime: str | None
    answer: str
    article: str


def rows() -> list[Row]:
    lines = [line.strip("|").split("|") for line in PAGE.read_text().splitlines() if line.startswith("| ")]
    cells = ([cell.strip() for cell in line] for line in lines)
    return [
        Row(says, json.loads("{" + changes.strip("`") + "}"), rule.strip("`"), regime or None, answer, article)
        for says, changes, rule, regime, answer, article in cells
        if says != "what the text says"
    ]


def pack(**changes: Any) -> Pack:
    return pack_of(LegalFacts.model_validate_json(json.dumps({**STAY, **changes}, default=str)), today=TODAY)


def found(rule: str, under: str | None = None, **changes: Any) -> Finding:
    """The first finding of a rule: of the youngest age, where it differs by age."""
    return next(one for one in pack(**changes).findings if one.rule == rule and one.regime == under)
