"""A scheme in words, line by line: what its page reads, and by which two versions or two schemes are compared."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django_countries import countries

from compagnon.core.i18n import localised
from compagnon.network.choices import Zone
from compagnon.network.models import Emblem, Trade
from compagnon.people.choices import Status
from compagnon.schemes.choices import LONG_FROM_DAYS, Form, SourceMark, Strand, TaskLevel, TaskRole
from compagnon.schemes.kinds import AskedPerCall, Condition, Document, HostKind, Proof, Survey
from compagnon.schemes.phrases import ANCHORS, EVIDENCE, RULE_NAMES

GRADES = {str(mark.value): mark.label for mark in SourceMark}


@dataclass(frozen=True)
class Line:
    """One line of a scheme: the part it stands in, what it is called, what it says, where it comes from."""

    part: str
    key: str
    label: str
    words: str
    source: str = ""
    grade: str = ""


@dataclass(frozen=True)
class Pair:
    """The same line of two contents; empty where one has none."""

    part: str
    label: str
    before: str
    after: str


class Names:
    """Names that stand in the database, read once for any number of contents."""

    def __init__(self) -> None:
        self.trades = {key: str(name) for key, name in Trade.objects.values_list("key", "name")}
        self.emblems = {one.code: str(one) for one in Emblem.objects.all()}


def lines(content: dict[str, Any], names: Names) -> list[Line]:
    """Every line of a version's content in the reader's language, in the order of the page."""
    language = get_language() or "en"
    return [
        *_words(content, language),
        *_rules(content, names),
        *(task_line(row, language) for row in content.get("tasks", ())),
        *_preparation(content.get("preparation_days")),
        *_long(content.get("long_from_days", LONG_FROM_DAYS)),
        *_listed("documents", content, Document),
        *_listed("surveys", content, Survey),
        *_grid(content.get("grid") or {}, language),
        *(Line("funders", code, names.emblems.get(code, code), "✓") for code in content.get("funders", ())),
    ]


def compared(before: Iterable[Line], after: Iterable[Line], *, only_changes: bool = True) -> list[Pair]:
    """Two contents side by side, by the keys of their lines, in the order of the second and then of the first."""
    left = {(one.part, one.key): one for one in before}
    right = {(one.part, one.key): one for one in after}
    order = {part: place for place, part in enumerate(dict.fromkeys(part for part, _key in (*right, *left)))}
    pairs = []
    for part, key in sorted({**right, **left}, key=lambda one: order[one[0]]):
        old, new = left.get((part, key)), right.get((part, key))
        told = Pair(part, (new or old).label, _said(old), _said(new))  # type: ignore[union-attr]
        if not only_changes or told.before != told.after or (old and new and old.label != new.label):
            pairs.append(told)
    return pairs


def _said(line: Line | None) -> str:
    if line is None:
        return ""
    return f"{line.label}. {line.words}" if line.part in ("tasks", "grid") else line.words


def _words(content: dict[str, Any], language: str) -> list[Line]:
    texts = [("name", _("Name")), ("summary", _("Summary")), ("duration_text", _("Length"))]
    said = [Line("words", key, label, localised(content.get(key) or {}, language)) for key, label in texts]
    return [
        one for one in [*said, Line("words", "programme", _("Programme"), content.get("programme", ""))] if one.words
    ]


def _rules(content: dict[str, Any], names: Names) -> list[Line]:
    """Each rule that is asked, then what the scheme leaves to each call."""
    rules = content.get("rules") or {}
    stated = {
        "forms": str(Form(content["form"]).label) if content.get("form") else "",
        "zones": str(Zone(content["zone"]).label) if content.get("zone") in Zone.values else "",
        "host_kinds": _(", ").join(str(HostKind(one).label) for one in content.get("host_kinds", ())),
    }
    told = {
        **{name: rule_in_words(name, rules, names) for name in RULE_NAMES if rules.get(name)},
        **{k: v for k, v in stated.items() if v},
    }
    sources = rules.get("sources") or {}
    found = [
        Line("rules", name, str(RULE_NAMES[name]), told[name], *_source(sources.get(name)))
        for name in RULE_NAMES
        if name in told
    ]
    asked = [str(AskedPerCall(one).label) for one in content.get("ask_per_call", ())]
    return [*found, *([Line("rules", "ask_per_call", _("Set by each call"), _(", ").join(asked))] if asked else [])]


def _source(source: dict[str, Any] | None) -> tuple[str, str]:
    if not source:
        return "", ""
    parts = (_(source["title"]) if source.get("title") else "", source.get("reference", ""))
    return _(", ").join(part for part in parts if part), str(GRADES.get(source.get("grade", ""), ""))


def rule_in_words(name: str, rules: dict[str, Any], names: Names) -> str:
    """What a rule asks, as people say it."""
    value = rules[name]
    if name in _COUNTED:
        return _COUNTED[name](int(value)) % {"number": value}
    if name == "min_months":
        said = _over_months if rules.get("min_months_exclusive") else _at_least_months
        return said(value) % {"number": value}
    if name == "contract_max_share":
        return _("at most %(percent)s %% of the contract abroad") % {"percent": round(100 * float(value))}
    if name == "within_contract":
        return _("the whole stay lies within the contract")
    return _(", ").join(_listed_words(name, value, names))


def _listed_words(name: str, value: Any, names: Names) -> list[str]:
    """Each thing that a rule names."""
    labels: dict[str, Callable[[Any], Any]] = {
        "audience": lambda one: Status(one).label,
        "zones": lambda one: Zone(one).label,
        "countries": countries.name,
        "host_kinds": lambda one: HostKind(one).label,
        "trades": lambda one: names.trades.get(one, one),
        "languages": lambda one: f"{one} {value[one]}",
    }
    return [str(labels.get(name, str)(one)) for one in value]


def _at_least_months(number: int) -> str:
    return ngettext("at least %(number)s month", "at least %(number)s months", number)


def _over_months(number: int) -> str:
    return ngettext("more than %(number)s month", "more than %(number)s months", number)


_COUNTED = {
    "min_age": lambda n: ngettext(
        "at least %(number)s year old at departure", "at least %(number)s years old at departure", n
    ),
    "max_age": lambda n: ngettext(
        "at most %(number)s year old at departure", "at most %(number)s years old at departure", n
    ),
    "min_days": lambda n: ngettext("at least %(number)s day", "at least %(number)s days", n),
    "max_days": lambda n: ngettext("at most %(number)s day", "at most %(number)s days", n),
    "max_months": lambda n: ngettext("at most %(number)s month", "at most %(number)s months", n),
    "months_since_diploma_max": lambda n: ngettext(
        "graduates: within %(number)s month of the diploma", "graduates: within %(number)s months of the diploma", n
    ),
    "months_left_in_contract_min": lambda n: ngettext(
        "at least %(number)s month of contract left at departure",
        "at least %(number)s months of contract left at departure",
        n,
    ),
    "contract_max_months": lambda n: ngettext(
        "at most %(number)s month abroad under one contract", "at most %(number)s months abroad under one contract", n
    ),
}


def task_line(row: dict[str, Any], language: str) -> Line:
    """A row of the timeline: its title, then who, when and on which conditions."""
    said = [str(TaskRole(row["role"]).label), when(row), *also(row)]
    grade = str(GRADES.get(row["source_mark"], ""))
    return Line("tasks", row["key"], localised(row["title"], language), _("; ").join(said), row["source"], grade)


def also(row: dict[str, Any]) -> list[str]:
    """What holds for a task beside who and when: for what it is, on which conditions, what hangs on it."""
    said = []
    if row.get("level", TaskLevel.MOBILITY) != TaskLevel.MOBILITY:
        said.append(_("for %(level)s") % {"level": TaskLevel(row["level"]).label})
    if row.get("strand") == Strand.PEDAGOGICAL:
        said.append(str(_("pedagogical")))
    said += [_("done once for the whole group")] if row.get("is_shared") else []
    if row["conditions"]:
        said.append(_("only: %(conditions)s") % {"conditions": conditions(row)})
    said += [_("nobody leaves without it")] if row["blocks_departure"] else []
    said += [_("no closing without it")] if row["blocks_closing"] else []
    if row["evidence"] in Proof.values:
        said.append(_("done when %(proof)s") % {"proof": Proof(row["evidence"]).label})
    return said


def conditions(row: dict[str, Any]) -> str:
    """When a task is needed."""
    return _(", ").join(str(Condition(one).label) for one in row["conditions"] if one in Condition.values)


def when(row: dict[str, Any]) -> str:
    """The offset of a task: "6 weeks before the departure"."""
    number = abs(row["amount"])
    anchor = {"anchor": ANCHORS[row["anchor"]], "number": number}
    if not number:
        told = _("on the day itself (%(anchor)s)") % anchor
    elif row["amount"] < 0:
        told = _BEFORE[row["unit"]](number) % anchor
    else:
        told = _AFTER[row["unit"]](number) % anchor
    return _("%(when)s, on a working day") % {"when": told} if row["working_days"] else told


_BEFORE = {
    "days": lambda n: ngettext("%(number)s day before %(anchor)s", "%(number)s days before %(anchor)s", n),
    "weeks": lambda n: ngettext("%(number)s week before %(anchor)s", "%(number)s weeks before %(anchor)s", n),
    "months": lambda n: ngettext("%(number)s month before %(anchor)s", "%(number)s months before %(anchor)s", n),
}
_AFTER = {
    "days": lambda n: ngettext("%(number)s day after %(anchor)s", "%(number)s days after %(anchor)s", n),
    "weeks": lambda n: ngettext("%(number)s week after %(anchor)s", "%(number)s weeks after %(anchor)s", n),
    "months": lambda n: ngettext("%(number)s month after %(anchor)s", "%(number)s months after %(anchor)s", n),
}


def _preparation(days: int | None) -> list[Line]:
    if not days:
        return []
    said = ngettext("at least %(number)s day before departure", "at least %(number)s days before departure", days)
    return [Line("preparation", "preparation_days", _("A file is opened"), said % {"number": days})]


def _long(days: int) -> list[Line]:
    said = ngettext("from %(number)s day abroad on", "from %(number)s days abroad on", days)
    return [Line("preparation", "long_from_days", _("A stay is long"), said % {"number": days})]


def _listed(part: str, content: dict[str, Any], kinds: Any) -> list[Line]:
    known = {one.value: str(one.label) for one in kinds}
    return [Line(part, code, known.get(code, code), "✓") for code in content.get(part, ())]


def _grid(grid: dict[str, Any], language: str) -> list[Line]:
    weight = sum(one["weight"] for one in grid.get("criteria", ())) or 1
    return [
        Line(
            "grid",
            one["key"],
            localised(one.get("name") or {}, language),
            _("weight %(weight)s (%(percent)s %%), read from %(evidence)s. %(levels)s")
            % {
                "weight": one["weight"],
                "percent": round(100 * one["weight"] / weight),
                "evidence": EVIDENCE[one.get("evidence", "application")],
                "levels": " ".join(
                    f"{level}: {localised(sentence or {}, language)}"
                    for level, sentence in enumerate(one.get("descriptors", ()))
                ),
            },
        )
        for one in grid.get("criteria", ())
    ]
