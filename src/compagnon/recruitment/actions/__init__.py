"""What can be done with calls, applications, consents and reviews: the only place of this app that saves."""

from compagnon.recruitment.actions.applications import (
    APPLY,
    Incomplete,
    NotEligible,
    register_applicant,
    start_application,
    submit,
    withdraw,
)
from compagnon.recruitment.actions.assignment import assign_all
from compagnon.recruitment.actions.calls import change_call, close_call, create_call, publish_call, reopen_call
from compagnon.recruitment.actions.consents import answer_consent, ask_consent, ask_needed_consents, may_ask_again
from compagnon.recruitment.actions.decisions import NoPlaceLeft, decide, decide_each
from compagnon.recruitment.actions.drafts import save_draft
from compagnon.recruitment.actions.reviews import (
    assign_review,
    declare,
    keep_review,
    redact,
    review,
    take_review_back,
)
from compagnon.recruitment.actions.selection import (
    NotReady,
    begin_new_version,
    change_selection,
    freeze,
    prepare,
    seat,
    unseat,
)

__all__ = [
    "APPLY",
    "Incomplete",
    "NoPlaceLeft",
    "NotEligible",
    "NotReady",
    "answer_consent",
    "ask_consent",
    "ask_needed_consents",
    "assign_all",
    "assign_review",
    "begin_new_version",
    "change_call",
    "change_selection",
    "close_call",
    "create_call",
    "decide",
    "decide_each",
    "declare",
    "freeze",
    "keep_review",
    "may_ask_again",
    "prepare",
    "publish_call",
    "redact",
    "register_applicant",
    "reopen_call",
    "review",
    "save_draft",
    "seat",
    "start_application",
    "submit",
    "take_review_back",
    "unseat",
    "withdraw",
]
