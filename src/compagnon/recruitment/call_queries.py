"""Reads of calls: lists at the desk and in public, what still lacks before one opens, who is concerned by a change."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from compagnon.core import clock
from compagnon.core.i18n import localised, plain
from compagnon.network.models import Trade
from compagnon.recruitment.choices import ApplicationState, QuestionKind
from compagnon.recruitment.models import Application, Call, Meeting

SOON = timedelta(days=7)
_STILL_IN = (
    ApplicationState.DRAFT,
    ApplicationState.SUBMITTED,
    ApplicationState.WAITING,
    ApplicationState.ADMITTED,
)


def drafts_of(call: Call) -> QuerySet[Application]:
    """Applications to a call that were begun and not sent."""
    rows: QuerySet[Application] = Application.objects.filter(call=call, state=ApplicationState.DRAFT)
    return rows.select_related("participant__person", "call__network").order_by("pk")


def concerned_by(call: Call) -> QuerySet[Application]:
    """Applications that a change of the call concerns: all that are not over."""
    rows: QuerySet[Application] = Application.objects.filter(call=call, state__in=_STILL_IN)
    return rows.select_related("participant__person", "call__network").order_by("pk")


def with_numbers(calls: QuerySet[Call]) -> QuerySet[Call]:
    """Each with `begun`, `sent`, `taken` (admitted) and `meeting_count`, in the same query."""
    return calls.annotate(
        begun=Count("applications", filter=Q(applications__state=ApplicationState.DRAFT), distinct=True),
        sent=Count("applications", filter=Q(applications__state=ApplicationState.SUBMITTED), distinct=True),
        taken=Count("applications", filter=Q(applications__state=ApplicationState.ADMITTED), distinct=True),
        queued=Count("applications", filter=Q(applications__state=ApplicationState.WAITING), distinct=True),
        meeting_count=Count("meetings", filter=Q(meetings__cancelled_at=None), distinct=True),
    )


def matching_calls(calls: QuerySet[Call], typed: str) -> QuerySet[Call]:
    """Calls whose title, scheme or a destination says all the typed words."""
    words = plain(typed).split()
    if not words:
        return calls
    found = [
        call.pk
        for call in calls.select_related("scheme")
        if all(
            word in plain(f"{_in_all_languages(call.title)} {call.scheme} {' '.join(call.countries)}") for word in words
        )
    ]
    return calls.filter(pk__in=found)


def under_scheme(calls: QuerySet[Call], key: str) -> QuerySet[Call]:
    """Calls that offer a scheme, as their first one or among others."""
    return calls.filter(Q(scheme__key=key) | Q(offers__scheme__key=key)).distinct()


def _in_all_languages(text: Any) -> str:
    return " ".join(localised(text, language) for language in ("fr", "en"))


@dataclass(frozen=True)
class Wanted:
    """What a visitor looks for among the open calls; nothing of it is kept."""

    trade: str = ""
    country: str = ""
    kind: str = ""
    age: int | None = None
    closing_soon: bool = False


def fitting(calls: Iterable[Call], wanted: Wanted) -> list[Call]:
    """Those of the calls that fit; a call without trades is open to all, a rule that a call lacks refuses nobody.

    The age is taken as that on the day of departure, which the visitor alone knows to the year.
    """
    last = clock.today() + SOON
    return [
        call
        for call in calls
        if (not wanted.country or wanted.country in call.countries)
        and (not wanted.kind or call.scheme.participant_kind == wanted.kind)
        and (not wanted.trade or _is_for(call, wanted.trade))
        and (wanted.age is None or _allows_age(call, wanted.age))
        and (not wanted.closing_soon or call.closes_on <= last)
    ]


def _is_for(call: Call, trade: str) -> bool:
    keys = {one.key for one in call.trades.all()}
    return not keys or trade in keys


def _allows_age(call: Call, age: int) -> bool:
    rules = {**call.scheme.rules, **call.rules}
    least, most = rules.get("min_age"), rules.get("max_age")
    return (not least or age >= least) and (not most or age <= most)


def trades_of_open(calls: Iterable[Call]) -> list[Trade]:
    """The trades by which open calls can be filtered: those that some call names."""
    named = {trade.pk: trade for call in calls for trade in call.trades.all()}
    return sorted(named.values(), key=str)


def places_left_by_call(calls: Iterable[Call]) -> dict[int, int]:
    """Places that nobody was admitted to, for each call, in one query."""
    listed = list(calls)
    taken = dict(
        Application.objects.filter(call__in=listed, state=ApplicationState.ADMITTED)
        .order_by()
        .values_list("call_id")
        .annotate(Count("pk"))
    )
    return {call.pk: max(0, call.places - taken.get(call.pk, 0)) for call in listed}


def places_by_site(call: Call) -> list[tuple[Any, int, int]]:
    """Each site for which places are kept, how many, and how many are left."""
    admitted = dict(
        Application.objects.filter(call=call, state=ApplicationState.ADMITTED)
        .order_by()
        .values_list("participant__site_id")
        .annotate(Count("pk"))
    )
    rows = call.places_by_site.select_related("site")
    return [(row.site, row.places, max(0, row.places - admitted.get(row.site_id, 0))) for row in rows]


def meetings_to_come(call: Call | None = None) -> QuerySet[Meeting]:
    """Meetings that have not begun and are not cancelled; of one call, those about going abroad as such included."""
    rows: QuerySet[Meeting] = Meeting.objects.filter(cancelled_at=None, begins_at__gt=clock.now())
    if call is not None:
        rows = rows.filter(Q(call=call) | Q(call=None))
    return rows.select_related("site", "call")


@dataclass(frozen=True)
class Lacking:
    """Something to see to before a call opens, and the part of its form where it is done."""

    sentence: str | Promise
    part: str
    stops: bool = True


def lacking(call: Call) -> list[Lacking]:
    """What still lacks before the call can be shown, what stops it first."""
    today = clock.today()
    questions = list(call.questions.filter(is_off=False))
    checks = (
        (not call.countries, Lacking(_("Choose at least one destination."), "where")),
        (call.closes_on < today, Lacking(_("The last day to apply is past: choose a later one."), "when")),
        (call.departs_on <= today, Lacking(_("The departure is past: choose a later day."), "when")),
        (call.places < 1, Lacking(_("Say how many places there are."), "when")),
        (not _said(call.title), Lacking(_("The title lacks a language."), "what")),
        (
            any(_has_no_choices(one) for one in questions),
            Lacking(_("A question offers fewer than two choices."), "asked"),
        ),
        (
            not str(call.introduction),
            Lacking(_("No introduction: say in two sentences what it is."), "what", stops=False),
        ),
        (not str(call.costs), Lacking(_("Nothing is said about what it costs and who pays."), "what", stops=False)),
        (not str(call.brings), Lacking(_("Nothing is said about what it brings."), "what", stops=False)),
        (
            bool(questions) and not any(_said(one.text) for one in questions),
            Lacking(_("A question lacks a language."), "asked", stops=False),
        ),
    )
    return [found for lacks, found in checks if lacks]


def _said(text: Any) -> bool:
    return (
        all(text.localize(language).strip() for language in ("fr", "en")) if hasattr(text, "localize") else bool(text)
    )


def _has_no_choices(question: Any) -> bool:
    asks_choices = question.kind in (QuestionKind.CHOICE, QuestionKind.SEVERAL) or question.wishes_for == "choices"
    return asks_choices and len(question.choices) < 2
