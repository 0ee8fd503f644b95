"""Sealing a PDF (PAdES baseline B, with a time stamp baseline T): bytes in, bytes out; `reading` tells what stands in one.

ETSI EN 319 142-1 says what such a seal holds. A seal certifies: from then on any change to the file is told by every reader.
"""

import asyncio
import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import Any, TypeVar

from asn1crypto import cms, keys, pem, tsp, x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.timestamps import TimeStamper, TimestampRequestError
from pyhanko_certvalidator.registry import SimpleCertificateStore

from compagnon.core.outgoing import session
from compagnon.seals.certificates import Certificate
from compagnon.seals.cms import hand_of
from compagnon.seals.tagging import tag_field

T = TypeVar("T")
FIELD = "Seal"
ROOM = 16_384
"""Bytes kept for a seal with its chain; more with a time stamp, whose own chain comes along."""
PATIENCE = (2, 3)
"""Seconds for the time-stamping service to be reached and to answer: whoever signs last waits for it."""
_OUT_OF_SIGHT = fields.InvisSigSettings(set_print_flag=True, set_hidden_flag=False, box_out_of_bounds=True)


class StampRefused(Exception):
    """The time-stamping service did not answer as it should."""


class _Service(TimeStamper):
    """RFC 3161 over our own way out, which asks no machine inside."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.url = url

    async def async_request_tsa_response(self, req: Any) -> Any:
        headers = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}
        with session(PATIENCE) as asking:
            answer = asking.post(self.url, data=req.dump(), headers=headers)
        if answer.status_code != 200 or not answer.headers.get("Content-Type", "").startswith(headers["Accept"]):
            raise TimestampRequestError(f"The service answered {answer.status_code}.")
        return tsp.TimeStampResp.load(answer.content)


def seal(pdf: bytes, certificate: Certificate, *, reason: str = "", stamp_url: str = "") -> bytes:
    """The same PDF with a seal behind it that covers every byte. Raises StampRefused when the service named does not answer."""
    described = signers.PdfSignatureMetadata(
        field_name=FIELD, md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES, name=certificate.subject,
        reason=reason or None, certify=True, docmdp_permissions=fields.MDPPerm.NO_CHANGES,
    )  # fmt: skip
    maker = signers.PdfSigner(
        described,
        _stamped(certificate) if stamp_url else plain(certificate),
        timestamper=_Service(stamp_url) if stamp_url else None,
    )
    room = ROOM * (2 if stamp_url else 1)
    try:
        sealed = apart(
            lambda: maker.sign_pdf(_with_field(pdf, certificate), bytes_reserved=room, existing_fields_only=True)
        )
    except (TimestampRequestError, OSError, ValueError) as error:
        if not stamp_url:
            raise
        raise StampRefused(str(error)) from error
    return bytes(sealed.getbuffer())


class _Addition(IncrementalPdfFileWriter):
    """Adds to a PDF and leaves what it says of itself: pyHanko would write its title and standards anew, in a form that not all read."""

    def _update_meta(self) -> None:
        return


def _with_field(pdf: bytes, certificate: Certificate) -> IncrementalPdfFileWriter:
    """The PDF with an empty field for the seal, in its place in the structure."""
    writer = _Addition(io.BytesIO(pdf))
    place = fields.SigFieldSpec(FIELD, readable_field_name=certificate.subject, invis_sig_settings=_OUT_OF_SIGHT)
    fields.append_signature_field(writer, place)
    tag_field(writer, writer.root["/AcroForm"]["/Fields"].raw_get(-1))
    return writer


class _Hand(signers.Signer):
    """Signs by what was encoded once for the certificate: pyHanko encodes it anew for each paper."""

    def __init__(self, certificate: Certificate) -> None:
        self.hand = hand_of(certificate.chain, certificate.key)
        leaf = pem.unarmor(certificate.chain.encode())[2]
        super().__init__(signing_cert=x509.Certificate.load(leaf))

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        raise NotImplementedError

    async def async_sign(self, data_digest: bytes, *_how: Any, **_more: Any) -> cms.ContentInfo:
        return cms.ContentInfo.load(self.hand.sign(data_digest))


@lru_cache(maxsize=64)
def plain(certificate: Certificate) -> _Hand:
    return _Hand(certificate)


@lru_cache(maxsize=64)
def _stamped(certificate: Certificate) -> signers.SimpleSigner:
    """Waits for a time stamp, which goes into what it builds."""
    chain = [
        x509.Certificate.load(der) for _name, _headers, der in pem.unarmor(certificate.chain.encode(), multiple=True)
    ]
    _name, _headers, key = pem.unarmor(certificate.key.encode())
    store = SimpleCertificateStore.from_certs(chain)
    return signers.SimpleSigner(
        signing_cert=chain[0], signing_key=keys.PrivateKeyInfo.load(key), cert_registry=store
    )  # fmt: skip


def apart(work: Callable[[], T]) -> T:
    """PyHanko runs a loop of its own: where the thread already has one, in another thread."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return work()
    with ThreadPoolExecutor(max_workers=1) as other:
        return other.submit(work).result()
