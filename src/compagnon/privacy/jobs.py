"""Retention by night."""

from django.contrib.sessions.models import Session
from django_scopes import scope

from compagnon.core import clock
from compagnon.core.jobs import nightly
from compagnon.network.models import Network
from compagnon.privacy import retaining


@nightly("privacy.retain", cron="40 1 * * *")
def retain() -> None:
    """Take away, in every network, what its rules say; and sessions that are over."""
    for network in Network.objects.all():
        with scope(network=network):
            retaining.run(network)
    Session.objects.filter(expire_date__lt=clock.now()).delete()
