"""Seals: put on a paper of ours, read back, and broken by every change of a byte."""

import asyncio
import io
import subprocess
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from shutil import which

import pytest
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    NoEncryption,
    load_pem_private_key,
    pkcs12,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfWriter

from compagnon.documents.typesetting.compile import typeset_learning_agreement
from compagnon.seals import certificates, pades
from tests.documents.paper_facts import agreement

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
OWN = certificates.make(organisation="Chambre d’essai", country="FR", now=NOW)
PAPER = typeset_learning_agreement(agreement())
SEALED = pades.seal(PAPER, OWN, reason="Learning agreement")


def as_file(certificate):
    key = load_pem_private_key(certificate.key.encode(), None)
    return pkcs12.serialize_key_and_certificates(
        b"seal", key, certificate.leaf, None, BestAvailableEncryption(b"secret")
    )


def test_a_sealed_paper_says_by_whom_and_that_nothing_was_changed():
    (found,) = pades.seals_in(SEALED)

    assert (found.name, found.sha256) == ("Chambre d’essai", OWN.sha256)
    assert (found.is_intact, found.is_whole, found.is_stamped) == (True, True, False)
    assert SEALED.startswith(PAPER), "what was signed stands in it unchanged, byte for byte"


@settings(max_examples=40)
@given(place=st.integers(0, len(PAPER) - 1), other=st.integers(1, 255))
def test_no_byte_of_the_paper_can_be_changed_unseen(place, other):
    changed = SEALED[:place] + bytes([SEALED[place] ^ other]) + SEALED[place + 1 :]

    assert not any(found.is_intact and found.is_whole for found in pades.seals_in(changed))


def test_what_is_added_behind_a_seal_is_told():
    added, writer = io.BytesIO(), PdfWriter(io.BytesIO(SEALED), incremental=True)
    writer.add_metadata({"/Title": "Another title"})
    writer.write(added)
    (found,) = pades.seals_in(added.getvalue())

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
    assert pades.seals_in(content) == []


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
    assert pades.seals_in(pades.seal(PAPER, given_to_us))[0].is_intact


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
        return pades.seals_in(pades.seal(PAPER, OWN))

    with ThreadPoolExecutor(max_workers=1) as apart:  # a browser's loop may run in this thread
        (found,) = apart.submit(lambda: asyncio.run(within())).result()

    assert found.is_intact
