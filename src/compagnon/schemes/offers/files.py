"""An offer as a file: JSON with the version of its format, signed with the network's own key (Ed25519)."""

import base64
import json
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256, Hash
from django.utils.translation import gettext as _

from compagnon.core.sealing import secret_for
from compagnon.network.models import Network
from compagnon.schemes.models import TimelineOffer
from compagnon.schemes.offers.content import problems

FORMAT, VERSION = "compagnon-timeline", 1
LARGEST = 1_000_000


@dataclass(frozen=True)
class Arrived:
    """What a file says, once it has been found in order."""

    code: str
    edition: int
    sender: str
    note: str
    key: str
    content: dict[str, Any]


def write(offer: TimelineOffer) -> bytes:
    """The offer for a network elsewhere. The same offer gives the same bytes."""
    key = _key_of(offer.network)
    said = {
        "format": FORMAT,
        "version": VERSION,
        "offer": offer.code,
        "edition": offer.edition,
        "from": str(offer.network),
        "note": offer.note,
        "content": offer.content,
        "key": _plain(key.public_key().public_bytes_raw()),
    }
    return json.dumps({**said, "signature": _plain(key.sign(_canonical(said)))}, ensure_ascii=False, indent=1).encode()


def read(sent: bytes) -> tuple[Arrived | None, list[str]]:
    """What a file says, or every problem that it has; nothing is kept."""
    if len(sent) > LARGEST:
        return None, [_("The file is too large: a timeline has at most %(size)s MB.") % {"size": LARGEST // 1_000_000}]
    try:
        said = json.loads(sent.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None, [_("This is no file of a timeline: ask the partner for the one that ends in .json.")]
    if not isinstance(said, dict) or said.get("format") != FORMAT:
        return None, [_("This is no file of a timeline: ask the partner for the one that ends in .json.")]
    if said.get("version") != VERSION:
        return None, [
            _("It is written in version %(theirs)s of the format; version %(ours)s is read here.")
            % {"theirs": str(said.get("version"))[:10], "ours": VERSION}
        ]
    found = [*_of_envelope(said), *problems(said.get("content"))]
    if found:
        return None, found
    named = {"code": said["offer"], "edition": said["edition"], "sender": said["from"], "note": said["note"]}
    return Arrived(**named, key=said["key"], content=said["content"]), []


def _of_envelope(said: dict[str, Any]) -> list[str]:
    found = []
    if not (isinstance(said.get("offer"), str) and said["offer"].isalnum() and len(said["offer"]) <= 12):
        found.append(_("It does not say which offer it is."))
    edition = said.get("edition")
    if not (isinstance(edition, int) and not isinstance(edition, bool) and 1 <= edition <= 32_000):
        found.append(_("It does not say which edition it is."))
    if not (isinstance(said.get("from"), str) and 0 < len(said["from"].strip()) <= 200):
        found.append(_("It does not say from whom it comes."))
    if not (isinstance(said.get("note"), str) and len(said["note"]) <= 500):
        found.append(_("What is new cannot be read."))
    if not _is_signed(said):
        found.append(_("Its signature does not hold: the file was changed on the way, or after it was made."))
    return found


def _is_signed(said: dict[str, Any]) -> bool:
    try:
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(said["key"], validate=True))
        rest = {name: value for name, value in said.items() if name != "signature"}
        key.verify(base64.b64decode(said["signature"], validate=True), _canonical(rest))
    except (KeyError, TypeError, ValueError, InvalidSignature):
        return False
    return True


def fingerprint(key: str) -> str:
    """A public key as people compare it by telephone: four groups of four."""
    digest = Hash(SHA256())
    digest.update(key.encode())
    said = digest.finalize().hex()[:16]
    return " ".join(said[at : at + 4] for at in range(0, 16, 4))


def fingerprint_of(network: Network) -> str:
    """That of the key with which this network signs."""
    return fingerprint(_plain(_key_of(network).public_key().public_bytes_raw()))


def _key_of(network: Network) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(secret_for(f"timelines.{network.pk}"))


def _canonical(said: dict[str, Any]) -> bytes:
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _plain(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
