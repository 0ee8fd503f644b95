"""Background work of timelines."""

from django_scopes import scope

from compagnon.core import clock
from compagnon.core.jobs import nightly
from compagnon.network.models import Network
from compagnon.timeline.actions import remind_by_itself


@nightly("timeline.remind", cron="5 * * * *")
def remind_of_what_is_due() -> None:
    """Every hour, because it is not the same time everywhere. Running twice writes nobody twice."""
    for network in Network.objects.all():
        with scope(network=network):
            remind_by_itself(network=network, now=clock.now())
