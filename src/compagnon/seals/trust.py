"""Whether an authority that is trusted vouches for the name in a signature: a path of certificates, followed without the web.

Whether a certificate was revoked is not asked: that is on the web alone.
"""

import asyncio
import logging
from base64 import b64decode
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from django.conf import settings
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import PathError, ValidationError

from compagnon.core import clock
from compagnon.seals.certificates import CertificateRefused, authorities_in, may_sign, name_of
from compagnon.seals.pades import apart

log = logging.getLogger(__name__)


def vouching(chain: Sequence[str], at: datetime | None, trusted: Sequence[x509.Certificate]) -> str:
    """The name of the trusted authority to which a chain leads (each DER in Base64, its own first), as it was at that moment; else empty."""
    if not chain or not trusted:
        return ""
    try:
        leaf, *above = [b64decode(one) for one in chain]
        if not may_sign(x509.load_der_x509_certificate(leaf)):
            return ""
        return apart(lambda: _followed(leaf, above, at or clock.now(), trusted))
    except (PathError, ValidationError, ValueError):
        return ""


def _followed(leaf: bytes, above: list[bytes], at: datetime, trusted: Sequence[x509.Certificate]) -> str:
    others = [asn1.Certificate.load(one) for one in above]
    roots = [asn1.Certificate.load(one.public_bytes(Encoding.DER)) for one in trusted]
    context = ValidationContext(
        trust_roots=roots, other_certs=others, allow_fetching=False, moment=at, revocation_mode="soft-fail"
    )
    validator = CertificateValidator(asn1.Certificate.load(leaf), others, validation_context=context)
    followed = asyncio.run(validator.async_validate_usage(set()))
    top = followed.trust_anchor.authority
    return next(
        (name_of(one.subject) for one, root in zip(trusted, roots, strict=True) if root.subject == top.name), ""
    )


def of_installation() -> list[x509.Certificate]:
    """The certificates in the file that the operator names; none where none is named or the file cannot be read."""
    named = settings.TRUSTED_AUTHORITIES
    if not named:
        return []
    try:
        path = Path(named)
        return list(_in_file(path, path.stat().st_mtime_ns))
    except (OSError, CertificateRefused):
        log.warning("The certificates of TRUSTED_AUTHORITIES cannot be read: %s", named)
        return []


@lru_cache(maxsize=4)
def _in_file(path: Path, _changed: int) -> tuple[x509.Certificate, ...]:
    return tuple(authorities_in(path.read_bytes()))
