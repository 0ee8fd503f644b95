"""Moves between states: one table on the model, one function that checks, saves, records and announces."""

from typing import Any, TypeVar

from django.db.models import Model
from django.utils.translation import gettext as _

from compagnon.core import activity
from compagnon.core.registries import announce

_M = TypeVar("_M", bound=Model)


class MoveRefused(Exception):
    """The thing is no longer in a state from which this move is possible; the message can be shown."""


def move(
    thing: Any,
    to: str,
    *,
    by: activity.Actor | None,
    reason: str = "",
    trail: Any = None,
    facts: dict[str, Any] | None = None,
) -> None:
    """Move `thing` (locked by the caller) along its `MOVES` table and record `<app>.<model>_<state>`.

    Raises MoveRefused when the table does not allow it: the sentence says where the thing stands now.
    """
    allowed = type(thing).MOVES.get(thing.state, set())
    if to not in allowed:
        raise MoveRefused(
            _("This is not possible any more: the state is now “%(state)s”.") % {"state": thing.get_state_display()}
        )
    before, thing.state = thing.state, to
    thing.save()
    verb = f"{thing._meta.app_label}.{thing._meta.model_name}_{to}"
    activity.record(
        verb, about=thing, by=by, trail=trail, reason=reason, facts={"from": before, "to": str(to), **(facts or {})}
    )
    announce(verb, thing, by)


def locked(thing: _M) -> _M:
    """The same row read afresh and held until the transaction ends, so that two referents act one after the other."""
    return type(thing).objects.select_for_update(of=("self",)).get(pk=thing.pk)  # type: ignore[attr-defined]
