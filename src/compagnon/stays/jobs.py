"""Background work of stays."""

from django_scopes import scope

from compagnon.core.jobs import nightly
from compagnon.network.models import Network
from compagnon.stays.actions import ask_for_check_ins


@nightly("stays.ask_for_check_ins", cron="0 8 * * *")
def ask_for_due_check_ins() -> None:
    """Every morning: ask those whose check-in is due today. Running twice writes nobody twice."""
    for network in Network.objects.all():
        with scope(network=network):
            ask_for_check_ins()
