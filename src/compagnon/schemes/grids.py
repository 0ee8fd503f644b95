"""The selection grid as a scheme keeps it: the shape of `engines.selection.Grid`, each text by language.

{"criteria": [{"key", "name": {"fr": …}, "weight", "evidence", "aim": {…}, "bias_risk": {…}, "descriptors": [{…} × 5]}],
"tie_break": [keys], "measured_share_max": 20, "measured_why": {…}}
"""

from collections.abc import Iterable
from functools import cache
from typing import Any

from compagnon.core.i18n import localised
from compagnon.engines.base import Reason
from compagnon.engines.selection.grid import LEVELS, Grid, may_open
from compagnon.engines.selection.wording import LANGUAGES
from compagnon.people.choices import ParticipantKind
from compagnon.schemes.seed_shape import read_schemes

TEXTS = ("name", "aim", "bias_risk")


@cache
def shipped(kind: str) -> dict[str, Any]:
    """The grid that comes with the program for learners or for staff."""
    return read_schemes().grids[ParticipantKind(kind)].model_dump(mode="json")


def has_criteria(grid: dict[str, Any]) -> bool:
    return bool(grid.get("criteria"))


def in_language(grid: dict[str, Any], language: str, *, only: bool = False) -> Grid:
    """The grid in one language; where a text is missing in it, one that is there, unless `only`.

    Raises ValueError for a grid without criteria.
    """

    def said(text: Any) -> str:
        given = text or {}
        return str(given.get(language, "")) if only else localised(given, language)

    criteria = [
        {
            "key": one["key"],
            "weight": one["weight"],
            "evidence": one.get("evidence", "application"),
            **{name: said(one.get(name)) for name in TEXTS},
            "descriptors": tuple(said(sentence) for sentence in one.get("descriptors", ())),
        }
        for one in grid.get("criteria", ())
    ]
    known = {name: grid[name] for name in ("tie_break", "measured_share_max") if name in grid}
    spoken = (language,) if only and language in LANGUAGES else LANGUAGES
    return Grid.model_validate(
        {"criteria": criteria, **known, "measured_why": said(grid.get("measured_why")), "languages": spoken}
    )


def findings(grid: dict[str, Any], languages: Iterable[str]) -> list[tuple[str, Reason]]:
    """What the engine says of a grid in each of these languages, the languages beside: what stands against opening a call."""
    if not has_criteria(grid):
        return []
    told = [
        (language, reason)
        for language in languages
        for reason in may_open(in_language(grid, language, only=True)).reasons
        if reason.answer != "yes"
    ]
    return [one for place, one in enumerate(told) if one[1] not in [reason for _language, reason in told[:place]]]


def languages_of(grid: dict[str, Any]) -> tuple[str, ...]:
    """The languages in which a grid is written whole."""
    texts = [one.get(name) or {} for one in grid.get("criteria", ()) for name in TEXTS]
    texts += [sentence for one in grid.get("criteria", ()) for sentence in one.get("descriptors", ())]
    whole = [one for one in LANGUAGES if texts and all(text.get(one) for text in texts)]
    return tuple(whole)


def empty_criterion(key: str) -> dict[str, Any]:
    """A line of a grid to be written."""
    texts: dict[str, Any] = {name: {} for name in TEXTS}
    return {"key": key, "weight": 10, "evidence": "application", **texts, "descriptors": [{} for _level in LEVELS]}
