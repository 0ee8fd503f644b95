"""Issuing the Europass Mobility: filled from what the tutor saw, signed in turns, told when everybody has signed."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from compagnon.core import activity
from compagnon.core.states import locked
from compagnon.correspondence.actions import write
from compagnon.documents.actions.agreement import AgreementRefused
from compagnon.documents.actions.printing import typeset
from compagnon.documents.actions.sending import send_filled
from compagnon.documents.choices import DocumentKind
from compagnon.documents.filling import local_now, paper_languages
from compagnon.documents.models import Document
from compagnon.documents.typesetting.facts import EuropassMobilityFacts
from compagnon.documents.wordings import kinds_of
from compagnon.mobilities.models import Mobility
from compagnon.people.models import Person
from compagnon.recognition.filling import europass_facts
from compagnon.recognition.queries import obstacles, under_way
from compagnon.surveys.queries import evaluation_of
from compagnon.timeline.actions import refresh

EUROPASS = DocumentKind.EUROPASS_MOBILITY


class RecognitionRefused(AgreementRefused):
    """The Europass Mobility cannot be issued now; the message can be shown."""


@transaction.atomic
def issue_europass(*, mobility: Mobility, by: Person, reason: str = "") -> Document:
    """Send the Europass Mobility to the host, who signs first; then the sending body does, then its holder.

    Issuing twice gives the paper that is out or signed; with a reason it is replaced by a new version, which everybody signs.
    Raises RecognitionRefused before the real last day or the tutor's evaluation (EU-01), AgreementRefused while somebody
    who signs is not known.
    """
    mobility = locked(mobility)
    there = under_way(mobility)
    if there is not None and not reason.strip():
        return there
    kind, languages = kinds_of(mobility.network_id)[EUROPASS], paper_languages(mobility)
    facts = _facts(mobility, by)
    return send_filled(row=mobility, kind=kind, facts=facts, languages=languages, by=by, reason=reason)


def preview_europass(*, mobility: Mobility, by: Person) -> bytes:
    """The Europass Mobility as it would go out now. Raises RecognitionRefused."""
    return typeset(_facts(mobility, by), paper_languages(mobility))


def _facts(mobility: Mobility, by: Person) -> EuropassMobilityFacts:
    evaluation, in_the_way = evaluation_of(mobility), obstacles(mobility)
    if in_the_way or evaluation is None:
        raise RecognitionRefused(" ".join(in_the_way) or _("The tutor has not evaluated the learning outcomes yet."))
    return europass_facts(mobility, evaluation, made_at=local_now(), by=by)


def tell_when_signed(document: Document, by: Any) -> None:
    """Once everybody has signed, the holder hears of it and the timeline sees that it is issued."""
    if document.kind != EUROPASS or document.mobility is None:
        return
    mobility = document.mobility
    activity.record("recognition.europass_issued", about=document, by=document.made_by, trail=mobility)
    write(key="recognition.europass", reader=mobility.participant.person, about=document, by=document.made_by)
    refresh(mobility=mobility, by=by)


def brings(document: Document, reader: Any) -> bool:
    """Whether the letter of the Europass brings it to this reader."""
    return document.mobility is not None and reader == document.mobility.participant.person
