"""Background work of inclusion: emptying the vault on time."""

from django_scopes import scope

from compagnon.core.jobs import nightly
from compagnon.inclusion.actions.vault import empty_overdue
from compagnon.network.models import Network


@nightly("inclusion.empty_vault", cron="45 2 * * *")
def empty_vault() -> None:
    """Every night: delete what people told and what is no longer needed. Running twice deletes nothing more."""
    for network in Network.objects.all():
        with scope(network=network):
            empty_overdue(network)
