"""What pages use fifty times: icons, the line, days, states. Plain Python, because a component costs more."""

import re
from datetime import date, datetime
from functools import lru_cache
from html import escape
from typing import Any

from django import template
from django.core.paginator import Paginator
from django.forms import BoundField
from django.http import QueryDict
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.utils.translation import get_language, pgettext

from compagnon.core import clock, i18n
from compagnon.core.ui import dates, line
from compagnon.core.ui.icons import drawn_icon
from compagnon.core.ui.line_page import SETTLED, TASK_STATES
from compagnon.core.ui.states import badge_of

register = template.Library()


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An icon of the sprite; read out only when it has a label. UnknownIcon when the sprite lacks it."""
    return drawn_icon(str(name), str(label))


@register.simple_tag
def spark(value: line.LineValue | None) -> str:
    return line.spark(value) if value else ""


@register.simple_tag
def strip(value: line.LineValue | None) -> str:
    return line.strip(value) if value else ""


@register.simple_tag
def line_row(value: line.LineValue) -> SafeString:
    return line.row(value)


@register.filter
def step_name(step: str) -> str:
    return line.step_name(step)


@register.simple_tag
def deadline(value: date | datetime | None, *, late: bool = False, done: bool = False, short: bool = False) -> str:
    """A due day as people say it, with the full date as its title and how late it is."""
    day = dates.as_day(value)
    if day is None:
        return ""
    today = clock.today()
    state = "done" if done else "late" if late else "today" if day == today else "open"
    return _deadline(day, today, state, short, get_language() or "")


@lru_cache(maxsize=4096)
def _deadline(
    day: date, today: date, state: str, short: bool, language: str
) -> SafeString:  # language and today are keys
    words = dates.say_day(day, short=short) if state == "done" else dates.say_near_day(day, short=short)
    late_word = f" <span>{escape(dates.say_late(day))}</span>" if state == "late" else ""
    return mark_safe(f'<span class="deadline" data-state="{state}">{_time(day, words)}{late_word}</span>')


@register.simple_tag
def day(value: date | datetime | None, *, short: bool = False, full: bool = False) -> str:
    """A day, with the full date as its title."""
    on = dates.as_day(value)
    if on is None:
        return ""
    return _time(on, dates.say_full_day(on) if full else dates.say_day(on, short=short))


@register.simple_tag
def days(start: date | None, end: date | None) -> str:
    return dates.say_span(dates.as_day(start), dates.as_day(end))


def _time(on: date, words: str) -> SafeString:
    title = escape(dates.say_full_day(on))
    return mark_safe(f'<time datetime="{on.isoformat()}" title="{title}">{escape(words)}</time>')


@register.simple_tag
def badge(state: str, words: str = "") -> SafeString:
    """A state by its shape and its word."""
    return _badge(str(state), str(words), line.voice())


@lru_cache(maxsize=1024)
def _badge(state: str, words: str, voice: str) -> SafeString:  # the voice is part of the key
    shape, word = badge_of(state)
    step = f' data-step="{state}"' if state in line.STEPS else ""
    return format_html(
        '<span class="badge" data-state="{}"{}>{}{}</span>', state, mark_safe(step), drawn_icon(shape), words or word
    )


@register.simple_tag
def share(value: float | None, total: float | None, label: str = "") -> SafeString:
    """A thin bar; hidden from readers unless it has a label, because the figures stand beside it."""
    part = 100 * min(max((value or 0) / total, 0), 1) if total else 0
    spoken = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    return mark_safe(
        f'<svg class="share" {spoken}><rect class="share-track" width="100%" height="6" rx="3"/>'
        f'<rect class="share-fill" width="{part:g}%" height="6" rx="3"/></svg>'
    )


@register.simple_tag
def pick(code: object, label: str, *, name: str = "selected", checked: bool = False) -> SafeString:
    """The cell that selects a row."""
    return format_html(
        '<td class="pick"><label><input type="checkbox" name="{}" value="{}" aria-label="{}"{}></label></td>',
        name,
        code,
        label,
        mark_safe(" checked") if checked else "",
    )


@register.simple_tag
def control(field: BoundField, help_id: str = "") -> SafeString:
    """The widget of a bound field, tied to its help and its errors."""
    if not help_id or field.use_fieldset:
        return field.as_widget()
    named = [help_id, f"{field.auto_id}_error" if field.errors else ""]
    return field.as_widget(attrs={"aria-describedby": " ".join(filter(None, named))})


@register.filter
def bound_fields(form: Any) -> list[BoundField]:
    return list(form.visible_fields())


@register.filter
def says(what: object, said: object) -> str:
    return i18n.says(what, said)


@register.filter
def initials(name: object) -> str:
    """At most two capitals, from the first and the last word of a name."""
    words = re.findall(r"\w+", str(name))
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


@register.filter
def anchor(words: object) -> str:
    return slugify(str(words))


@register.simple_tag(takes_context=True)
def page_address(context: template.Context, number: int) -> str:
    """The address of another page of the same list, other parameters kept."""
    request = context.get("request")
    query = request.GET.copy() if request else QueryDict(mutable=True)
    query["page"] = str(number)
    return f"?{query.urlencode()}"


@register.simple_tag
@lru_cache(maxsize=64)
def style(name: str) -> SafeString:
    """The link to a style sheet, by its static path."""
    return format_html('<link rel="stylesheet" href="{}">', static(name))


@register.simple_tag
@lru_cache(maxsize=64)
def script(name: str) -> SafeString:
    """A module, by its static path."""
    return format_html('<script type="module" src="{}"></script>', static(name))


@register.simple_tag
def mood_faces() -> list[tuple[str, str, str]]:
    """Value, icon and word of the five faces, from low to high."""
    return [
        ("1", "frown", pgettext("mood", "Bad")),
        ("2", "annoyed", pgettext("mood", "Not great")),
        ("3", "meh", pgettext("mood", "All right")),
        ("4", "smile", pgettext("mood", "Good")),
        ("5", "laugh", pgettext("mood", "Great")),
    ]


@register.simple_tag
def task_mark(state: str) -> SafeString:
    """The shape of a task's state, read out."""
    shape, word = TASK_STATES.get(state) or badge_of(state)
    return drawn_icon(shape, str(word))


@register.simple_tag
def due_of(value: date | datetime | None, state: str) -> str:
    """The due day of a task in a state."""
    return deadline(value, late=state == "late", done=state in SETTLED, short=True)


@register.filter
def line_words(value: line.LineValue) -> str:
    return line.sentence(value)


@register.filter
def five_steps(_rows: object) -> tuple[str, ...]:
    return line.STEPS


@register.filter
def forms_of(form: Any, also: Any) -> list[Any]:
    """One or two forms whose errors are listed together."""
    return [each for each in (form, also) if each]


@register.filter
def undo_of(message: Any) -> str:
    """The address that undoes what a message says, given as the extra tag `undo:/address`."""
    tags = (message.extra_tags or "").split()
    return next((tag.removeprefix("undo:") for tag in tags if tag.startswith("undo:")), "")


@register.filter
def elided(paginator: "Paginator[Any]", number: int) -> list[Any]:
    return list(paginator.get_elided_page_range(number, on_each_side=1, on_ends=1))


@register.filter
def as_number(value: object) -> float:
    return float(str(value) or 0)


@register.simple_tag
def language_address() -> str:
    """Where the choice of a language is posted."""
    return reverse("language")


@register.simple_tag
def address(name: str, *args: object) -> str:
    """The address of a page by its name; nothing when this installation has no such page."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


@register.simple_tag(takes_context=True)
def block_again(context: template.Context, name: str) -> SafeString:
    """A block of the page once more: the title in the head is also the heading."""
    drawn: SafeString = context.render_context[BLOCK_CONTEXT_KEY].get_block(name).render(context)
    return drawn
