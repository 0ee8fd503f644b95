"""What is told of signatures in a PDF: what happened since, whether the certificate was valid, who vouches for the name."""

import io
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pypdf import PdfWriter

from compagnon.seals import certificates, pades
from compagnon.seals.reading import Found, seals_in
from compagnon.seals.telling import told_of

NOW = datetime.now(UTC).replace(microsecond=0)


def blank():
    made, writer = io.BytesIO(), PdfWriter()
    writer.add_blank_page(200, 200)
    writer.write(made)
    return made.getvalue()


PAPER = blank()


def named(name):
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def issued(name, *, by=None, begins=NOW - timedelta(days=1), ends=NOW + timedelta(days=365)):
    """A certificate with its key: made out to somebody, issued by another one or by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    issuer, hand = (by[0].subject, by[1]) if by else (named(name), key)
    made = (
        x509.CertificateBuilder()
        .subject_name(named(name))
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(ends)
        .sign(hand, hashes.SHA256())
    )
    return made, key


def certificate(leaf, *above):
    chain = "".join(one.public_bytes(Encoding.PEM).decode() for one, _key in (leaf, *above))
    key = leaf[1].private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    return certificates.Certificate(chain, key)


ROOT = issued("Autorité racine")
MIDDLE = issued("Autorité", by=ROOT)
LEAF = issued("Anna Muster", by=MIDDLE)


def signed_approving(pdf, whom, field):
    """A signature that lets others sign after it, as tools of signature do."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    maker = signers.PdfSigner(
        signers.PdfSignatureMetadata(field_name=field, md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES),
        pades.plain(whom),
    )
    return pades.apart(lambda: maker.sign_pdf(writer, bytes_reserved=16_384)).getvalue()


def said(found):
    return told_of(found, None).text


def test_a_name_for_which_only_the_certificate_itself_vouches_is_told_so():
    (found,) = seals_in(pades.seal(PAPER, certificate(ROOT)))

    assert (found.issuer, found.validity, found.after) == ("", "", "")
    assert "Nobody but the certificate itself vouches" in said(found)
    assert told_of(found, None).kind == "info"


@pytest.mark.parametrize("above", [(MIDDLE, ROOT), (MIDDLE,), ()], ids=["whole", "half", "none"])
def test_who_issued_the_certificate_is_named_however_much_of_the_chain_the_file_carries(above):
    (found,) = seals_in(pades.seal(PAPER, certificate(LEAF, *above)))

    assert (found.name, found.issuer, found.is_intact) == ("Anna Muster", "Autorité", True)
    assert "names Autorité as its issuer, which is not known here" in said(found)


def test_a_certificate_that_had_expired_at_signing_is_told():
    old = issued("Anna Muster", begins=NOW - timedelta(days=30), ends=NOW - timedelta(days=1))
    (found,) = seals_in(pades.seal(PAPER, certificate(old)))

    assert (found.is_intact, found.validity) == (True, "over")
    assert "had expired when it was made" in said(found)
    assert told_of(found, None).kind == "warning"


def test_an_issuer_that_had_expired_is_told_too():
    over = issued("Autorité", begins=NOW - timedelta(days=30), ends=NOW - timedelta(days=1))
    (found,) = seals_in(pades.seal(PAPER, certificate(issued("Anna Muster", by=over), over)))

    assert found.validity == "over"


def test_a_certificate_that_begins_later_is_told():
    (found,) = seals_in(pades.seal(PAPER, certificate(issued("Anna", begins=NOW + timedelta(days=9)))))

    assert found.validity == "early"
    assert "not valid yet" in said(found)


def test_a_second_signature_leaves_the_first_one_sound():
    once = signed_approving(PAPER, certificate(LEAF, MIDDLE), "First")
    first, second = seals_in(signed_approving(once, certificate(ROOT), "Second"))

    assert (first.after, first.is_sound, first.is_whole) == ("added", True, False)
    assert (second.after, second.is_whole) == ("", True)
    assert "Only further signatures or filled fields were added since" in said(first)


def test_a_page_put_behind_a_signature_is_a_change():
    once = signed_approving(PAPER, certificate(LEAF, MIDDLE), "First")
    changed, writer = io.BytesIO(), PdfWriter(io.BytesIO(once), incremental=True)
    writer.add_blank_page(200, 200)
    writer.write(changed)
    (found,) = seals_in(changed.getvalue())

    assert (found.is_intact, found.after, found.is_sound) == (True, "changed", False)
    assert "Something was added to the file afterwards" in said(found)
    assert told_of(found, None).kind == "warning"


def test_a_forged_issuer_is_not_taken_for_the_real_one():
    stranger = issued("Autorité")
    forged = issued("Anna Muster", by=(MIDDLE[0], stranger[1]))
    (found,) = seals_in(pades.seal(PAPER, certificate(forged, MIDDLE, ROOT)))

    assert found.issuer == "Autorité"
    assert found.validity == ""


def test_what_is_kept_of_a_signature_is_read_again_as_it_was():
    (found,) = seals_in(pades.seal(PAPER, certificate(LEAF, MIDDLE)))

    assert Found.from_kept(found.kept()) == found
