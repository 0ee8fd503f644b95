"""Background work of correspondence."""

from django_scopes import scope

from compagnon.core import clock
from compagnon.core.jobs import job, nightly
from compagnon.correspondence.delivery import ATTEMPTS, deliver, look_after_lost
from compagnon.correspondence.models import Letter
from compagnon.network.models import Network


@job("correspondence.send_letter", again=True, attempts=ATTEMPTS)
def send_letter(letter: int, network: int) -> None:
    """Deliver one letter; running it twice does no harm, because a letter is taken from the queue once."""
    with scope(network=network):
        found = Letter.objects.filter(pk=letter).first()
        if found is not None:
            deliver(found)


@nightly("correspondence.look_after_lost", cron="*/5 * * * *")
def see_to_lost_letters() -> None:
    """Every five minutes: letters whose worker was killed go on, or wait for a person. Running twice does no harm."""
    for network in Network.objects.all():
        with scope(network=network):
            look_after_lost(clock.now())
