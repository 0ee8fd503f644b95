"""What can be done with calls, applications, consents and reviews: the only place of this app that saves."""

from compagnon.recruitment.actions.appeals import decide_appeal, lodge_appeal
from compagnon.recruitment.actions.applications import (
    APPLY,
    Incomplete,
    NotEligible,
    register_applicant,
    start_application,
    submit,
    withdraw,
)
from compagnon.recruitment.actions.assignment import assign_all, remind_readers
from compagnon.recruitment.actions.calls import change_call, close_call, create_call, publish_call, reopen_call
from compagnon.recruitment.actions.consents import answer_consent, ask_consent, ask_needed_consents, may_ask_again
from compagnon.recruitment.actions.decisions import NoPlaceLeft, decide, decide_each
from compagnon.recruitment.actions.drafts import save_draft
from compagnon.recruitment.actions.meetings import close_meeting, open_meeting, record_in_meeting, sign_minutes
from compagnon.recruitment.actions.ranking import rank_call
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
from compagnon.recruitment.actions.waiting import (
    accept_offer,
    after_withdrawal,
    decline_offer,
    expire_offers,
    offer_free_places,
)

__all__ = [
    "APPLY",
    "Incomplete",
    "NoPlaceLeft",
    "NotEligible",
    "NotReady",
    "accept_offer",
    "after_withdrawal",
    "answer_consent",
    "ask_consent",
    "ask_needed_consents",
    "assign_all",
    "assign_review",
    "begin_new_version",
    "change_call",
    "change_selection",
    "close_call",
    "close_meeting",
    "create_call",
    "decide",
    "decide_appeal",
    "decide_each",
    "declare",
    "decline_offer",
    "expire_offers",
    "freeze",
    "keep_review",
    "lodge_appeal",
    "may_ask_again",
    "offer_free_places",
    "open_meeting",
    "prepare",
    "publish_call",
    "rank_call",
    "record_in_meeting",
    "redact",
    "register_applicant",
    "remind_readers",
    "reopen_call",
    "review",
    "save_draft",
    "seat",
    "sign_minutes",
    "start_application",
    "submit",
    "take_review_back",
    "unseat",
    "withdraw",
]
