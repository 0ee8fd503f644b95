"""One due date: anchor, offset, and the working day that it lands on."""

from collections.abc import Mapping
from datetime import date, timedelta

from compagnon.engines.base import Fact, Reason, Source
from compagnon.engines.dates import add_months
from compagnon.engines.duedates.calendar import Calendar
from compagnon.engines.duedates.rules import Anchor, Due, Offset, Unit

CODES: tuple[str, ...] = (
    "duedates.reckoned",
    "duedates.moved_to_working_day",
    "duedates.anchor_unknown",
    "duedates.moves",
    "duedates.appears",
    "duedates.leaves",
    "duedates.compressed",
    "duedates.preparation_too_short",
)
"""Every code a reason of this engine may carry."""


def anchor_day(anchor: Anchor, anchors: Mapping[Anchor, date]) -> date | None:
    """The day of an anchor, or the one that follows from others, or None."""
    if anchor in anchors:
        return anchors[anchor]
    departure, back = anchors.get(Anchor.DEPARTURE), anchors.get(Anchor.RETURN)
    if anchor is Anchor.ARRIVAL:
        return departure
    if anchor is Anchor.MID_STAY and departure is not None and back is not None:
        return date.fromordinal((departure.toordinal() + back.toordinal()) // 2)
    return None


def due_date(
    offset: Offset, anchors: Mapping[Anchor, date], calendar: Calendar, *, source: Source | None = None
) -> Due:
    """The due date with its reason; None, with the anchor that is missing, while it cannot be reckoned.

    Months are those of the calendar: one month before 31 March is the last day of February.
    """
    start = anchor_day(offset.anchor, anchors)
    facts: dict[str, Fact] = {"anchor": offset.anchor.value, "amount": offset.amount, "unit": offset.unit.value}
    if start is None:
        return Due(None, Reason("duedates.anchor_unknown", facts, source, f"complete_mobility:{offset.anchor}"))
    reckoned = _shifted(start, offset)
    facts = {**facts, "anchor_on": start, "reckoned_on": reckoned}
    due = _landed(reckoned, offset, calendar)
    if due == reckoned:
        return Due(due, Reason("duedates.reckoned", facts, source))
    return Due(due, Reason("duedates.moved_to_working_day", {**facts, "country": calendar.country}, source))


def _shifted(start: date, offset: Offset) -> date:
    if offset.unit is Unit.MONTHS:
        return add_months(start, offset.amount)
    return start + timedelta(days=offset.amount * (7 if offset.unit is Unit.WEEKS else 1))


def _landed(day: date, offset: Offset, calendar: Calendar) -> date:
    if not offset.working_days:
        return day
    return calendar.working_day_before(day) if offset.amount < 0 else calendar.working_day_after(day)
