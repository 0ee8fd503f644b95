"""Which organisations may be one: the same number, the same OID, or names alike in one place."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from collections.abc import Set as AbstractSet
from functools import cached_property
from typing import Any

from compagnon.core.doubles.actions import Pair
from compagnon.core.imports.known import alikeness, simple, trigrams
from compagnon.network.models import Organisation
from compagnon.partners.registers import bare_number, company_number, name_key

ALIKE = 0.72  # of two names in one town: "Boulangerie Exemple" and "Boulangerie Example" reach 0.8, two bakeries 0.6
_NUMERAL = re.compile(r"\d+")
_TOLD = ("pk", "name", "registration_number", "oid", "postcode", "town", "country")


def likely_doubles(among: Collection[int] | None = None) -> list[Pair]:
    """Pairs of partners' organisations in the scope that may be one; only those with one of `among` if it is given."""
    rows = Organisation.objects.filter(partner__isnull=False).order_by("pk").values(*_TOLD)
    return list(pairs(rows.iterator(chunk_size=2000), among))


def pairs(rows: Iterable[dict[str, Any]], among: Collection[int] | None = None) -> Iterator[Pair]:
    """Two keys, the codes of the reasons and from 0 to 1 how sure: each pair once."""
    told = {row["pk"]: _Told(row) for row in rows}
    wanted = told.keys() if among is None else told.keys() & set(among)
    found: dict[tuple[int, int], tuple[list[str], float]] = {}
    for reason, keys in (("number", "number"), ("oid", "oid")):
        for group in _grouped(told, keys):
            _note(found, wanted, group, reason, 1.0)
    for place in _grouped(told, "place"):
        for one, other, worth in _alike_in(place, told, wanted) if not wanted.isdisjoint(place) else ():
            reason = "name" if worth == 1 else "alike"
            found.setdefault((one, other), ([], worth * 0.95))[0].append(reason)
    for (one, other), (reasons, worth) in found.items():
        yield one, other, reasons, round(worth, 3)


class _Told:
    """What one organisation is compared by."""

    def __init__(self, row: dict[str, Any]) -> None:
        self.name = row["name"]
        self.number = bare_number(row["registration_number"])
        self.company = company_number(self.number)
        self.oid = row["oid"]
        self.numerals = frozenset(_NUMERAL.findall(self.name))
        town = simple(row["town"]) or row["postcode"].strip()
        self.place = f"{row['country']} {town}" if town else ""

    @cached_property
    def parts(self) -> frozenset[str]:
        """Of its name; needed only where somebody is to be compared with it."""
        return trigrams(" ".join(sorted(name_key(self.name).split())))


def _grouped(told: dict[int, _Told], by: str) -> list[list[int]]:
    groups: dict[str, list[int]] = defaultdict(list)
    for pk, one in told.items():
        if key := getattr(one, by):
            groups[key].append(pk)
    return [group for group in groups.values() if len(group) > 1]


def _note(found: dict[Any, Any], wanted: AbstractSet[int], group: list[int], reason: str, worth: float) -> None:
    """Each of a group with the first of it: ten rows with one number are nine pairs, not forty-five."""
    first = group[0]
    for other in group[1:]:
        if first in wanted or other in wanted:
            found.setdefault((first, other), ([], worth))[0].append(reason)


def _alike_in(place: list[int], told: dict[int, _Told], wanted: AbstractSet[int]) -> Iterator[tuple[int, int, float]]:
    """Pairs in one place whose names share enough; compared only where they share three letters in a row."""
    by_part: dict[str, list[int]] = defaultdict(list)
    for pk in place:
        mine = told[pk]
        shared: Counter[int] = Counter()
        for part in mine.parts:
            shared.update(by_part[part])
            by_part[part].append(pk)
        for other, count in shared.items():
            theirs = told[other]
            if 2 * count < ALIKE * (len(mine.parts) + len(theirs.parts)) or not (pk in wanted or other in wanted):
                continue
            if mine.company and theirs.company and mine.company != theirs.company:
                continue
            if mine.numerals and theirs.numerals and mine.numerals != theirs.numerals:
                continue  # Lycée 1 and Lycée 2 are two
            yield other, pk, alikeness(mine.parts, theirs.parts)
