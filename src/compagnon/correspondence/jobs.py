"""Background work of correspondence."""

from django_scopes import scope

from compagnon.core.jobs import job
from compagnon.correspondence.actions import ATTEMPTS, deliver
from compagnon.correspondence.models import Letter


@job("correspondence.send_letter", again=True, attempts=ATTEMPTS)
def send_letter(letter: int, network: int) -> None:
    """Deliver one letter; running it twice does no harm, because a letter is taken from the queue once."""
    with scope(network=network):
        found = Letter.objects.filter(pk=letter).first()
        if found is not None:
            deliver(found)
