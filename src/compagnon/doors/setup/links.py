"""One-time addresses under which a network is set up: the token is told once, its fingerprint is kept for a day."""

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django_scopes import scopes_disabled

from compagnon.core import clock
from compagnon.network.models import SetupLink

LIVES = timedelta(hours=24)


@transaction.atomic
def make(*, alone: bool = False) -> str:
    """A new address, to be told once and used once within a day. `alone` ends all earlier ones that are not used."""
    token = secrets.token_urlsafe(32)
    with scopes_disabled():  # it belongs to no network yet
        waiting = SetupLink.objects.filter(used_at=None)
        (waiting if alone else waiting.filter(expires_at__lte=clock.now())).delete()
        SetupLink.objects.create(token_hash=_fingerprint(token), expires_at=clock.now() + LIVES)
    return settings.SITE_URL + reverse("setup:who", args=[token])


def find(token: str) -> SetupLink | None:
    """The address of this token while it can still be used."""
    kept = SetupLink.objects.filter(token_hash=_fingerprint(token), used_at=None)
    return kept.filter(expires_at__gt=clock.now()).first()


def _fingerprint(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
