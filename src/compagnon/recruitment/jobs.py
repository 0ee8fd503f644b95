"""Background work of recruitment."""

from django_scopes import scope

from compagnon.core.jobs import nightly
from compagnon.network.models import Network
from compagnon.recruitment.actions import expire_offers, remind_registered


@nightly("recruitment.expire_offers", cron="40 3 * * *")
def end_offers_not_answered() -> None:
    """Every night: places that were not accepted in time go to the next. Running twice ends none twice."""
    for network in Network.objects.all():
        with scope(network=network):
            expire_offers()


@nightly("recruitment.remind_registered", cron="0 7 * * *")
def remind_of_meetings() -> None:
    """Every morning: write to those whose meeting is tomorrow. Running twice writes nobody twice."""
    for network in Network.objects.all():
        with scope(network=network):
            remind_registered()
