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
    """A placed mobility with outcomes: nothing that is needed is missing."""
    mobility = MobilityFactory(network=network, placed=True, **facts)
    LearningOutcomeFactory.create_batch(outcomes, mobility=mobility)
    return mobility
