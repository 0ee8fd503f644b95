"""A passkey without a device: it answers as a browser would, for one site and one person."""

import hashlib
import json
import secrets
import struct

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2 import cbor
from fido2.cose import ES256

from tests.people.entrance import spelt

PRESENT_AND_VERIFIED, WITH_KEY = 0x05, 0x40


class SoftKey:
    def __init__(self, site="testserver"):
        self.site, self.name = site, secrets.token_bytes(16)
        self.key, self.holder = ec.generate_private_key(ec.SECP256R1()), ""

    def makes(self, question):
        """Its answer to `navigator.credentials.create`."""
        self.holder = question["publicKey"]["user"]["id"]
        public = cbor.encode(dict(ES256.from_cryptography_key(self.key.public_key())))
        described = bytes(16) + struct.pack(">H", len(self.name)) + self.name + public
        attested = {"fmt": "none", "attStmt": {}, "authData": self._seen(PRESENT_AND_VERIFIED | WITH_KEY) + described}
        said = self._said("webauthn.create", question)
        return self._answer(clientDataJSON=said, attestationObject=cbor.encode(attested))

    def shows(self, question):
        """Its answer to `navigator.credentials.get`."""
        seen, said = self._seen(PRESENT_AND_VERIFIED), self._said("webauthn.get", question)
        signature = self.key.sign(seen + hashlib.sha256(said).digest(), ec.ECDSA(SHA256()))
        answer = self._answer(authenticatorData=seen, clientDataJSON=said, signature=signature)
        answer["response"]["userHandle"] = self.holder
        return answer

    def _seen(self, flags):
        return hashlib.sha256(self.site.encode()).digest() + struct.pack(">BI", flags, 0)

    def _said(self, kind, question):
        told = {"type": kind, "challenge": question["publicKey"]["challenge"], "origin": f"https://{self.site}"}
        return json.dumps(told).encode()

    def _answer(self, **parts):
        response = {name: spelt(part) for name, part in parts.items()}
        named = {"id": spelt(self.name), "rawId": spelt(self.name), "type": "public-key"}
        return {**named, "response": response, "clientExtensionResults": {}}
