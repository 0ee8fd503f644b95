"""What each target counts, as conditions on rows: the same for the figure and for the list that it opens to."""

from typing import Any

from django.db.models import DateField, Exists, Func, OuterRef, Q, QuerySet

from compagnon.documents.choices import DocumentKind, DocumentState
from compagnon.documents.models import Document
from compagnon.inclusion.choices import Opportunity
from compagnon.insights.choices import KINDS, Measure, Part
from compagnon.insights.models import Target
from compagnon.mobilities.choices import GONE, MobilityState, days_of
from compagnon.mobilities.models import Mobility, PastMobilities
from compagnon.people.choices import ParticipantKind
from compagnon.recruitment.choices import ApplicationState
from compagnon.recruitment.models import Application
from compagnon.schemes.choices import Direction

ENDED = (MobilityState.RETURNED, MobilityState.CLOSED)
MAY_COME = (ApplicationState.SUBMITTED, ApplicationState.WAITING, ApplicationState.ADMITTED)


class _EighteenYearsBefore(Func):
    template = "(%(expressions)s - interval '18 years')::date"
    output_field = DateField()


class _LastOfTwoMonths(Func):
    """The last day of two whole months, the first day counted: the national long mobility begins there (SD-48)."""

    template = "(%(expressions)s + interval '2 months' - interval '1 day')::date"
    output_field = DateField()


def rows_of(part: Part, year: int) -> QuerySet[Any]:
    """Everything of one part that belongs to a school year, by the day of departure."""
    first, last = days_of(year)
    if part == Part.IMPORTED:
        past: QuerySet[Any] = PastMobilities.objects.filter(year=year)
        return past
    if part == Part.APPLIED:
        waiting: QuerySet[Any] = Application.objects.filter(
            call__departs_on__range=(first, last), state__in=MAY_COME, mobility__isnull=True
        )
        return waiting
    states = GONE if part == Part.GONE else (MobilityState.PREPARING,)
    found: QuerySet[Any] = Mobility.objects.filter(departs_on__range=(first, last), state__in=states)
    return found


def condition(target: Target, part: Part, known: set[str]) -> Q | None:
    """Which rows of a part a target counts; None where these rows do not tell.

    `known` are the countries where somebody was before that year.
    """
    what = _what(Measure(target.measure), part, known)
    where = _where(target, part)
    return None if what is None or where is None else what & where


def base(target: Target, part: Part) -> Q | None:
    """Of how many a share is: the rows that it is a share of; None where these rows do not tell."""
    where = _where(target, part)
    if where is None or (part == Part.IMPORTED) or (part != Part.GONE and _of_the_ended(target)):
        return None
    of = Q(state__in=ENDED) if _of_the_ended(target) else Q(**{f"{_scheme(part)}direction": Direction.OUT})
    return of & where


def kind_counted(target: Target, part: Part) -> str:
    """The field whose different values are counted; empty when people are."""
    kind = KINDS.get(Measure(target.measure), "")
    return f"participant__{kind}" if kind in ("trade", "site") and part == Part.APPLIED else kind


def _of_the_ended(target: Target) -> bool:
    return target.measure in (Measure.EVALUATED, Measure.RECOGNISED)


def _scheme(part: Part) -> str:
    return {Part.IMPORTED: "", Part.APPLIED: "call__scheme__"}.get(part, "scheme__")


def _where(target: Target, part: Part) -> Q | None:
    """Applications do not tell the country: the call offers several; lists of the time before do not tell the status."""
    if (target.country and part == Part.APPLIED) or (target.status and part == Part.IMPORTED):
        return None
    of = "participant__" if part == Part.APPLIED else ""
    asked = {f"{of}site": target.site_id, f"{of}trade": target.trade_id, "country": target.country.code,
             "participant__status": target.status}  # fmt: skip
    return Q(**{name: value for name, value in asked.items() if value})


def _what(measure: Measure, part: Part, known: set[str]) -> Q | None:
    leaves = Q(**{f"{_scheme(part)}direction": Direction.OUT})
    kind = "kind" if part == Part.IMPORTED else "participant__kind"
    if measure in (Measure.DEPARTURES, Measure.TRADES, Measure.SITES):
        counted = KINDS.get(measure)
        of = "participant__" if part == Part.APPLIED else ""
        return leaves & Q(**{f"{of}{counted}__isnull": False}) if counted else leaves
    if measure == Measure.STAFF:
        return leaves & Q(**{kind: ParticipantKind.STAFF})
    if measure == Measure.HOSTED:
        return Q(**{f"{_scheme(part)}direction": Direction.IN})
    if measure == Measure.LONG:
        of = "call__" if part == Part.APPLIED else ""
        return leaves & Q(**{f"{of}returns_on__gte": _LastOfTwoMonths(f"{of}departs_on")})
    if measure in (Measure.COUNTRIES, Measure.NEW_COUNTRIES):
        seen = Q(country__in=known) if measure == Measure.NEW_COUNTRIES else Q(pk__in=())
        return None if part == Part.APPLIED else leaves & ~seen
    return _who(measure, part, leaves)


def _who(measure: Measure, part: Part, leaves: Q) -> Q | None:
    """Facts of one person or one stay, which a list of the time before does not tell."""
    if part == Part.IMPORTED:
        return None
    if measure == Measure.MINORS:
        day = "call__departs_on" if part == Part.APPLIED else "departs_on"
        return leaves & Q(participant__birth_date__gt=_EighteenYearsBefore(day))
    if measure == Measure.FEWER:
        return leaves & Q(participant__opportunity__answer=Opportunity.YES)
    if part != Part.GONE:
        return None
    if measure == Measure.EVALUATED:
        return Q(state__in=ENDED, tutor_evaluation__answered_at__isnull=False)
    issued = Document.objects.filter(mobility=OuterRef("pk"), kind=DocumentKind.EUROPASS_MOBILITY)
    return Q(Exists(issued.filter(state=DocumentState.FINAL)), state__in=ENDED)
