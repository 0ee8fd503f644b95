"""How pages of recruitment say countries and days."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_countries import countries

from compagnon.core import activity, clock
from compagnon.core.models import Activity
from compagnon.recruitment import queries
from compagnon.recruitment.models import Answer, Application, Piece, Question, RequiredPiece, SelectionVersion
from compagnon.recruitment.phrases.eligibility import LANGUAGE_NAMES
from compagnon.recruitment.queries import asked, eligibility, grids, steps
from compagnon.recruitment.queries.masking import masked
from compagnon.recruitment.typesetting.pages import PHOTOGRAPHS

register = template.Library()


@register.filter
def country_list(codes: Iterable[str]) -> str:
    """Names of countries in the reader's language: "Germany, Ireland"."""
    return _(", ").join(str(countries.name(code)) for code in codes)


@register.filter
def of_key(values: dict[str, Any], key: str) -> Any:
    """One value of a table, by its key; nothing when there is none."""
    return values.get(key, "")


@register.simple_tag
def published_grid(call: Any) -> dict[str, Any] | None:
    """What the page of a call says of how it is decided; nothing before it is published."""
    version = SelectionVersion.objects.filter(selection__call=call).select_related("selection").last()
    if version is None:
        return None
    content = version.content
    return {
        "selection": version.selection,
        "grid": grids.shown(content["grid"]),
        "panel": content["panel"],
        "rules": [{**rule, "group_name": rule["group"][1]} for rule in content["place_rules"]],
    }


@register.simple_tag
def offer_to(application: Any) -> Any:
    """The place that somebody is offered now; nothing when none is."""
    return queries.places.open_offer(application)


@register.simple_tag
def appeal_of(application: Any) -> dict[str, Any]:
    """The latest appeal against a decision, and until when one is possible if it still is."""
    until = queries.appeals.last_day(application) if queries.appeals.may_appeal(application) else None
    return {"appeal": application.appeals.order_by("-pk").first(), "until": until}


@register.filter
def is_to_come(day: date) -> bool:
    """After today."""
    return day > clock.today()


@register.filter
def closes_soon(day: date) -> bool:
    """Within a week from today."""
    return clock.today() <= day <= clock.today() + queries.calls.SOON


@register.filter
def first_country(codes: list[str]) -> str:
    """The first country wished for."""
    return str(countries.name(codes[0])) if codes else ""


@register.filter
def level_list(levels: dict[str, str]) -> str:
    """Languages with their levels: "English B1, German A2"."""
    return _(", ").join(f"{LANGUAGE_NAMES.get(code, code)} {level}" for code, level in levels.items())


@register.filter
def verdict_word(stored: dict[str, Any]) -> str:
    """The kept verdict in one or two words."""
    verdict = eligibility.read(stored)
    return eligibility.headline(verdict) if verdict else ""


@register.filter
def told(row: Activity) -> str:
    """An activity as a sentence."""
    return activity.sentence(row)


_BADGES = {
    "draft": "draft",
    "submitted": "new",
    "admitted": "done",
    "waiting": "waiting",
    "declined": "refused",
    "withdrawn": "waived",
}


@register.filter
def badge_state(state: str) -> str:
    """How the state of an application is drawn."""
    return _BADGES.get(state, "open")


@register.filter
def row_state(state: str) -> str:
    """What the first pixels of a row say: new ones ask for a decision."""
    return {"submitted": "new", "admitted": "done", "waiting": "waiting", "declined": "blocked"}.get(state, "")


@register.filter
def call_badge(state: str) -> str:
    """How the state of a call is drawn."""
    return {"draft": "draft", "open": "today", "closed": "done", "cancelled": "refused"}.get(state, "open")


Links = list[tuple[str, str]]


@register.filter
def answers_for_desk(application: Application) -> list[tuple[str, str, Links]]:
    """What was answered to the call's own questions, and the papers handed in: question, words, links to files."""
    answers = [
        (str(question), asked.words_of(question, one), _file(application, one, one.file_name))
        for question, one in asked.answered(application)
    ]
    papers = groupby(asked.handed_in(application), key=lambda one: one.required)
    pieces = [(str(required), "", _pages(application, required, list(kept))) for required, kept in papers]
    return [*_planned(application), *answers, *pieces]


def _pages(application: Application, required: RequiredPiece, kept: list[Piece]) -> Links:
    """The pages of one paper; of several photographs first all of them in one PDF."""
    photographs = sum(one.media_type in PHOTOGRAPHS for one in kept)
    each = [link for one in kept for link in _file(application, one, one.file_name)]
    if photographs < 2:
        return each
    words = ngettext("%(number)s page in one PDF", "%(number)s pages in one PDF", photographs)
    return [
        (words % {"number": photographs}, reverse("recruitment:pages", args=[application.code, required.code])),
        *each,
    ]


def _planned(application: Application) -> list[tuple[str, str, Links]]:
    """What staff plan to do, and what it brings."""
    plan = getattr(application, "staff_plan", None)
    if plan is None:
        return []
    told = (plan.get_purpose_display(), plan.programme, plan.sharing, plan.replacement)
    titles = {step.key: str(step.title) for step in steps.of(application)}
    return [
        (titles.get(step.key, str(step.title)), str(said), [])
        for step, said in zip(steps.STAFF, told, strict=True)
        if said
    ]


def _file(application: Application, kept: Answer | Piece, words: str) -> Links:
    return [(words, reverse("recruitment:piece", args=[application.code, kept.code]))] if kept.file else []


@register.filter
def answers_for_reviewers(application: Application) -> list[tuple[str, str, str]]:
    """Only what the call lets reviewers read, without words that say who somebody is."""
    return [
        (str(question), masked(asked.words_of(question, one), application.participant), "")
        for question, one in asked.answered(application, for_reviewers=True)
    ]


@register.filter
def answer_to(application: Application, question: Question) -> Answer | None:
    """What somebody answered to one question of the call's own."""
    return asked.answer_to(application, question)


@register.filter
def pages_of(application: Application, required: RequiredPiece) -> list[Piece]:
    """What somebody handed in for one paper, page by page."""
    return asked.pages_of(application, required)


@register.filter
def in_words(answer: Answer | None) -> str:
    """An answer as people read it."""
    return asked.words_of(answer.question, answer) if answer and answer.is_given else ""
