"""Reads of rankings: the latest order of a call, a page of it in words, and a person's own scores."""

from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from compagnon.recruitment.choices import ApplicationState
from compagnon.recruitment.models import Application, RankedFile, RankingRun, Selection
from compagnon.recruitment.phrases import selection as phrases
from compagnon.recruitment.queries import grids, places, reading

SHOWS = [
    ("", _("All")),
    ("place", _("With a place")),
    ("reserve", _("Without a place")),
    ("unread", _("Not ranked yet")),
    ("undecided", _("To decide")),
]
_WHERE = {
    "place": Q(has_place=True),
    "reserve": Q(has_place=False, rank__isnull=False),
    "unread": Q(rank__isnull=True),
    "undecided": Q(application__state=ApplicationState.SUBMITTED),
}


def latest(selection: Selection) -> RankingRun | None:
    """The last order that was reckoned, without its facts."""
    found: RankingRun | None = RankingRun.objects.filter(selection=selection).defer("facts").first()
    return found


def files_of(run: RankingRun, show: str, visible: QuerySet[Application]) -> QuerySet[RankedFile]:
    """The files of an order that somebody may see, in that order."""
    rows: QuerySet[RankedFile] = (
        RankedFile.objects.filter(_WHERE.get(show, Q()), run=run, application__in=visible)
        .select_related("application__participant__person")
        .order_by(F("rank").asc(nulls_last=True), "pk")
    )
    return rows


def names_of(selection: Selection) -> dict[str, str]:
    """What criteria and rules about places are called, by their keys."""
    names = {one["key"]: one["name"] for one in grids.shown(selection.grid)["criteria"]}
    return (
        names
        | places.group_names(selection.call)
        | {rule["key"]: rule["source"]["title"] for rule in selection.place_rules}
    )


def in_words(files: Any, selection: Selection) -> list[dict[str, Any]]:
    """Rows of a page, each with its reasons as sentences."""
    names = names_of(selection)
    return [
        {
            "file": one,
            "application": one.application,
            "reasons": [phrases.told(reason, names) for reason in phrases.read(one.reasons)],
        }
        for one in files
    ]


def shows_names(selection: Selection) -> bool:
    """Whether the panel may see who the files belong to: nothing is hidden, or all is read and the call says so."""
    if not selection.hides_identity:
        return True
    return selection.shows_identity_after and reading.is_read(selection.call)


def departs(application: Application, decision: str) -> bool:
    """Whether a decision is another than the latest order would give: a place passed over, or given out of turn."""
    place = (
        RankedFile.objects.filter(application=application)
        .order_by("-run__at", "-run__pk")
        .values_list("has_place", "rank")
        .first()
    )
    if place is None or place[1] is None:
        return False
    return bool(place[0]) != (decision == ApplicationState.ADMITTED)


def rank_of(application: Application) -> int | None:
    """The place of a file in the latest order."""
    found = RankedFile.objects.filter(application=application).order_by("-run__at", "-run__pk")
    rank: int | None = found.values_list("rank", flat=True).first()
    return rank


def own_scores(application: Application) -> dict[str, Any] | None:
    """A person's own score with the mean level of each criterion, in the words of the grid; nothing of anybody else."""
    file = (
        RankedFile.objects.filter(application=application, rank__isnull=False)
        .select_related("run__selection")
        .defer("run__facts")
        .order_by("-run__at", "-run__pk")
        .first()
    )
    if file is None:
        return None
    criteria = [
        {"name": one["name"], "percent": one["percent"], "level": f"{file.levels[one['key']]:g}"}
        for one in grids.shown(file.run.selection.grid)["criteria"]
        if one["key"] in file.levels
    ]
    return {"score": f"{file.score:g}", "criteria": criteria, "selection": file.run.selection}
