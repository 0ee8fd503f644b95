"""Background work of documents."""

from django_scopes import scope

from compagnon.core import clock
from compagnon.core.jobs import job, nightly
from compagnon.documents.actions import accepting, inquiring, joining, reminding, watching
from compagnon.documents.actions import bundle as bundles
from compagnon.documents.actions.sending import expire
from compagnon.documents.choices import DocumentState
from compagnon.documents.models import Document, JoinedPapers, PaperBundle
from compagnon.network.models import Network
from compagnon.people.models import Person
from compagnon.placement.models import PlacementRequest


@nightly("documents.expire_papers", cron="20 3 * * *")
def expire_papers() -> None:
    """Every night: end papers that were not signed in time. Running twice does nothing more."""
    for network in Network.objects.all():
        with scope(network=network):
            for document in Document.objects.filter(state=DocumentState.SIGNING, expires_on__lt=clock.today()):
                expire(document=document)


@nightly("documents.remind_signers", cron="35 * * * *")
def remind_signers() -> None:
    """Every hour: remind who has not signed a paper, on the days and in the hours of the network; and tell referents of papers that are nearly over."""
    now = clock.now()
    for network in Network.objects.all():
        with scope(network=network):
            reminding.remind_by_itself(network=network, now=now)
            reminding.warn_of_end(network=network, today=clock.today())


@nightly("documents.compare_signed", cron="30 4 * * *")
def compare_signed() -> None:
    """Every night: note which signed papers say otherwise than what is true now. Running twice does nothing more."""
    for network in Network.objects.all():
        with scope(network=network):
            for document in watching.to_look_at():
                watching.look_again(document=document, by=None)


@job("documents.gather_bundle", again=True)
def gather_bundle(bundle: int, network: int) -> None:
    """Gather the papers of a bundle; one that is gathered is left as it is."""
    with scope(network=Network.objects.get(pk=network)):
        bundles.gather(bundle=PaperBundle.objects.select_related("by").get(pk=bundle))


@job("documents.file_acceptance", again=True)
def file_acceptance(request: int, network: int) -> None:
    """Keep the yes of a host as a paper; one that is filed is left as it is."""
    with scope(network=Network.objects.get(pk=network)):
        accepting.file_acceptance(request=PlacementRequest.objects.get(pk=request))


@job("documents.join_papers", again=True)
def join_papers(joined: int, network: int) -> None:
    """Make one PDF of a bundle; what was asked for otherwise meanwhile is left alone."""
    with scope(network=Network.objects.get(pk=network)):
        found = JoinedPapers.objects.select_related("bundle__by").filter(pk=joined).first()
        if found is not None:
            joining.join(joined=found)


@job("documents.send_bundle", again=True)
def send_bundle(bundle: int, network: int) -> None:
    """Send what is ready in a bundle; a paper that is out is not sent twice."""
    with scope(network=Network.objects.get(pk=network)):
        bundles.send(bundle=PaperBundle.objects.select_related("by").get(pk=bundle))


@job("documents.ask_in_bundle", again=True)
def ask_in_bundle(bundle: int, by: int, network: int) -> None:
    """Ask for what the papers of a bundle lack; who was asked within the day is not asked again."""
    with scope(network=Network.objects.get(pk=network)):
        inquiring.ask_in_bundle(bundle=PaperBundle.objects.get(pk=bundle), by=Person.objects.get(pk=by))


@nightly("documents.drop_bundles", cron="50 3 * * *")
def drop_old_bundles() -> None:
    """Every night: remove ZIPs whose day is over, and bundles of last week."""
    for network in Network.objects.all():
        with scope(network=network):
            bundles.drop_old()
