"""Background work of recruitment."""

from django_scopes import scope

from compagnon.core.jobs import nightly
from compagnon.network.models import Network
from compagnon.recruitment.actions import expire_offers


@nightly("recruitment.expire_offers", cron="40 3 * * *")
def end_offers_not_answered() -> None:
    """Every night: places that were not accepted in time go to the next. Running twice ends none twice."""
    for network in Network.objects.all():
        with scope(network=network):
            expire_offers()
