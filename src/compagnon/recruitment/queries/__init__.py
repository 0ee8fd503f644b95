"""Reads of recruitment, by subject. What other apps ask for stands here too."""

from compagnon.recruitment.queries import (
    appeals,
    applications,
    asked,
    assignment,
    calls,
    corrections,
    eligibility,
    grids,
    masking,
    meetings,
    panel,
    places,
    ranking,
    reading,
    reckoning,
    steps,
)
from compagnon.recruitment.queries.applications import of_participant, visible_to
from compagnon.recruitment.queries.calls import open_calls, shown_in_public

__all__ = [
    "appeals",
    "applications",
    "asked",
    "assignment",
    "calls",
    "corrections",
    "eligibility",
    "grids",
    "masking",
    "meetings",
    "of_participant",
    "open_calls",
    "panel",
    "places",
    "ranking",
    "reading",
    "reckoning",
    "shown_in_public",
    "steps",
    "visible_to",
]
