"""Learning outcomes, and a mobility whose agreement can go out."""

from typing import Any

import factory

from compagnon.documents.models import LearningOutcome
from tests.factories.mobilities import MobilityFactory
from tests.factories.network import in_english_and_french


class LearningOutcomeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = LearningOutcome

    network = factory.SelfAttribute("mobility.network")
    mobility = factory.SubFactory(MobilityFactory)
    position = factory.Sequence(lambda n: n)
    title = in_english_and_french("Bake a rye bread", "Cuire un pain de seigle")
    kind = "professional"
    task = in_english_and_french("Weigh, knead, bake", "Peser, pétrir, cuire")
    assessment = in_english_and_french("The tutor watches one batch", "Le tuteur observe une fournée")


def ready_to_send(network: Any, *, outcomes: int = 2, **facts: Any) -> Any:
    """A placed mobility with outcomes: nothing that is needed is missing in its files."""
    mobility = MobilityFactory(
        network=network, placed=True, **{"project_code": "2026-1-FR01-KA121-VET-000000001", **facts}
    )
    LearningOutcomeFactory.create_batch(outcomes, mobility=mobility)
    identify(mobility)
    return mobility


def identify(mobility: Any) -> None:
    """Note by what papers identify the participant and the sending centre."""
    participant = mobility.participant
    participant.address = participant.address or "1 rue de l’Essai, 53000 Laval, France"
    participant.save()
    person = participant.person
    person.phone = person.phone or "+33 1 99 00 00 53"
    person.save()
    centre = participant.sending_organisation or (mobility.site and mobility.site.organisation)
    if centre is None:
        return
    known = {
        "legal_form": "Association", "registration_number": "ESSAI0053", "address": "2 rue de l’Essai", "postcode": "53000",
        "email": "centre@example.org", "oid": "E10000053", "representative": "Dirk Trice", "representative_function": "Head",
    }  # fmt: skip
    for name, value in known.items():
        setattr(centre, name, getattr(centre, name) or value)
    centre.save()
