"""Timelines through time as drawings: one narrow picture for each row of a table, which says the same in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from html import escape

from django.utils.safestring import SafeString, mark_safe

from compagnon.timeline.scale import Scale

_SHAPES = {
    "done": '<circle r="5"/><path class="on" d="M-2.4 .2l1.8 1.8 3-3.6"/>',
    "open": '<circle r="4.5"/>',
    "waiting": '<circle r="4.5" stroke-dasharray="2 2"/>',
    "late": '<path d="M0-6.5 6.5 0 0 6.5-6.5 0z"/>',
    "waived": '<path d="M-5 0h10"/>',
}
"""The same states as everywhere, by shape first."""


@dataclass(frozen=True)
class Mark:
    """Something on one day."""

    day: date
    state: str
    words: str = ""
    blocks: bool = False


@dataclass(frozen=True)
class Bar:
    """Something from one day to another, both included: `stay`, `ahead` (in preparation) or `late` (since it was due)."""

    start: date
    end: date
    kind: str


def lane(scale: Scale, bars: Iterable[Bar] = (), marks: Iterable[Mark] = ()) -> SafeString:
    """One row; hidden from readers, because the row says it in words."""
    drawn = [*(_bar(scale, bar) for bar in bars), *(_mark(scale, mark) for mark in marks if scale.shows(mark.day))]
    return _svg(f'<use href="#time-columns"/>{"".join(drawn)}', "time-lane")


def numbers(scale: Scale, counts: dict[int, int]) -> SafeString:
    """A number in the middle of each column that has one."""
    words = (
        f'<text x="{scale.width * (place + 0.5):.2f}%" y="50%" dy="5">{count}</text>' for place, count in counts.items()
    )
    return _svg(f'<use href="#time-columns"/>{"".join(words)}', "time-lane time-numbers")


def columns(scale: Scale, today: date) -> SafeString:
    """What every row of one table has: the ends of columns, and today. Drawn once, used by each."""
    lines = "".join(f'<line class="column" x1="{at:.2f}%" x2="{at:.2f}%" y2="100%"/>' for at in scale.lines)
    if scale.shows(today):
        at = scale.at(today)
        lines += f'<line class="today" x1="{at:.2f}%" x2="{at:.2f}%" y2="100%"/>'
    return mark_safe(
        f'<svg class="time-defs" aria-hidden="true" width="0" height="0"><g id="time-columns">{lines}</g></svg>'
    )


def head(scale: Scale) -> SafeString:
    """The months or weeks above the rows."""
    words = (
        f'<text x="{one.at:.2f}%" dx="3" y="30">{escape(one.words)}</text>'
        + (f'<text class="year" x="{one.at:.2f}%" dx="3" y="13">{one.year}</text>' if one.year else "")
        for one in scale.heads()
    )
    return mark_safe(f'<svg class="time-head" aria-hidden="true" width="100%" height="36">{"".join(words)}</svg>')


def _svg(inner: str, classes: str) -> SafeString:
    return mark_safe(f'<svg class="{classes}" aria-hidden="true" width="100%" height="100%">{inner}</svg>')


def _bar(scale: Scale, bar: Bar) -> str:
    if bar.end < scale.first or bar.start >= scale.end:
        return ""
    start = scale.at(bar.start)
    width = max(scale.at(date.fromordinal(bar.end.toordinal() + 1)) - start, 0.4)
    place = 'height="100%"' if bar.kind == "stay" else 'y="50%" height="3" transform="translate(0 -1.5)"'
    return f'<rect class="bar" data-kind="{bar.kind}" x="{start:.2f}%" width="{width:.2f}%" {place}/>'


def _mark(scale: Scale, mark: Mark) -> str:
    ring = '<circle class="ring" r="8.5"/>' if mark.blocks else ""
    title = f"<title>{escape(mark.words)}</title>" if mark.words else ""
    return (
        f'<svg class="mark" data-state="{mark.state}" x="{scale.at(mark.day):.2f}%" y="50%" '
        f'overflow="visible">{title}{ring}{_SHAPES.get(mark.state, _SHAPES["open"])}</svg>'
    )
