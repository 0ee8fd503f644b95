"""Reads every row of a table against what is there: what is new, changed, the same, doubtful or wrong, and why."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from operator import itemgetter
from typing import Any

from django.utils.translation import gettext_noop
from django_countries.fields import Country

from compagnon.core.imports import cells
from compagnon.core.imports.cells import Wrong
from compagnon.core.imports.columns import Field
from compagnon.core.imports.kinds import Importer, Line, Register
from compagnon.core.imports.known import simple
from compagnon.core.imports.reading import Table

MOST_KEPT = 10_000  # a wrongly chosen column makes every row a problem: the counts are whole, the preview is not
SHORT_LIST = 100  # a longer one is not offered whole to choose from: only the nearest are
MOST_SHOWN = 20  # rows that are fine: enough to see that the columns are right and what would change
MISSING = gettext_noop("This is needed and is missing.")
UNKNOWN = gettext_noop("Not known here. Choose the right one under “Names that are not known”.")
TWICE = gettext_noop("Row %(row)d of this file says something else about the same one. Keep one of the two rows.")


@dataclass(frozen=True)
class Choices:
    """What a person said about a file: its columns, corrected cells, unknown names, likely twins."""

    columns: dict[str, int]
    corrections: dict[str, dict[str, str]] = field(default_factory=dict)
    values: dict[str, dict[str, int | None]] = field(default_factory=dict)
    decisions: dict[str, str] = field(default_factory=dict)


@dataclass
class Plan:
    """What an import would do; problems, likely twins and unknown names are plain values that can be kept as JSON."""

    new: list[Line] = field(default_factory=list)
    changed: list[Line] = field(default_factory=list)
    same: int = 0
    problems: list[dict[str, Any]] = field(default_factory=list)
    likely: list[dict[str, Any]] = field(default_factory=list)
    unknown: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    choices: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    shown: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    @property
    def counts(self) -> dict[str, int]:
        return {
            "new": sum(line.stands_for for line in self.new),
            "changed": sum(line.stands_for for line in self.changed),
            "same": self.same,
            "problem": len({problem["row"] for problem in self.problems}),
            "likely": sum(1 for one in self.likely if not one["decided"]),
        }

    def kept(self) -> dict[str, Any]:
        """What the preview shows; of the rows that are fine the first ones."""
        return {
            "counts": self.counts,
            "problems": self.problems[:MOST_KEPT],
            "likely": self.likely[:MOST_KEPT],
            "unknown": sorted(self.unknown.values(), key=lambda one: (-one["rows"], one["value"])),
            "known": self.choices,
            **self.shown,
        }


class _Check:
    def __init__(self, importer: Importer, register: Register, table: Table, choices: Choices) -> None:
        self.importer, self.register, self.table, self.choices = importer, register, table, choices
        self.plan = Plan()
        self.lines: list[Line] = []
        self.seen: dict[Any, Line] = {}
        self.columns = [
            (one, choices.columns[one.key]) for one in importer.fields if choices.columns.get(one.key) is not None
        ]
        self.months_first = {
            one.key: cells.month_first(row[place] for row in table.rows if place < len(row))
            for one, place in self.columns
            if one.is_day
        }

    def texts(self, number: int, row: list[str]) -> dict[str, str]:
        texts = {one.key: row[place] for one, place in self.columns if place < len(row) and row[place]}
        return {**texts, **self.choices.corrections.get(str(number), {})}

    def read(self, one: Field, text: str) -> Any:
        if one.refers:
            return self.refer(one, text)
        return one.read(text, months_first=self.months_first.get(one.key, False)) if one.is_day else one.read(text)

    def refer(self, one: Field, text: str) -> int | None:
        chosen = self.choices.values.get(one.key, {})
        if (written := simple(text)) in chosen:
            return chosen[written]
        known = self.register.known[one.refers]
        found = known.find(text)
        if found is None:
            kept = self.plan.unknown.get((one.key, written))
            if kept is None:
                near = [[key, known.labels[key]] for key in known.nearest(text)]
                kept = {"field": one.key, "value": text[:120], "written": written, "rows": 0, "near": near}
                self.plan.unknown[one.key, written] = kept
                if one.key not in self.plan.choices and len(known.labels) <= SHORT_LIST:
                    self.plan.choices[one.key] = sorted(known.labels.items(), key=lambda pair: simple(pair[1]))
            kept["rows"] += 1
            raise Wrong(UNKNOWN)
        return found

    def wrong(self, line: Line, key: str, text: str, wrong: Wrong) -> None:
        self.plan.problems.append(
            {"row": line.number, "name": self.importer.title(line.said), "field": key, "value": text[:200],
             "text": wrong.text, "facts": wrong.facts}
        )  # fmt: skip

    def in_words(self, one: Field, value: Any) -> str:
        if value in (None, ""):
            return ""
        return self.register.known[one.refers].labels.get(value, "") if one.refers else one.show(value)

    def shown(self) -> dict[str, list[dict[str, Any]]]:
        """The first rows that would be new with all that they say, and the first that would change with what stood there."""
        new = [self.in_facts(line, line.said, {}) for line in self.plan.new[:MOST_SHOWN]]
        there = self.register.there
        changed = [
            self.in_facts(line, line.differences, there[line.target or 0]) for line in self.plan.changed[:MOST_SHOWN]
        ]
        return {"new": new, "changed": changed}

    def in_facts(self, line: Line, said: dict[str, Any], there: dict[str, Any]) -> dict[str, Any]:
        told = {one.key: one for one in self.importer.fields}
        facts = [
            {"field": key, "before": self.in_words(told[key], there.get(key)), "after": self.in_words(told[key], value)}
            for key, value in said.items()
            if key in told
        ]
        return {"row": line.number, "name": self.importer.title({**there, **line.said}), "facts": facts}

    def line(self, number: int, row: list[str]) -> None:
        texts = self.texts(number, row)
        if not any(texts.values()):
            return
        said, wrongs = self.understood(texts)
        line = Line(number, {key: value for key, value in said.items() if value is not None})
        wrongs = wrongs or list(self.register.wrongs(said))
        for key, why in wrongs:
            self.wrong(line, key, texts.get(key, "").strip(), why)
        if not wrongs:
            self.lines.append(line)

    def understood(self, texts: dict[str, str]) -> tuple[dict[str, Any], list[tuple[str, Wrong]]]:
        """What the cells of a row say, and what is wrong with those that cannot be read."""
        said: dict[str, Any] = {}
        wrongs: list[tuple[str, Wrong]] = []
        for one in self.importer.fields:
            text = texts.get(one.key, "").strip()
            if not text:
                if one.required:
                    wrongs.append((one.key, Wrong(MISSING)))
                continue
            try:
                said[one.key] = self.read(one, text)
            except Wrong as wrong:
                wrongs.append((one.key, wrong))
        return said, wrongs

    def place(self, line: Line) -> None:
        """Put a row that reads well where it belongs."""
        texts = self.texts(line.number, self.table.rows[line.number - self.table.first])
        match = self.register.match(line.said)
        line.target = match.target
        decided = match.wrong or match.target or not match.likely or self.decide(line, match.likely, texts)
        wrong = match.wrong or (self.register.wrong_if_new(line.said) if decided and line.target is None else None)
        if wrong:
            self.wrong(line, wrong[0], texts.get(wrong[0], ""), wrong[1])
            return
        if not decided or not self.is_first(line):
            return
        if line.target is None:
            self.plan.new.append(line)
            return
        line.differences = self.register.differences(line.target, line.said)
        if line.differences:
            self.plan.changed.append(line)
        else:
            self.plan.same += line.stands_for

    def is_first(self, line: Line) -> bool:
        identities = [*self.register.identities(line.said), *([("there", line.target)] if line.target else [])]
        earlier = next((self.seen[one] for one in identities if one in self.seen), None)
        if earlier is not None:
            if earlier.said == line.said:
                self.plan.same += line.stands_for
            else:
                key = next(iter(line.said))
                self.wrong(line, key, self.importer.title(line.said), Wrong(TWICE, row=earlier.number))
            return False
        self.seen.update(dict.fromkeys(identities, line))
        return True

    def decide(self, line: Line, likely: list[int], texts: dict[str, str]) -> bool:
        """Whether somebody said if the row is one of those that are alike."""
        decided = self.choices.decisions.get(str(line.number)) or self.choices.decisions.get("all", "")
        if decided == "merge":
            decided = str(likely[0])
        if decided.isdigit() and int(decided) in likely:
            line.target = int(decided)
        elif decided != "apart":
            decided = ""
        beside = []
        for key in likely[:3]:
            name, described = self.register.described(key)
            beside.append({"key": key, "name": name, "texts": described})
        shown = {key: texts.get(key, "") for key in self.importer.side_by_side}
        title = self.importer.title(line.said)
        self.plan.likely.append(
            {"row": line.number, "name": title, "texts": shown, "beside": beside, "decided": decided}
        )
        return bool(decided)


def check(importer: Importer, register: Register, table: Table, choices: Choices) -> Plan:
    """Everything that an import of this table would do; changes nothing."""
    checking = _Check(importer, register, table, choices)
    for place, row in enumerate(table.rows):
        checking.line(table.first + place, row)
    for line in register.gathered(checking.lines):
        checking.place(line)
    checking.plan.problems.sort(key=itemgetter("row"))
    checking.plan.shown = checking.shown()
    return checking.plan


def problem_rows(table: Table, problems: list[dict[str, Any]]) -> Iterator[tuple[list[str], list[dict[str, Any]]]]:
    """The rows that have problems, as they stand in the file, each with its problems."""
    by_row: dict[int, list[dict[str, Any]]] = {}
    for problem in problems:
        by_row.setdefault(problem["row"], []).append(problem)
    for number, found in sorted(by_row.items()):
        yield table.rows[number - table.first], found


def as_json(value: Any) -> Any:
    """A value of a field as it is kept in the record of an import."""
    if isinstance(value, Country):
        return value.code
    return value.isoformat() if isinstance(value, date) else value
