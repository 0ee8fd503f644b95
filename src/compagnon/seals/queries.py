"""Reads of seals: the one in use, and whose a certificate is."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from cryptography import x509

from compagnon.core import clock
from compagnon.seals.models import Authority, Seal
from compagnon.seals.trust import of_installation

SOON = timedelta(days=60)


def in_use(network: Any) -> Seal | None:
    """The seal with which papers of a network are sealed now; None before the first paper."""
    found: Seal | None = Seal.objects.filter(network=network, ended_at=None).first()
    return found


def known_by(sha256: str) -> Seal | None:
    """The seal of a network of this installation that has this certificate; of two, of which it may be, the newer."""
    found: Seal | None = Seal.unscoped.select_related("network").filter(sha256=sha256).first()
    return found


def known_among(fingerprints: Iterable[str]) -> dict[str, Seal]:
    """The same for many certificates in one question."""
    wanted = set(fingerprints)
    found = Seal.unscoped.select_related("network").filter(sha256__in=wanted) if wanted else ()
    return {one.sha256: one for one in reversed(found)}


def trusted_by(network: Any) -> list[x509.Certificate]:
    """The authorities that a network trusts, and those that the operator trusts for all."""
    own = [one.certificate for one in Authority.objects.filter(network=network)]
    return [*own, *of_installation()]


def ends_soon(seal: Seal) -> bool:
    """Whether its certificate ends within sixty days, or has ended."""
    return seal.valid_until <= clock.now() + SOON
