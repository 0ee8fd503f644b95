"""Which rows are about somebody, or belong to one file: along the ways that the apps declare, and what hangs on them."""

from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet

from compagnon.core.holdings import Holding, hangs_on_anything, holdings

Rows = dict[type[Model], set[int]]


def lookups(holding: Holding, root: type[Model], ways: tuple[str, ...]) -> Iterator[str]:
    """How rows of a holding are found from a row of `root`: `pk` for itself, else the part of a way that leads there."""
    if holding.model is root:
        yield "pk"
    for way in ways:
        if way in ("self", "*"):
            continue
        model: Any = holding.model
        passed: list[str] = []
        for step in way.split("__"):
            model = model._meta.get_field(step).related_model
            passed.append(step)
            if model is root:
                yield "__".join(passed)


def rows_under(root: Any, *, others_too: bool = False) -> Rows:
    """Every declared row about a person or contact, or of a file such as an application.

    What somebody signed or said in the file of another stays with that file: evidence is reached by its first way
    alone, unless `others_too`.
    """
    kind = root._meta.model  # of a person behind a request, too
    found: Rows = {kind: {root.pk}}
    for holding in holdings():
        ways = holding.about if others_too or not holding.is_evidence else holding.about[:1]
        reached = Q()
        for lookup in lookups(holding, kind, ways):
            reached |= Q(**{lookup: root.pk})
        if reached:
            _add(found, holding.model, all_rows(holding.model).filter(reached))
    for holding in holdings():
        if "*" in holding.about:
            _add(found, holding.model, _hanging(holding.model, found))
    return {model: keys for model, keys in found.items() if keys}


def _hanging(model: type[Model], found: Rows) -> QuerySet[Any]:
    """Rows attached to any of those found, or shown on the trail of one."""
    reached = Q()
    has_trail = any(one.name == "trail" for one in model._meta.concrete_fields)
    for about, keys in found.items():
        if hangs_on_anything(model):
            reached |= Q(about_type=ContentType.objects.get_for_model(about), about_id__in=keys)
        if has_trail:
            reached |= Q(trail__in=[f"{about._meta.model_name}:{key}" for key in keys])
    return all_rows(model).filter(reached)


def _add(found: Rows, model: type[Model], rows: QuerySet[Any]) -> None:
    found.setdefault(model, set()).update(rows.order_by().values_list("pk", flat=True))


def all_rows(model: type[Model]) -> QuerySet[Any]:
    """All rows, those that a scope hides too: what is looked for is named by key."""
    return model._base_manager.all()  # noqa: SLF001  (Django has no other name for it)
