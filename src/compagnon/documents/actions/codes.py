"""The code that shows that who signs by link reads the mail of the signer, or holds their telephone; it holds for ink too."""

from collections.abc import Collection
from datetime import timedelta
from hashlib import sha256

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from compagnon.core import activity, clock
from compagnon.correspondence.actions import keep_back_overtaken, write, write_text_message
from compagnon.correspondence.queries import has_stopped
from compagnon.documents.actions.holding import held_with
from compagnon.documents.catalogue.shape import PaperKind
from compagnon.documents.choices import CodeWay, DocumentState
from compagnon.documents.code_rules import Ways, asks_code, needs_text, ways_for, ways_of
from compagnon.documents.models import CodeRule, Signature
from compagnon.documents.queries import of_address, waiting_at
from compagnon.network.models import Network
from compagnon.people.actions import may_try
from compagnon.people.models import Contact, Person
from compagnon.people.phones import masked, mobile_of

CODE_LIVES = timedelta(minutes=30)
LOOKED_FOR = timedelta(minutes=1)
TRIES = 5
BY_TEXT = "documents.code_text"
CODES = (BY_TEXT, "documents.code", "documents.papers_code")


class CodeRefused(Exception):
    """A code that is not the one that was sent, or cannot be sent; the message can be shown beside its field."""


@transaction.atomic
def set_code_rule(
    *, network: Network, kind: PaperKind, roles: Collection[str], by: Person, way: str = CodeWay.LETTER
) -> None:
    """Say of whom a code is asked from now on, and how it goes to them; papers that are out stay as they were sent."""
    asked = sorted({str(one.role) for one in kind.signers} & set(roles))
    said = {"roles": asked, "way": way if way in CodeWay.values else CodeWay.LETTER}
    CodeRule.objects.update_or_create(network=network, kind=kind.key, defaults=said)
    network.__dict__.pop("code_rules", None)
    activity.record("documents.codes_set", about=network, by=by, trail=network, facts={"paper": kind.title})


@transaction.atomic
def send_code(*, signature: Signature, by_text: bool = False) -> bool:
    """Send six digits to the signer's address or number on file; False when that was asked for too often within the hour.

    Raises CodeRefused where this paper does not take a code that goes there, or nothing is on file.
    """
    document, signature = held_with(signature)
    if document.state != DocumentState.SIGNING:
        return False
    may = may_try(f"sign-code-to:{signature.pk}", times=TRIES, seconds=3600)
    return may and _sent("documents.code", signature, signature.signer, ways_of(signature), by_text=by_text)


@transaction.atomic
def send_papers_code(*, reader: Person | Contact, by_text: bool = False) -> bool:
    """The same with digits that open all papers waiting at an address."""
    kept = _own(reader).order_by("-pk").first() or of_address(reader.email).order_by("-pk").first()
    if kept is None or not may_try(f"papers-code-to:{reader.email.lower()}", times=TRIES, seconds=3600):
        return False
    _document, kept = held_with(kept)
    return _sent("documents.papers_code", kept, reader, ways_to_papers(reader), by_text=by_text)


def _sent(key: str, kept: Signature, reader: Person | Contact, ways: Ways, *, by_text: bool) -> bool:
    """Write the digits where they were asked for; a number costs the installation money, so that it has a limit of its own."""
    number = ways.number if by_text else ""
    if not (number if by_text else ways.email):
        raise CodeRefused(_("No code can be sent there. Ask who sent you the paper."))
    if number and not may_try(f"code-to-number:{number}", times=TRIES, seconds=3600):
        return False
    keep_back_overtaken(about=kept, keys=CODES, by=None)  # what leaves late would say the new digits
    kept.code_sent_at, kept.code_number = clock.now(), masked(number)
    kept.save()
    if number:
        write_text_message(key=BY_TEXT, reader=reader, about=kept, phone=number)
    else:
        write(key=key, reader=reader, about=kept, by=None, confidential=True)
    return True


def _own(reader: Person | Contact) -> QuerySet[Signature]:
    """What this reader signs themselves, of all at their address."""
    own = {"person": reader} if isinstance(reader, Person) else {"contact": reader}
    return of_address(reader.email).filter(**own)


def ways_to_papers(reader: Person | Contact) -> Ways:
    """Where the code can go that opens all papers at an address: as the papers say that this reader signs."""
    waiting = waiting_at(reader.email) & _own(reader)
    return ways_for(reader, {one.document.code_way for one in waiting if asks_code(one, by_link=True)})


def opens_papers(reader: Person | Contact, typed: str) -> str | None:
    """What a device keeps to show that these digits were typed there; None when they are not those that were last sent.

    They may have been sent for one paper or for all. Those of a text message went to the number that this reader has today.
    """
    kept = last_sent(reader)
    if kept is None or not is_right(kept, typed):
        return None
    if kept.code_number:
        number = mobile_of(reader)
        return proof_of(number) if number and number == mobile_of(kept.signer) else None
    return proof_of("") if ways_to_papers(reader).email else None


def proof_of(number: str) -> str:
    """That a code came to this number, by its fingerprint; or, without one, to the address."""
    return sha256(number.encode()).hexdigest()[:16] if number else "letter"


def last_sent(reader: Person | Contact) -> Signature | None:
    """The signature with which the last code to an address is kept."""
    kept: Signature | None = (
        of_address(reader.email).exclude(code_sent_at=None).order_by("-code_sent_at", "-pk").first()
    )
    return kept


def is_lost(kept: Signature) -> bool:
    """Whether the last code was to go by text message and did not leave."""
    return bool(kept.code_number) and has_stopped(about=kept, key=BY_TEXT, since=kept.code_sent_at)


def is_leaving(kept: Signature) -> bool:
    """Whether it may still be told that it did not leave: a page that waits looks again."""
    return kept.code_sent_at is not None and clock.now() - kept.code_sent_at < LOOKED_FOR


def is_right(signature: Signature, typed: str) -> bool:
    """Whether these are the digits that were sent, in time and after not too many tries."""
    sent = signature.code_sent_at
    if sent is None or clock.now() - sent > CODE_LIVES:
        return False
    if not may_try(f"sign-code:{signature.pk}:{sent.isoformat()}", times=TRIES, seconds=3600):
        return False
    return signature.is_said_by(typed)


def prove(signature: Signature, typed: str, *, by_link: bool, number: str | None = None) -> None:
    """Raise CodeRefused where a code is asked for and this is not it. Outside the transaction that signs: a wrong try counts.

    Who opened all papers at once by a code does not type another; `number` is then where that one went, empty for a letter.
    """
    if by_link and asks_code(signature, by_link=True):
        went_well = not needs_text(signature) or (
            signature.code_number and signature.code_number == masked(mobile_of(signature.signer))
        )
        if not (went_well and is_right(signature, typed)):
            raise CodeRefused(_("This is not the code, or it is too old. Ask for another one."))
    elif number is not None and needs_text(signature) and (not number or number != mobile_of(signature.signer)):
        raise CodeRefused(
            _("This paper asks for a code by text message to the signer’s own number. Open it alone, below its name.")
        )
