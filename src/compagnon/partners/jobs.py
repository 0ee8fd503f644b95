"""Background work of partners: looking for doubles in the whole register."""

from django_scopes import scope

from compagnon.core.jobs import job
from compagnon.network.models import Network
from compagnon.partners.merging import FIND_DOUBLES, look_for_doubles


@job(FIND_DOUBLES, again=True)
def find_doubles(network: int) -> None:
    """After a list of companies came in, or when somebody asks for it; running it twice finds the same."""
    with scope(network=network):
        look_for_doubles(network=Network.objects.get(pk=network))
