"""Seals: put on a paper of ours, read back, and broken by every change of a byte."""

import asyncio
import hashlib
import io
import subprocess
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from shutil import which

import pytest
from asn1crypto import cms
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
    pkcs12,
)
from cryptography.x509.oid import NameOID
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfWriter

from compagnon.documents.typesetting.compile import typeset_learning_agreement
from compagnon.seals import certificates, pades, reading
from compagnon.seals.cms import hand_of
from tests.documents.checked import is_accepted
from tests.documents.paper_facts import agreement, signatures_of

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
OWN = certificates.make(organisation="Chambre d’essai", country="FR", now=NOW)
PAPER = typeset_learning_agreement(agreement())
SEALED = pades.seal(PAPER, OWN, reason="Learning agreement")


def as_file(certificate):
    key = load_pem_private_key(certificate.key.encode(), None)
    return pkcs12.serialize_key_and_certificates(
        b"seal", key, certificate.leaf, None, BestAvailableEncryption(b"secret")
    )


def with_rsa():
    """A certificate as an authority gives one, with an RSA key."""
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Autorité d’essai")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(0xFEDCBA9876543210)
        .not_valid_before(NOW - timedelta(days=1))
        .not_valid_after(NOW + timedelta(days=365))
        .sign(key, hashes.SHA256())
    )
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    return certificates.Certificate(made.public_bytes(Encoding.PEM).decode(), pem)


def test_a_sealed_paper_says_by_whom_and_that_nothing_was_changed():
    (found,) = reading.seals_in(SEALED)

    assert (found.name, found.sha256) == ("Chambre d’essai", OWN.sha256)
    assert (found.is_intact, found.is_whole, found.is_stamped) == (True, True, False)
    assert SEALED.startswith(PAPER), "what was signed stands in it unchanged, byte for byte"


@pytest.mark.parametrize("signed", [False, True])
def test_a_sealed_paper_is_as_accessible_as_before(signed):
    made = {"signatures": signatures_of(PAPER), "signed_original": PAPER} if signed else {}
    paper = typeset_learning_agreement(agreement(), **made)

    is_accepted(paper)
    is_accepted(pades.seal(paper, OWN, reason="Learning agreement"))


def test_a_pdf_without_structure_is_sealed_too():
    plain, writer = io.BytesIO(), PdfWriter()
    writer.add_blank_page(200, 200)
    writer.write(plain)

    (found,) = reading.seals_in(pades.seal(plain.getvalue(), OWN))

    assert found.is_intact
    assert found.is_whole


@pytest.mark.parametrize("kind", ["elliptic", "rsa"])
def test_the_signature_says_by_which_certificate_it_was_made_and_over_what(kind):
    certificate = OWN if kind == "elliptic" else with_rsa()
    digest = hashlib.sha256(b"what is sealed").digest()

    made = cms.ContentInfo.load(hand_of(certificate.chain, certificate.key).sign(digest), strict=True)

    (signer,) = made["content"]["signer_infos"]
    attributes = {one["type"].native: one["values"][0] for one in signer["signed_attrs"]}
    named = attributes["signing_certificate_v2"]["certs"][0]["cert_hash"].native
    assert (made["content_type"].native, attributes["content_type"].native) == ("signed_data", "data")
    assert attributes["message_digest"].native == digest
    assert named.hex() == certificate.sha256
    assert signer["sid"].chosen["serial_number"].native == certificate.leaf.serial_number
    assert "signing_time" not in attributes  # PAdES: the time stands in the PDF
    (found,) = reading.seals_in(pades.seal(PAPER, certificate))
    assert (found.is_intact, found.is_whole) == (True, True)


@settings(max_examples=40, deadline=None)
@given(place=st.integers(0, len(PAPER) - 1), other=st.integers(1, 255))
def test_no_byte_of_the_paper_can_be_changed_unseen(place, other):
    changed = SEALED[:place] + bytes([SEALED[place] ^ other]) + SEALED[place + 1 :]

    assert not any(found.is_intact and found.is_whole for found in reading.seals_in(changed))


def test_what_is_added_behind_a_seal_is_told():
    added, writer = io.BytesIO(), PdfWriter(io.BytesIO(SEALED), incremental=True)
    writer.add_metadata({"/Title": "Another title"})
    writer.write(added)
    (found,) = reading.seals_in(added.getvalue())

    assert not found.is_whole


def nested(depth):
    """A PDF whose only object is an array in an array, and so on."""
    head = b"%PDF-1.7\n1 0 obj\n"
    body = head + b"[" * depth + b"]" * depth + b"\nendobj\n"
    table = (
        f"xref\n0 2\n0000000000 65535 f \n{9:010} 00000 n \ntrailer\n<</Size 2/Root 1 0 R>>\nstartxref\n{len(body)}\n"
    )
    return body + table.encode() + b"%%EOF\n"


@pytest.mark.parametrize(
    "content", [b"", b"no PDF", b"%PDF-1.7\n%%EOF", PAPER, PAPER[: len(PAPER) // 2], nested(20_000)]
)
def test_without_a_seal_nothing_is_found(content):
    assert reading.seals_in(content) == []


def test_other_programs_read_the_same_seal(tmp_path):
    place = tmp_path / "sealed.pdf"
    place.write_bytes(SEALED)
    if which("pdfsig") is None:
        pytest.fail("Install poppler-utils: pdfsig reads the seal as other programs do.")

    told = subprocess.run(["pdfsig", "-nocert", str(place)], capture_output=True, text=True, check=False).stdout

    assert "Signature is Valid." in told
    assert "Total document signed" in told
    assert "ETSI.CAdES.detached" in told


def test_a_certificate_of_an_authority_seals_too():
    given_to_us = certificates.opened(as_file(OWN), "secret", now=NOW)

    assert given_to_us.sha256 == OWN.sha256
    assert reading.seals_in(pades.seal(PAPER, given_to_us))[0].is_intact


@pytest.mark.parametrize(
    ("content", "password", "code"),
    [
        (b"not a file of this kind", "secret", "unreadable"),
        (as_file(OWN), "wrong", "unreadable"),
        (pkcs12.serialize_key_and_certificates(b"seal", None, OWN.leaf, None, NoEncryption()), "", "keyless"),
        (
            as_file(certificates.make(organisation="Alte Kammer", country="DE", now=NOW - timedelta(days=4000))),
            "secret",
            "over",
        ),
    ],
)
def test_what_cannot_seal_is_refused_with_its_reason(content, password, code):
    with pytest.raises(certificates.CertificateRefused) as refused:
        certificates.opened(content, password, now=NOW)

    assert refused.value.code == code


def test_a_service_that_does_not_answer_is_told_apart_from_a_bad_paper(settings):
    settings.PRIVATE_HOSTS = ["127.0.0.1"]
    with pytest.raises(pades.StampRefused):
        pades.seal(PAPER, OWN, stamp_url="http://127.0.0.1:9/")


def test_it_seals_and_reads_where_a_loop_is_running():
    async def within():
        return reading.seals_in(pades.seal(PAPER, OWN))

    with ThreadPoolExecutor(max_workers=1) as apart:  # a browser's loop may run in this thread
        (found,) = apart.submit(lambda: asyncio.run(within())).result()

    assert found.is_intact
