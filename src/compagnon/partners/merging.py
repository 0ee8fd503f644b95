"""Two organisations that are one: found, told apart, put together field by field, taken apart again."""

from collections import Counter
from collections.abc import Collection
from typing import Any

from django.apps import apps
from django.db import transaction

from compagnon.core import activity
from compagnon.core.doubles import actions as doubles
from compagnon.core.doubles.merging import pointed
from compagnon.core.jobs import later, under_way
from compagnon.core.models import Merge
from compagnon.network.models import Organisation
from compagnon.partners.doubles import likely_doubles
from compagnon.partners.models import Partner
from compagnon.partners.registers import departement_of

FIND_DOUBLES = "partners.find_doubles"
FIELDS = (
    *("name", "kind", "legal_form", "activity", "registration_number", "oid", "uai_code", "declaration_number"),
    *("representative", "representative_function", "address", "postcode", "town", "country", "email", "phone"),
)


def look_for_doubles(*, network: Any, among: Collection[int] | None = None) -> int:
    """Compare the whole register, or a few with all others; gives how many pairs wait to be judged."""
    return doubles.note(network=network, model=Organisation, pairs=likely_doubles(among), among=among)


@transaction.atomic
def compare_register(*, network: Any) -> None:
    """Leave it to the worker to compare the whole register; once, however often it is asked for before that begins."""
    if "todo" not in under_way(FIND_DOUBLES, network=network.pk):
        later(FIND_DOUBLES, network=network.pk)


def kept_first(one: Organisation, other: Organisation) -> tuple[Organisation, Organisation]:
    """Which of two stays, and which goes: the one on which more depends, else the older."""
    first, second = sorted((one, other), key=lambda row: (-sum(depends_on(row).values()), row.pk))
    return first, second


def depends_on(organisation: Organisation) -> dict[str, int]:
    """How many rows of each kind point to an organisation, by the name of the kind."""
    found: Counter[str] = Counter()
    for name, keys in pointed(Organisation, organisation.pk).items():
        found[str(apps.get_model(name.rsplit(".", 1)[0])._meta.verbose_name_plural)] += len(keys)
    return dict(found)


def fuller(name: str, kept: Organisation, lost: Organisation) -> bool:
    """Whether the lost one tells more in a field: a value where there is none, or longer words."""
    mine, theirs = str(getattr(kept, name)), str(getattr(lost, name))
    return not mine or (len(theirs) > len(mine) and name not in ("kind", "country", "registration_number"))


def one_of_partners(kept: Partner, lost: Partner) -> dict[str, Any]:
    """What the network's own notes of two become: both notes, the earlier year, what either of them does."""
    years = [year for year in (kept.since, lost.since) if year]
    return {
        "note": "\n".join(dict.fromkeys(note for note in (kept.note, lost.note) if note)),
        "since": min(years, default=None),
        "hosts": kept.hosts or lost.hosts,
        "sends": kept.sends or lost.sends,
        "network_here_id": kept.network_here_id or lost.network_here_id,
    }


@transaction.atomic
def merge(*, kept: Organisation, lost: Organisation, values: dict[str, Any], by: Any) -> Merge:
    """Put one organisation into another: all that points to it moves, its old address leads to the kept one.

    `values` are the fields as chosen. Raises MoveRefused with what stands in the way.
    """
    postcode, country = values.get("postcode", kept.postcode), values.get("country", kept.country)
    values = {**values, "key": kept.key or lost.key}
    values["departement_code"] = departement_of(country, postcode) or kept.departement_code or lost.departement_code
    made = doubles.merge(lost=lost, kept=kept, values=values, by=by)
    facts = {"lost": made.lost_name, "kept": str(values.get("name", kept.name))}
    activity.record("partners.partners_merged", about=Partner.objects.get(organisation=kept), by=by, facts=facts)
    look_for_doubles(network=kept.network, among=[kept.pk])
    return made


@transaction.atomic
def undo_merge(*, merge: Merge, by: Any) -> Organisation:
    """Take two organisations apart again; gives the one that comes back. Raises MoveRefused."""
    back: Organisation = doubles.undo(merge=merge, model=Organisation)
    kept = Organisation.objects.get(pk=merge.kept)
    facts = {"lost": str(back), "kept": str(kept)}
    activity.record("partners.partners_taken_apart", about=Partner.objects.get(organisation=kept), by=by, facts=facts)
    look_for_doubles(network=kept.network, among=[kept.pk, back.pk])
    return back


@transaction.atomic
def tell_apart(*, one: Organisation, other: Organisation, by: Any) -> None:
    """Remember that two organisations are not the same."""
    doubles.tell_apart(one=one, other=other)
    facts = {"one": str(one), "other": str(other)}
    activity.record("partners.partners_told_apart", about=Partner.objects.get(organisation=one), by=by, facts=facts)
