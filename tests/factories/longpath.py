"""What a long stay needs before it begins: an approved course sheet and the decision what counts."""

from datetime import date
from typing import Any

from compagnon.longpath.actions import approve_version, choose_course, keep_sheet
from compagnon.longpath.models import CourseSheet
from compagnon.stays.actions.followup import decide_counts

SAID = {"fits": "Second year", "learnt": "Breads of the north", "assessed": "By the tutor", "at_distance": ""}


def settled(mobility: Any) -> Any:
    """The same mobility, with its long path settled by its referent."""
    by = mobility.referent
    sheet = keep_sheet(sheet=CourseSheet(network=mobility.network, title="CAP Baker"), version=SAID, by=by)
    version = approve_version(version=sheet.versions.get(), on=date(2026, 9, 1), team="The bakery team", by=by)
    choose_course(mobility=mobility, version=version, by=by)
    decide_counts(mobility=mobility, counts_as="unit", what="Unit 3", by=by)
    return mobility
