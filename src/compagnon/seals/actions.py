"""Making, replacing and using the seal of a network; which authorities it trusts."""

import logging
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from cryptography import x509
from django.db import transaction

from compagnon.core import activity, clock, security
from compagnon.core.states import locked
from compagnon.seals import certificates, pades
from compagnon.seals.certificates import Certificate
from compagnon.seals.models import Authority, Seal
from compagnon.seals.queries import in_use

log = logging.getLogger(__name__)


def sealed(pdf: bytes, *, network: Any, reason: str = "") -> bytes:
    """A finished paper with the seal of its network, made with the first paper that needs it.

    A certificate that is over seals nothing: one made here takes its place, and the activity says so. Without an answer of
    the time-stamping service within a few seconds the paper is sealed without a stamp.
    """
    seal = in_use(network)
    if seal is None or seal.valid_until <= clock.now():
        seal = make_own(network=network, by=None)
    try:
        made = pades.seal(pdf, seal.certificate, reason=reason, stamp_url=seal.stamp_url)
    except pades.StampRefused as refused:
        log.warning("The paper is sealed without a time stamp: %s", refused)
        _note_service(seal, since=seal.unstamped_since or clock.now())
        return pades.seal(pdf, seal.certificate, reason=reason)
    _note_service(seal, since=None)
    return made


def _note_service(seal: Seal, *, since: datetime | None) -> None:
    """Keep since when the service does not answer, for the page of the seal; written only when that changes."""
    if seal.unstamped_since != since:
        Seal.objects.filter(pk=seal.pk).update(unstamped_since=since)


@transaction.atomic
def make_own(*, network: Any, by: Any) -> Seal:
    """A certificate made here takes the place of the one in use."""
    name = str(network.name)
    made = certificates.make(organisation=name, country=str(network.country), now=clock.now())
    return _take_up(made, network=network, is_own=True, by=by)


@transaction.atomic
def take_given(*, network: Any, certificate: Certificate, by: Any) -> Seal:
    """A certificate of an authority takes the place of the one in use. Given again, it is taken up again."""
    return _take_up(certificate, network=network, is_own=False, by=by)


def _take_up(certificate: Certificate, *, network: Any, is_own: bool, by: Any) -> Seal:
    locked(network)  # two papers finished at once make one seal
    there = in_use(network)
    if there is not None and (
        there.sha256 == certificate.sha256 or (is_own and by is None and there.valid_until > clock.now())
    ):
        return there
    if there is not None:
        there.ended_at = clock.now()
        there.save()
    again = Seal.objects.filter(network=network, sha256=certificate.sha256).first()
    seal = again or Seal(network=network, is_own=is_own)
    seal.certificate, seal.ended_at, seal.began_at = certificate, None, clock.now()
    seal.stamp_url = there.stamp_url if there is not None else ""
    seal.save()
    _tell("seals.seal_taken_up", seal, by, {"subject": seal.subject, "issuer": seal.issuer})
    return seal


@transaction.atomic
def set_service(*, seal: Seal, stamp_url: str, by: Any) -> Seal:
    """Keep which service stamps the time; empty for none."""
    seal = locked(seal)
    if seal.stamp_url != stamp_url:
        seal.stamp_url, seal.unstamped_since = stamp_url, None
        seal.save()
        _tell("seals.service_set", seal, by, {"service": stamp_url or "–"})
    return seal


@transaction.atomic
def trust(*, network: Any, certificates: Sequence[x509.Certificate], by: Any) -> list[Authority]:
    """Let these authorities vouch for names in signatures that others bring; one that is trusted already stays. Gives the new ones."""
    locked(network)
    known = set(Authority.objects.filter(network=network).values_list("sha256", flat=True))
    made = []
    for certificate in certificates:
        authority = Authority(network=network)
        authority.certificate = certificate
        if authority.sha256 not in known:
            authority.save()
            _tell("seals.authority_trusted", authority, by, {"subject": authority.subject, "sha256": authority.sha256})
            made.append(authority)
    return made


@transaction.atomic
def stop_trusting(*, authority: Authority, by: Any) -> None:
    """Let an authority vouch for nobody any more: signatures are told so from now on, also those kept before."""
    _tell("seals.authority_dropped", authority, by, {"subject": authority.subject, "sha256": authority.sha256})
    authority.delete()


def _tell(verb: str, seal: Seal | Authority, by: Any, facts: dict[str, Any]) -> None:
    security.note("seal.changed", result=security.DONE, person=by, about=seal, facts=facts)
    activity.record(verb, about=seal, by=by, trail=seal.network, facts=facts)
