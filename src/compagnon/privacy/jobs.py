"""Retention by night; the trail, sealed every quarter of an hour and checked every night."""

from django.contrib.sessions.models import Session
from django_scopes import scope

from compagnon.core import clock
from compagnon.core.jobs import job, nightly
from compagnon.core.trail import chain, checking
from compagnon.network.models import Network
from compagnon.privacy import retaining


@nightly("privacy.retain", cron="40 1 * * *")
def retain() -> None:
    """Take away, in every network, what its rules say; and sessions that are over."""
    for network in Network.objects.all():
        with scope(network=network):
            retaining.run(network)
    Session.objects.filter(expire_date__lt=clock.now()).delete()


@nightly("privacy.seal_trail", cron="*/15 * * * *")
def seal_trail() -> None:
    """Seal what happened since the last time."""
    chain.seal_new()


@nightly("privacy.check_trails", cron="20 4 * * *")
def check_trails() -> None:
    """Hold every chain against the rows."""
    checking.check_all()


@job("privacy.check_trail", again=True)
def check_trail(network: int) -> None:
    """Seal what is new and check the trail of one network, because somebody asked."""
    chain.seal_new()
    checking.keep(checking.check(network))
