"""Who answers for the data, what people ask about it, a breach that was told, a hold, and somebody who was erased."""

from datetime import timedelta

from compagnon.core import clock
from compagnon.doors.demo.world.cast import member
from compagnon.doors.demo.world.stories import LEARNER
from compagnon.mobilities.models import Mobility
from compagnon.network.models import Network
from compagnon.people.choices import Role
from compagnon.people.models import Person
from compagnon.privacy import actions
from compagnon.privacy.choices import HoldReason, RequestKind, RequestState, Risk
from compagnon.privacy.erasing import plan_for
from compagnon.privacy.models import Breach


def make(network: Network) -> None:
    """A data protection officer who finds something on each of their pages, and periods that are still to be set."""
    officer = member(network, Role.PROTECTION, "Basile", "Garde-Fou", "protection@demo.example")
    controller = {
        "name": "Réseau de démonstration", "address": "1 quai de l’Essai, 53000 Laval", "officer": officer.full_name,
        "email": officer.email, "authority": "CNIL, www.cnil.fr", "processor": "Hébergeur d’essai", "is_public": True,
    }  # fmt: skip
    actions.keep_controller(network=network, values=controller, by=officer)
    actions.keep_periods(network=network, periods={"application": (12, 60), "letter": (36, None)}, by=officer)
    _requests(network, officer)
    _breach(network, officer)
    _erasure_and_hold(officer)
    actions.publish_notice(network=network, by=officer)


def _requests(network: Network, officer: Person) -> None:
    """One by letter that is late, one of the learner of today, one that was answered."""
    today = clock.today()
    actions.receive_request(
        network=network, kind=RequestKind.RECTIFICATION, who="Maud Courrier, par lettre",
        words="Mon adresse a changé.", received_on=today - timedelta(days=36), by=officer,
    )  # fmt: skip
    learner = Person.objects.get(email=LEARNER["email"])
    actions.receive_request(
        network=network, kind=RequestKind.ACCESS, who=learner.full_name, person=learner, by=learner,
        words="Qu’est-ce que vous savez sur moi ?",
    )  # fmt: skip
    answered = actions.receive_request(
        network=network, kind=RequestKind.ERASURE, who="Loïc Ancien-Contact, par e-mail",
        received_on=today - timedelta(days=12), by=officer,
    )  # fmt: skip
    actions.decide_request(request=answered, decision=RequestState.GRANTED, reason="", reply="C’est fait.", by=officer)


def _breach(network: Network, officer: Person) -> None:
    """A list that went to the wrong address this morning: the authority must still hear of it."""
    told = {
        "what": "Une liste de départ est partie à la mauvaise adresse.", "aware_at": clock.now() - timedelta(hours=20),
        "risk": Risk.SOME, "people_count": 14, "measures": "Le destinataire a confirmé la suppression.",
    }  # fmt: skip
    actions.keep_breach(breach=Breach(network=network), values=told, by=officer)


def _erasure_and_hold(officer: Person) -> None:
    """Of those whose stay is over, one was erased with the evidence under seal, one is held for a dispute."""
    ended = Mobility.objects.filter(state="closed").select_related("participant__person").order_by("-pk")[:6]
    back = list(dict.fromkeys(one.participant.person for one in ended))
    free = [person for person in back if plan_for(person).is_possible]
    for person in free[:1]:
        actions.erase(subject=person, by=officer)
    for person in free[1:2]:
        until, words = clock.today() + timedelta(days=90), "Désaccord sur la caution"
        actions.set_hold(subject=person, reason=HoldReason.DISPUTE, words=words, until=until, by=officer)
