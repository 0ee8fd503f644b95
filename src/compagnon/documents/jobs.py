"""Background work of documents."""

from django_scopes import scope

from compagnon.core import clock
from compagnon.core.jobs import nightly
from compagnon.documents.actions.sending import expire
from compagnon.documents.choices import DocumentState
from compagnon.documents.models import Document
from compagnon.network.models import Network


@nightly("documents.expire_papers", cron="20 3 * * *")
def expire_papers() -> None:
    """Every night: end papers that were not signed in time. Running twice does nothing more."""
    for network in Network.objects.all():
        with scope(network=network):
            for document in Document.objects.filter(state=DocumentState.SIGNING, expires_on__lt=clock.today()):
                expire(document=document)
