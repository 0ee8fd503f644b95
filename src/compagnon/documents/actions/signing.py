"""Signing and refusing, with the evidence kept; the last signature makes the final paper."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max, Min
from django.utils.translation import gettext as _

from compagnon.core import clock, files
from compagnon.core.registries import paper_makers
from compagnon.core.states import move
from compagnon.correspondence.actions import write
from compagnon.documents.actions.asking import ask_next, bring, drop_letters, letter
from compagnon.documents.actions.codes import prove
from compagnon.documents.actions.holding import held_with
from compagnon.documents.actions.printing import kept_facts, kept_form, told, typeset
from compagnon.documents.actions.sending import end_links, make_final, refresh_if_mobility
from compagnon.documents.catalogue.reading import AMENDMENT
from compagnon.documents.catalogue.subjects import subject_of
from compagnon.documents.choices import DocumentState, SignatureMethod, SignatureState, SignerRole
from compagnon.documents.code_rules import asks_code
from compagnon.documents.filling import signature_facts
from compagnon.documents.models import Document, Signature
from compagnon.documents.queries import AGREEMENTS, is_open
from compagnon.documents.sentences import CONSENT_VERSION
from compagnon.documents.wordings import kind_of


class SigningRefused(Exception):
    """A signature cannot be given any more; the message can be shown."""


@dataclass(frozen=True)
class Act:
    """How somebody signed: the words agreed to, name or drawing, and what is known of where from.

    `identified_by` is "link:<address>" or "account:<address>"; "code:<address>" or "text:<last digits>" where a code has opened all
    papers at once, with the `number` to which it went; `shown_sha256` is the fingerprint of the bytes that the page offered to
    read; `code` is what was typed where one is asked for.
    """

    typed_name: str
    drawing: bytes
    consent_sentence: str
    shown_sha256: str
    identified_by: str
    address: str | None
    browser: str
    code: str = ""
    number: str | None = None

    @property
    def by_link(self) -> bool:
        return self.identified_by.startswith("link:")

    @property
    def method(self) -> SignatureMethod:
        return SignatureMethod.DRAWN if self.drawing else SignatureMethod.TYPED


def sign(*, signature: Signature, act: Act, by: Any) -> Signature:
    """Sign the version that was shown; the last of all signatures makes the final paper and sends it to everybody.

    Signers of one document wait for each other here, so that exactly one of them is the last. Signing twice changes
    nothing. Raises SigningRefused when this version is not out for signature any more, CodeRefused without the code that
    this paper asks of who comes by link.
    """
    if signature.state != SignatureState.SIGNED:
        prove(signature, act.code, by_link=act.by_link, number=act.number)
    return _sign(signature, act, by)


@transaction.atomic
def _sign(signature: Signature, act: Act, by: Any) -> Signature:
    document, signature = held_with(signature)
    if signature.state == SignatureState.SIGNED:
        return signature
    if document.state != DocumentState.SIGNING or act.shown_sha256 != document.agreed_sha256:
        raise SigningRefused(_("This version is not valid any more. A new one will be sent to you."))
    if signature.state != SignatureState.WAITING or not is_open(signature):
        raise SigningRefused(_("It is not your turn yet: you receive a letter when those before you have signed."))
    _note(signature, act)
    drop_letters(signature, by)
    move(signature, SignatureState.SIGNED, by=by, trail=document.subject, facts=told(document))
    settle(document, by)
    return signature


def settle(document: Document, by: Any) -> None:
    """After a signature: the last one makes the final paper, else those whose turn has come are asked."""
    if not document.signatures.exclude(state=SignatureState.SIGNED).exists():
        _finish(document)
    else:
        ask_those_after(document, by)
    if document.kind in AGREEMENTS or document.is_amendment:  # no task hangs on another paper
        refresh_if_mobility(document.subject, by)


def ask_those_after(document: Document, by: Any) -> None:
    """Write to those of the next turn, once the one before is complete; nobody is asked twice."""
    signed = document.signatures.filter(state=SignatureState.SIGNED).aggregate(last=Max("turn"))["last"] or 0
    waiting = document.signatures.exclude(state=SignatureState.SIGNED).aggregate(first=Min("turn"))["first"] or 0
    if waiting > signed:
        ask_next(document, by)


def _note(signature: Signature, act: Act) -> None:
    signature.method, signature.typed_name = act.method, act.typed_name
    signature.drawing = act.drawing or None
    signature.consent_sentence = act.consent_sentence
    signature.identified_by = known_as(signature, act.identified_by, by_link=act.by_link)
    signature.consent_version = CONSENT_VERSION
    signature.signed_at, signature.signed_sha256 = clock.now(), act.shown_sha256
    signature.address, signature.browser = act.address, act.browser[:300]


def known_as(signature: Signature, identified_by: str, *, by_link: bool) -> str:
    """How somebody was known, with the code that this paper asks of who comes by link."""
    if asks_code(signature, by_link=by_link):
        address = identified_by.partition(":")[2]
        identified_by = f"text:{signature.code_number}" if signature.code_number else f"code:{address}"
    return identified_by[:120]


def _finish(document: Document) -> None:
    """Typeset the paper with its signature page, keep it, and send everybody the way to it."""
    signatures = list(document.signatures.select_related("person", "contact"))
    content = typeset(
        kept_facts(document),
        tuple(document.languages),
        [signature_facts(signature, document.languages) for signature in signatures],
        files.read(document.agreed_file),
        kept_form(document),
    )
    make_final(document=document, content=content, by=None)
    bring(document, _readers(document, [one.signer for one in signatures]))


def _readers(document: Document, signers: list[Any]) -> list[Any]:
    """Who gets the final paper, each once: who signed it, and whom its kind names; who cannot be written to finds it on their page."""
    maker = paper_makers.get(document.kind)
    found = [*signers, *_told_without_signing(document), *_named(document)]
    each = {(type(one), one.pk): one for one in found if one.email}.values()
    return [one for one in each if maker is None or not maker.brings(document, one)]


def _named(document: Document) -> list[Any]:
    """Of a paper about a stay: its participant, and who else is named to get a copy."""
    kind = kind_of(document.network_id, document.kind.removeprefix(AMENDMENT))
    if kind is None or document.mobility is None:
        return []
    subject = subject_of(document.mobility)
    roles = [*([SignerRole.PARTICIPANT] if kind.for_participant else []), *kind.copies]
    return [one.who for role in roles for one in subject.signers(role) if one.who is not None]


def _told_without_signing(document: Document) -> list[Any]:
    """Of an amendment, who signed the paper and is told of what touches nothing they agreed to."""
    if document.amends is None:
        return []
    signed = document.amends.signatures.filter(role__in=document.terms.get("told_only", ()))
    return [one.signer for one in signed.select_related("person", "contact")]


@transaction.atomic
def refuse(*, signature: Signature, reason: str, by: Any) -> Signature:
    """Refuse to sign, with a reason: the paper returns to the referent, and nobody else can sign this version.

    Refusing twice changes nothing. Raises SigningRefused when this version is not out for signature any more.
    """
    document, signature = held_with(signature)
    if signature.state == SignatureState.REFUSED:
        return signature
    if document.state != DocumentState.SIGNING or signature.state != SignatureState.WAITING:
        raise SigningRefused(_("This version is not valid any more. A new one will be sent to you."))
    signature.refusal_reason, signature.signed_at = reason.strip(), clock.now()
    move(signature, SignatureState.REFUSED, by=by, trail=document.subject, reason=reason.strip(), facts=told(document))
    end_links(document, by)
    move(document, DocumentState.RETURNED, by=by, trail=document.subject, reason=reason.strip(), facts=told(document))
    referent = document.referent
    if referent is not None and referent != by:
        write(key=letter("returned", document), reader=referent, about=signature, by=by)
    refresh_if_mobility(document.subject, by)
    return signature
