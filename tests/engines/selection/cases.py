"""A small grid and reviews for the tests of this folder."""

from collections.abc import Iterable

from compagnon.engines.selection import Criterion, FileScore, Grid, Review, ReviewRules, score_files

SENTENCES = ("Nothing said.", "One general wish.", "A clear wish.", "A wish and a plan.", "A plan tied to the trade.")
GRID = Grid(
    criteria=[
        Criterion(
            key="aim", name="Project", weight=50, descriptors=SENTENCES, aim="Know why", bias_risk="Ease in writing"
        ),
        Criterion(
            key="skill", name="Skill", weight=30, descriptors=SENTENCES, aim="Be of use", bias_risk="Years at work"
        ),
        Criterion(
            key="team", name="Team", weight=20, descriptors=SENTENCES, aim="Live there", bias_risk="Ease in talk"
        ),
    ],
    tie_break=["aim", "skill"],
    languages=["en"],
)
CALM = ReviewRules(level_gap=5, points_gap=100)
"""Rules under which no disagreement calls a third."""


def review(file: str, reviewer: str, *levels: int) -> Review:
    return Review(file, reviewer, dict(zip(("aim", "skill", "team"), levels, strict=True)))


def scored(files: dict[str, Iterable[int]], rules: ReviewRules = CALM) -> list[FileScore]:
    """Files on which two reviewers agree."""
    return score_files(
        GRID, [review(file, who, *levels) for file, levels in files.items() for who in ("Anna", "Bea")], rules
    )
