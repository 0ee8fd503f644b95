"""What can be done with doubles: noted, told apart, merged, taken apart again."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Model, Q
from django.utils.translation import gettext as _

from compagnon.core import clock
from compagnon.core.doubles import merging
from compagnon.core.doubles.merging import label_of
from compagnon.core.models import Double, Merge
from compagnon.core.states import MoveRefused, locked

Pair = tuple[int, int, list[str], float]


@transaction.atomic
def note(*, network: Any, model: type[Model], pairs: Iterable[Pair], among: Collection[int] | None = None) -> int:
    """Note which rows look alike now; pairs told apart stay so, pairs that are no longer alike are forgotten.

    `among` are the keys that were looked at, None when all were. Gives how many pairs wait to be judged.
    """
    label = label_of(model)
    found = {(min(a, b), max(a, b)): (reasons, worth) for a, b, reasons, worth in pairs}
    there = Double.objects.filter(network=network, of=label)
    looked_at = there if among is None else there.filter(Q(one__in=among) | Q(other__in=among))
    known = {(double.one, double.other): double for double in looked_at}
    gone = [double.pk for pair, double in known.items() if pair not in found and not double.apart]
    there.filter(pk__in=gone).delete()
    Double.objects.bulk_create(
        [
            Double(network=network, of=label, one=one, other=other, reasons=reasons, alikeness=worth)
            for (one, other), (reasons, worth) in found.items()
            if (one, other) not in known
        ],
        ignore_conflicts=True,
    )
    return int(there.filter(apart=False).count())


@transaction.atomic
def tell_apart(*, one: Any, other: Any) -> None:
    """Remember that two rows are not the same."""
    first, second = sorted((one.pk, other.pk))
    Double.objects.update_or_create(
        network_id=one.network_id, of=label_of(type(one)), one=first, other=second, defaults={"apart": True}
    )


@transaction.atomic
def merge(
    *,
    lost: Any,
    kept: Any,
    values: Mapping[str, Any],
    by: Any,
    also: Mapping[Any, Mapping[str, Any]] | None = None,
) -> Merge:
    """Put one row into another, which takes `values`. Raises MoveRefused with what stands in the way.

    `also` changes other rows with it.
    """
    if lost.pk == kept.pk or lost.network_id != kept.network_id:
        raise MoveRefused(_("Choose two different ones of this network."))
    for one in sorted((lost, kept), key=lambda row: row.pk):
        locked(one)
    label, name = label_of(type(kept)), str(lost)[:250]
    _let_judgements_follow(label, lost.pk, kept.pk)
    record = merging.merge(lost=lost, kept=kept, values={kept: values, **(also or {})})
    made: Merge = Merge.objects.create(
        network_id=kept.network_id, of=label, kept=kept.pk, lost=lost.pk, lost_code=lost.code, lost_name=name, by=by,
        record=record,
    )  # fmt: skip
    return made


def _let_judgements_follow(label: str, lost: int, kept: int) -> None:
    """Whatever is not the same as the lost one is not the same as the kept one."""
    mine = Double.objects.filter(of=label).filter(Q(one=lost) | Q(other=lost))
    for double in mine.filter(apart=True):
        third = double.other if double.one == lost else double.one
        if third != kept:
            one, other = sorted((third, kept))
            Double.objects.update_or_create(
                network_id=double.network_id, of=label, one=one, other=other, defaults={"apart": True}
            )
    mine.delete()


@transaction.atomic
def undo(*, merge: Merge, model: type[Any]) -> Any:
    """Take two rows apart again; gives the one that comes back. Raises MoveRefused with what stands in the way."""
    merge = locked(merge)
    if merge.undone_at is not None:
        raise MoveRefused(_("These two were taken apart already."))
    after = Merge.objects.filter(of=merge.of, undone_at__isnull=True, pk__gt=merge.pk)
    if after.filter(Q(kept=merge.kept) | Q(lost=merge.kept)).exists():
        raise MoveRefused(_("There was another merge since. Take that one apart first."))
    if not model.objects.select_for_update().filter(pk=merge.kept).exists():
        raise MoveRefused(_("The one that was kept is gone."))
    merging.undo(merge.record)
    merge.undone_at = clock.now()
    merge.save(update_fields=["undone_at"])
    return model.objects.get(pk=merge.lost)
