"""The line: one drawing of a mobility through the five steps, in five sizes.

Spark, strip and group are drawn here from a short value; the page size is a component fed by `LinePage`
(`core.ui.line_page`); paper is for PDFs. All positions are percentages in SVG attributes, because a strict content
security policy refuses style attributes, so that one drawing fits every width.
"""

from dataclasses import dataclass
from functools import lru_cache
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, pgettext_lazy
from django_scopes import get_scope

STEPS = ("promote", "recruit", "prepare", "monitor", "evaluate")
STEP_NAMES = {
    "promote": pgettext_lazy("step", "Promote"),
    "recruit": pgettext_lazy("step", "Recruit"),
    "prepare": pgettext_lazy("step", "Prepare"),
    "monitor": pgettext_lazy("step", "Monitor"),
    "evaluate": pgettext_lazy("step", "Evaluate"),
}


def step_name(step: str) -> str:
    """The word of a step in the language of the page, as the network in scope says it (SD-35)."""
    return _named(step, get_language() or "") or str(STEP_NAMES[step])


def voice() -> str:
    """What words of the line depend on besides their value: the language, and the names that the network gives."""
    language = get_language() or ""
    return "/".join((language, *(_named(step, language) for step in STEPS)))


def _named(step: str, language: str) -> str:
    names: dict[str, dict[str, str]] = getattr(get_scope().get("network"), "step_names", None) or {}
    return names.get(step, {}).get(language, "")


@dataclass(frozen=True)
class LineState:
    """What a line shows: per step the tasks done and in all, where it is late, where today stands.

    `late` is the step with the late task; True means the first step that is not finished. `today_at` counts steps
    passed, from 0.0 to 5.0; None when it is unknown.
    """

    steps: tuple[tuple[str, int, int], ...]
    late: bool | str = False
    today_at: float | None = None

    @classmethod
    def read(cls, value: str) -> "LineState":
        """The state that a compact string such as `3/3 2/2 4/9! 0/3 0/5 @2.4` says; ValueError when it says none."""
        steps: list[tuple[str, int, int]] = []
        late: bool | str = False
        today_at = None
        for word in value.split():
            if word.startswith("@"):
                today_at = float(word[1:])
                continue
            step = STEPS[len(steps)] if len(steps) < len(STEPS) else ""
            done, _slash, total = word.rstrip("!").partition("/")
            if not step or not total:
                raise ValueError(f"not a line: {value!r}")
            steps.append((step, int(done), int(total)))
            if word.endswith("!"):
                late = late or step
        if len(steps) != len(STEPS):
            raise ValueError(f"not a line: {value!r}")
        return cls(tuple(steps), late, today_at)

    def compact(self) -> str:
        """The same as a short string: what lists carry, and the key under which a drawing is kept."""
        words = [f"{done}/{total}{'!' if step == self.late_step else ''}" for step, done, total in self.steps]
        if self.today_at is not None:
            words.append(f"@{self.today_at:.2f}")
        return " ".join(words)

    @property
    def current(self) -> tuple[str, int, int] | None:
        """The first step with something left to do; None when all is done."""
        return next((row for row in self.steps if row[1] < row[2]), None)

    @property
    def late_step(self) -> str:
        if isinstance(self.late, str):
            return self.late
        return self.current[0] if self.late and self.current else ""


LineValue = LineState | str


def sentence(value: LineValue) -> str:
    """What the line says, in words: `Prepare: 4 of 9 done, late`."""
    return _sentence(_key(value), voice())


def spark(value: LineValue) -> SafeString:
    """The line in a table cell, 120 by 16 pixels."""
    return _spark(_key(value), voice())


def strip(value: LineValue) -> SafeString:
    """The line as wide as its place, with the names of the steps and what it says below."""
    return _strip(_key(value), voice())


def row(value: LineValue) -> SafeString:
    """The bare drawing as wide as its place: one row of a group."""
    return _row(_key(value), voice())


def _key(value: LineValue) -> str:
    return value if isinstance(value, str) else value.compact()


@lru_cache(maxsize=4096)
def _sentence(value: str, spoken: str) -> str:  # the voice is part of the key
    state = LineState.read(value)
    late = step_name(state.late_step) if state.late_step else ""
    if not any(total for _step, _done, total in state.steps):
        return gettext("Nothing to do yet")
    if state.current is None:
        return gettext("All steps done")
    step, done, total = state.current
    words = gettext("%(step)s: %(done)d of %(total)d done") % {"step": step_name(step), "done": done, "total": total}
    if not late:
        return words
    if state.late_step == step:
        return gettext("%(words)s, late") % {"words": words}
    return gettext("%(words)s, late in %(step)s") % {"words": words, "step": late}


@lru_cache(maxsize=4096)
def _spark(value: str, spoken: str) -> SafeString:
    label = escape(_sentence(value, spoken))
    drawing = _drawing(value, middle=8, height=16, stone=3.5)
    return mark_safe(
        f'<svg class="line-svg spark" width="120" height="16" role="img" aria-label="{label}">{drawing}</svg>'
    )


@lru_cache(maxsize=1024)
def _row(value: str, spoken: str) -> SafeString:
    label = escape(_sentence(value, spoken))
    drawing = _drawing(value, middle=12, height=24, stone=5)
    return mark_safe(f'<svg class="line-svg line-wide" height="24" role="img" aria-label="{label}">{drawing}</svg>')


@lru_cache(maxsize=1024)
def _strip(value: str, spoken: str) -> SafeString:
    state = LineState.read(value)
    here = state.current[0] if state.current else ""
    names = "".join(
        f'<span data-step="{step}"{" data-here" if step == here else ""}>{escape(step_name(step))}</span>'
        for step in STEPS
    )
    drawing = _drawing(value, middle=12, height=24, stone=5)
    late = " data-late" if state.late_step else ""
    return mark_safe(
        f'<span class="strip"{late}><svg class="line-svg line-wide" height="24" aria-hidden="true">{drawing}</svg>'
        f'<span class="strip-names" aria-hidden="true">{names}</span>'
        f'<span class="strip-words">{escape(_sentence(value, spoken))}</span></span>'
    )


@lru_cache(maxsize=4096)
def _drawing(value: str, *, middle: int, height: int, stone: float) -> str:
    """The line itself: a hairline with what is done upon it, a stone at the head of each step, lateness, today."""
    state = LineState.read(value)
    current = state.current[0] if state.current else ""
    parts: list[str] = []
    stones = [f'<line class="line-base" x1="100%" x2="100%" y1="{middle - stone:g}" y2="{middle + stone:g}"/>']
    for place, (step, done, total) in enumerate(state.steps):
        begin = 20 * place
        if not total:  # nothing to do in this step: a gap
            continue
        parts.append(f'<line class="line-base" x1="{begin}%" x2="{begin + 20}%" y1="{middle}" y2="{middle}"/>')
        reached = begin + 20 * min(done, total) / total
        if reached > begin:
            parts.append(
                f'<line class="line-fill" data-step="{step}" x1="{begin}%" x2="{reached:g}%"'
                f' y1="{middle}" y2="{middle}"/>'
            )
        stones.append(_stone(step, f"{begin}%", middle, stone, _stone_kind(done, total, here=step == current)))
        if step == state.late_step:
            stones.append(_notch(max(reached, begin + 6), middle, stone))  # clear of the stone
    if state.today_at is not None:
        at = 20 * min(max(state.today_at, 0), len(STEPS))
        rule = f'x1="{at:g}%" x2="{at:g}%" y1="0" y2="{height}"'
        parts.append(f'<line class="line-edge" {rule}/><line class="line-today" {rule}/>')
    return "".join(parts + stones)


def _stone_kind(done: int, total: int, *, here: bool) -> str:
    if total and done >= total:
        return "done"
    return "here" if here else "ahead"


def _stone(step: str, at: str, middle: float, radius: float, kind: str) -> str:
    size = radius if kind != "ahead" else radius * 0.62
    return f'<circle class="line-stone" data-step="{step}" data-kind="{kind}" cx="{at}" cy="{middle}" r="{size:g}"/>'


def _notch(at: float, middle: float, stone: float) -> str:
    """A red tooth that bites the line from below where the work stopped: seen by shape before it is seen by colour."""
    half, depth = stone * 1.1, stone * 2.1
    return (
        f'<svg x="{at:g}%" y="{middle}" overflow="visible">'
        f'<path class="line-late" d="M0 0L{half:g} {depth:g}H-{half:g}Z"/></svg>'
    )
