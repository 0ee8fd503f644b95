"""Writes of schemes: those shipped with the program, drafts of new versions, their publication, timelines offered and taken."""

from compagnon.schemes.actions.drafts import begin_draft, change_draft, drop_draft, propose_draft, return_draft
from compagnon.schemes.actions.offers import (
    check_file,
    offer_timeline,
    put_aside,
    receive_file,
    take_lines,
    take_up_again,
    withdraw_offer,
)
from compagnon.schemes.actions.publishing import copy_scheme, move_scheme, publish_draft, turn_scheme, undo_publication
from compagnon.schemes.actions.shipped import load_schemes

__all__ = [
    "begin_draft",
    "change_draft",
    "check_file",
    "copy_scheme",
    "drop_draft",
    "load_schemes",
    "move_scheme",
    "offer_timeline",
    "propose_draft",
    "publish_draft",
    "put_aside",
    "receive_file",
    "return_draft",
    "take_lines",
    "take_up_again",
    "turn_scheme",
    "undo_publication",
    "withdraw_offer",
]
