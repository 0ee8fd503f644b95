"""Targets, and what fairness keeps."""

from compagnon.insights.models.fairness import FairnessRelease, GapReview
from compagnon.insights.models.targets import Target

__all__ = ["FairnessRelease", "GapReview", "Target"]
