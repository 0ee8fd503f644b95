"""A kept table in words, for page, paper and spreadsheet alike: nothing here reads the register."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from compagnon.core.sheets import Column
from compagnon.insights.models import FairnessRelease
from compagnon.insights.phrases import hundredths
from compagnon.network.models import Site, Trade
from compagnon.people.choices import Status

STAGES: dict[str, str | Promise] = {
    "applied": pgettext_lazy("fairness", "Applied"),
    "eligible": pgettext_lazy("fairness", "Eligible"),
    "scored": pgettext_lazy("fairness", "Scored"),
    "admitted": pgettext_lazy("fairness", "Selected"),
    "gone": pgettext_lazy("fairness", "Gone"),
    "finished": pgettext_lazy("fairness", "Finished"),
}
DIMENSIONS: dict[str, str | Promise] = {
    "age": pgettext_lazy("fairness", "Age on the day of departure"),
    "level": pgettext_lazy("fairness", "Level of the qualification"),
    "trade": pgettext_lazy("fairness", "Trade"),
    "site": pgettext_lazy("fairness", "Training centre"),
    "status": pgettext_lazy("fairness", "Status"),
    "first_time": pgettext_lazy("fairness", "First time abroad under the contract"),
    "fewer": pgettext_lazy("fairness", "Fewer opportunities"),
}
BANDS: dict[str, str | Promise] = {
    "look_into": pgettext_lazy("fairness", "a gap to look into"),
    "too_few": pgettext_lazy("fairness", "too few people to tell"),
    "no_sign": pgettext_lazy("fairness", "no sign of a gap"),
    "best": pgettext_lazy("fairness", "compared with this group"),
    "hidden": pgettext_lazy("fairness", "not shown"),
}
GROUPS: dict[str, str | Promise] = {
    "under_18": pgettext_lazy("fairness", "Minors (under 18)"),
    "18_20": pgettext_lazy("fairness", "18 to 20"),
    "21_25": pgettext_lazy("fairness", "21 to 25"),
    "26_up": pgettext_lazy("fairness", "26 and more"),
    "yes": pgettext_lazy("fairness", "Yes"),
    "no": pgettext_lazy("fairness", "No"),
    "not_told": pgettext_lazy("fairness", "Not told"),
}


@dataclass(frozen=True)
class Compared:
    """One rate of one group, as it may be said; `low`, `high` and `at` are hundredths for the drawing."""

    dimension: str
    group: str
    of: str
    reached: str
    title: str
    band: str
    people: int | None
    of_them: int | None
    rate: float | None
    low: float | None
    high: float | None

    @property
    def words(self) -> str:
        return str(BANDS[self.band])

    @property
    def rate_told(self) -> str:
        return "" if self.rate is None else hundredths(self.rate)

    @property
    def interval_told(self) -> str:
        if self.low is None or self.high is None:
            return ""
        return _("%(low)s to %(high)s") % {"low": hundredths(self.low), "high": hundredths(self.high)}

    @property
    def drawn(self) -> dict[str, str] | None:
        """Where the line begins and ends and where the point is, in a drawing 100 wide."""
        if self.low is None or self.high is None or self.rate is None:
            return None
        return {"low": f"{self.low:.1f}", "high": f"{self.high:.1f}", "at": f"{self.rate:.1f}"}


@dataclass(frozen=True)
class Line:
    """One group with its counts by stage (None is hidden) and its rates."""

    label: str
    counts: list[int | None]
    compared: list[Compared]


@dataclass(frozen=True)
class Shifted:
    """What the panel changed for one group: where its middle file came to lie, in words."""

    label: str
    words: str


@dataclass(frozen=True)
class Part:
    """One way to part people, its groups in order."""

    label: str
    lines: list[Line]
    shifts: list[Shifted]

    @property
    def has_rates(self) -> bool:
        """Whether any rate of it may be said."""
        return any(one.band != "hidden" for line in self.lines for one in line.compared)


@dataclass(frozen=True)
class Told:
    """The whole table."""

    stages: list[str]
    totals: list[int | None]
    parts: list[Part]
    comparisons: int
    hidden: int
    fewer_than: int

    @property
    def has_shifts(self) -> bool:
        """Whether it says what the panel changed."""
        return any(part.shifts for part in self.parts)


class Names:
    """Words of groups; trades and centres are read once."""

    def __init__(self) -> None:
        self._rows = {
            "trade": {str(one.pk): str(one) for one in Trade.objects.all()},
            "site": {str(one.pk): one.town or one.name for one in Site.objects.all()},
            "status": {str(value): str(label) for value, label in Status.choices},
        }

    def of(self, dimension: str, group: str) -> str:
        if dimension == "level" and group.isdecimal():
            return _("EQF level %(level)s") % {"level": group}
        return self._rows.get(dimension, {}).get(group) or str(GROUPS.get(group, group))


def told(release: FairnessRelease) -> Told:
    """What the page, the paper and the spreadsheet say."""
    names, shown = Names(), release.shown
    counts: dict[tuple[str, str], dict[str, int | None]] = defaultdict(dict)
    for cell in shown["cells"]:
        ((dimension, group),) = cell["groups"].items() if cell["groups"] else (("", ""),)
        counts[dimension, group][cell["stage"]] = cell["people"]
    stages = [stage for stage in STAGES if stage in counts["", ""]]
    rates: dict[tuple[str, str], list[Compared]] = defaultdict(list)
    for one in shown["rates"]:
        rates[one["dimension"], one["group"]].append(_compared(one))
    parts = []
    for dimension, label in DIMENSIONS.items():
        groups = sorted((names.of(dimension, group), group) for of, group in counts if of == dimension)
        lines = [
            Line(name, [counts[dimension, group][stage] for stage in stages], rates[dimension, group])
            for name, group in groups
        ]
        if len(lines) > 1:
            parts.append(Part(str(label), lines, _shifts(dimension, names, shown.get("shifts", ()))))
    facts = next(one["facts"] for one in shown["reasons"] if one["code"] == "fairness.hidden")
    return Told(
        [str(STAGES[stage]) for stage in stages], [counts["", ""][stage] for stage in stages], parts,
        shown["comparisons"], facts["hidden"], facts["fewer_than"],
    )  # fmt: skip


def _shifts(dimension: str, names: Names, shifts: Any) -> list[Shifted]:
    """What seeing who they are changed, group by group; nothing where any group of the dimension is too small."""
    found = [one for one in shifts if one["dimension"] == dimension]
    if any(one["median_percent"] is None for one in found):
        return []
    told = [Shifted(names.of(dimension, one["group"]), _moved(one["median_percent"])) for one in found]
    return sorted(told, key=lambda one: one.label)


def _moved(percent: float) -> str:
    """By how many hundredths of the whole list the middle file moved."""
    if not percent:
        return _("where the reading had put it")
    how = _("%(percent)s higher") if percent > 0 else _("%(percent)s lower")
    return how % {"percent": hundredths(abs(percent))}


def _compared(one: dict[str, Any]) -> Compared:
    interval = one["interval"] or {"low": None, "high": None}

    def percent(value: float | None) -> float | None:
        return None if value is None else round(100 * value)

    return Compared(
        one["dimension"], one["group"], one["of"], one["reached"], rate_title(one["of"], one["reached"]), one["band"], one["people"], one["of_them"],
        percent(one["rate"]), percent(interval["low"]), percent(interval["high"]),
    )  # fmt: skip


def rate_title(of: str, reached: str) -> str:
    """Which rate it is: those who reached a stage, of those who reached one before."""
    return _("%(reached)s, of %(of)s") % {
        "reached": STAGES.get(reached, reached),
        "of": str(STAGES.get(of, of)).lower(),
    }


def gap_words(dimension: str, group: str) -> str:
    """A group that is looked into, as its review is called."""
    return f"{DIMENSIONS.get(dimension, dimension)}: {Names().of(dimension, group)}"


def columns(table: Told) -> list[Column]:
    """The spreadsheet of exactly what is shown: one row for each group, hidden cells left empty."""
    found = [Column(_("Compared by"), lambda row: row[0], 30), Column(_("Group"), lambda row: row[1], 30)]
    found += [Column(stage, _at(2, place), 10) for place, stage in enumerate(table.stages)]
    titles = next((line.compared for part in table.parts for line in part.lines if line.compared), [])
    for place, one in enumerate(titles):
        found += [
            Column(one.title, _rate(place, "rate_told"), 18),
            Column(_("Interval"), _rate(place, "interval_told"), 16),
            Column(_("In words"), _rate(place, "words"), 24),
        ]
    return found


def _at(of: int, place: int) -> Any:
    return lambda row: row[of][place]


def _rate(place: int, name: str) -> Any:
    return lambda row: getattr(row[3][place], name) if place < len(row[3]) else ""


def rows(table: Told) -> Iterable[tuple[str, str, list[int | None], list[Compared]]]:
    """Everybody first, then each group."""
    yield "", _("Everybody"), table.totals, []
    for part in table.parts:
        for line in part.lines:
            yield part.label, line.label, line.counts, line.compared
