"""Which tables are walled, and by what rule: read from the models, so that a new model is walled without a line of its own."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.conf import settings
from django.db.models import Model

from compagnon.core.wall import SEES_ALL, is_seen


@dataclass(frozen=True)
class Walled:
    """A table with the condition under which a row of it is seen, and the one under which it may be written."""

    name: str
    sees: str
    writes: str


def walled() -> list[Walled]:
    """Every table that belongs to a network, itself or through what its rows belong to."""
    return list(_walled())


def append_only() -> list[str]:
    """Tables to whose rows the program adds, and that it never changes."""
    return sorted(model._meta.db_table for model in _models() if getattr(model, "is_append_only", False))


def searched() -> list[str]:
    """Tables of models that are found by words."""
    return sorted(
        model._meta.db_table for model in _models() if any(f.name == "search_text" for f in model._meta.fields)
    )


def _walled() -> Iterator[Walled]:
    for model in _models():
        table = model._meta.db_table
        if model._meta.label == settings.NETWORK_MODEL:  # anybody may read which networks there are: they have portals
            yield Walled(table, "true", is_seen("id"))
        elif own := _rule(model):
            yield Walled(table, own, own)


def _rule(model: type[Model]) -> str:
    """The condition, or nothing for what belongs to no network."""
    if _has_network(model):
        return is_seen("network_id")
    for field in model._meta.concrete_fields:
        owner = field.related_model
        if isinstance(owner, type) and _has_network(owner) and owner._meta.label != settings.AUTH_USER_MODEL:
            table = owner._meta.db_table
            # the owner's own wall decides: what cannot be seen does not exist here
            return f"{SEES_ALL} OR EXISTS (SELECT 1 FROM {table} owner WHERE owner.id = {field.column})"  # noqa: S608  (names of our own models)
    return ""


def _has_network(model: type[Model]) -> bool:
    return any(
        field.name == "network"
        and getattr(field.related_model, "_meta", None)
        and field.related_model._meta.label == settings.NETWORK_MODEL  # type: ignore[union-attr]
        for field in model._meta.concrete_fields
    )


def _models() -> list[type[Model]]:
    return [
        model for model in apps.get_models(include_auto_created=True) if model._meta.managed and not model._meta.proxy
    ]
