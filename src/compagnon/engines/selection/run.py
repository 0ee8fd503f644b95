"""What the door `compagnon compute selection` reads and gives: a whole selection, from the grid to who moves up."""

from pydantic import ConfigDict, ValidationInfo, field_validator
from pydantic.dataclasses import dataclass

from compagnon.engines.base import Strict, Verdict
from compagnon.engines.selection.assignment import Assigned, Reviewer, assign
from compagnon.engines.selection.conflicts import Known, Suggestion, suggestions
from compagnon.engines.selection.grid import Grid, Key, may_open
from compagnon.engines.selection.places import Given, MovesUp, Places, Waiting, give, waiting_list, withdraw
from compagnon.engines.selection.ranking import Position, rank
from compagnon.engines.selection.scoring import FileScore, Reading, Review, ReviewRules, score_files

_STRICT = ConfigDict(extra="forbid")


class Question(Strict):
    """A call's grid, its reviews, its places and what has happened since. Files are codes; nobody is named.

    `seed` is written down before reviewing begins. `withdrawn` is in the order in which they withdrew. `reviewers` and
    what is `known` of them and of applicants may be left out.
    """

    grid: Grid
    seed: Key
    places: Places
    files: tuple[Key, ...] = ()
    reviews: tuple[Review, ...] = ()
    review_rules: ReviewRules = ReviewRules()
    groups: dict[Key, dict[Key, Key]] = {}
    withdrawn: tuple[Key, ...] = ()
    reviewers: tuple[Reviewer, ...] = ()
    known_reviewers: tuple[Known, ...] = ()
    known_applicants: tuple[Known, ...] = ()

    @field_validator("reviews")
    @classmethod
    def _reviews_fit_the_grid(cls, value: tuple[Review, ...], info: ValidationInfo) -> tuple[Review, ...]:
        if "grid" in info.data:
            score_files(info.data["grid"], value)
        return value

    @field_validator("withdrawn")
    @classmethod
    def _withdrawn_once(cls, value: tuple[Key, ...]) -> tuple[Key, ...]:
        if len(set(value)) < len(value):
            raise ValueError("nobody withdraws twice")
        return value


@dataclass(frozen=True, config=_STRICT)
class Result:
    """A selection as far as facts decide it. A named person decides; nothing here is applied by itself (GDPR art. 22).

    `moves` answer the withdrawals one after another; `admitted` and `waiting` are as they stand after them.
    """

    may_open: Verdict
    scores: tuple[FileScore, ...]
    order: tuple[Position, ...]
    given: tuple[Given, ...]
    moves: tuple[MovesUp, ...]
    admitted: tuple[str, ...]
    waiting: tuple[Waiting, ...]
    assigned: tuple[Assigned, ...]
    suggestions: tuple[Suggestion, ...]


def select(question: Question) -> Result:
    """Everything at once: scores, order, places, what withdrawals changed, who reads, who may know whom."""
    scores = score_files(question.grid, question.reviews, question.review_rules, files=question.files)
    order = rank(scores, question.grid.tie_break, seed=question.seed)
    files = [position.file for position in order]
    given = give(files, question.groups, question.places)
    admitted, moves = [one.file for one in given], list[MovesUp]()
    for gone in question.withdrawn:
        move = withdraw(files, question.groups, question.places, admitted, gone)
        moves.append(move)
        files = [file for file in files if file != gone]
        admitted = [file for file in admitted if file != gone]
        if move.moves_up is not None:
            admitted.append(move.moves_up)
    return Result(
        may_open=may_open(question.grid),
        scores=tuple(scores),
        order=tuple(order),
        given=tuple(given),
        moves=tuple(moves),
        admitted=tuple(file for file in files if file in set(admitted)),
        waiting=tuple(waiting_list(files, question.groups, question.places, admitted)),
        assigned=tuple(_assigned(question, scores)),
        suggestions=tuple(suggestions(question.known_reviewers, question.known_applicants)),
    )


def _assigned(question: Question, scores: list[FileScore]) -> list[Assigned]:
    """Readers for every file still to be read: what has been read counts, and a third is found where one is called."""
    if not question.reviewers:
        return []
    read: dict[str, set[str]] = {}
    for review in question.reviews:
        read.setdefault(review.file, set()).add(review.reviewer)
    each = question.review_rules.reviews_from
    thirds = [one.file for one in scores if one.reading is Reading.THIRD_CALLED]
    firsts = [one.file for one in scores if one.reading is Reading.TOO_FEW]
    found = assign(firsts, question.reviewers, each=each, already=read, seed=question.seed)
    busy = read | {one.file: set(one.reviewers) for one in found}
    more = assign(thirds, question.reviewers, each=each + 1, already=busy, seed=question.seed)
    return sorted([*found, *more], key=lambda one: one.file)
