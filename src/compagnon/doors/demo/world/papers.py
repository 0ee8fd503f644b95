"""Papers at the desk: one worded by the network, some that the referent signs together, a bundle whose gaps are asked of who knows, a binder."""

from compagnon.documents.actions import bundle as bundles
from compagnon.documents.actions import inquiring, signing, wordings
from compagnon.documents.actions.agreement import AgreementRefused
from compagnon.documents.actions.sending import send_paper
from compagnon.documents.catalogue.reading import shipped
from compagnon.documents.choices import BundlePurpose, DocumentState, Giver, SignatureState, SignerRole
from compagnon.documents.models import Inquiry, PaperBundle
from compagnon.documents.wordings import kinds_of
from compagnon.doors.demo.world.cast import Cast
from compagnon.doors.demo.world.life import typed
from compagnon.mobilities.choices import MobilityState
from compagnon.mobilities.models import Mobility
from compagnon.network.models import Network
from compagnon.people.models import Person

COMMITMENT, SHEET = "quality_commitment", "exit_sheet"
OWN = {
    "fr": "Le centre appelle la famille de chaque mineur le soir de l’arrivée.",
    "en": "The centre calls the family of each minor on the evening of the arrival.",
}
CARRIED = {"fr": "Une copie papier de la carte d’urgence est dans le sac, pas dans la valise."}
TO_SIGN, TO_GATHER = 3, 2
TOLD_BY_TUTOR = {
    "schedule": "8:00–12:00, 13:00–16:00",
    "leave": "Saturday and Sunday",
    "equipment": {"en": "Hand tools and apron; gloves and glasses are given on the first day."},
}


def make(network: Network, people: Cast) -> None:
    """Made by the people of the cast through the pages’ own actions."""
    _word(network, people)
    referent = people.referents["53"]
    own = Mobility.objects.filter(departement_code="53").order_by("departs_on", "pk")
    placed = list(own.filter(state=MobilityState.PREPARING).exclude(tutor=None).select_related("participant__person"))
    sent = 0
    for stay in placed:
        if sent < TO_SIGN:
            sent += _leave_to_the_centre(network, stay, people)
    _gather(placed[:TO_GATHER], "Papiers des prochains départs", BundlePurpose.PAPERS, referent)
    _ask(referent)
    back = Mobility.objects.filter(state=MobilityState.CLOSED, documents__state=DocumentState.FINAL).distinct()
    last = list(back.order_by("-returns_on", "pk")[:TO_GATHER])
    _gather(last, "Preuves du dernier retour", BundlePurpose.BINDER, people.coordinator)


def _word(network: Network, people: Cast) -> None:
    """One paper says a sentence of our own, in use; another has a draft that nobody has published."""
    by = people.coordinator
    for language, text in OWN.items():
        said = {"sending.own": text}
        draft = wordings.write_draft(network=network, kind=shipped()[COMMITMENT], language=language, said=said, by=by)
    wordings.publish(draft=draft, by=by)
    for language, text in CARRIED.items():
        said = {"carry.own": text}
        wordings.write_draft(network=network, kind=shipped()[SHEET], language=language, said=said, by=by)


def _leave_to_the_centre(network: Network, stay: Mobility, people: Cast) -> bool:
    """Send the commitment out, signed by all but the centre; whether it waits there now."""
    try:
        document = send_paper(row=stay, kind=kinds_of(network.pk)[COMMITMENT], by=people.referents["53"])
    except AgreementRefused:
        return False  # something is missing: its page says what
    for signature in document.signatures.exclude(role=SignerRole.CENTRE).order_by("pk"):
        signing.sign(signature=signature, act=typed(signature), by=signature.signer)
    return document.signatures.filter(role=SignerRole.CENTRE, state=SignatureState.WAITING).exists()


def _ask(referent: Person) -> None:
    """Who knows what those papers lack is asked by letter; the first tutor has answered."""
    for bundle in PaperBundle.objects.filter(purpose=BundlePurpose.PAPERS):
        inquiring.ask_in_bundle(bundle=bundle, by=referent)
    asked = Inquiry.objects.filter(kind="french_agreement", giver=Giver.HOST).select_related("mobility", "contact")
    if first := asked.order_by("pk").first():
        inquiring.answer(inquiry=first, said=TOLD_BY_TUTOR, language="en", by=first.holder)


def _gather(stays: list[Mobility], title: str, purpose: BundlePurpose, by: Person) -> None:
    if stays:
        made = bundles.begin_bundle(mobilities=stays, title=title, by=by, purpose=purpose)
        bundles.gather(bundle=made)
