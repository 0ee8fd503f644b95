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
from compagnon.recruitment.actions.calls import change_call, close_call, create_call, publish_call, reopen_call
from compagnon.recruitment.actions.consents import answer_consent, ask_consent, ask_needed_consents, may_ask_again
from compagnon.recruitment.actions.decisions import NoPlaceLeft, decide, decide_each
from compagnon.recruitment.actions.drafts import save_draft
from compagnon.recruitment.actions.reviews import assign_review, review

__all__ = [
    "APPLY",
    "Incomplete",
    "NoPlaceLeft",
    "NotEligible",
    "answer_consent",
    "ask_consent",
    "ask_needed_consents",
    "assign_review",
    "change_call",
    "close_call",
    "create_call",
    "decide",
    "decide_each",
    "may_ask_again",
    "publish_call",
    "register_applicant",
    "reopen_call",
    "review",
    "save_draft",
    "start_application",
    "submit",
    "withdraw",
]
