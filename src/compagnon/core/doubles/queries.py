"""Reads of doubles and merges."""

from typing import Any

from django.db.models import Model, QuerySet

from compagnon.core.doubles.merging import label_of
from compagnon.core.models import Double, Merge


def open_doubles(model: type[Model]) -> QuerySet[Double]:
    """Pairs that nobody has judged yet, the surest first."""
    rows: QuerySet[Double] = Double.objects.filter(of=label_of(model), apart=False)
    return rows.order_by("-alikeness", "pk")


def keys_in_doubles(model: type[Model]) -> set[int]:
    """The keys of all rows that have a likely double."""
    pairs = Double.objects.filter(of=label_of(model), apart=False).values_list("one", "other")
    return {key for pair in pairs for key in pair}


def merges_into(thing: Model) -> QuerySet[Merge]:
    """The rows that were put into this one and still are, the last one first."""
    rows: QuerySet[Merge] = Merge.objects.filter(of=label_of(type(thing)), kept=thing.pk, undone_at__isnull=True)
    return rows.order_by("-at", "-pk")


def where_it_went(model: type[Any], code: str) -> Any:
    """What a merged row's old address leads to now; None when it never was one. The row is asked in the scope."""
    for _hop in range(10):
        merge = Merge.objects.filter(of=label_of(model), lost_code=code, undone_at__isnull=True).first()
        if merge is None:
            return None
        there = model.objects.filter(pk=merge.kept).first()
        if there is not None:
            return there
        later = Merge.objects.filter(of=label_of(model), lost=merge.kept, undone_at__isnull=True).first()
        if later is None:
            return None
        code = later.lost_code
    return None


def trails_of_merged(thing: Model, label: str) -> list[str]:
    """Under which trails the activity of rows of `label` stands that were folded into `thing`'s, also long ago."""
    waiting, seen, trails = [thing.pk], set(), []
    while waiting:
        pk = waiting.pop()
        seen.add(pk)
        for merge in Merge.objects.filter(of=label_of(type(thing)), kept=pk, undone_at__isnull=True):
            gone = [step["pk"] for step in merge.record["steps"] if step.get("removed") == label]
            trails += [f"{label.rsplit('.', 1)[1].lower()}:{key}" for key in gone]
            if merge.lost not in seen:
                waiting.append(merge.lost)
    return trails
