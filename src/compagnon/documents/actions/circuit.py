"""The circuit of signatures beside signing itself: deputies, more signers, and copies signed by hand or in another tool."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Min
from django.utils.translation import gettext as _

from compagnon.core import activity, clock, files, uploads
from compagnon.core.states import move
from compagnon.core.uploads import take_in
from compagnon.correspondence.actions import keep_back_overtaken, write
from compagnon.documents.actions.asking import SIGN, ask, drop_letters
from compagnon.documents.actions.codes import CODES, prove
from compagnon.documents.actions.holding import held_with
from compagnon.documents.actions.printing import told
from compagnon.documents.actions.sending import end_link
from compagnon.documents.actions.signing import SigningRefused, known_as, settle
from compagnon.documents.choices import DocumentState, SignatureMethod, SignatureState
from compagnon.documents.deputies import deputies_of
from compagnon.documents.models import Document, Signature
from compagnon.documents.queries import is_open
from compagnon.documents.typesetting.printable import letters_without_glyph
from compagnon.people.models import Contact, Person
from compagnon.seals.queries import trusted_by
from compagnon.seals.reading import Found, seals_in
from compagnon.seals.trust import vouching


def _held(signature: Signature) -> tuple[Document, Signature]:
    """Both rows locked. Raises SigningRefused when the paper is not out any more."""
    document, signature = held_with(signature)
    if document.state != DocumentState.SIGNING:
        raise SigningRefused(_("This paper is not out for signature."))
    return document, signature


def _held_by(who: Person | Contact) -> dict[str, Any]:
    return {"person": who, "contact": None} if isinstance(who, Person) else {"person": None, "contact": who}


@transaction.atomic
def hand_over(*, signature: Signature, to: Person | Contact, by: Person) -> Signature:
    """Let a deputy sign in somebody's place: the first link ends at once, the deputy gets an own one.

    Who gets back what was their own signs in nobody's place.

    Raises SigningRefused for one who has answered already, and for a deputy who is none of those that may be.
    """
    document, signature = _held(signature)
    if signature.state != SignatureState.WAITING:
        raise SigningRefused(_("This person has answered already."))
    if to not in deputies_of(signature):
        raise SigningRefused(_("Choose somebody of the same organisation, with an e-mail address."))
    _can_be_printed(to)
    end_link(signature, by)
    keep_back_overtaken(about=signature, keys=CODES, by=by)
    before = str(signature.signer)
    first = signature.instead_of or before
    signature.instead_of = "" if str(to) == first else first
    for field, value in _held_by(to).items():
        setattr(signature, field, value)
    signature.code_sent_at = signature.not_mine_at = None
    signature.not_mine_words = signature.code_number = ""
    signature.save()
    facts = {**told(document), "before": before, "after": str(to)}
    activity.record("documents.handed_over", about=signature, by=by, trail=document.subject, facts=facts)
    if is_open(signature) and to != by:
        ask(signature, by)
    return signature


@transaction.atomic
def say_not_mine(*, signature: Signature, words: str, by: Any) -> Signature:
    """Note that a paper came to the wrong person, and who it is for if they know: the referent hands it over. Said twice is said once.

    Raises SigningRefused when it is not asked of them any more.
    """
    document, signature = _held(signature)
    if signature.state != SignatureState.WAITING:
        raise SigningRefused(_("This signature is not asked for at present."))
    if signature.not_mine_at is not None:
        return signature
    signature.not_mine_at, signature.not_mine_words = clock.now(), words.strip()[:300]
    signature.save(update_fields=["not_mine_at", "not_mine_words"])
    drop_letters(signature, by)
    activity.record(
        "documents.not_mine",
        about=signature,
        by=by,
        trail=document.subject,
        reason=signature.not_mine_words,
        facts=told(document),
    )
    if document.referent is not None and document.referent != by:
        write(key="documents.not_for_me", reader=document.referent, about=signature, by=by)
    return signature


@transaction.atomic
def add_signer(*, beside: Signature, who: Person | Contact, by: Person) -> Signature:
    """Ask one more person of the same side to sign too, at the same turn."""
    document, beside = _held(beside)
    if who not in deputies_of(beside):
        raise SigningRefused(_("Choose somebody of the same organisation, with an e-mail address."))
    _can_be_printed(who)
    last = document.signatures.filter(role=beside.role).order_by("-number").values_list("number", flat=True)[0]
    signature = Signature.objects.create(
        network_id=document.network_id,
        document=document,
        role=beside.role,
        number=last + 1,
        turn=max(beside.turn, _turn_now(document)),
        **_held_by(who),
    )
    facts = {**told(document), "after": str(who)}
    activity.record("documents.signer_added", about=signature, by=by, trail=document.subject, facts=facts)
    if is_open(signature) and who != by:
        ask(signature, by)
    return signature


def _can_be_printed(who: Person | Contact) -> None:
    """Raises SigningRefused for a name that the signature page cannot show."""
    if strangers := letters_without_glyph(str(who)):
        sentence = _(
            "%(name)s cannot be printed (%(letters)s): write the name in Latin, Greek or Cyrillic letters first."
        )
        raise SigningRefused(sentence % {"name": who, "letters": " ".join(strangers)})


def _turn_now(document: Document) -> int:
    """The turn that is under way: nobody is asked before those who have signed already."""
    waiting = document.signatures.exclude(state=SignatureState.SIGNED).order_by("turn").values_list("turn", flat=True)
    return waiting[0] if waiting else 1


@dataclass(frozen=True)
class Came:
    """How the one was known who hands a copy in, as `signing.Act` has it; empty for a copy that the desk hands in."""

    identified_by: str = ""
    address: str | None = None
    browser: str = ""
    code: str = ""

    @property
    def by_link(self) -> bool:
        return self.identified_by.startswith("link:")


AT_THE_DESK = Came()


def hand_in(
    *,
    signature: Signature,
    content: bytes,
    kind: str,
    by: Any,
    also: Collection[str] = (),
    came: Came = AT_THE_DESK,
) -> Signature:
    """Keep the copy of a paper signed by hand or in another tool, until somebody at the desk has looked at it.

    `also` names, by their codes, other signatures that the same copy carries; whoever signs before them has signed, or stands
    on it too. When it came, and how the signer was known who handed it in, is kept. Raises CodeRefused as `sign`, SigningRefused
    when one of the signatures is not asked for now, FileRefused as `take_in`.
    """
    prove(signature, came.code, by_link=came.by_link)
    with transaction.atomic():
        document, signature = _held(signature)
        if signature.state != SignatureState.WAITING or not is_open(signature):
            raise SigningRefused(_("This signature is not asked for at present."))
        beside = _beside(document, signature, also)
        name = take_in(
            content,
            kind=kind,
            network_id=document.network_id,
            by=by,
            site_id=document.mobility.site_id if document.mobility else None,
        )
        known = came.identified_by  # of a copy that was returned, nothing stays: another may hand in the next
        signature.identified_by = known_as(signature, known, by_link=came.by_link) if known else ""
        signature.address, signature.browser = came.address, came.browser[:300]
        for one in (signature, *beside):
            one.scan, one.scan_sha256, one.handed_in_at = name, files.fingerprint(content), clock.now()
            drop_letters(one, by)
            move(one, SignatureState.CHECKING, by=by, trail=document.subject, facts=told(document))
        referent = document.referent
        if referent is not None and referent != by:
            write(key="documents.scan", reader=referent, about=signature, by=by)
    return signature


def _beside(document: Document, signature: Signature, also: Collection[str]) -> list[Signature]:
    """The other signatures of a copy, in their order."""
    found = list(document.signatures.filter(code__in=also).exclude(pk=signature.pk).order_by("turn", "pk"))
    there = {signature.pk, *(one.pk for one in found)}
    before = document.signatures.exclude(state=SignatureState.SIGNED).exclude(pk__in=there)
    first = before.aggregate(turn=Min("turn"))["turn"]
    for one in found:
        if one.state != SignatureState.WAITING:
            raise SigningRefused(_("%(name)s is not asked to sign at present.") % {"name": one.signer})
        if first is not None and first < one.turn:
            raise SigningRefused(
                _("Others sign before %(name)s: tick them too, or wait for them.") % {"name": one.signer}
            )
    return found


def on_the_same_copy(signature: Signature) -> list[Signature]:
    """Other signatures that wait to be looked at on the copy of this one."""
    if not signature.scan_sha256:
        return []
    rows = Signature.objects.filter(
        document_id=signature.document_id, state=SignatureState.CHECKING, scan_sha256=signature.scan_sha256
    )
    return list(rows.exclude(pk=signature.pk).select_related("person", "contact").order_by("turn", "pk"))


@transaction.atomic
def accept_scan(*, signature: Signature, by: Person) -> Signature:
    """Count the signatures of a copy that somebody has looked at; the last of all makes the final paper.

    Raises SigningRefused for one whose electronic signatures do not hold: what it says is not what was signed.
    """
    document, signature = _held(signature)
    if signature.state == SignatureState.SIGNED:
        return signature
    if signature.state != SignatureState.CHECKING:
        raise SigningRefused(_("There is no scan to check."))
    seals = seals_in(uploads.read(signature.scan)) if signature.scan.endswith(".pdf") else []
    if not all(found.is_sound for found in seals):
        raise SigningRefused(_("This copy was changed after it was signed electronically: return it, with a word why."))
    trusted = trusted_by(document.network_id) if seals else []
    names = [_named(found, vouching(found.chain, found.at, trusted)) for found in seals]
    for one in (signature, *on_the_same_copy(signature)):
        _count(one, document, names, by)
    settle(document, by)
    return signature


def _named(found: Found, authority: str) -> str:
    """Who signed electronically, with the trusted authority that vouches for the name where one does."""
    if not authority:
        return found.name
    return _("%(name)s (vouched for by %(authority)s)") % {"name": found.name, "authority": authority}


def _count(signature: Signature, document: Document, names: list[str], by: Person) -> None:
    """One signature of a copy, in ink; with electronic signatures in the copy, whose they say they are."""
    signature.method = SignatureMethod.ELSEWHERE if names else SignatureMethod.INK
    signature.typed_name = str(signature.signer)
    signature.consent_sentence = (
        _("Signed electronically in another tool, by %(names)s.") % {"names": ", ".join(names)}
        if names
        else _("Signed by hand on paper.")
    )
    signature.identified_by = signature.identified_by or f"{signature.method}:{by.full_name}"[:120]
    signature.signed_at, signature.signed_sha256, signature.checked_by = clock.now(), document.agreed_sha256, by
    end_link(signature, by)
    move(signature, SignatureState.SIGNED, by=by, trail=document.subject, facts=told(document))


@transaction.atomic
def return_scan(*, signature: Signature, reason: str, by: Person) -> Signature:
    """Say that a scan does not do, and why; the signer is asked again."""
    if not reason.strip():
        raise SigningRefused(_("Say what is wrong with the scan: the signer reads it."))
    document, signature = _held(signature)
    if signature.state != SignatureState.CHECKING:
        raise SigningRefused(_("There is no scan to check."))
    move(signature, SignatureState.WAITING, by=by, trail=document.subject, reason=reason.strip(), facts=told(document))
    write(
        key="documents.scan_returned", reader=signature.signer, about=signature, by=by, purpose=SIGN,
        facts={"reason": reason.strip()},
    )  # fmt: skip
    return signature
