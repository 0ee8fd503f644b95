"""One item for each need, open task and broken condition, with its light and the reason for it."""

from collections.abc import Iterator
from dataclasses import replace
from enum import StrEnum

from pydantic import ConfigDict
from pydantic.dataclasses import dataclass

from compagnon.engines.base import Answer, Fact, Reason
from compagnon.engines.readiness.facts import Held, Need, Question
from compagnon.engines.readiness.periods import gaps


class Light(StrEnum):
    RED = "red"
    """Stands in the way: nobody leaves with it, unless a named person waives it."""
    AMBER = "amber"
    """Not told yet while there is time, only told, or waived: leaving is somebody's decision."""
    GREEN = "green"


CODES: tuple[str, ...] = (
    "readiness.need.covered",
    "readiness.need.not_covered",
    "readiness.need.expires",
    "readiness.need.not_seen",
    "readiness.need.days_unknown",
    "readiness.need.missing",
    "readiness.need.undecided",
    "readiness.need.not_required",
    "readiness.fact.missing",
    "readiness.task.open",
    "readiness.point.open",
    "readiness.law.broken",
    "readiness.law.regime_open",
    "readiness.law.regime_chosen",
)
"""Every code a reason may carry."""

REMEDIES: tuple[str, ...] = (
    "add_paper",
    "extend_cover",
    "renew_paper",
    "see_paper",
    "tell_days",
    "decide_need",
    "tell_fact",
    "do_task",
    "settle_point",
    "mend_law",
    "choose_regime",
)
"""Every remedy a reason may carry."""

ORDER = list(Light)


@dataclass(frozen=True, config=ConfigDict(extra="forbid"))
class Item:
    """One thing to look at. `is_waived`: red by itself, amber because somebody answers for it."""

    key: str
    light: Light
    reason: Reason
    is_waived: bool = False


@dataclass(frozen=True, config=ConfigDict(extra="forbid"))
class Checked:
    """The worst light of all, and every item, what stands in the way first."""

    light: Light
    items: tuple[Item, ...]


def check(question: Question) -> Checked:
    """Every item of one departure. Nothing asked for and nothing open is green."""
    items = [_waived(item, question) for item in _items(question)]
    items.sort(key=lambda item: ORDER.index(item.light))
    worst = min((item.light for item in items), key=ORDER.index, default=Light.GREEN)
    return Checked(worst, tuple(items))


def _items(question: Question) -> Iterator[Item]:
    for task in question.open_tasks:
        yield _item(f"task_{task.key}", Light.RED, "task.open", {}, "do_task")
    for point in question.open_points:
        yield _item(f"point_{point}", Light.RED, "point.open", {}, "settle_point")
    for rule in question.broken_rules:
        yield _item(f"law_{rule}", Light.RED, "law.broken", {"rule": rule}, "mend_law")
    if question.regime_chosen is False:
        yield _item("regime", Light.AMBER, "law.regime_open", {}, "choose_regime")
    elif question.regime_chosen:
        yield _item("regime", Light.GREEN, "law.regime_chosen", {}, None)
    for key in question.lacking:
        yield _item(key, Light.RED if question.missing_stops else Light.AMBER, "fact.missing", {}, "tell_fact")
    for need in question.needs:
        yield _need(need, question)


def _need(need: Need, question: Question) -> Item:
    """Held without a gap it is green, whoever needs it; else the light says how much is known."""
    held = [one for one in question.held if need.key in one.serves]
    if need.required is Answer.NO and not held:
        return _of(need, Light.GREEN, "not_required", {}, None)
    if not held:
        if need.required is Answer.UNKNOWN:
            return _of(need, Light.AMBER, "undecided", {}, "decide_need")
        stops = question.missing_stops and not need.is_advice
        return _of(need, Light.RED if stops else Light.AMBER, "missing", {}, "add_paper")
    return _held(need, held, question)


def _held(need: Need, held: list[Held], question: Question) -> Item:
    """By what somebody has seen, as soon as anything was; what is only told makes a light neither better nor worse."""
    seen = [one for one in held if one.is_seen]
    if not seen:
        item = _reckoned(need, held, question)
        return item if item.light is not Light.GREEN else _of(need, Light.AMBER, "not_seen", {}, "see_paper")
    item = _reckoned(need, seen, question)
    if item.light is Light.GREEN or _reckoned(need, held, question).light is not Light.GREEN:
        return item
    return replace(item, reason=replace(item.reason, remedy="see_paper"))


def _reckoned(need: Need, held: list[Held], question: Question) -> Item:
    """The light of these papers, whether seen or told."""
    days = [(one.first or question.away_from, one.last) for one in held]
    dated = [(first, last) for first, last in days if last is not None]
    if need.to_return_only:
        latest = max((last for _first, last in dated), default=None)
        if latest is not None and latest < question.away_until:
            facts: dict[str, Fact] = {"last": latest, "until_on": question.away_until}
            return _of(need, _bad(need), "expires", facts, "renew_paper")
        left = []
    else:
        left = gaps(question.away_from, question.away_until, [*dated, *question.at_home])
    if (not dated or left) and len(dated) < len(held):
        return _of(need, Light.AMBER, "days_unknown", {}, "tell_days")
    if left:
        return _of(
            need, _bad(need), "not_covered", {"from_on": left[0].first, "until_on": left[0].last}, "extend_cover"
        )
    last = max(last for _first, last in dated)
    return _of(need, Light.GREEN, "covered", {"last": last}, None)


def _bad(need: Need) -> Light:
    """What is held and does not do is known to be wrong, but where it is advice or nobody said that it is required."""
    return Light.RED if need.required is Answer.YES and not need.is_advice else Light.AMBER


def _of(need: Need, light: Light, code: str, facts: dict[str, Fact], remedy: str | None) -> Item:
    reason = Reason(f"readiness.need.{code}", {**facts, "advice": need.is_advice}, need.source, remedy)
    return Item(need.key, light, reason)


def _item(key: str, light: Light, code: str, facts: dict[str, Fact], remedy: str | None) -> Item:
    return Item(key, light, Reason(f"readiness.{code}", facts, None, remedy))


def _waived(item: Item, question: Question) -> Item:
    if item.light is Light.RED and item.key in question.waived:
        return replace(item, light=Light.AMBER, is_waived=True)
    return item
