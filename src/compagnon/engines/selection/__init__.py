"""Selection: a published grid, scores from reviews, an order, places, a waiting list, each position with its reasons.

What a grid weighs and what the reviewers gave decides the order; quotas and reserved places stand beside it, never in
the score. Nothing here is applied without a person.
"""

from compagnon.engines.selection.assignment import Assigned, Reviewer, assign
from compagnon.engines.selection.conflicts import Known, Shared, Suggestion, suggestions
from compagnon.engines.selection.grid import Criterion, Evidence, Grid, may_open
from compagnon.engines.selection.places import (
    Given,
    Kind,
    MovesUp,
    PlaceRule,
    Places,
    Waiting,
    give,
    waiting_list,
    withdraw,
)
from compagnon.engines.selection.ranking import Position, lot, rank
from compagnon.engines.selection.run import Question, Result, select
from compagnon.engines.selection.scoring import FileScore, Reading, Review, ReviewRules, score_files
from compagnon.engines.selection.wording import Ground, grounds, questions

CODES: tuple[str, ...] = (
    *(
        f"selection.grid.{rule}.{end}"
        for rule in ("measured", "measured_why", "complete", "tie_break")
        for end in ("met", "not_met")
    ),
    "selection.wording.question",
    "selection.reading.too_few",
    "selection.reading.mean",
    "selection.reading.levels_differ",
    "selection.reading.totals_differ",
    "selection.rank.score",
    "selection.rank.tie_break",
    "selection.rank.lot",
    "selection.place.by_rank",
    "selection.place.reserved",
    "selection.place.all_taken",
    "selection.place.ceiling",
    "selection.place.held",
    "selection.moves.nobody",
    "selection.moves.was_waiting",
    "selection.moves.was_not_ranked",
    "selection.assignment.too_few",
    *(f"selection.conflict.{shared}" for shared in Shared),
)
"""Every code a reason may carry."""

REMEDIES: tuple[str, ...] = (
    "add_reviewer",
    "ask_reviewer",
    "call_third_reviewer",
    "choose_tie_break",
    "complete_criterion",
    "lower_weight",
    "reword_or_justify",
    "wait_for_reviews",
    "write_why",
)
"""Every remedy a reason may carry."""

__all__ = [
    "CODES",
    "REMEDIES",
    "Assigned",
    "Criterion",
    "Evidence",
    "FileScore",
    "Given",
    "Grid",
    "Ground",
    "Kind",
    "Known",
    "MovesUp",
    "PlaceRule",
    "Places",
    "Position",
    "Question",
    "Reading",
    "Result",
    "Review",
    "ReviewRules",
    "Reviewer",
    "Shared",
    "Suggestion",
    "Waiting",
    "assign",
    "give",
    "grounds",
    "lot",
    "may_open",
    "questions",
    "rank",
    "score_files",
    "select",
    "suggestions",
    "waiting_list",
    "withdraw",
]
