"""What can be done with networks and what they are made of: the only place of this app that saves."""

from compagnon.network.actions.settings import (
    change_network,
    free_key,
    keep_row,
    move_row,
    new_edition,
    take_from_catalogue,
    turn_row,
)
from compagnon.network.actions.shipped import add_missing, load_network

__all__ = [
    "add_missing",
    "change_network",
    "free_key",
    "keep_row",
    "load_network",
    "move_row",
    "new_edition",
    "take_from_catalogue",
    "turn_row",
]
