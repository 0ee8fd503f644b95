"""What evaluations hold about people."""

from compagnon.core.holdings import holds
from compagnon.surveys.models import CourseResult, OutcomeRating, TutorEvaluation

holds(
    TutorEvaluation, purpose="evidence", rule="evidence", about="mobility__participant__person", evidence=True,
    words="comment", people="tutor", plain="code",
)  # fmt: skip
holds(
    OutcomeRating, purpose="evidence", rule="evidence", about="evaluation__mobility__participant__person",
    evidence=True, words="comment",
)  # fmt: skip
holds(
    CourseResult, purpose="evidence", rule="evidence", about="evaluation__mobility__participant__person",
    evidence=True, words="title number length mark credits",
)  # fmt: skip
