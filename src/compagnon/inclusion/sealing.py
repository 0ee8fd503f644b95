"""Sealing by key what only named people may read: Fernet tokens of the `cryptography` package, keys in turn.

The keys come from VAULT_KEYS (separated by commas, the newest first) or from a file beside the secret key, made once
and readable by its owner alone. They are never the key that signs sessions: who has one has not the other.
"""

import json
import os
import secrets
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import connection, models

_LOCK = 6_030_041  # any number of ours: who seals holds it shared, who changes the keys holds it alone


class KeyLost(Exception):
    """What was sealed cannot be opened: none of the keys fits."""


class SealedField(models.BinaryField):
    """A column that holds a sealed value; `rotate` finds it by its class."""


def keys() -> list[str]:
    """The keys in use, the newest first; read at each use, so that every process follows a change at once."""
    if settings.VAULT_KEYS:
        return list(settings.VAULT_KEYS)
    file = Path(settings.VAULT_KEY_FILE)
    if not file.exists():
        _make(file, [Fernet.generate_key().decode()])
    return file.read_text().split()


def _make(file: Path, lines: list[str]) -> None:
    """Write the file whole or not at all; of two that make the first key at once, one wins."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
    draft.touch(mode=0o600)
    draft.write_text("\n".join(lines) + "\n")
    try:
        os.link(draft, file)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def keep(lines: list[str]) -> None:
    """Put these keys in the place of those in the file."""
    file = Path(settings.VAULT_KEY_FILE)
    draft = file.with_name(f"{file.name}.new")
    draft.touch(mode=0o600)
    draft.write_text("\n".join(lines) + "\n")
    draft.replace(file)


def _all() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys()])


def seal(what: dict[str, Any]) -> bytes:
    """The value as only a key opens it; call it in the transaction that keeps it."""
    hold(shared=True)
    return _all().encrypt(json.dumps(what, ensure_ascii=False).encode())


def unseal(sealed: Any) -> dict[str, Any]:
    """The value again. Raises KeyLost when no key fits."""
    try:
        opened: dict[str, Any] = json.loads(_all().decrypt(bytes(sealed)))
    except InvalidToken as error:
        raise KeyLost from error
    return opened


def sealed_anew(sealed: Any) -> bytes:
    """The same value sealed by the newest key. Raises KeyLost when no key fits."""
    try:
        return _all().rotate(bytes(sealed))
    except InvalidToken as error:
        raise KeyLost from error


def hold(*, shared: bool) -> None:
    """Until the transaction ends: many may seal at once, nobody while the keys change."""
    name = "pg_advisory_xact_lock_shared" if shared else "pg_advisory_xact_lock"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {name}(%s)", [_LOCK])
