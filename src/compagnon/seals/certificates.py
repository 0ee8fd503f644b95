"""Certificates and keys as bytes: one made here, or one that a network was given by an authority (PKCS #12)."""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs7, pkcs12
from cryptography.x509.oid import NameOID

YEARS = 10
"""How long a certificate made here is valid; a paper is kept as long as its funder asks (REL-)."""
MOST_AUTHORITIES = 20
"""Certificates in one file: what an authority publishes together."""
_READERS: tuple[Callable[[bytes], list[x509.Certificate]], ...] = (
    x509.load_pem_x509_certificates,
    lambda content: [x509.load_der_x509_certificate(content)],
    pkcs7.load_pem_pkcs7_certificates,
    pkcs7.load_der_pkcs7_certificates,
)
_PEM, _DER = serialization.Encoding.PEM, serialization.Encoding.DER


class CertificateRefused(Exception):
    """The file is not a certificate with its key that can seal; `code` says why."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


@dataclass(frozen=True)
class Certificate:
    """A certificate with the chain above it (PEM) and its private key (PEM, PKCS #8, not encrypted)."""

    chain: str
    key: str

    @property
    def leaf(self) -> x509.Certificate:
        return x509.load_pem_x509_certificate(self.chain.encode())

    @property
    def subject(self) -> str:
        return name_of(self.leaf.subject)

    @property
    def issuer(self) -> str:
        return name_of(self.leaf.issuer)

    @property
    def sha256(self) -> str:
        """The fingerprint by which a certificate is known, 64 hexadecimal digits."""
        return self.leaf.fingerprint(hashes.SHA256()).hex()


def make(*, organisation: str, country: str, now: datetime) -> Certificate:
    """A certificate of its own for a network, signed by itself: what it seals cannot be changed unseen; who it is,
    only this installation vouches for.
    """
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, country),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation[:64]),
            x509.NameAttribute(NameOID.COMMON_NAME, organisation[:64]),
        ]
    )
    use = x509.KeyUsage(
        digital_signature=True, content_commitment=True, key_encipherment=False, data_encipherment=False,
        key_agreement=False, key_cert_sign=False, crl_sign=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=YEARS * 365))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(use, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    return Certificate(made.public_bytes(_PEM).decode(), _as_pem(key))


def opened(content: bytes, password: str, *, now: datetime) -> Certificate:
    """The certificate and key of a PKCS #12 file (.p12, .pfx).

    Raises CertificateRefused: `unreadable` (no such file or another password), `keyless`, `kind` (neither RSA nor elliptic curve),
    `over` (not valid any more), `purpose` (made for something else than signing).
    """
    try:
        key, leaf, above = pkcs12.load_key_and_certificates(content, password.encode() or None)
    except ValueError as error:
        raise CertificateRefused("unreadable") from error
    if key is None or leaf is None:
        raise CertificateRefused("keyless")
    if not isinstance(key, ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey):
        raise CertificateRefused("kind")
    if leaf.not_valid_after_utc <= now:
        raise CertificateRefused("over")
    if not may_sign(leaf):
        raise CertificateRefused("purpose")
    chain = "".join(one.public_bytes(_PEM).decode() for one in (leaf, *above))
    return Certificate(chain, _as_pem(key))


def authorities_in(content: bytes) -> list[x509.Certificate]:
    """The certificates in a file as authorities hand them out: PEM, DER, or several together (PKCS #7).

    Raises CertificateRefused: `unreadable`, `keyed` (it holds a private key, which is nobody else's), `many`.
    """
    if b"PRIVATE KEY" in content:
        raise CertificateRefused("keyed")
    found: list[x509.Certificate] = []
    for read in _READERS:
        with contextlib.suppress(ValueError, UnsupportedAlgorithm):
            found = read(content)
            break
    if not found:
        raise CertificateRefused("unreadable")
    if len(found) > MOST_AUTHORITIES:
        raise CertificateRefused("many")
    return list({one.fingerprint(hashes.SHA256()): one for one in found}.values())


def may_sign(leaf: x509.Certificate) -> bool:
    try:
        use = leaf.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return True  # RFC 5280: without the extension, no use is excluded
    return use.digital_signature or use.content_commitment


def _as_pem(key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey) -> str:
    plain = serialization.NoEncryption()
    return key.private_bytes(_PEM, serialization.PrivateFormat.PKCS8, plain).decode()


def name_of(name: x509.Name) -> str:
    """What somebody is called in a certificate."""
    found = name.get_attributes_for_oid(NameOID.COMMON_NAME) or name.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)
    return str(found[0].value) if found else name.rfc4514_string()
