"""Background work of partners: looking for doubles in the whole register."""

from django_scopes import scope

from compagnon.core.jobs import job
from compagnon.network.models import Network
from compagnon.partners.merging import look_for_doubles


@job("partners.find_doubles", again=True)
def find_doubles(network: int) -> None:
    """After a list of companies came in; running it twice finds the same."""
    with scope(network=network):
        look_for_doubles(network=Network.objects.get(pk=network))
