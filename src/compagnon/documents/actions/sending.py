"""Sending a learning agreement out, reminding, replacing a version by a newer one."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from compagnon.core import activity, files
from compagnon.core.states import locked, move
from compagnon.correspondence.actions import write
from compagnon.documents.actions.agreement import AgreementRefused
from compagnon.documents.choices import DocumentKind, DocumentState, SignatureState, SignerRole
from compagnon.documents.filling import agreement_facts, local_now, paper_languages, signers_of
from compagnon.documents.models import Document, Signature
from compagnon.documents.queries import current, lacks, next_version
from compagnon.documents.typesetting.compile import typeset_learning_agreement
from compagnon.documents.typesetting.errors import TypesettingError
from compagnon.mobilities.models import Mobility
from compagnon.people import links
from compagnon.people.models import Person
from compagnon.timeline.actions import refresh

SIGN, COPY = "documents.sign", "documents.copy"


def preview(mobility: Mobility) -> bytes:
    """The agreement as it would go out now. Raises AgreementRefused when it cannot be typeset."""
    facts = agreement_facts(mobility, version=next_version(mobility), made_at=local_now())
    try:
        return typeset_learning_agreement(facts, languages=paper_languages(mobility))
    except TypesettingError as error:
        raise AgreementRefused(str(error)) from error


@transaction.atomic
def send_for_signature(*, mobility: Mobility, by: Person) -> Document:
    """Freeze the agreement, keep its exact bytes, and ask everybody for a signature by letter.

    The order of signatures is free (DA-04). A version that was returned is replaced. Sending twice gives the version
    that is out already. Raises AgreementRefused when something that must be there is missing (DA-01).
    """
    mobility = locked(mobility)
    document = current(mobility)
    if document is not None and document.state == DocumentState.SIGNING:
        return document
    if document is not None and document.state == DocumentState.FINAL:
        raise AgreementRefused(
            _("This agreement is signed by everybody. Start a new version if something has to change.")
        )
    if mobility.referent is None:
        mobility.referent = by  # who sends it answers for it; kept on the mobility only by `change_mobility`
    missing = [lack.what for lack in lacks(mobility) if lack.blocks]
    if missing:
        raise AgreementRefused(_("Not yet: %(missing)s is missing.") % {"missing": ", ".join(missing)})
    document = _freeze(mobility, document, by)
    _ask_for_signatures(mobility, document, by)
    move(document, DocumentState.SIGNING, by=by, trail=mobility, facts={"version": document.version})
    refresh(mobility=mobility, by=by)
    return document


def _freeze(mobility: Mobility, document: Document | None, by: Person) -> Document:
    if document is not None and document.state == DocumentState.RETURNED:
        move(document, DocumentState.REPLACED, by=by, trail=mobility, facts={"version": document.version})
        document = None
    if document is None:
        document = Document(
            network_id=mobility.network_id,
            mobility=mobility,
            kind=DocumentKind.LEARNING_AGREEMENT,
            version=next_version(mobility),
            made_by=by,
        )
    languages = paper_languages(mobility)
    facts = agreement_facts(mobility, version=document.version, made_at=local_now())
    try:
        content = typeset_learning_agreement(facts, languages=languages)
    except TypesettingError as error:
        raise AgreementRefused(str(error)) from error
    document.languages, document.facts = list(languages), facts.model_dump(mode="json")
    document.agreed_file = files.keep(content, kind=files.PDF)
    document.agreed_sha256 = files.fingerprint(content)
    document.save()
    return document


def _ask_for_signatures(mobility: Mobility, document: Document, by: Person) -> None:
    for signer in signers_of(mobility):
        held_by = {"person": signer.who} if isinstance(signer.who, Person) else {"contact": signer.who}
        signature = Signature.objects.create(
            network_id=mobility.network_id, document=document, role=signer.role, **held_by
        )
        if signer.role != SignerRole.CENTRE or signer.who != by:  # who sends it signs on the page where it is sent
            _ask(signature, by)


def _ask(signature: Signature, by: Any) -> None:
    write(key="documents.sign", reader=signature.signer, about=signature, by=by, purpose=SIGN)


@transaction.atomic
def remind(*, document: Document, by: Person | None, signature: Signature | None = None, outside: bool = False) -> int:
    """Ask those who have not signed (or one of them, or who has no account) once more; returns how many were asked."""
    if document.state != DocumentState.SIGNING:
        return 0
    waiting = document.signatures.filter(state=SignatureState.WAITING)
    if signature is not None:
        waiting = waiting.filter(pk=signature.pk)
    if outside:
        waiting = waiting.filter(person=None)
    asked = [one for one in waiting if one.signer != by]
    for one in asked:
        write(key="documents.sign_reminder", reader=one.signer, about=one, by=by, purpose=SIGN)
    return len(asked)


@transaction.atomic
def start_new_version(*, mobility: Mobility, reason: str, by: Person) -> Document:
    """Put a version aside that is out or signed, so that outcomes and terms can change (DA-03).

    Signatures given stay with the old version; links of those who have not signed end. Raises AgreementRefused
    without a reason or when there is nothing to replace.
    """
    if not reason.strip():
        raise AgreementRefused(_("Say why a new version is needed: the reason is kept."))
    mobility = locked(mobility)
    old = current(mobility)
    if old is None or old.state not in (DocumentState.SIGNING, DocumentState.FINAL):
        raise AgreementRefused(_("There is no version to replace: change the agreement and send it."))
    old = locked(old)
    end_links(old)
    move(old, DocumentState.REPLACED, by=by, trail=mobility, reason=reason.strip(), facts={"version": old.version})
    new = Document.objects.create(
        network_id=mobility.network_id,
        mobility=mobility,
        kind=old.kind,
        version=next_version(mobility),
        languages=old.languages,
        made_by=by,
    )
    activity.record("documents.document_draft", about=new, by=by, trail=mobility, facts={"version": new.version})
    refresh(mobility=mobility, by=by)
    return new


def end_links(document: Document) -> None:
    """Nobody can sign this version any more; a copy of a final paper stays readable."""
    for signature in document.signatures.filter(state=SignatureState.WAITING):
        links.revoke(purpose=SIGN, about=signature)


@transaction.atomic
def stop_when_cancelled(mobility: Mobility, by: Any) -> None:
    """A stay that is cancelled needs no signatures: a version that is out is put aside."""
    document = current(mobility)
    if document is not None and document.state == DocumentState.SIGNING:
        document = locked(document)
        end_links(document)
        move(document, DocumentState.REPLACED, by=by, trail=mobility, facts={"version": document.version})
