"""Rates of groups beside the best of them, in three bands instead of verdicts (DISP-03, DISP-04)."""

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum

from pydantic import ConfigDict
from pydantic.dataclasses import dataclass

from compagnon.engines.base import Fact, Reason
from compagnon.engines.fairness.attack import Attacker
from compagnon.engines.fairness.facts import BANDS, RATES, At, Place, Question, Rate, Stage
from compagnon.engines.fairness.protect import Watch, exposed
from compagnon.engines.fairness.tables import Table
from compagnon.engines.statistics import DIGITS, Interval, benjamini_hochberg, fisher, impact_ratio, newcombe, wilson

_STRICT = ConfigDict(extra="forbid")

WIDE = 0.40
"""An interval of the difference wider than this says nothing (DISP-04)."""
RATIO_LINE = 0.80
NOTICEABLE = -0.20
"""An interval that holds this gap and none at all says nothing either (DISP-04)."""


class Band(StrEnum):
    """What may be said of a gap. Never that somebody was discriminated against."""

    HIDDEN = "hidden"
    BEST = "best"
    NO_SIGN = "no_sign"
    TOO_FEW = "too_few"
    LOOK_INTO = "look_into"


@dataclass(frozen=True, config=_STRICT)
class GroupRate:
    """One group's rate with its number of people and intervals, and its band beside the group with the best rate.

    Figures are None where they would tell a hidden cell; `difference` is this rate minus the best one.
    """

    dimension: str
    group: str
    of: Stage
    reached: Stage
    band: Band
    reason: Reason
    people: int | None = None
    of_them: int | None = None
    rate: float | None = None
    interval: Interval | None = None
    difference: float | None = None
    difference_interval: Interval | None = None
    ratio: float | None = None
    ratio_interval: Interval | None = None
    p: float | None = None
    p_among_all: float | None = None


def band(group: tuple[int, int], best: tuple[int, int]) -> Band:
    """The band of a group (how many did, of how many) beside the best one: the table of DISP-04."""
    interval = newcombe(group, best)
    ratio = impact_ratio(group, best)
    apart = 0 not in interval
    if apart and ratio is not None and ratio.value < RATIO_LINE:
        return Band.LOOK_INTO
    if interval.width > WIDE or (NOTICEABLE in interval and not apart):
        return Band.TOO_FEW
    return Band.NO_SIGN


def gaps(question: Question, table: Table, watches: Sequence[Watch]) -> list[GroupRate]:
    """Every rate asked, for every group of every dimension; p-values also as one of so many comparisons."""
    found = [
        one
        for dimension in question.dimensions
        for rate in question.rates
        if {rate.of, rate.reached} <= set(question.stages)
        for one in _of_dimension(question, table, dimension.key, rate)
    ]
    told = [_told(one, found, table, watches) for one in found]
    tested = [one.p for one in told if one.p is not None]
    among_all = iter(benjamini_hochberg(tested))
    return [_rounded(replace(one, p_among_all=next(among_all))) if one.p is not None else one for one in told]


def _rounded(one: GroupRate) -> GroupRate:
    """p-values are corrected in full and shown with four decimals."""
    return replace(one, p=round(one.p or 0, DIGITS), p_among_all=round(one.p_among_all or 0, DIGITS))


def _of_dimension(question: Question, table: Table, dimension: str, rate: Rate) -> list[GroupRate]:
    """The rates of all groups of a dimension, each beside the best that is shown."""
    groups = sorted({place[0][1] for place, _stage in table.counts if len(place) == 1 and place[0][0] == dimension})
    counted = {}
    for group in groups:
        place: Place = ((dimension, group),)
        of, reached = (place, rate.of), (place, rate.reached)
        if {of, reached} <= table.shown and table.counts[of] >= question.thresholds.rates:
            counted[group] = (table.counts[reached], table.counts[of])
    best = max(counted, key=lambda group: (counted[group][0] / counted[group][1], counted[group][1], group), default="")
    return [_beside(dimension, group, rate, counted, best) for group in groups]


def _beside(dimension: str, group: str, rate: Rate, counted: dict[str, tuple[int, int]], best_group: str) -> GroupRate:
    mine, best, is_best = counted.get(group), counted.get(best_group), group == best_group
    facts: dict[str, Fact] = {"dimension": dimension, "group": group, "of": rate.of, "reached": rate.reached}
    if mine is None or best is None:
        hidden = Reason("fairness.band.hidden", facts, RATES)
        return GroupRate(dimension, group, rate.of, rate.reached, Band.HIDDEN, hidden)
    of_them, people = mine
    found = Band.BEST if is_best else band(mine, best)
    reason = Reason(f"fairness.band.{found}", {**facts, "people": people}, BANDS)
    own = GroupRate(
        dimension, group, rate.of, rate.reached, found, reason,
        people=people, of_them=of_them, rate=round(of_them / people, DIGITS), interval=wilson(*mine).rounded(),
    )  # fmt: skip
    if is_best:
        return own
    ratio = impact_ratio(mine, best)
    return replace(
        own,
        difference=round(of_them / people - best[0] / best[1], DIGITS),
        difference_interval=newcombe(mine, best).rounded(),
        ratio=round(ratio.value, DIGITS) if ratio else None,
        ratio_interval=ratio.interval.rounded() if ratio and ratio.interval else None,
        p=fisher(mine, best),
    )


def _told(one: GroupRate, all_rates: Sequence[GroupRate], table: Table, watches: Sequence[Watch]) -> GroupRate:
    """A gap so wide that it would be one whatever the hidden count: said in words, if that gives no cell away.

    So a group of thirty of whom hardly anybody was admitted is not passed over because the few are hidden.
    """
    place: Place = ((one.dimension, one.group),)
    of, reached = (place, one.of), (place, one.reached)
    best = next((o for o in all_rates if o.band is Band.BEST and _same_question(o, one)), None)
    floor = watches[0].floors[place]
    if one.band is not Band.HIDDEN or best is None or of not in table.shown or table.counts[reached] >= floor:
        return one
    people, standard = table.counts[of], (best.of_them or 0, best.people or 0)
    if people < floor or any(band((few, people), standard) is not Band.LOOK_INTO for few in range(floor)):
        return one
    if not _may_tell_below(reached, floor, table, watches):
        return one
    facts: dict[str, Fact] = {**one.reason.facts, "people": people, "fewer_than": floor}
    return replace(one, band=Band.LOOK_INTO, people=people, reason=Reason("fairness.band.look_into_few", facts, BANDS))


def _same_question(one: GroupRate, other: GroupRate) -> bool:
    return (one.dimension, one.of, one.reached) == (other.dimension, other.of, other.reached)


def _may_tell_below(at: At, floor: int, table: Table, watches: Sequence[Watch]) -> bool:
    """Tell that this cell is under the threshold, unless some reader could then guess a hidden cell too closely."""

    def guessed() -> list[set[At]]:
        attackers = (Attacker([*watch.releases, table]) for watch in watches)
        return [set(exposed(table, watch, it.ranges())) for watch, it in zip(watches, attackers, strict=True)]

    before = guessed()
    table.below[at] = floor
    if all(after <= then for after, then in zip(guessed(), before, strict=True)):
        return True
    del table.below[at]
    return False
