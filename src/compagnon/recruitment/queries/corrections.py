"""What can still be changed of an application, by whom it belongs to: everything of a draft, little of one that is sent."""

from datetime import timedelta

from django.template.loader import render_to_string
from django.utils.html import strip_tags

from compagnon.core import clock
from compagnon.recruitment.choices import ApplicationState, ConsentKind, ConsentState
from compagnon.recruitment.models import Application, Correction
from compagnon.recruitment.queries import steps

UNDO_WITHIN = timedelta(hours=24)
UNDECIDED = (ApplicationState.SUBMITTED, ApplicationState.WAITING)
OF_CONTACT = {"guardian": ConsentKind.GUARDIAN, "mentor": ConsentKind.EMPLOYER}
"""Screens that name somebody who gets a letter: an address can be put right until they have agreed."""


def open_correction(application: Application) -> Correction | None:
    """What a referent asked to be put right and was not sent back yet."""
    return next((one for one in application.corrections.all() if one.done_at is None), None)


def changeable(application: Application) -> set[str]:
    """Keys of the screens that can be changed now."""
    concerned = {one.key for one in steps.of(application)} - {steps.CHECK.key}
    if application.state == ApplicationState.DRAFT:
        return concerned
    asked: set[str] = set()
    correction = open_correction(application)
    if application.state in UNDECIDED and correction is not None:
        asked |= set(correction.steps)
    if application.state in (*UNDECIDED, ApplicationState.ADMITTED):
        agreed = {consent.kind for consent in application.consents.all() if consent.state == ConsentState.GIVEN}
        asked |= {key for key, kind in OF_CONTACT.items() if kind not in agreed}
    return asked & concerned


def addresses_to_correct(application: Application) -> dict[str, str]:
    """For each consent whose address can be put right, the screen that asks for it."""
    open_now = changeable(application)
    return {str(kind): key for key, kind in OF_CONTACT.items() if key in open_now}


def words_of(application: Application, step: steps.Step) -> str:
    """The answer on a screen, in words on one line."""
    shown = render_to_string("recruitment/answer.html", {"application": application, "step": step})
    return " ".join(strip_tags(shown.replace("<br>", " · ")).split())


def may_reopen(application: Application) -> bool:
    """Whether its author may still change everything: until the last day, while nobody has begun to read it."""
    is_sent = application.state == ApplicationState.SUBMITTED and open_correction(application) is None
    return is_sent and application.call.is_open and not application.reviews.exists()


def may_undo_withdrawal(application: Application) -> bool:
    """Whether a withdrawal can be undone: it was not decided, and the call is open or a day has not passed."""
    is_withdrawn = application.state == ApplicationState.WITHDRAWN and application.decided_at is None
    was_sent = application.submitted_at is not None
    return is_withdrawn and was_sent and (application.call.is_open or application.saved_at > clock.now() - UNDO_WITHIN)
