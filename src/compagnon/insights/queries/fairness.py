"""People by group and by how far they came, as the engine takes them; the tables that were shown before."""

from typing import Any

from django.db.models import Case, CharField, Count, DateField, Exists, F, Func, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Coalesce

from compagnon.engines.fairness import Dimension, People, Ranked, Stage
from compagnon.insights.models import FairnessRelease, GapReview
from compagnon.insights.queries.measures import ENDED
from compagnon.mobilities.choices import GONE, days_of
from compagnon.recruitment.choices import ApplicationState
from compagnon.recruitment.models import Application, Call, RankedFile, Review, Selection
from compagnon.recruitment.queries.ranking import latest

NOT_TOLD = "not_told"
DIMENSIONS = (
    Dimension(key="age"),
    Dimension(key="level"),
    Dimension(key="trade"),
    Dimension(key="site"),
    Dimension(key="status"),
    Dimension(key="first_time"),
    Dimension(key="fewer", sensitive=True),
)
"""What people may be compared by (section 5.1 of the facts on inclusion), as far as it is known without asking anew.

Minors and adults are two sides of the age bands: shown once, so that one cannot be worked out from the other.
"""


class _YearsBefore(Func):
    template = "(%(expressions)s - interval '%(years)s years')::date"
    output_field = DateField()


def calls_of(year: int) -> QuerySet[Call]:
    """Calls whose departure lies in a school year, once they have opened."""
    rows: QuerySet[Call] = Call.objects.filter(departs_on__range=days_of(year)).exclude(state="draft")
    return rows


def counted_alone() -> set[int]:
    """Calls whose own table was shown."""
    return set(FairnessRelease.objects.filter(call__isnull=False).values_list("call_id", flat=True))


def counted_together() -> dict[int, int]:
    """Calls that were counted with the others of a year, with that year."""
    rows = FairnessRelease.objects.filter(call__isnull=True).values_list("year", "calls")
    return {call: year for year, calls in rows for call in calls}


def applications_of(calls: list[int]) -> QuerySet[Application]:
    """Everything that was sent to these calls, whatever became of it."""
    rows: QuerySet[Application] = Application.objects.filter(call__in=calls, submitted_at__isnull=False)
    return rows.exclude(state=ApplicationState.DRAFT)


def stages_there(calls: list[int]) -> tuple[Stage, ...]:
    """The stages that the data has: nobody is said to be scored where nobody reviewed."""
    was_scored = Review.objects.filter(application__call__in=calls, finished_at__isnull=False).exists()
    scored = (Stage.SCORED,) if was_scored else ()
    return (Stage.APPLIED, Stage.ELIGIBLE, *scored, Stage.ADMITTED, Stage.GONE, Stage.FINISHED)


def _age() -> Case:
    """The age on the day of departure, in bands; under 18 are the minors."""
    born, leaves = "participant__birth_date", F("call__departs_on")

    def younger(years: int, code: str) -> When:
        return When(**{f"{born}__gt": _YearsBefore(leaves, years=years)}, then=Value(code))

    untold = When(**{f"{born}__isnull": True}, then=Value(NOT_TOLD))
    return Case(
        untold, younger(18, "under_18"), younger(21, "18_20"), younger(26, "21_25"), default=Value("26_up")
    )  # fmt: skip


def _came() -> Case:
    """The furthest stage that somebody reached."""
    finished = Review.objects.filter(application=OuterRef("pk"), finished_at__isnull=False)
    admitted = Q(state=ApplicationState.ADMITTED) | Q(mobility__isnull=False)
    return Case(
        When(mobility__state__in=ENDED, then=Value(Stage.FINISHED.value)),
        When(mobility__state__in=GONE, then=Value(Stage.GONE.value)),
        When(admitted, then=Value(Stage.ADMITTED.value)),
        When(state=ApplicationState.INELIGIBLE, then=Value(Stage.APPLIED.value)),
        When(Exists(finished), then=Value(Stage.SCORED.value)),
        When(verdict__answer="yes", then=Value(Stage.ELIGIBLE.value)),
        default=Value(Stage.APPLIED.value),
        output_field=CharField(),
    )


def _told(name: str) -> Any:
    return Coalesce(Cast(name, CharField()), Value(NOT_TOLD))


def _yes_or_no(yes: Q, no: Q) -> Case:
    return Case(When(yes, then=Value("yes")), When(no, then=Value("no")), default=Value(NOT_TOLD))


def _in_groups(rows: QuerySet[Application]) -> QuerySet[Application]:
    """Each with its group in every dimension."""
    answer = "participant__opportunity__answer"
    return rows.annotate(
        age=_age(),
        level=_told("participant__eqf_level"),
        trade=_told("participant__trade_id"),
        site=_told("participant__site_id"),
        status=_told("participant__status"),
        first_time=_yes_or_no(Q(days_abroad_before=0), Q(days_abroad_before__gt=0)),
        fewer=_yes_or_no(Q(**{answer: "yes"}), Q(**{answer: "no"})),
    )


def _groups(row: dict[str, Any]) -> dict[str, str]:
    return {one.key: row[one.key] for one in DIMENSIONS}


def people(calls: list[int]) -> tuple[People, ...]:
    """One row for all who share their groups and came equally far, in one question."""
    rows = _in_groups(applications_of(calls)).annotate(came=_came())
    counted = rows.order_by().values(*(one.key for one in DIMENSIONS), "came").annotate(number=Count("pk"))
    return tuple(People(groups=_groups(row), reached=row["came"], people=row["number"]) for row in counted)


_PANEL = (ApplicationState.ADMITTED, ApplicationState.WAITING, ApplicationState.DECLINED)
"""The order that decisions make: who has a place, who waits, who was declined."""


def ranked(call: Call) -> tuple[Ranked, ...]:
    """Each file's rank by the reading without identity, and by what the panel decided; nobody before all is decided.

    Within one decision files stay in the order of the reading, those who wait in that of the reserve list.
    """
    hides = Selection.objects.filter(call=call, hides_identity=True).first()
    run = latest(hides) if hides else None
    if run is None:
        return ()
    ranks = dict(RankedFile.objects.filter(run=run, rank__isnull=False).values_list("application_id", "rank"))
    rows = list(
        _in_groups(Application.objects.filter(pk__in=list(ranks))).values(
            "pk", "state", "reserve_place", *(one.key for one in DIMENSIONS)
        )
    )
    if any(row["state"] == ApplicationState.SUBMITTED for row in rows):
        return ()
    there = sorted((row for row in rows if row["state"] in _PANEL), key=lambda row: ranks[row["pk"]])
    first = {row["pk"]: place for place, row in enumerate(there, start=1)}
    decided = sorted(there, key=lambda row: (_PANEL.index(row["state"]), row["reserve_place"] or 0, first[row["pk"]]))
    return tuple(
        Ranked(groups=_groups(row), first=first[row["pk"]], panel=place) for place, row in enumerate(decided, start=1)
    )


def releases(year: int, call: Call | None) -> QuerySet[FairnessRelease]:
    """Everything shown of the same people before, the newest first."""
    rows: QuerySet[FairnessRelease] = FairnessRelease.objects.filter(call=call).order_by("-at", "-pk")
    return rows if call else rows.filter(year=year)


def gap_reviews() -> QuerySet[GapReview]:
    """Gaps that are looked into, open ones first."""
    rows: QuerySet[GapReview] = GapReview.objects.select_related("owner", "release__call")
    return rows.order_by("-state", "due_on", "pk")
