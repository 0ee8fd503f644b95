"""What figures hold about people: who looks into a gap; targets are of a network, and tables count groups."""

from compagnon.core.holdings import holds, nothing
from compagnon.insights.models import FairnessRelease, GapReview, Target

nothing(FairnessRelease, Target)
holds(
    GapReview, purpose="recruitment", rule="application", people="owner",
    words="stage_note criteria_note reviewers_note outreach_note adjustments_note action",
    plain="code dimension group of reached",
)  # fmt: skip
