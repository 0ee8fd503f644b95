"""Two entries of one participant: found by name and birth date, told apart, put together, taken apart again."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from compagnon.core import activity
from compagnon.core.doubles import actions as doubles
from compagnon.core.doubles.actions import Pair
from compagnon.core.doubles.merging import pointed
from compagnon.core.imports.known import simple
from compagnon.core.models import Merge
from compagnon.core.states import MoveRefused
from compagnon.people.choices import Role
from compagnon.people.models import Membership, Participant

FIELDS = (
    "status", "birth_date", "birth_place", "nationality", "address", "site", "trade", "qualification", "eqf_level", "contract_start", "contract_end",
    "contract_number", "diploma_date", "employer", "mentor", "guardian", "sending_organisation", "emergency_contact", "external_id",
)  # fmt: skip
MOST_OF_ONE_NAME = 20  # more people of one name without a birth date are no doubles, but a list that lacks the dates


def look_for_doubles(*, network: Any) -> int:
    """Compare all participants; gives how many pairs wait to be judged."""
    told = ("pk", "kind", "birth_date", "external_id", "person__first_name", "person__last_name")
    rows = Participant.objects.order_by("pk").values(*told)
    return doubles.note(network=network, model=Participant, pairs=pairs(rows.iterator(chunk_size=2000)))


def pairs(rows: Iterable[dict[str, Any]]) -> Iterator[Pair]:
    """Two keys with one name, of one kind, whose birth dates and own numbers do not speak against it."""
    by_name: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        name = simple(f"{row['person__first_name']} {row['person__last_name']}")
        by_name[row["kind"], " ".join(sorted(name.split()))].append(row)
    for alike in by_name.values():
        for one, other in combinations(alike[:MOST_OF_ONE_NAME], 2):
            numbers = {one["external_id"], other["external_id"]} - {""}
            born = {one["birth_date"], other["birth_date"]} - {None}
            if len(numbers) == 2 or len(born) == 2:
                continue
            is_sure = one["birth_date"] is not None and one["birth_date"] == other["birth_date"]
            yield one["pk"], other["pk"], ["born" if is_sure else "name"], 1.0 if is_sure else 0.8


def kept_first(one: Participant, other: Participant) -> tuple[Participant, Participant]:
    """Which of two stays, and which goes: the one who signed in, else the one on whom more depends, else the older."""

    def worth(row: Participant) -> tuple[bool, bool, int, int]:
        depending = sum(len(keys) for keys in pointed(Participant, row.pk).values())
        return not _has_other_roles(row), row.person.last_login is None, -depending, row.pk

    first, second = sorted((one, other), key=worth)
    return first, second


def _has_other_roles(participant: Participant) -> bool:
    return Membership.objects.filter(person=participant.person_id).exclude(role=Role.PARTICIPANT).exists()


@transaction.atomic
def merge(*, kept: Participant, lost: Participant, by: Any) -> Merge:
    """Put one participant into another: applications, mobilities and consents move, the other account is closed.

    What the kept one lacks is taken over. What the closed account signed or wrote stays under its name. Raises MoveRefused.
    """
    if kept.kind != lost.kind:
        raise MoveRefused(_("A learner and a member of staff are not merged."))
    if _has_other_roles(lost):
        raise MoveRefused(_("The other account has a role in the team. Take it away first, then merge."))
    account, names = lost.person, {"lost": str(lost), "kept": str(kept)}
    told: list[Any] = [Participant._meta.get_field(name) for name in FIELDS]
    fields = [field.attname for field in told]
    values = {name: getattr(lost, name) for name in fields if not getattr(kept, name) and getattr(lost, name)}
    made = doubles.merge(lost=lost, kept=kept, values=values, by=by, also={account: {"is_active": False}})
    activity.record("people.participants_merged", about=kept, by=by, facts=names)
    return made


@transaction.atomic
def undo_merge(*, merge: Merge, by: Any) -> Participant:
    """Take two participants apart again; gives the one who comes back. Raises MoveRefused."""
    back: Participant = doubles.undo(merge=merge, model=Participant)
    kept = Participant.objects.get(pk=merge.kept)
    activity.record("people.participants_taken_apart", about=kept, by=by, facts={"lost": str(back), "kept": str(kept)})
    return back


@transaction.atomic
def tell_apart(*, one: Participant, other: Participant, by: Any) -> None:
    """Remember that two participants are not the same."""
    doubles.tell_apart(one=one, other=other)
    activity.record("people.participants_told_apart", about=one, by=by, facts={"one": str(one), "other": str(other)})
