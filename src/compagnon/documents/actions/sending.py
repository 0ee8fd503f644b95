"""Sending a paper out, reminding, calling it back, replacing a version by a newer one."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from compagnon.core import activity, clock, files
from compagnon.core.registries import paper_makers
from compagnon.core.states import locked, move
from compagnon.correspondence.actions import write
from compagnon.documents.actions.agreement import AgreementRefused
from compagnon.documents.actions.asking import AGREEMENT, SIGN, ask_again, ask_next, drop_letters
from compagnon.documents.actions.holding import held
from compagnon.documents.actions.printing import AnyFacts, Paper, fill, told, typeset
from compagnon.documents.catalogue.filling import Filling
from compagnon.documents.catalogue.shape import PaperKind
from compagnon.documents.catalogue.subjects import Subject, subject_of
from compagnon.documents.choices import DocumentState, SignatureState
from compagnon.documents.code_rules import rule_of, way_now
from compagnon.documents.filing import is_still_to_come, too_early
from compagnon.documents.following import basis_of, span_of, standing
from compagnon.documents.models import Document, Signature
from compagnon.documents.queries import (
    AGREEMENTS,
    current_of,
    for_papers,
    is_open,
    lacks_of,
    next_version_of,
    signers_lacking,
    terms_agreed,
    unsigned,
)
from compagnon.documents.typesetting.errors import TypesettingError
from compagnon.documents.typesetting.official import FormFacts
from compagnon.documents.wordings import kinds_of
from compagnon.mobilities.models import Mobility
from compagnon.people import links
from compagnon.people.models import Person
from compagnon.seals.actions import sealed
from compagnon.timeline.actions import refresh


def preview(*, row: Any, kind: PaperKind | None = None, by: Person | None = None) -> bytes:
    """The paper as it would go out now. Raises AgreementRefused when it cannot be typeset."""
    kind = kind or _agreement(row)
    if maker := paper_makers.get(kind.key):
        made: bytes = maker.printed(row, by)
        return made
    document = current_of(row, kind.key)
    version = next_version_of(row, kind.key)
    return printed(subject=subject_of(row, by), kind=kind, document=document, version=version)


def printed(*, subject: Subject, kind: PaperKind, document: Document | None, version: int) -> bytes:
    """The same for who prints many papers of a file, and has read them. Raises AgreementRefused."""
    terms = standing(kind, subject, document)
    return _typeset(fill(row=subject.row, kind=kind, terms=terms, version=version, by=None, subject=subject))


def send_for_signature(*, mobility: Mobility, by: Person) -> Document:
    """Send the learning agreement of a mobility out, as `send_paper`. Raises AgreementRefused also without what DA-01 asks."""
    return send_paper(row=mobility, kind=_agreement(mobility), by=by)


def _agreement(mobility: Mobility) -> PaperKind:
    return kinds_of(mobility.network_id)[AGREEMENT]


@transaction.atomic
def send_paper(*, row: Any, kind: PaperKind, by: Person) -> Document:
    """Freeze the paper, keep its exact bytes, and ask those whose turn it is for a signature by letter.

    A version that was returned or has expired is replaced, and what was said for it stays. Sending twice gives the
    version that is out already. A paper that nobody signs is final at once. Raises AgreementRefused when something that
    must be there is missing.
    """
    return send_held(row=held_whole(row), kind=kind, by=by)


def held_whole(row: Any) -> Any:
    """The row, held until the transaction ends, with all that its papers say of it: asked once by who sends several."""
    found = _whole(locked(row))
    if type(row).network.is_cached(row):
        found.network = row.network  # whose emblems are known
    return found


def send_held(*, row: Any, kind: PaperKind, by: Person) -> Document:
    """As `send_paper`, of a row that `held_whole` gave, inside a transaction."""
    document = current_of(row, kind.key)
    if document is not None and document.state == DocumentState.SIGNING:
        return document
    if document is not None and document.state == DocumentState.FINAL:
        raise AgreementRefused(_("This paper is signed by everybody. Start a new version if something has to change."))
    if is_still_to_come(kind, row):
        raise AgreementRefused(too_early(row))
    subject = subject_of(row, by)
    if missing := lacking(row=row, kind=kind, document=document, by=by, subject=subject):
        raise AgreementRefused(_("Not yet: %(missing)s is missing.") % {"missing": ", ".join(missing)})
    document, paper = _freeze(subject, kind, document, by)
    _ask_signers(document, paper.filling, by)
    if kind.key in AGREEMENTS:  # no task hangs on another paper
        refresh_if_mobility(row, by)
    return document


def _ask_signers(document: Document, filling: Filling, by: Person) -> None:
    kind = filling.kind
    if not filling.signers():
        make_final(document=document, content=files.read(document.agreed_file), by=by)
        return
    name_signers(document, filling)
    document.expires_on = clock.today() + timedelta(days=kind.days)
    rule = rule_of(document.network, kind)
    document.code_of, document.code_way, document.needs_code = rule.roles, way_now(rule), bool(rule.roles)
    move(document, DocumentState.SIGNING, by=by, trail=document.subject, facts=told(document))
    ask_next(document, by)


@transaction.atomic
def send_filled(
    *, row: Any, kind: PaperKind, facts: AnyFacts, languages: tuple[str, ...], by: Person, reason: str = ""
) -> Document:
    """Put a paper that a later chapter filled out for signature; with a reason, in place of the version that is out or signed.

    Raises AgreementRefused when it cannot be typeset, or somebody who signs is not known.
    """
    filling = Filling(kind, subject_of(row, by), {})
    if missing := [lack.what for lack in signers_lacking(filling)]:
        raise AgreementRefused(_("Not yet: %(missing)s is missing.") % {"missing": ", ".join(missing)})
    old = current_of(row, kind.key)
    if old is not None:
        end_links(old, by)
        move(locked(old), DocumentState.REPLACED, by=by, trail=row, reason=reason.strip(), facts=told(old))
    document = begin(row=row, key=kind.key, by=by, terms={})
    document.network = row.network
    _keep_text(document, facts, languages)
    _ask_signers(document, filling, by)
    return document


def _whole(row: Any) -> Any:
    """The row with all that its papers say of it, in a few questions instead of one for each fact."""
    return for_papers(Mobility.objects.filter(pk=row.pk))[0] if isinstance(row, Mobility) else row


def make_final(*, document: Document, content: bytes, by: Any) -> None:
    """Seal these bytes and keep them as the final paper."""
    content = sealed(content, network=document.network, reason=str(document))
    document.final_file = files.keep(content, kind=files.PDF)
    document.final_sha256 = files.fingerprint(content)
    document.finished_at = clock.now()
    move(document, DocumentState.FINAL, by=by, trail=document.subject, facts=told(document))


def lacking(
    *, row: Any, kind: PaperKind, document: Document | None, by: Person, subject: Subject | None = None
) -> list[str]:
    """What keeps a paper from going out, were it sent now by this person; who asks for many of a row gives its `subject`."""
    if isinstance(row, Mobility) and row.referent is None:
        row.referent = by  # who sends it answers for it; kept on the mobility only by `change_mobility`
    return [lack.what for lack in lacks_of(row, kind, document, by, subject=subject) if lack.blocks]


def _freeze(subject: Subject, kind: PaperKind, document: Document | None, by: Person) -> tuple[Document, Paper]:
    row, terms = subject.row, standing(kind, subject, document)
    basis = basis_of(kind, subject, terms, document)
    if document is not None and document.state != DocumentState.DRAFT:
        end_links(document, by)
        move(document, DocumentState.REPLACED, by=by, trail=row, facts=told(document))
        document = None
    if document is None:
        document = begin(row=row, key=kind.key, by=by, terms=terms)
    document.terms, document.basis = terms, basis
    document.wording, document.network = kind.wording, subject.network
    paper = fill(row=row, kind=kind, terms=terms, version=document.version, by=by, subject=subject)
    _keep_text(document, paper.facts, paper.languages, paper.form)
    return document, paper


def _keep_text(document: Document, facts: AnyFacts, languages: tuple[str, ...], form: FormFacts | None = None) -> None:
    """What a paper says, and the exact bytes that are signed."""
    try:
        content = typeset(facts, languages, form=form)
    except TypesettingError as error:
        raise AgreementRefused(str(error)) from error
    document.languages, document.facts = list(languages), facts.model_dump(mode="json")
    document.form = form.model_dump(mode="json") if form else {}
    document.agreed_file = files.keep(content, kind=files.PDF)
    document.agreed_sha256 = files.fingerprint(content)
    document.save()


def begin(*, row: Any, key: str, by: Person | None, terms: dict[str, Any]) -> Document:
    """A new version of a paper about this row, not saved yet."""
    return Document(
        network_id=row.network_id,
        **{row._meta.model_name: row},
        kind=key,
        version=next_version_of(row, key),
        made_by=by,
        terms=terms,
    )


def _typeset(paper: Paper) -> bytes:
    try:
        return paper.typeset()
    except TypesettingError as error:
        raise AgreementRefused(str(error)) from error


def name_signers(document: Document, filling: Filling) -> None:
    """A place for each signature that a paper needs."""
    seen: dict[str, int] = {}
    places = []
    for seed, signer in filling.signers():
        seen[signer.role] = number = seen.get(signer.role, 0) + 1
        held_by = {"person": signer.who} if isinstance(signer.who, Person) else {"contact": signer.who}
        known = {"network_id": document.network_id, "document": document, "role": signer.role, "number": number}
        places.append(Signature(**known, turn=seed.turn, **held_by))
    Signature.objects.bulk_create(places)


@transaction.atomic
def remind(*, document: Document, by: Person | None, outside: bool = False) -> int:
    """Ask those whose turn it is (or only who has no account) once more; returns how many were asked."""
    if document.state != DocumentState.SIGNING:
        return 0
    waiting = document.signatures.filter(state=SignatureState.WAITING)
    if outside:
        waiting = waiting.filter(person=None)
    asked = [one for one in waiting if one.signer != by and is_open(one)]
    for one in asked:
        ask_again(one, by)
    return len(asked)


def start_new_version(*, mobility: Mobility, reason: str, by: Person) -> Document:
    """The learning agreement of a mobility anew, as `renew`."""
    return renew(row=mobility, key=AGREEMENT, reason=reason, by=by)


@transaction.atomic
def renew(*, row: Any, key: str, reason: str, by: Person) -> Document:
    """Put a version aside that is out or signed, so that what it says can change (DA-03); what was said for it stays.

    Its amendments go with it: the new version says what they said. Signatures given stay with the old version; links of those who have not signed end. Raises AgreementRefused
    without a reason or when there is nothing to replace.
    """
    if not reason.strip():
        raise AgreementRefused(_("Say why a new version is needed: the reason is kept."))
    row = locked(row)
    old = current_of(row, key)
    if old is None or old.state not in (DocumentState.SIGNING, DocumentState.FINAL):
        raise AgreementRefused(_("There is no version to replace: change the paper and send it."))
    terms = terms_agreed(old)
    for one in (locked(old), *old.amendments.exclude(state=DocumentState.REPLACED)):
        end_links(one, by)
        move(one, DocumentState.REPLACED, by=by, trail=row, reason=reason.strip(), facts=told(one))
    new = begin(row=row, key=key, by=by, terms=terms)
    new.languages, new.basis = old.languages, {**old.basis, "days": span_of(row)}
    new.save()
    activity.record("documents.document_draft", about=new, by=by, trail=row, facts=told(new))
    refresh_if_mobility(row, by)
    return new


@transaction.atomic
def call_back(*, document: Document, reason: str, by: Person) -> Document:
    """Take a paper back that is out for signature: links end, and it is corrected and sent again without retyping."""
    if not reason.strip():
        raise AgreementRefused(_("Say why it is called back: the reason is kept."))
    document = held(document)
    if document.state != DocumentState.SIGNING:
        raise AgreementRefused(_("This paper is not out for signature."))
    end_links(document, by)
    move(document, DocumentState.RETURNED, by=by, trail=document.subject, reason=reason.strip(), facts=told(document))
    refresh_if_mobility(document.subject, by)
    return document


@transaction.atomic
def expire(*, document: Document) -> Document:
    """End a paper that was not signed in time and tell its referent; it can be sent again as it is.

    While a copy that was handed in waits to be looked at, it goes on: whoever signed that copy was in time. Who opens the link later reads that the time is over, and whom to ask.
    """
    document = held(document)
    is_over = document.expires_on is not None and document.expires_on < clock.today()
    is_looked_at = document.signatures.filter(state=SignatureState.CHECKING).exists()
    if document.state == DocumentState.SIGNING and is_over and not is_looked_at:
        for signature in unanswered(document):
            drop_letters(signature, None)
        move(document, DocumentState.EXPIRED, by=None, trail=document.subject, facts=told(document))
        if document.referent is not None:
            write(
                key="documents.paper_expired", reader=document.referent, about=document, by=None,
                facts={"signers": unsigned(document)},
            )  # fmt: skip
        refresh_if_mobility(document.subject, None)
    return document


def refresh_if_mobility(row: Any, by: Any) -> None:
    """Look at the timeline again, where the paper is about a stay."""
    if isinstance(row, Mobility):
        refresh(mobility=row, by=by)


def end_links(document: Document, by: Any) -> None:
    """Nobody can sign this version any more; a copy of a final paper stays readable."""
    for signature in unanswered(document):
        end_link(signature, by)


def end_link(signature: Signature, by: Any) -> None:
    """One signer's way in ends, and letters that still wait to carry it do not leave."""
    links.revoke(purpose=SIGN, about=signature)
    drop_letters(signature, by)


def unanswered(document: Document) -> QuerySet[Signature]:
    """Signatures that are neither given nor refused."""
    return document.signatures.filter(state__in=[SignatureState.WAITING, SignatureState.CHECKING])


@transaction.atomic
def stop_when_cancelled(mobility: Mobility, by: Any) -> None:
    """A stay that is cancelled needs no signatures: versions that are out are put aside."""
    for document in mobility.documents.filter(state=DocumentState.SIGNING):
        mine = held(document)
        end_links(mine, by)
        move(mine, DocumentState.REPLACED, by=by, trail=mobility, facts=told(mine))
