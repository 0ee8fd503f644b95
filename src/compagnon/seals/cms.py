"""The signature of a seal as CMS with the attributes of CAdES-B (RFC 5652, ETSI EN 319 122-1), written once for each certificate.

PyHanko builds the same from objects, and encodes the chain of certificates again for each paper: several times what a paper
costs to print. What does not change from paper to paper is encoded once here; a digest and a signature are put in.
"""

import hashlib
from dataclasses import dataclass

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

SEQUENCE, SET, OCTETS, INTEGER = b"\x30", b"\x31", b"\x04", b"\x02"
WITHIN_0 = b"\xa0"
"""Tag of what is marked [0]: the content, the certificates, the signed attributes."""
DATA = bytes.fromhex("06092a864886f70d010701")
SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")
CONTENT_TYPE = bytes.fromhex("06092a864886f70d010903")
MESSAGE_DIGEST = bytes.fromhex("06092a864886f70d010904")
SIGNING_CERTIFICATE_V2 = bytes.fromhex("060b2a864886f70d010910022f")
SHA256 = bytes.fromhex("300b0609608648016503040201")
ECDSA_WITH_SHA256 = bytes.fromhex("300a06082a8648ce3d040302")
RSA_WITH_SHA256 = bytes.fromhex("300d06092a864886f70d01010b0500")


def der(tag: bytes, *parts: bytes) -> bytes:
    """Tag, length and content as DER writes them (X.690, 8.1.3)."""
    content = b"".join(parts)
    size = len(content)
    if size < 0x80:
        return tag + bytes([size]) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return tag + bytes([0x80 | len(length)]) + length + content


@dataclass(frozen=True)
class Hand:
    """A key with its certificates, ready to sign any number of digests."""

    key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
    certificates: bytes
    issuer_and_serial: bytes
    constant: tuple[bytes, bytes]
    """The attributes that are the same on every paper: what is signed is data, and by which certificate."""

    def sign(self, digest: bytes) -> bytes:
        """The whole signature for the SHA-256 digest of what it covers, as a ContentInfo."""
        attributes = sorted((*self.constant, attribute(MESSAGE_DIGEST, der(OCTETS, digest))))
        value, algorithm = self._value(der(SET, *attributes))
        signer = der(
            SEQUENCE,
            der(INTEGER, b"\x01"),
            self.issuer_and_serial,
            SHA256,
            der(WITHIN_0, *attributes),
            algorithm,
            der(OCTETS, value),
        )
        signed = der(
            SEQUENCE, der(INTEGER, b"\x01"), der(SET, SHA256), der(SEQUENCE, DATA), self.certificates, der(SET, signer)
        )
        return der(SEQUENCE, SIGNED_DATA, der(WITHIN_0, signed))

    def _value(self, content: bytes) -> tuple[bytes, bytes]:
        if isinstance(self.key, ec.EllipticCurvePrivateKey):
            return self.key.sign(content, ec.ECDSA(hashes.SHA256())), ECDSA_WITH_SHA256
        return self.key.sign(content, padding.PKCS1v15(), hashes.SHA256()), RSA_WITH_SHA256


def attribute(name: bytes, value: bytes) -> bytes:
    """A signed attribute of one value."""
    return der(SEQUENCE, name, der(SET, value))


def hand_of(chain: str, key: str) -> Hand:
    """The hand of a certificate with those above it and its key, as PEM; an elliptic curve or RSA."""
    found = x509.load_pem_x509_certificates(chain.encode())
    encoded = [one.public_bytes(serialization.Encoding.DER) for one in found]
    leaf = found[0]
    number = leaf.serial_number
    serial = der(INTEGER, number.to_bytes(number.bit_length() // 8 + 1, "big"))
    named = der(SEQUENCE, der(SEQUENCE, der(SEQUENCE, der(OCTETS, hashlib.sha256(encoded[0]).digest()))))
    private = serialization.load_pem_private_key(key.encode(), None)
    assert isinstance(private, ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey)  # noqa: S101  (no other is taken in)
    return Hand(
        key=private,
        certificates=der(WITHIN_0, *sorted(encoded)),
        issuer_and_serial=der(SEQUENCE, leaf.issuer.public_bytes(), serial),
        constant=(attribute(CONTENT_TYPE, DATA), attribute(SIGNING_CERTIFICATE_V2, named)),
    )
