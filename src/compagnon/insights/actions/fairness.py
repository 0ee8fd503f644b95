"""Counting fairness once and keeping what was shown; looking into a gap."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from pydantic import TypeAdapter

from compagnon.core import activity, clock
from compagnon.core.states import locked, move
from compagnon.engines.fairness import Audience, Question, Rate, Release, Result, Stage, report
from compagnon.insights.models import FairnessRelease, GapReview
from compagnon.insights.queries import fairness as queries
from compagnon.insights.queries.readings import Readings, readings_of
from compagnon.mobilities.choices import school_year_name
from compagnon.network.models import Network
from compagnon.people.models import Person
from compagnon.recruitment.models import Call

KEPT_DAYS = 7
"""A table stands at least so long: few new people since the last one would only hide more."""
_RESULT = TypeAdapter(Result)


class NotCounted(Exception):
    """Nobody has counted these people yet: somebody asks for it, because a count binds those that come later."""


class CountedTogether(Exception):
    """The call was counted with the others of its year: alone, its people could be found by subtracting."""


def look(*, network: Network, year: int, call: Call | None, audience: str, by: Person) -> FairnessRelease:
    """The kept table, and a note that it was looked at (DISP-06). Raises NotCounted and CountedTogether."""
    kept = _kept(year, call, audience)
    if kept is None:
        raise NotCounted
    activity.record("insights.fairness_viewed", about=kept, by=by, trail=network, facts={"subject": str(kept)})
    return kept


@transaction.atomic
def look_at_readings(*, network: Network, year: int, by: Person) -> Readings:
    """How the reviewers of a school year read, and a note that it was looked at (DISP-06)."""
    facts = {"subject": school_year_name(year)}
    activity.record("insights.readings_viewed", about=network, by=by, trail=network, facts=facts)
    return readings_of(year)


@transaction.atomic
def count(*, network: Network, year: int, call: Call | None, audience: str) -> bool:
    """Count, unless the kept table has stood less than seven days; says whether it was done. Raises CountedTogether.

    A call whose own table is there is left out of those of its year, and the other way round.
    """
    Network.objects.select_for_update().get(pk=network.pk)  # two counts at once would not know of each other
    kept = _kept(year, call, audience)
    is_time = kept is None or may_count_anew(kept)
    if is_time:
        _count(network, year, call, audience)
    return is_time


def _kept(year: int, call: Call | None, audience: str) -> FairnessRelease | None:
    if call and call.pk in queries.counted_together():
        raise CountedTogether
    return queries.releases(year, call).filter(audience=audience).first()


def may_count_anew(release: FairnessRelease) -> bool:
    """It has stood long enough."""
    return release.at <= clock.now() - timedelta(days=KEPT_DAYS)


def _count(network: Network, year: int, call: Call | None, audience: str) -> None:
    calls = [call.pk] if call else _together(year)
    stages = queries.stages_there(calls)
    wanted = [(Stage.APPLIED, Stage.ELIGIBLE), (Stage.APPLIED, Stage.ADMITTED), (Stage.ADMITTED, Stage.GONE)]
    people = queries.people(calls)
    result = report(
        Question(
            as_of=clock.today(),
            audience=Audience(audience),
            dimensions=queries.DIMENSIONS,
            people=people,
            stages=stages,
            ranked=queries.ranked(call) if call else (),
            rates=tuple(Rate(of=of, reached=reached) for of, reached in wanted),
            releases=tuple(Release.model_validate(one.register) for one in queries.releases(year, call)),
        )
    )
    shown = _RESULT.dump_python(result, mode="json", exclude={"release"})
    FairnessRelease.objects.create(
        network=network, year=year, call=call, audience=audience, calls=calls, shown=shown,
        register=result.release.model_dump(mode="json"),
    )  # fmt: skip


def _together(year: int) -> list[int]:
    """The calls of a year that were counted neither alone nor with another year."""
    alone, elsewhere = queries.counted_alone(), queries.counted_together()
    there = queries.calls_of(year).order_by("pk").values_list("pk", flat=True)
    now = [pk for pk in there if pk not in alone and elsewhere.get(pk, year) == year]
    return sorted({*now, *(pk for pk, counted in elsewhere.items() if counted == year)})


@transaction.atomic
def open_review(*, release: FairnessRelease, gap: dict[str, str], by: Person) -> GapReview:
    """Begin to look into a gap; the same one again when it is looked into already."""
    review, is_new = GapReview.objects.get_or_create(network=release.network, release=release, **gap)
    if is_new:
        activity.record(
            "insights.gap_opened", about=review, by=by, trail=release.network, facts={"subject": str(release)}
        )
    return review  # type: ignore[no-any-return]


@transaction.atomic
def keep_review(*, review: GapReview, fields: dict[str, Any], by: Person) -> GapReview:
    """Keep what was found and what will be done."""
    review = locked(review)
    for name, value in fields.items():
        setattr(review, name, value)
    review.save()
    activity.record("insights.gap_kept", about=review, by=by, trail=review.network, facts={"subject": str(review)})
    return review


@transaction.atomic
def move_review(*, review: GapReview, to: str, by: Person) -> GapReview:
    """Say that the action is done, or take the review up again. Raises MoveRefused."""
    review = locked(review)
    move(review, to, by=by, trail=review.network, facts={"subject": str(review)})
    return review
