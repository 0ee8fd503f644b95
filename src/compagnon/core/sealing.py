"""Secrets at rest: sealed with a key made from SECRET_KEY, one for each purpose, so that one cannot open another's."""

import base64
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class SealBroken(Exception):
    """What was kept cannot be opened: the installation's key is another one than when it was sealed."""


def seal(text: str, *, purpose: str) -> str:
    """`text` as it may lie in the database."""
    return _box(purpose, _keys()).encrypt(text.encode()).decode()


def unseal(sealed: str, *, purpose: str) -> str:
    """The text again. Raises SealBroken when the key has changed and the old one is not in SECRET_KEY_FALLBACKS."""
    try:
        return _box(purpose, _keys()).decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise SealBroken from None


def secret_for(purpose: str) -> bytes:
    """32 bytes that nobody without the installation's key can know, always the same for a purpose: to sign by."""
    return base64.urlsafe_b64decode(_derived(str(settings.SECRET_KEY), purpose))


def _keys() -> tuple[str, ...]:
    return (str(settings.SECRET_KEY), *map(str, settings.SECRET_KEY_FALLBACKS))


@lru_cache(maxsize=16)
def _box(purpose: str, keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(_derived(key, purpose)) for key in keys])


def _derived(key: str, purpose: str) -> bytes:
    derived = HKDF(algorithm=SHA256(), length=32, salt=b"compagnon", info=f"compagnon.{purpose}".encode())
    return base64.urlsafe_b64encode(derived.derive(key.encode()))
