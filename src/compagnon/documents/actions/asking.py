"""Letters that ask for signatures and bring copies: one to an address for all that waits there, not one for each paper.

A letter waits a little before it leaves. What else comes for the same address in that time joins it; what is signed, called back
or over meanwhile goes out of it.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import rules
from django.db import transaction
from django.db.models import Q

from compagnon.core import clock
from compagnon.core.activity import trail_of
from compagnon.correspondence.actions import (
    compose,
    keep_back,
    keep_back_overtaken,
    post,
    say_instead,
    waiting_to_leave,
)
from compagnon.correspondence.models import Letter, LetterSettings, LetterState
from compagnon.correspondence.queries import settings_of
from compagnon.documents.choices import OURS, DocumentKind
from compagnon.documents.models import Document, Signature
from compagnon.documents.queries import copies_at, of_address, waiting_at, whose_turn
from compagnon.network.models import Network
from compagnon.people import links
from compagnon.people.models import Contact, Person

SIGN, COPY, PAPERS = "documents.sign", "documents.copy", "documents.papers"
AGREEMENT = DocumentKind.LEARNING_AGREEMENT
ASKING = tuple(
    f"documents.{name}" for name in ("sign", "sign_reminder", "paper_sign", "paper_reminder", "scan_returned")
)
"""Letters that ask somebody to sign one paper."""
JOINED = tuple(key for key in ASKING if key != "documents.scan_returned")
"""Those that are said together: a scan that was returned needs its reason."""
SEVERAL = "documents.sign_several"
BRINGING, COPIES = ("documents.copy", "documents.paper_copy"), "documents.copies"
TOGETHER = timedelta(minutes=2)
"""How long a letter waits for others to the same address."""
MORNING = time(7)
"""When somebody who works at the desk hears of what came since the first letter of a day: the desk shows it meanwhile."""
_noted: ContextVar[dict[str, tuple[Signature, Any]] | None] = ContextVar("noted", default=None)


def ask_next(document: Document, by: Any) -> None:
    """Ask everybody whose turn it is now and who holds no link yet; who sends the paper signs where it is sent."""
    for signature in whose_turn(document):
        if not (signature.role in OURS and signature.signer == by):
            ask(signature, by)


@contextmanager
def together() -> Iterator[None]:
    """Until it closes, who is to be asked is noted; then each is written to once. In the transaction of what is sent."""
    noted: dict[str, tuple[Signature, Any]] = {}
    token = _noted.set(noted)
    try:
        yield
    finally:
        _noted.reset(token)
    manners = _manners(next(iter(noted.values()))[0].network) if noted else None
    for signature, by in noted.values():
        _ask(letter("sign", signature.document), signature, by, manners)


def ask(signature: Signature, by: Any) -> None:
    """Write to one signer, with the way to the paper."""
    noted = _noted.get()
    if noted is None:
        _ask(letter("sign", signature.document), signature, by)
    else:
        noted.setdefault(signature.signer.email.lower() or signature.code, (signature, by))


def ask_again(signature: Signature, by: Any) -> None:
    """The same as a reminder; who said that it is not for them is asked all the same."""
    if signature.not_mine_at is not None:
        signature.not_mine_at, signature.not_mine_words = None, ""
        signature.save(update_fields=["not_mine_at", "not_mine_words"])
    _ask(letter("reminder", signature.document), signature, by)


def bring(document: Document, readers: Sequence[Person | Contact]) -> None:
    """Send these readers the way to the final paper."""
    for reader in readers:
        _bring(document, reader)


def letter(name: str, document: Document) -> str:
    """The letter of this name that speaks of the learning agreement, or of any paper by its title."""
    of_agreement = {"sign": "sign", "reminder": "sign_reminder", "copy": "copy", "returned": "returned"}
    return f"documents.{of_agreement[name]}" if document.kind == AGREEMENT else f"documents.paper_{name}"


def drop_letters(signature: Signature, by: Any) -> None:
    """What was written to ask for this signature and has not left yet stays here; a letter about more speaks of the rest."""
    keep_back_overtaken(about=signature, keys=ASKING, by=by)
    there = _there(signature.signer, (SEVERAL,))
    if there is None:
        return
    rest = list(waiting_at(signature.signer.email).exclude(document=signature.document_id))
    if rest:
        say_instead(there, _of_several(SEVERAL, signature.signer, rest, None))
    else:
        keep_back(letter=there, by=None)


def _ask(key: str, signature: Signature, by: Any, manners: LetterSettings | None = None) -> None:
    """In the transaction of what asks."""
    reader, by = signature.signer, _sender(signature.document, by)
    at = _leaving(reader, signature.network, (*JOINED, SEVERAL))
    waiting = list(waiting_at(reader.email))
    _note_asked([*waiting, signature])
    if len(waiting) > 1:
        every, there = _of_several(SEVERAL, reader, waiting, by, manners), _there(reader, (*JOINED, SEVERAL))
        if there is not None:
            say_instead(there, every)
        else:
            post([every], at=at)
        return
    one = _composed(key, reader, signature, {"by": by}, manners)
    one.link = links.make(purpose=SIGN, holder=reader, about=signature)
    post([one], at=at)


def _note_asked(signatures: Sequence[Signature]) -> None:
    """Keep when somebody was last written to: a new signature knows it already."""
    now = clock.now()
    if earlier := {one.pk for one in signatures if one.asked_at < now - TOGETHER}:
        Signature.objects.filter(pk__in=earlier).update(asked_at=now)


@transaction.atomic
def _bring(document: Document, reader: Person | Contact) -> None:
    """By one letter for all that this reader signed; a copy of what others signed comes by a letter of its own."""
    mine = of_address(reader.email).values("document")
    there = None
    if mine.filter(document=document).exists():
        of_others = Q(key__in=BRINGING) & ~Q(about_id__in=mine)
        there = waiting_to_leave(email=reader.email, keys=(*BRINGING, COPIES), but=of_others)
    if there is not None:
        brought = list(copies_at(reader.email, since=there.written_at - TOGETHER))
        if len(brought) > 1:
            say_instead(there, _of_several(COPIES, reader, brought, None))
            return
    one = _composed(letter("copy", document), reader, document, {"by": None})
    one.link = links.make(purpose=COPY, holder=reader, about=document)
    post([one], at=_leaving(reader, document.network, (*BRINGING, COPIES)))


def _sender(document: Document, by: Any) -> Any:
    """Who answers for the letter: where somebody's signature has brought it about, the referent."""
    return by if isinstance(by, Person) and _works_at_desk(by) else document.referent


def _works_at_desk(reader: Person | Contact) -> bool:
    return isinstance(reader, Person) and bool(rules.test_rule("documents.prepare_documents", reader))


def _there(reader: Person | Contact, keys: Sequence[str]) -> Letter | None:
    return waiting_to_leave(email=reader.email, keys=keys) if reader.email else None


def _of_several(
    key: str, reader: Person | Contact, signatures: list[Signature], by: Any, manners: LetterSettings | None = None
) -> Letter:
    """A letter that names several papers; it is shown with their group where they have one, else with the first of them."""
    documents = list({one.document_id: one.document for one in signatures}.values())
    facts = {"by": by, "papers": documents, "is_learner": is_learner(reader)}
    one = _composed(key, reader, signatures[0], facts, manners)
    one.link = links.make(purpose=PAPERS, holder=reader, about=reader)
    groups = {document.departure or (document.mobility and document.mobility.departure) for document in documents}
    files = {document.subject for document in documents}
    if len(files) > 1 and len(groups) == 1 and (group := next(iter(groups))) is not None:
        one.trail = trail_of(group)
    return one


def _composed(
    key: str,
    reader: Person | Contact,
    about: Signature | Document,
    facts: dict[str, Any],
    manners: LetterSettings | None = None,
) -> Letter:
    return compose(key=key, reader=reader, about=about, facts=facts, manners=manners or _manners(about.network))


def _manners(network: Network) -> LetterSettings:
    """How letters of a network look; its own texts are then read once for all that are written together."""
    found = settings_of(network.pk)
    found.network = network
    return found


def is_learner(reader: Person | Contact) -> bool:
    """Whether a letter says "tu" to this reader."""
    return isinstance(reader, Person) and not reader.is_told_vous


def _leaving(reader: Person | Contact, network: Any, keys: Sequence[str]) -> datetime:
    """In a moment; for who works at the desk and had such a letter today, tomorrow morning."""
    now = clock.now()
    if not _works_at_desk(reader):
        return now + TOGETHER
    here = now.astimezone(ZoneInfo(network.time_zone))
    gone = (LetterState.QUEUED, LetterState.SENDING, LetterState.SENT, LetterState.UNSURE)
    since = here.replace(hour=0, minute=0, second=0, microsecond=0)
    if not Letter.objects.filter(to_person=reader, key__in=keys, state__in=gone, written_at__gte=since).exists():
        return now + TOGETHER
    return datetime.combine(here.date() + timedelta(days=1), MORNING, here.tzinfo)
