"""Reads of a panel's meeting: what stands about each file, and what was decided in it."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType

from compagnon.core.lists import PER_PAGE
from compagnon.core.models import Activity
from compagnon.recruitment.choices import DECIDED, ApplicationState, ConflictKind
from compagnon.recruitment.models import Application, Declaration, PanelMeeting, PanelNote, RankedFile, Review
from compagnon.recruitment.phrases import selection as phrases
from compagnon.recruitment.queries import ranking


def rows_of(files: Any, meeting: PanelMeeting) -> list[dict[str, Any]]:
    """Rows of a page: each file with its reasons, the readers' totals, open questions, notes, and who must leave the room."""
    files = list(files)
    keys = [one.application_id for one in files]
    names = ranking.names_of(meeting.selection)
    reviews, notes, leave = _reviews(keys), _notes(keys), _who_leave(keys, meeting)
    return [
        {
            "file": one,
            "application": one.application,
            "reasons": [phrases.told(reason, names) for reason in phrases.read(one.reasons)],
            "questions": [review.remark for review in reviews[one.application_id] if review.remark],
            "spread": _spread(reviews[one.application_id], names),
            "notes": notes[one.application_id],
            "leave": leave[one.application_id],
        }
        for one in files
    ]


def next_to_decide(meeting: PanelMeeting, show: str, after: str) -> tuple[str, int] | None:
    """The code and the page of the next file of a part of the order that nobody has decided on; after the last, the first."""
    every = Application.objects.all()
    order = list(ranking.files_of(meeting.run, "", every).values_list("application__code", "application__state"))
    here = next((place for place, (code, _state) in enumerate(order, start=1) if code == after), 0)
    shown = list(ranking.files_of(meeting.run, show, every).values_list("application__code", flat=True))
    for code, state in [*order[here:], *order[:here]]:
        if state == ApplicationState.SUBMITTED and code in shown:
            return code, shown.index(code) // PER_PAGE + 1
    return None


def left_to_decide(meeting: PanelMeeting) -> int:
    """How many files of the order nobody has decided on."""
    return RankedFile.objects.filter(run=meeting.run_id, application__state=ApplicationState.SUBMITTED).count()


def _reviews(keys: list[int]) -> dict[int, list[Review]]:
    found: dict[int, list[Review]] = defaultdict(list)
    for one in Review.objects.filter(application__in=keys, finished_at__isnull=False).order_by("pk"):
        found[one.application_id].append(one)
    return found


def _notes(keys: list[int]) -> dict[int, list[PanelNote]]:
    found: dict[int, list[PanelNote]] = defaultdict(list)
    for one in PanelNote.objects.filter(application__in=keys):
        found[one.application_id].append(one)
    return found


def _who_leave(keys: list[int], meeting: PanelMeeting) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    declared = Declaration.objects.filter(application__in=keys, person__in=meeting.present)
    for one in declared.exclude(conflict=ConflictKind.NONE).select_related("person"):
        found[one.application_id].append(str(one.person))
    return found


def _spread(reviews: list[Review], names: dict[str, str]) -> list[tuple[str, str]]:
    """What each reader gave, criterion by criterion: "Project: 3, 1"."""
    if not reviews:
        return []
    keys = [key for key in names if key in reviews[0].levels]
    return [(names[key], ", ".join(str(one.levels.get(key, "")) for one in reviews)) for key in keys]


def has_to_sign(person: Any, meeting: PanelMeeting) -> bool:
    """Whether somebody was at a meeting and has not signed its minutes yet."""
    return person.pk in meeting.present and person.pk not in {one["person"] for one in meeting.signatures}


@dataclass(frozen=True)
class Decided:
    """What the chair decided about one file in a meeting, whatever became of it since."""

    application: Application
    rank: int | None
    decision: str
    reason: str
    departure: str


def decided_in(meeting: PanelMeeting) -> list[Decided]:
    """What the chair decided while the meeting was open, by the order on which it sat; the last word on each file counts.

    Read from the activity: somebody who has withdrawn since, or moved up from the reserve list, stays as it was decided.
    """
    moves = {f"recruitment.application_{state}": str(state) for state in DECIDED}
    of_files = ContentType.objects.get_for_model(Application)
    rows = Activity.objects.filter(
        about_type=of_files, verb__in=moves, by=meeting.chair_id, at__gte=meeting.opened_at
    ).order_by("at", "pk")
    if meeting.closed_at is not None:
        rows = rows.filter(at__lte=meeting.closed_at)
    last = {row.about_id: row for row in rows}
    files = Application.objects.filter(call__selection=meeting.selection_id, pk__in=last).select_related(
        "participant__person"
    )
    ranks = dict(RankedFile.objects.filter(run=meeting.run_id).values_list("application_id", "rank"))
    found = [
        Decided(
            application=one,
            rank=ranks.get(one.pk),
            decision=moves[last[one.pk].verb],
            reason=last[one.pk].reason,
            departure=last[one.pk].facts.get("departure", ""),
        )
        for one in files.order_by("code")
    ]
    return sorted(found, key=lambda one: (one.rank is None, one.rank or 0))
