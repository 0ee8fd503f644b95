"""The order of a call's files as the engine reckons it, from facts that can be written down and reckoned again."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from pydantic import TypeAdapter

from compagnon.engines.base import Reason
from compagnon.engines.selection import (
    FileScore,
    Kind,
    PlaceRule,
    Places,
    Position,
    give,
    rank,
    score_files,
    waiting_list,
)
from compagnon.engines.selection import Review as Reading
from compagnon.recruitment.choices import ApplicationState
from compagnon.recruitment.models import Application, Review, Selection
from compagnon.recruitment.queries import grids, places

RANKED = (
    ApplicationState.SUBMITTED, ApplicationState.ADMITTED, ApplicationState.WAITING, ApplicationState.DECLINED,
)  # fmt: skip
"""Who is ranked: all that were sent and read, decided or not, so that reckoning again gives the same."""
_GRID = ("weight", "evidence", "key")
_RULES = TypeAdapter(tuple[PlaceRule, ...])


@dataclass(frozen=True)
class Reckoned:
    """What the engine found for a call: `facts` are its whole input, `files` the keys of the applications by code."""

    facts: str
    files: dict[str, int]
    scores: list[FileScore]
    order: dict[str, Position]
    places: dict[str, tuple[Reason, ...]]
    waits: dict[str, tuple[Reason, ...]]

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the facts: the same for the same input, whoever reckons."""
        return sha256(self.facts.encode()).hexdigest()


def reckon(selection: Selection) -> Reckoned:
    """The whole order of a call, in four questions however many files there are."""
    files, groups = _files_of(selection)
    reviews = [one for one in readings_of_call(selection.call_id) if one.file in files]
    grid, there = grids.for_engine(selection.grid), places_of(selection)
    scores = score_files(grid, reviews, grids.rules_of(selection), files=files)
    order = rank(scores, grid.tie_break, seed=selection.seed)
    codes = [one.file for one in order]
    given = give(codes, groups, there)
    waits = waiting_list(codes, groups, there, [one.file for one in given])
    return Reckoned(
        facts=_facts(selection, there, groups, reviews),
        files=files,
        scores=scores,
        order={one.file: one for one in order},
        places={one.file: one.reasons for one in given},
        waits={one.file: one.reasons for one in waits},
    )


def _files_of(selection: Selection) -> tuple[dict[str, int], dict[str, dict[str, str]]]:
    there = Application.objects.filter(call=selection.call_id, state__in=RANKED)
    files, groups = {}, {}
    for code, key, belongs in places.in_groups(there):
        files[code], groups[code] = key, belongs
    return files, groups


def places_of(selection: Selection) -> Places:
    """The places of a call with the rules that it publishes beside the order."""
    return Places(total=selection.call.places, rules=_RULES.validate_python(places.rules_of(selection)))


def kept_from(application: Application) -> list[str]:
    """For whom the free places are kept that this application may not get; nobody when the engine gives it one of them.

    Ceilings are part of the order: who departs from it says why (`ranking.departs`).
    """
    call = application.call
    selection = Selection.objects.filter(call=call).first() or Selection(call=call)
    selection.call = call
    there = places_of(selection)
    reserves = tuple(rule for rule in there.rules if rule.kind is Kind.RESERVE)
    there, groups = Places(total=there.total, rules=reserves), places.groups_of(call)
    taken = [code for code in places.spoken_for(call) if code != application.code]
    order = [*taken, application.code]
    if any(one.file == application.code for one in give(order, groups, there, taken)):
        return []
    names = places.group_names(call)
    mine = groups[application.code]
    return [
        names.get(rule.key, rule.source.title)
        for rule in reserves
        if rule.held and mine.get(rule.group[0]) != rule.group[1] and _lacks(rule, groups, taken)
    ]


def _lacks(rule: PlaceRule, groups: dict[str, dict[str, str]], taken: list[str]) -> bool:
    dimension, group = rule.group
    return sum(groups[code].get(dimension) == group for code in taken) < rule.places


def _facts(selection: Selection, there: Places, groups: dict[str, dict[str, str]], reviews: list[Reading]) -> str:
    """What `compagnon compute selection` takes, in one way of writing: codes only, nobody is named."""
    grid = {**grids.in_language(selection.grid, "en"), "languages": ["en"]}
    facts: dict[str, Any] = {
        "grid": grid,
        "seed": selection.seed,
        "places": there.model_dump(mode="json", exclude_defaults=True),
        "files": sorted(groups),
        "groups": groups,
        "review_rules": {"reviews_from": selection.reviews_from},
        "reviews": sorted(
            ({"file": one.file, "reviewer": one.reviewer, "levels": one.levels} for one in reviews),
            key=lambda one: (one["file"], one["reviewer"]),
        ),
    }
    return json.dumps(facts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def readings(applications: Iterable[int]) -> list[Reading]:
    """The finished reviews of these applications, by their keys, as the engine takes them: codes and levels only."""
    rows = Review.objects.filter(application__in=list(applications), finished_at__isnull=False)
    return _as_readings(rows.values_list("application__code", "reviewer_id", "levels"))


def readings_of_call(call: int) -> list[Reading]:
    """The finished reviews of a call."""
    rows = Review.objects.filter(application__call=call, finished_at__isnull=False)
    return _as_readings(rows.values_list("application__code", "reviewer_id", "levels"))


def _as_readings(rows: Iterable[tuple[str, int, dict[str, int]]]) -> list[Reading]:
    return [Reading(file=file, reviewer=str(reviewer), levels=levels) for file, reviewer, levels in rows]
