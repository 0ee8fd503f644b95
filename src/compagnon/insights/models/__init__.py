"""Targets, and what fairness keeps."""

from compagnon.insights.models.targets import Target

__all__ = ["Target"]
