"""What the long path holds about people."""

from compagnon.core.holdings import holds, nothing
from compagnon.longpath.models import CourseOfStay, CourseSheet, CourseVersion, EmployerWord, ObstacleEntry

nothing(CourseSheet)
holds(
    CourseVersion, purpose="mobility", rule="with_file",
    names="written_by_name noted_by_name team", plain="code fits units learnt assessed at_distance",
)  # fmt: skip
holds(CourseOfStay, purpose="mobility", rule="with_file", about="mobility__participant__person", names="chosen_by_name")
holds(
    EmployerWord, purpose="mobility", rule="with_file", about="mobility__participant__person",
    words="reason suits replacement brought_back", names="answered_by_name told_by_name seen_by_name", plain="code",
)  # fmt: skip
holds(
    ObstacleEntry, purpose="mobility", rule="with_file",
    about="mobility__participant__person application__participant__person",
    words="words", people="told_by", names="told_by_name", plain="code",
)  # fmt: skip
