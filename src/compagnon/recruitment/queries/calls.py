"""Reads of calls: lists at the desk and in public, what still lacks before one opens, who is concerned by a change."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from compagnon.core import clock
from compagnon.core.i18n import localised, plain
from compagnon.network.models import Trade
from compagnon.recruitment.choices import ApplicationState, CallState, QuestionKind
from compagnon.recruitment.models import Application, Call, CallScheme
from compagnon.schemes.queries import rules_of_versions

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
    calls, last = list(calls), clock.today() + SOON
    rules = _rules_of(calls) if wanted.age is not None else {}
    return [
        call
        for call in calls
        if (not wanted.country or wanted.country in call.countries)
        and (not wanted.kind or call.scheme.participant_kind == wanted.kind)
        and (not wanted.trade or _is_for(call, wanted.trade))
        and (wanted.age is None or _allows_age(rules[call.pk], wanted.age))
        and (not wanted.closing_soon or call.closes_on <= last)
    ]


def _is_for(call: Call, trade: str) -> bool:
    keys = {one.key for one in call.trades.all()}
    return not keys or trade in keys


def _rules_of(calls: list[Call]) -> dict[int, dict[str, Any]]:
    """The rules with which each call opened, its own over those of its scheme, by its key; in one question for all."""
    versions = {call.pk: (call.scheme_id, call.version_of(call.scheme) or 0) for call in calls}
    kept = rules_of_versions(versions.values())
    return {call.pk: {**kept.get(versions[call.pk], call.scheme.rules), **call.rules} for call in calls}


def _allows_age(rules: dict[str, Any], age: int) -> bool:
    least, most = rules.get("min_age"), rules.get("max_age")
    return (not least or age >= least) and (not most or age <= most)


def trades_of_open(calls: Iterable[Call]) -> list[Trade]:
    """The trades by which open calls can be filtered: those that some call names."""
    named = {trade.pk: trade for call in calls for trade in call.trades.all()}
    return sorted(named.values(), key=str)


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


def open_calls() -> QuerySet[Call]:
    """Calls to which people can apply today, those closing first."""
    today = clock.today()
    rows: QuerySet[Call] = (
        Call.objects.filter(state=CallState.OPEN, opens_on__lte=today, closes_on__gte=today)
        .select_related("scheme")
        .order_by("closes_on", "pk")
    )
    return rows


def shown_in_public() -> QuerySet[Call]:
    """Calls whose page the public may read: published once, open still or over."""
    rows: QuerySet[Call] = Call.objects.exclude(state=CallState.DRAFT).select_related("scheme")
    return rows


def calls_by_state() -> dict[str, int]:
    """How many calls stand in each state."""
    return dict(Call.objects.order_by().values_list("state").annotate(Count("pk")))


def counts_of(calls: Iterable[Call]) -> dict[int, dict[str, int]]:
    """Applications by state for each call, in one query: {call.pk: {"submitted": 4, ...}}."""
    counted: dict[int, dict[str, int]] = {}
    rows = Application.objects.filter(call__in=list(calls)).values_list("call_id", "state").annotate(Count("pk"))
    for call, state, number in rows:
        counted.setdefault(call, {})[state] = number
    return counted


def call_pairs() -> list[tuple[str, str]]:
    """Calls to which a reviewer can be kept, as code and title, the last to close first."""
    return [(call.code, str(call)) for call in Call.objects.order_by("-closes_on", "-pk")[:100]]


def calls_by_version(**only: Any) -> dict[tuple[int, int], int]:
    """How many calls that were opened keep each version of a scheme, by the scheme's key and the version's number."""
    rows = Call.objects.exclude(state=CallState.DRAFT).filter(scheme_version__isnull=False, **only).order_by()
    counted = rows.values_list("scheme_id", "scheme_version").annotate(number=Count("pk"))
    found = {(scheme, version): number for scheme, version, number in counted}
    beside = CallScheme.objects.exclude(scheme=F("call__scheme")).exclude(call__state=CallState.DRAFT)
    of_calls = {f"call__{name}": value for name, value in only.items()}
    more = beside.filter(scheme_version__isnull=False, **of_calls).order_by()
    for scheme, version, number in more.values_list("scheme_id", "scheme_version").annotate(number=Count("pk")):
        found[scheme, version] = found.get((scheme, version), 0) + number
    return found
