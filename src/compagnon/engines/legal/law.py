"""The texts behind the rules, from `rules.csv`: article, grade, since when it reads so, when it was read."""

import csv
from datetime import date
from functools import cache
from pathlib import Path

from pydantic import ConfigDict
from pydantic.dataclasses import dataclass

from compagnon.engines.base import Grade, Source
from compagnon.engines.dates import Day

TABLE = Path(__file__).with_name("rules.csv")


@dataclass(frozen=True, config=ConfigDict(extra="forbid"))
class Text:
    """What one rule rests on; for a professionalisation contract the article of its own book (FR-11)."""

    source: Source
    professionalisation: Source
    in_force_from: Day | None = None


@cache
def texts() -> dict[str, Text]:
    """The text of each rule; a rule that no source speaks of has none."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return {row["rule"]: _text(row) for row in csv.DictReader(lines)}


def _text(row: dict[str, str]) -> Text:
    own = _source(row, row["article"])
    other = _source(row, row["professionalisation"]) if row["professionalisation"] else own
    since = row["in_force_from"]
    return Text(own, other, date.fromisoformat(since) if since else None)


def _source(row: dict[str, str], article: str) -> Source:
    number = f"({row['number']})" if row["number"] else ""
    as_of = date.fromisoformat(row["as_of"]) if row["as_of"] else None
    return Source(row["title"], f"{article} {number}".strip(), Grade(row["grade"]), row["url"], as_of)
