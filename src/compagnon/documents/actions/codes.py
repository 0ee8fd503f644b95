"""The code that shows that who signs by link reads the mail of the signer; it holds for ink too."""

from collections.abc import Collection
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from compagnon.core import activity, clock
from compagnon.correspondence.actions import write
from compagnon.documents.actions.holding import held_with
from compagnon.documents.catalogue.shape import PaperKind
from compagnon.documents.choices import DocumentState
from compagnon.documents.models import CodeRule, Signature
from compagnon.documents.queries import of_address
from compagnon.network.models import Network
from compagnon.people.actions import may_try
from compagnon.people.models import Contact, Person

CODE_LIVES = timedelta(minutes=30)
TRIES = 5


class CodeRefused(Exception):
    """The code typed is not the one that was sent; the message can be shown beside its field."""


def asks_code(signature: Signature, *, by_link: bool) -> bool:
    """Whether a code must be typed: this paper asks for one of who does not come by an own account, all or in this role."""
    document = signature.document
    return by_link and document.needs_code and (not document.code_of or signature.role in document.code_of)


def roles_with_code(network: Network, kind: PaperKind) -> list[str]:
    """Who types a code when signing this kind by link: as the network says, else as the kind proposes; its rules are read once."""
    rules: dict[str, list[str]] | None = getattr(network, "code_rules", None)
    if rules is None:
        rules = {one.kind: list(one.roles) for one in CodeRule.objects.filter(network=network)}
        network.code_rules = rules  # type: ignore[attr-defined]
    if kind.key in rules:
        return rules[kind.key]
    return sorted({str(one.role) for one in kind.signers}) if kind.needs_code else []


@transaction.atomic
def set_roles_with_code(*, network: Network, kind: PaperKind, roles: Collection[str], by: Person) -> None:
    """Say of whom a code is asked from now on; papers that are out stay as they were sent."""
    asked = sorted({str(one.role) for one in kind.signers} & set(roles))
    CodeRule.objects.update_or_create(network=network, kind=kind.key, defaults={"roles": asked})
    network.__dict__.pop("code_rules", None)
    activity.record("documents.codes_set", about=network, by=by, trail=network, facts={"paper": kind.title})


@transaction.atomic
def send_code(*, signature: Signature) -> bool:
    """Write six digits to the signer's address; False when that was asked for too often within the hour."""
    document, signature = held_with(signature)
    if document.state != DocumentState.SIGNING:
        return False
    if not may_try(f"sign-code-to:{signature.pk}", times=TRIES, seconds=3600):
        return False
    signature.code_sent_at = clock.now()
    signature.save()
    write(key="documents.code", reader=signature.signer, about=signature, by=None, confidential=True)
    return True


@transaction.atomic
def send_papers_code(*, reader: Person | Contact) -> bool:
    """Write six digits to an address that open all papers waiting there; False when that was asked for too often."""
    kept = of_address(reader.email).order_by("-pk").first()
    if kept is None or not may_try(f"papers-code-to:{reader.email.lower()}", times=TRIES, seconds=3600):
        return False
    _document, kept = held_with(kept)
    kept.code_sent_at = clock.now()
    kept.save()
    write(key="documents.papers_code", reader=reader, about=kept, by=None, confidential=True)
    return True


def opens_papers(email: str, typed: str) -> bool:
    """Whether these are the digits that were last sent to an address, for one paper or for all."""
    kept = of_address(email).exclude(code_sent_at=None).order_by("-code_sent_at", "-pk").first()
    return kept is not None and is_right(kept, typed)


def is_right(signature: Signature, typed: str) -> bool:
    """Whether these are the digits that were sent, in time and after not too many tries."""
    sent = signature.code_sent_at
    if sent is None or clock.now() - sent > CODE_LIVES:
        return False
    if not may_try(f"sign-code:{signature.pk}:{sent.isoformat()}", times=TRIES, seconds=3600):
        return False
    return signature.is_said_by(typed)


def prove(signature: Signature, typed: str, *, by_link: bool) -> None:
    """Raise CodeRefused where a code is asked for and this is not it. Outside the transaction that signs: a wrong try counts."""
    if asks_code(signature, by_link=by_link) and not is_right(signature, typed):
        raise CodeRefused(_("This is not the code, or it is too old. Ask for another one."))
