"""From what the database holds to what the engine of selection takes."""

from collections.abc import Iterable

from compagnon.engines.selection import Review as Reading
from compagnon.recruitment.models import Review


def readings(applications: Iterable[int]) -> list[Reading]:
    """The finished reviews of these applications, by their keys, as the engine takes them: codes and levels only."""
    rows = Review.objects.filter(application__in=list(applications), finished_at__isnull=False)
    return _as_readings(rows.values_list("application__code", "reviewer_id", "levels"))


def readings_of_call(call: int) -> list[Reading]:
    """The finished reviews of a call."""
    rows = Review.objects.filter(application__call=call, finished_at__isnull=False)
    return _as_readings(rows.values_list("application__code", "reviewer_id", "levels"))


def _as_readings(rows: Iterable[tuple[str, int, dict[str, int]]]) -> list[Reading]:
    return [Reading(file=file, reviewer=str(reviewer), levels=levels) for file, reviewer, levels in rows]
