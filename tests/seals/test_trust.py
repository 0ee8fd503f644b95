"""Authorities that a network trusts: whose names they vouch for, whose not, and how they are brought and put aside."""

from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, pkcs7
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django_scopes import scope, scopes_disabled

from compagnon.core.models import Activity
from compagnon.seals import pades
from compagnon.seals.actions import stop_trusting, trust
from compagnon.seals.models import Authority
from compagnon.seals.queries import trusted_by
from compagnon.seals.reading import Found, seals_in
from compagnon.seals.telling import told_of
from compagnon.seals.trust import of_installation, vouching
from tests.factories.network import NetworkFactory
from tests.factories.people import PersonFactory
from tests.seals.test_reading import NOW, PAPER, certificate, named

ALONE = {"digital_signature": False, "content_commitment": False, "key_encipherment": False, "data_encipherment": False,
         "key_agreement": False, "key_cert_sign": False, "crl_sign": False, "encipher_only": False, "decipher_only": False}  # fmt: skip


def issued(
    name, *, by=None, is_authority=False, uses=None, begins=NOW - timedelta(days=900), ends=NOW + timedelta(days=900)
):
    """A certificate as authorities make them, with its key: who may issue, and what its key is for."""
    key = ec.generate_private_key(ec.SECP256R1())
    issuer, hand = (by[0].subject, by[1]) if by else (named(name), key)
    uses = uses or (["key_cert_sign", "crl_sign"] if is_authority else ["digital_signature"])
    made = (
        x509.CertificateBuilder()
        .subject_name(named(name))
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(ends)
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(**{**ALONE, **dict.fromkeys(uses, True)}), critical=True)
        .sign(hand, hashes.SHA256())
    )
    return made, key


ROOT = issued("Autorité racine", is_authority=True)
MIDDLE = issued("Autorité intermédiaire", by=ROOT, is_authority=True)
LEAF = issued("Anna Muster", by=MIDDLE)
OTHER = issued("Eine andere Stelle", is_authority=True)


def found_of(leaf, *above):
    (found,) = seals_in(pades.seal(PAPER, certificate(leaf, *above)))
    return found


def authority_of(found, *trusted):
    return vouching(found.chain, found.at, [one for one, _key in trusted])


def test_an_authority_that_is_trusted_vouches_for_who_it_or_one_below_it_named():
    found = found_of(LEAF, MIDDLE, ROOT)

    assert authority_of(found, OTHER, ROOT) == "Autorité racine"
    assert authority_of(found, MIDDLE) == "Autorité intermédiaire"
    assert authority_of(found_of(LEAF, MIDDLE), ROOT) == "Autorité racine"
    assert authority_of(found, LEAF) == "Anna Muster"


def test_nobody_vouches_where_no_path_leads_to_one_that_is_trusted():
    found = found_of(LEAF, MIDDLE, ROOT)

    assert authority_of(found, OTHER) == ""
    assert authority_of(found) == ""
    assert authority_of(found_of(LEAF), ROOT) == ""


@pytest.mark.parametrize(
    "leaf",
    [
        issued("Anna Muster", by=(MIDDLE[0], OTHER[1])),
        issued("Anna Muster", by=LEAF),
        issued("Anna Muster", by=MIDDLE, uses=["key_agreement"]),
        issued("Anna Muster", by=MIDDLE, begins=NOW - timedelta(days=90), ends=NOW - timedelta(days=9)),
        issued("Anna Muster", by=MIDDLE, begins=NOW + timedelta(days=9)),
    ],
    ids=["forged", "by one who may not issue", "for something else", "over", "not yet"],
)  # fmt: skip
def test_a_name_that_was_not_given_rightly_is_not_vouched_for(leaf):
    assert authority_of(found_of(leaf, LEAF, MIDDLE, ROOT), ROOT) == ""


def test_one_of_the_same_name_as_a_trusted_one_does_not_count_for_it():
    double = issued("Autorité racine", is_authority=True)

    assert authority_of(found_of(issued("Anna Muster", by=double), double), ROOT) == ""


def test_it_is_told_who_vouches_or_that_nobody_trusted_does():
    found = found_of(LEAF, MIDDLE, ROOT)

    vouched = told_of(found, None, [ROOT[0]])
    nobody = told_of(found, None, [OTHER[0]])
    unasked = told_of(found, None)

    assert "Autorité racine, an authority that you trust, vouches for this name." in vouched.text
    assert "names Autorité intermédiaire as its issuer, which is not known here" not in vouched.text
    assert "Nobody whom you trust vouches for the name. The certificate names Autorité intermédiaire" in nobody.text
    assert "Nobody whom you trust" not in unasked.text
    assert (vouched.kind, nobody.kind, unasked.kind) == ("success", "info", "info")


def test_what_was_kept_before_certificates_were_is_told_as_then():
    kept = found_of(LEAF, MIDDLE).kept()
    del kept["chain"]

    told = told_of(Found.from_kept(kept), None, [ROOT[0]])

    assert "Nobody whom you trust" not in told.text
    assert "as its issuer, which is not known here" in told.text


@pytest.fixture
def coordinator(client, network):
    person = PersonFactory(network=network, role="coordinator", language="en")
    client.force_login(person)
    return person


def pem(*certificates):
    return b"".join(one.public_bytes(Encoding.PEM) for one, _key in certificates)


def bring(client, content, name="authority.pem"):
    return client.post(reverse("seals:trust"), {"certificates": SimpleUploadedFile(name, content)}, follow=True)


@pytest.mark.parametrize(
    "content",
    [
        pem(ROOT, MIDDLE),
        pem(ROOT, MIDDLE, ROOT),
        pkcs7.serialize_certificates([ROOT[0], MIDDLE[0]], Encoding.DER),
        pkcs7.serialize_certificates([ROOT[0], MIDDLE[0]], Encoding.PEM),
    ],
    ids=["pem", "twice", "p7b", "p7b as text"],
)
def test_a_file_of_an_authority_is_trusted_and_shown_with_its_fingerprint(client, coordinator, network, content):
    shown = bring(client, content).text

    assert "2 authorities more are trusted." in shown
    assert ROOT[0].fingerprint(hashes.SHA256()).hex(" ", 4) in shown
    assert [one.subject for one in Authority.objects.all()] == ["Autorité intermédiaire", "Autorité racine"]
    assert Activity.objects.filter(verb="seals.authority_trusted").count() == 2


def test_one_alone_as_der_and_once_more_is_one(client, coordinator):
    bring(client, ROOT[0].public_bytes(Encoding.DER), "root.cer")

    again = bring(client, pem(ROOT)).text

    assert "0 authorities more are trusted." in again
    assert Authority.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"no certificate", "holds no certificate that can be read"),
        (pem(ROOT) + ROOT[1].private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()), "holds a private key"),
        (pem(*(issued(f"Authority {number}") for number in range(21))), "too many certificates: at most 20"),
        (b"-" * 200_001, "holds no certificate that can be read"),
    ],
    ids=["nothing", "key", "many", "large"],
)
def test_what_is_no_certificate_of_an_authority_is_refused_beside_the_field(client, coordinator, content, told):
    answer = bring(client, content)

    assert answer.status_code == 422
    assert told in answer.text
    assert not Authority.objects.exists()


def test_one_is_trusted_no_more(client, coordinator, network):
    bring(client, pem(ROOT))
    code = Authority.objects.get().code

    client.post(reverse("seals:trust"), {"stop": code})

    assert trusted_by(network) == []
    assert Activity.objects.filter(verb="seals.authority_dropped").exists()


def test_another_network_trusts_whom_it_wants(client, coordinator, network):
    trust(network=network, certificates=[ROOT[0]], by=coordinator)
    code = Authority.objects.get().code
    with scopes_disabled():
        other = NetworkFactory()
    with scope(network=other):
        client.force_login(PersonFactory(network=other, role="coordinator"))

        assert trusted_by(other) == []
    assert client.post(reverse("seals:trust"), {"stop": code}).status_code == 404
    assert Authority.objects.get().code == code


@pytest.mark.usefixtures("coordinator")
def test_the_operator_may_trust_one_for_all(client, network, settings, tmp_path, caplog):
    file = tmp_path / "authorities.pem"
    file.write_bytes(pem(ROOT))
    settings.TRUSTED_AUTHORITIES = str(file)

    shown = client.get(reverse("seals:seal")).text
    found = found_of(LEAF, MIDDLE)

    assert "Trusted by the operator for every network: Autorité racine" in shown
    assert vouching(found.chain, found.at, trusted_by(network)) == "Autorité racine"
    settings.TRUSTED_AUTHORITIES = str(tmp_path / "gone.pem")
    assert of_installation() == []
    assert "cannot be read" in caplog.text


def test_who_stops_trusting_hears_it_of_signatures_kept_before(network):
    by = PersonFactory(network=network, role="coordinator")
    (authority,) = trust(network=network, certificates=[ROOT[0]], by=by)
    kept = Found.from_kept(found_of(LEAF, MIDDLE).kept())
    before = told_of(kept, None, trusted_by(network)).kind

    stop_trusting(authority=authority, by=by)

    assert (before, told_of(kept, None, trusted_by(network)).kind) == ("success", "info")
