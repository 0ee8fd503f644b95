"""Reads of reviews: what somebody owes, what may be shown to whom, how far the reading of a call has come."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from compagnon.people.models import Person
from compagnon.recruitment.choices import ApplicationState, ConflictKind
from compagnon.recruitment.models import Application, Call, Declaration, PanelMember, Review


def owed(reviews: QuerySet[Review]) -> QuerySet[Review]:
    """Those of the readings that somebody still owes: not finished, of files that are not decided."""
    return reviews.filter(finished_at__isnull=True, application__state=ApplicationState.SUBMITTED)


def owed_by(person: Person) -> QuerySet[Review]:
    """The readings that somebody still owes, the call that closes first on top."""
    rows = owed(Review.objects.filter(reviewer=person))
    return rows.select_related("application__call", "application__participant__trade").order_by(
        "application__call__closes_on", "pk"
    )


def next_review(person: Person, after: Review) -> Review | None:
    """The next reading to do, so that reading thirty goes without coming back to the list."""
    return owed_by(person).exclude(pk=after.pk).first()


def finished_by(person: Person) -> QuerySet[Review]:
    """The readings that somebody has finished, the latest on top."""
    rows: QuerySet[Review] = (
        Review.objects.filter(reviewer=person, finished_at__isnull=False)
        .select_related("application__call", "application__participant__trade")
        .order_by("-finished_at", "-pk")
    )
    return rows


def to_read(person: Person) -> QuerySet[Review]:
    """Somebody's own readings with all that the page needs to hide."""
    rows: QuerySet[Review] = Review.objects.filter(reviewer=person).select_related(
        "application__call__scheme",
        "application__call__network",
        "application__participant__person",
        "application__participant__trade",
        "application__participant__site__organisation",
        "application__participant__employer",
        "application__participant__guardian",
        "application__participant__mentor",
    )
    return rows


def has_declared(review: Review) -> bool:
    """Whether the reviewer has said, for this file, that there is no conflict of interest."""
    return Declaration.objects.filter(application=review.application_id, person=review.reviewer_id).exists()


def is_settled(review: Review, reviews_from: int) -> bool:
    """Whether this reading and enough others are finished: from then on they may be compared, and not changed."""
    if review.finished_at is None:
        return False
    finished = Review.objects.filter(application=review.application_id, finished_at__isnull=False).count()
    return finished >= reviews_from


def others_to_show(review: Review) -> list[Review]:
    """What the other readers found; nothing before one's own reading is finished and theirs too (SEL-05)."""
    if review.finished_at is None:
        return []
    all_of_file = list(Review.objects.filter(application=review.application_id).order_by("pk"))
    if any(one.finished_at is None for one in all_of_file):
        return []
    return [one for one in all_of_file if one.pk != review.pk]


@dataclass(frozen=True)
class Opening:
    """What one reader did with a file: `opened_at` is when they declared to have no conflict of interest and got to see it (SEL-14)."""

    person: Person
    asked_at: datetime | None
    opened_at: datetime | None
    finished_at: datetime | None
    conflict: str
    """What stands between them, in words; such a reader never sees the file."""


def openings_of(application: Application) -> list[Opening]:
    """Who was asked to read a file, who opened it and when, and who may not."""
    asked = {one.reviewer: one for one in application.reviews.select_related("reviewer").order_by("pk")}
    declared = {one.person: one for one in application.declarations.select_related("person").order_by("at", "pk")}
    return [_opening(person, asked.get(person), declared.get(person)) for person in dict.fromkeys([*asked, *declared])]


def _opening(person: Person, review: Review | None, declared: Declaration | None) -> Opening:
    is_free = declared is not None and declared.conflict == ConflictKind.NONE
    return Opening(
        person=person,
        asked_at=review.asked_at if review else None,
        opened_at=declared.at if declared and is_free else None,
        finished_at=review.finished_at if review else None,
        conflict=declared.get_conflict_display() if declared and not is_free else "",
    )


def progress_of(call: Call) -> list[dict[str, Any]]:
    """The readers of a call with how many files each has, and how many are finished."""
    of_call = Q(application__call=call)
    numbers = {
        row["reviewer"]: row
        for row in Review.objects.filter(of_call)
        .values("reviewer")
        .annotate(asked=Count("pk"), done=Count("pk", filter=Q(finished_at__isnull=False)))
    }
    panel = PanelMember.objects.filter(selection__call=call).select_related("person")
    rows = []
    for one in panel:
        row = numbers.pop(one.person_id, {"asked": 0, "done": 0})
        rows.append({"member": one, "person": one.person, "asked": row["asked"], "done": row["done"]})
    others = {one.pk: one for one in Person.objects.filter(pk__in=numbers)}
    return rows + [
        {"member": None, "person": others[key], "asked": row["asked"], "done": row["done"]}
        for key, row in numbers.items()
    ]


def is_read(call: Call) -> bool:
    """Whether the first pass is over: nobody owes a reading of a file still to be decided."""
    return not owed(Review.objects.filter(application__call=call)).exists()
