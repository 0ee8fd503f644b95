"""What a stay that is over changes in its scheme: taken into a draft, and proposed to the coordinator."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from compagnon.core.models import random_code
from compagnon.schemes import actions as schemes
from compagnon.schemes.models import Scheme, SchemeVersion
from compagnon.schemes.queries import draft_of
from compagnon.timeline.again.done import Kind, Line

MOST_WORDS = 250


@transaction.atomic
def propose(*, scheme: Scheme, taken: Iterable[Line], wanted: str, source: str, by: Any) -> SchemeVersion:
    """Write these lines into a new draft of the scheme and propose it (SD-39, MT-14); nothing is in force before it is accepted.

    Where a draft is in preparation already they are added to it, and it stays in preparation: nobody proposes what a
    colleague has not finished. `source` says of each row, without a name, where it was done so.
    """
    is_new = draft_of(scheme) is None
    draft = schemes.begin_draft(scheme=scheme, by=by)
    rows = applied(draft.content["tasks"], taken, source=source)
    draft = schemes.change_draft(draft=draft, by=by, tasks=rows)
    return schemes.propose_draft(draft=draft, by=by, wanted=wanted) if is_new else draft


def applied(rows: list[dict[str, Any]], taken: Iterable[Line], *, source: str) -> list[dict[str, Any]]:
    """The rows with these lines taken: left out, with the days of the stay, or added after the last of their step."""
    lines = {line.key: line for line in taken}
    gone = {line.key for line in lines.values() if line.kind in (Kind.WAIVED, Kind.ABSENT)}
    kept = []
    for row in rows:
        line = lines.pop(row["key"], None)
        if row["key"] not in gone:
            kept.append({**line.row, "source": source[:MOST_WORDS]} if line else row)
    for line in lines.values():
        if line.kind is Kind.ADDED:
            new = {**line.row, "key": f"own_{random_code()}", "source": source[:MOST_WORDS]}
            places = [place for place, row in enumerate(kept) if row["step"] == new["step"]]
            kept.insert(places[-1] + 1 if places else len(kept), new)
    return kept
