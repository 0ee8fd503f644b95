"""Reading the signatures and seals in any PDF: who, when, what happened to the file since, and who vouches for the name.

Nothing is asked of the web: a chain is followed as far as the file carries it, and whether its top is one to be trusted is said
by the caller, who knows the certificates of this installation. Revocation is not looked up.
"""

import io
from base64 import b64encode
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Literal, Self

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from compagnon.core import clock
from compagnon.seals.certificates import name_of
from compagnon.seals.pades import apart

MOST_SEALS = 30
LONGEST_CHAIN = 8
Validity = Literal["", "over", "early"]
After = Literal["", "added", "changed"]


@dataclass(frozen=True)
class Found:
    """One signature or seal in a PDF, with what it proves.

    `at` is when its maker says it was made; with `is_stamped`, what a time-stamping service says.
    """

    name: str
    sha256: str
    """Fingerprint of its certificate."""
    at: datetime | None
    is_stamped: bool
    is_intact: bool
    """The bytes that it covers are those that were sealed, and the seal is made with the key of the certificate."""
    after: After = "changed"
    """What was put into the file after it: nothing, more signatures and filled fields, or something else."""
    validity: Validity = ""
    """Whether its certificate, or one above it, was over at that moment, or not valid yet."""
    issuer: str = ""
    """Who issued its certificate; empty for one that only vouches for itself."""
    chain: tuple[str, ...] = ()
    """Its certificate and those above it that the file carries, each DER in Base64; none was kept before there was a use for it."""

    @property
    def is_whole(self) -> bool:
        """Nothing was added to the file after it."""
        return not self.after

    @property
    def is_sound(self) -> bool:
        """What it covers is what the file says today."""
        return self.is_intact and self.after != "changed"

    def kept(self) -> dict[str, Any]:
        """As JSON can hold it."""
        return {**asdict(self), "at": self.at.isoformat() if self.at else None}

    @classmethod
    def from_kept(cls, kept: dict[str, Any]) -> Self:
        at = datetime.fromisoformat(kept["at"]) if kept["at"] else None
        return cls(**{**kept, "at": at, "chain": tuple(kept.get("chain", ()))})


def seals_in(pdf: bytes) -> list[Found]:
    """Every signature and seal in a PDF, in the order in which they were put; none for a file that is no PDF."""
    try:
        return apart(lambda: _read(pdf))
    except Exception:  # noqa: BLE001  (anybody may bring a file, and a broken one breaks a reader in any way)
        return []


def _read(pdf: bytes) -> list[Found]:
    reader = PdfFileReader(io.BytesIO(pdf), strict=False)
    return [_looked_at(one) for one in reader.embedded_regular_signatures[:MOST_SEALS]]


def _looked_at(embedded: Any) -> Found:
    leaf = embedded.signer_cert
    chain = _chain([x509.load_der_x509_certificate(one.dump()) for one in (leaf, *embedded.other_embedded_certs)])
    known = {
        "name": name_of(chain[0].subject),
        "sha256": leaf.sha256.hex(),
        "issuer": "" if _issued(chain[0], chain[0]) else name_of(chain[0].issuer),
        "chain": tuple(b64encode(one.public_bytes(Encoding.DER)).decode() for one in chain),
    }
    try:
        status = validate_pdf_signature(embedded, ValidationContext(trust_roots=[leaf], allow_fetching=False))
    except SignatureValidationError:
        return Found(**known, at=None, is_stamped=False, is_intact=False)
    stamp = status.timestamp_validity
    at = stamp.timestamp if stamp else status.signer_reported_dt
    return Found(
        **known, at=at, is_stamped=bool(stamp and stamp.intact), is_intact=status.intact and status.valid,
        after=_after(embedded, status), validity=_validity(chain, at or clock.now()),
    )  # fmt: skip


def _after(embedded: Any, status: Any) -> After:
    if embedded.evaluate_signature_coverage() == SignatureCoverageLevel.ENTIRE_FILE:
        return ""
    level = status.modification_level
    is_harmless = level is not None and level <= ModificationLevel.FORM_FILLING and status.docmdp_ok is not False
    return "added" if is_harmless else "changed"


def _chain(found: list[x509.Certificate]) -> list[x509.Certificate]:
    """The first one, and above it whoever of the others issued it, as far as the file carries them."""
    chain = found[:1]
    while len(chain) < LONGEST_CHAIN and not _issued(chain[-1], chain[-1]):
        above = next((one for one in found if one not in chain and _issued(one, chain[-1])), None)
        if above is None:
            break
        chain.append(above)
    return chain


def _issued(by: x509.Certificate, certificate: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(by)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


def _validity(chain: list[x509.Certificate], at: datetime) -> Validity:
    if any(one.not_valid_after_utc < at for one in chain):
        return "over"
    return "early" if any(one.not_valid_before_utc > at for one in chain) else ""
