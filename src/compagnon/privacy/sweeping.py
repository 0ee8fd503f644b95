"""Names of somebody wherever words may stand: found, counted, replaced, in every column declared to hold words or names."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection, models

from compagnon.core.activity import ERASED
from compagnon.core.holdings import Holding, Treatment, holdings
from compagnon.core.i18n import plain
from compagnon.core.trail.chain import is_sealed, rewriting
from compagnon.people.models import Contact, Participant, Person

_BETWEEN = r"[\s\-.,'’]+"
_SHORTEST = 4  # letters of a last name that is looked for alone
_DIGITS = 6  # of a phone or own number that is looked for


@dataclass(frozen=True)
class Names:
    """By what somebody may be named in words: patterns of whole names and numbers, and the last name alone."""

    network_id: int
    everywhere: tuple[str, ...]
    in_words: tuple[str, ...]
    has_namesake: bool = False


def names_of(subject: Person | Contact) -> Names:
    """What to look for. A namesake in the network protects the whole name: then only address and numbers are looked for."""
    first, last = subject.first_name.strip(), subject.last_name.strip()
    own = Participant._base_manager.filter(person_id=subject.pk).values_list("external_id", flat=True)  # noqa: SLF001  (as above)
    numbers = [subject.phone, *(own if isinstance(subject, Person) else ())]
    exact = [subject.email, *(one for one in numbers if len(re.sub(r"\D", "", one)) >= _DIGITS)]
    everywhere = [_whole(one) for one in exact if one]
    namesake = _others(subject, first_name__iexact=first, last_name__iexact=last)
    if first and last and not namesake:
        everywhere += [_whole(form, _BETWEEN) for pair in ((first, last), (last, first)) for form in _forms(pair)]
    alone = not namesake and len(last) >= _SHORTEST and not _others(subject, last_name__iexact=last)
    in_words = tuple(_whole(form) for form in _spellings(last)) if alone else ()
    return Names(subject.network_id or 0, tuple(dict.fromkeys(everywhere)), in_words, namesake)


def _others(subject: Person | Contact, **called: str) -> bool:
    """Whether somebody else of the network is called so."""
    return any(
        model._base_manager.filter(network=subject.network, **called)  # noqa: SLF001  (those of any scope)
        .exclude(pk=subject.pk if isinstance(subject, model) else 0)
        .exists()
        for model in (Person, Contact)
    )


def _forms(pair: tuple[str, str]) -> Iterator[list[str]]:
    """Both parts as they are, without accents, and as JSON escapes them."""
    yield list(pair)
    yield [plain(part) for part in pair]
    yield [json.dumps(part)[1:-1] for part in pair]


def _spellings(name: str) -> list[str]:
    """A last name as people write it: as it is, in capitals, and as JSON escapes it. Small letters may be a word."""
    return list(dict.fromkeys([name, name.upper(), json.dumps(name)[1:-1]]))


def _whole(parts: str | list[str], between: str = "") -> str:
    """A pattern of PostgreSQL that finds a text only where no letter or digit goes before or after."""
    words = [parts] if isinstance(parts, str) else parts
    return r"(?<![[:alnum:]])" + between.join(re.escape(word) for word in words) + r"(?![[:alnum:]])"


def columns() -> Iterator[tuple[Holding, Any, bool]]:
    """Every column that may name somebody, and whether it holds free words. Evidence of others stays as it was signed."""
    for holding in holdings():
        if holding.is_evidence or not any(one.name == "network" for one in holding.model._meta.concrete_fields):
            continue
        for treatment in (Treatment.WORDS, Treatment.NAMES, Treatment.FACTS, Treatment.SECRET):
            for name in holding.treated(treatment):
                column = holding.model._meta.get_field(name)
                if isinstance(column, models.CharField | models.TextField | models.JSONField) and not isinstance(
                    column, models.EmailField
                ):
                    yield holding, column, treatment in (Treatment.WORDS, Treatment.NAMES)


def mentions(names: Names) -> dict[str, int]:
    """How many rows name somebody in words, by model."""
    found: dict[str, int] = {}
    for holding, column, is_words in columns():
        for looked_for in _patterns(names, words=is_words):
            count = _run(_COUNT, holding, column, looked_for)
            if count:
                label = holding.model._meta.label
                found[label] = found.get(label, 0) + count
    return found


def sweep(names: Names) -> int:
    """Replace every mention; gives how many cells were changed."""
    changed = 0
    for holding, column, is_words in columns():
        for looked_for in _patterns(names, words=is_words):
            with rewriting(holding.model, _named(holding, column, looked_for)):
                changed += _run(_REPLACE, holding, column, looked_for)
    return changed


def _named(holding: Holding, column: Any, looked_for: dict[str, Any]) -> list[int]:
    """The rows of the trail in which a mention stands: what is replaced in them is told to its chain."""
    if not is_sealed(holding.model):
        return []
    with connection.cursor() as cursor:
        cursor.execute(_said(_WHICH, holding, column, looked_for), looked_for)
        return [key for (key,) in cursor.fetchall()]


def _patterns(names: Names, *, words: bool) -> Iterator[dict[str, Any]]:
    of = {"network": names.network_id, "said": ERASED}
    if names.everywhere:
        yield {**of, "pattern": "|".join(names.everywhere), "flags": "gi"}
    if words and names.in_words:
        yield {**of, "pattern": "|".join(names.in_words), "flags": "g"}


_COUNT = "SELECT count(*) FROM {table} WHERE network_id = %(network)s AND {column}::text {match} %(pattern)s"
_WHICH = "SELECT id FROM {table} WHERE network_id = %(network)s AND {column}::text {match} %(pattern)s"
_REPLACE = (
    "UPDATE {table} SET {column} = regexp_replace({column}::text, %(pattern)s, %(said)s, %(flags)s){cast}"
    " WHERE network_id = %(network)s AND {column}::text {match} %(pattern)s"
)


def _run(statement: str, holding: Holding, column: Any, looked_for: dict[str, Any]) -> int:
    """Count or replace in one column; gives the number of rows."""
    with connection.cursor() as cursor:
        cursor.execute(_said(statement, holding, column, looked_for), looked_for)
        return int(cursor.fetchone()[0]) if statement is _COUNT else cursor.rowcount


def _said(statement: str, holding: Holding, column: Any, looked_for: dict[str, Any]) -> str:
    return statement.format(
        table=connection.ops.quote_name(holding.model._meta.db_table),
        column=connection.ops.quote_name(column.column),
        cast="::jsonb" if isinstance(column, models.JSONField) else "",
        match="~*" if "i" in looked_for["flags"] else "~",
    )
