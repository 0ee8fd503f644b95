"""Issuing the Europass Mobility."""

from django.db import transaction
from django.utils.translation import gettext as _

from compagnon.core import activity, clock, files
from compagnon.core.states import locked, move
from compagnon.correspondence.actions import write
from compagnon.documents.choices import DocumentKind, DocumentState
from compagnon.documents.filling import local_now, paper_languages
from compagnon.documents.models import Document
from compagnon.documents.queries import next_version
from compagnon.documents.typesetting.compile import typeset_europass
from compagnon.documents.typesetting.errors import TypesettingError
from compagnon.mobilities.models import Mobility
from compagnon.people.models import Person
from compagnon.recognition.filling import europass_facts
from compagnon.recognition.queries import europass_of, obstacles
from compagnon.seals.actions import sealed
from compagnon.surveys.queries import evaluation_of
from compagnon.timeline.actions import refresh


class RecognitionRefused(Exception):
    """The Europass Mobility cannot be issued now; the message can be shown."""


@transaction.atomic
def issue_europass(*, mobility: Mobility, by: Person, reason: str = "") -> Document:
    """Typeset the Europass Mobility, keep it as a final paper, and tell the participant where it is.

    Issuing twice gives the paper that exists; with a reason it is replaced by a new version. Raises RecognitionRefused
    before the real last day or the tutor's evaluation (EU-01).
    """
    mobility = locked(mobility)
    issued = europass_of(mobility)
    if issued is not None and not reason.strip():
        return issued
    in_the_way = obstacles(mobility)
    evaluation = evaluation_of(mobility)
    if in_the_way or evaluation is None:
        raise RecognitionRefused(" ".join(in_the_way) or _("The tutor has not evaluated the learning outcomes yet."))
    if issued is not None:
        told = {"version": issued.version}
        move(locked(issued), DocumentState.REPLACED, by=by, trail=mobility, reason=reason.strip(), facts=told)
    languages = paper_languages(mobility)
    facts = europass_facts(mobility, evaluation, made_at=local_now())
    try:
        content = sealed(typeset_europass(facts, languages=languages), network=mobility.network)
    except TypesettingError as error:
        raise RecognitionRefused(str(error)) from error
    document = Document.objects.create(
        network_id=mobility.network_id,
        mobility=mobility,
        kind=DocumentKind.EUROPASS_MOBILITY,
        version=next_version(mobility, DocumentKind.EUROPASS_MOBILITY),
        state=DocumentState.FINAL,
        languages=list(languages),
        facts=facts.model_dump(mode="json"),
        made_by=by,
        final_file=files.keep(content, kind=files.PDF),
        final_sha256=files.fingerprint(content),
        finished_at=clock.now(),
    )
    activity.record("recognition.europass_issued", about=document, by=by, trail=mobility)
    write(key="recognition.europass", reader=mobility.participant.person, about=document, by=by)
    refresh(mobility=mobility, by=by)
    return document
