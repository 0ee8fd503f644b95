"""The line at page size: the whole stay with its dates, its tasks hanging from it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from html import escape
from itertools import pairwise

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, gettext_lazy

from compagnon.core.ui.dates import say_span
from compagnon.core.ui.line import STEPS, LineState, LineValue, sentence, step_name

SETTLED = frozenset({"done", "waived"})
TASK_STATES = {
    "done": ("circle-check", gettext_lazy("Done")),
    "open": ("circle", gettext_lazy("To do")),
    "late": ("circle-alert", gettext_lazy("Late")),
    "waived": ("circle-slash", gettext_lazy("Waived")),
    "blocked": ("lock", gettext_lazy("Blocked")),
    "waiting": ("hourglass", gettext_lazy("Waiting for others")),
}
_DEPARTURE, _RETURN = 3.0, 4.0  # where the two flags stand: after prepare, after monitor


@dataclass(frozen=True)
class LineTask:
    """One task as it hangs from the line; `state` is one of TASK_STATES."""

    title: str
    due: date | None = None
    responsible: str = ""
    state: str = "open"
    blocking: bool = False
    url: str = ""
    note: str = ""

    @property
    def is_settled(self) -> bool:
        return self.state in SETTLED

    @property
    def icon(self) -> str:
        return TASK_STATES[self.state][0]

    @property
    def state_word(self) -> str:
        return str(TASK_STATES[self.state][1])


@dataclass(frozen=True)
class LineStep:
    step: str
    tasks: Sequence[LineTask] = ()

    @property
    def name(self) -> str:
        return step_name(self.step)

    @property
    def done(self) -> int:
        return sum(task.is_settled for task in self.tasks)

    @property
    def total(self) -> int:
        return len(self.tasks)

    @property
    def is_late(self) -> bool:
        return any(task.state == "late" for task in self.tasks)


@dataclass(frozen=True)
class DrawnStep:
    """One step as the template draws it: its piece of the line, what is left to do, what is settled."""

    of: LineStep
    kind: str  # done, here, ahead
    wide: bool
    flag: str  # departure, return or nothing: what stands at its beginning
    flag_day: date | None
    drawing: SafeString
    standing: SafeString
    before_today: tuple[LineTask, ...]
    today: date | None  # where today is drawn among the tasks of this step
    after_today: tuple[LineTask, ...]
    settled: tuple[LineTask, ...]


@dataclass(frozen=True)
class LinePage:
    """The whole line of one mobility. `today` is left out for a drawing that must not age, such as a printed one."""

    steps: Sequence[LineStep]
    departure: date | None = None
    return_: date | None = None
    today: date | None = None
    heading_level: int = 2
    label: str = field(default="")

    def state(self) -> LineState:
        return LineState(
            tuple((step.step, step.done, step.total) for step in self._five()),
            late=next((step.step for step in self._five() if step.is_late), False),
            today_at=self.today_at(),
        )

    def words(self) -> str:
        return sentence(self.state())

    def span(self) -> str:
        return say_span(self.departure, self.return_)

    def today_at(self) -> float | None:
        """Steps passed by today, between 0.0 and 5.0: straight between the days on which steps end."""
        if self.today is None or self.departure is None:
            return None
        marks = self._marks(self.departure, self.return_ or self.departure)
        if self.today <= marks[0][0]:
            return marks[0][1]
        for (begin, low), (end, high) in pairwise(marks):
            if self.today < end:
                return low + (high - low) * (self.today - begin).days / max((end - begin).days, 1)
        return marks[-1][1]

    def drawn(self) -> list[DrawnStep]:
        current = self.state().current
        at = self.today_at()
        return [self._drawn(place, step, current[0] if current else "", at) for place, step in enumerate(self._five())]

    def _five(self) -> list[LineStep]:
        known = {step.step: step for step in self.steps}
        return [known.get(step, LineStep(step)) for step in STEPS]

    def _marks(self, departure: date, back: date) -> list[tuple[date, float]]:
        """Days that fix the scale: the first due day, the last of each step, departure, return."""
        dues = [[task.due for task in step.tasks if task.due] for step in self._five()]
        first = min((day for days in dues for day in days), default=departure - timedelta(days=90))
        marks = [(min(first, departure - timedelta(days=1)), 0.0)]
        for place, days in enumerate(dues[:2], start=1):
            last = max(days, default=None)
            if last and marks[-1][0] < last < departure:
                marks.append((last, float(place)))
        marks += [(departure, _DEPARTURE), (back, _RETURN)]
        last = max(dues[4], default=back + timedelta(days=60))
        return [*marks, (max(last, back + timedelta(days=1)), float(len(STEPS)))]

    def _drawn(self, place: int, step: LineStep, current: str, at: float | None) -> DrawnStep:
        kind = "done" if step.total and step.done == step.total else "here" if step.step == current else "ahead"
        is_here = at is not None and (place <= at < place + 1 or (place == len(STEPS) - 1 and at >= len(STEPS)))
        today = self.today if is_here else None
        left = sorted((task for task in step.tasks if not task.is_settled), key=lambda task: task.due or date.max)
        before = tuple(task for task in left if today and task.due and task.due < today)
        flags = {3: ("departure", self.departure), 4: ("return", self.return_)}
        flag, flag_day = flags.get(place, ("", None))
        share = step.done / step.total if step.total else 0.0
        fraction = at - place if today and at is not None else None
        return DrawnStep(
            of=step,
            kind=kind,
            wide=kind == "here" or step.is_late or today is not None,
            flag=flag if flag_day else "",
            flag_day=flag_day,
            drawing=_segment(step, kind, share, fraction, "x"),
            standing=_segment(step, kind, share, fraction, "y"),
            before_today=before,
            today=today,
            after_today=tuple(left[len(before) :]),
            settled=tuple(task for task in step.tasks if task.is_settled),
        )


def _segment(step: LineStep, kind: str, share: float, today: float | None, axis: str) -> SafeString:
    """One step's piece of the line, lying (x) or standing (y), begun by its stone."""
    other = "y" if axis == "x" else "x"
    across = f'{other}1="12" {other}2="12"'
    at_stone = 8 if axis == "x" else 11
    begin = at_stone if step.step == STEPS[0] else 0
    gap = "" if step.total else " line-gap"
    parts = [f'<line class="line-base{gap}" {axis}1="{begin}" {axis}2="100%" {across}/>']
    if share:
        parts.append(f'<line class="line-fill" {axis}1="{at_stone}" {axis}2="{100 * share:g}%" {across}/>')
    if today is not None:
        at = f"{100 * min(max(today, 0.0), 1.0):g}%"
        rule = f'{axis}1="{at}" {axis}2="{at}" {other}1="0" {other}2="24"'
        parts.append(f'<line class="line-edge" {rule}/><line class="line-today" {rule}/>')
    radius = 5 if kind == "ahead" else 8
    parts.append(f'<circle class="line-stone" data-kind="{kind}" c{axis}="{at_stone}" c{other}="12" r="{radius}"/>')
    if kind == "done":
        tick = "M4 12.5L7 15.5L12 9" if axis == "x" else "M8 11.5L11 14.5L16 8"
        parts.append(f'<path class="line-tick" d="{tick}"/>')
    if step.is_late:
        at = f"{100 * max(share, 0.16):g}%"
        place = f'x="{at}" y="12"' if axis == "x" else f'x="12" y="{at}"'
        tooth = "M0 0L7 12H-7Z" if axis == "x" else "M0 0L12 7V-7Z"
        parts.append(f'<svg {place} overflow="visible"><path class="line-late" d="{tooth}"/></svg>')
    size = 'width="100%" height="24"' if axis == "x" else 'width="24" height="100%"'
    way = "lying" if axis == "x" else "standing"
    return mark_safe(f'<svg class="line-svg line-{way}" {size} aria-hidden="true">{"".join(parts)}</svg>')


@dataclass(frozen=True)
class LineRow:
    """One person's row in a group."""

    label: str
    url: str
    value: LineValue
    note: str = ""


def paper_svg(page: LinePage, *, width: int = 680) -> str:
    """The line as a standing SVG in black on white, for PDFs: no style sheet, no colour needed."""
    step_width = width / len(STEPS)
    parts = [f'<rect width="{width}" height="78" fill="#fff"/>']
    parts.append(f'<path d="M8 30H{width - 8}" stroke="#888" stroke-width="1"/>')
    for place, drawn in enumerate(page.drawn()):
        x = 8 + place * step_width
        share = drawn.of.done / drawn.of.total if drawn.of.total else 0
        if share:
            parts.append(f'<path d="M{x:g} 30H{x + (step_width - 8) * share:g}" stroke="#000" stroke-width="4"/>')
        fill = "#000" if drawn.kind == "done" else "#fff"
        radius = 4 if drawn.kind == "ahead" else 6
        parts.append(f'<circle cx="{x:g}" cy="30" r="{radius}" fill="{fill}" stroke="#000" stroke-width="1.5"/>')
        parts.append(_paper_words(drawn, x))
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} 78">{"".join(parts)}</svg>'


def _paper_words(drawn: DrawnStep, x: float) -> str:
    face = 'font-family="Atkinson Hyperlegible Next"'
    start = x - 6
    count = gettext("%(done)d of %(total)d done") % {"done": drawn.of.done, "total": drawn.of.total}
    words = [f'<text x="{start:g}" y="54" font-size="11" font-weight="700" {face}>{escape(drawn.of.name)}</text>']
    if drawn.of.total:
        words.append(f'<text x="{start:g}" y="69" font-size="10" {face}>{escape(count)}</text>')
    if drawn.flag:
        day = escape(say_span(drawn.flag_day, None))
        words.append(f'<path d="M{x:g} 30V4L{x + 11:g} 8L{x:g} 12" stroke="#000" fill="#000"/>')
        words.append(f'<text x="{x + 14:g}" y="14" font-size="10" {face}>{day}</text>')
    return "".join(words)
