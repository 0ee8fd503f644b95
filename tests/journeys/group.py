"""A departure of 24 apprentices, 5 of them minors: who signs their papers, and what of these is known beforehand."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from compagnon.documents.actions import terms
from compagnon.documents.catalogue.reading import shipped
from compagnon.mobilities.models import Departure, Mobility
from compagnon.network.models import Network, Site, Trade
from compagnon.people.models import Contact, Participant, Person
from compagnon.schemes.models import Scheme
from tests.factories.documents import LearningOutcomeFactory, identify
from tests.factories.mobilities import MobilityFactory
from tests.factories.network import OrganisationFactory
from tests.factories.people import ContactFactory, ParticipantFactory

LEARNERS, MINORS, TUTORS = 24, 5, 12
GONE, BACK = date(2027, 3, 1), date(2027, 3, 15)
OF_AGE, YOUNG = date(2006, 5, 4), date(2009, 5, 4)
REFERENT, COORDINATOR = "referent@demo.example", "coordinator@demo.example"
IBAN = "FR76 3000 6000 0112 3456 7890 189"
UNTOLD = 2
"""Who has not told the number of the own account yet."""


@dataclass
class Group:
    """Who is who in a departure."""

    departure: Departure
    mobilities: list[Mobility] = field(default_factory=list)

    @property
    def learners(self) -> list[Person]:
        return [one.participant.person for one in self.mobilities]

    @property
    def guardians(self) -> list[Contact]:
        return [one.participant.guardian for one in self.mobilities if one.guardian_signs]

    @property
    def mentors(self) -> list[Contact]:
        return [one.participant.mentor for one in self.mobilities]

    @property
    def centre(self) -> list[Person]:
        return list(dict.fromkeys(one.referent for one in self.mobilities))

    @property
    def tutors(self) -> list[Contact]:
        return list(dict.fromkeys(one.tutor for one in self.mobilities))


def travels(network: Network) -> Group:
    """The group: each two learners share a host with its tutor, each half a referent; the second referent accompanies it."""
    scheme = Scheme.objects.get(key="short_internship_group")
    site = Site.objects.select_related("organisation").filter(departement_code="53").first()
    first, second = (Person.objects.get(email=email) for email in (REFERENT, COORDINATOR))
    departure = Departure.objects.create(
        network=network, name="Flensburg, mars", scheme=scheme, country="DE", town="Flensburg", departs_on=GONE,
        returns_on=BACK, accompanying=second,
    )  # fmt: skip
    tutors = [_tutor(network, number + 1) for number in range(TUTORS)]
    group = Group(departure)
    for number in range(LEARNERS):
        learner, tutor = _learner(network, site, number + 1), tutors[number // 2]
        mobility = MobilityFactory(
            network=network, scheme=scheme, departure=departure, participant=learner, host=tutor.organisation, tutor=tutor,
            referent=first if number < LEARNERS // 2 else second, departs_on=GONE, returns_on=BACK,
            project_code="2026-1-FR01-KA121-VET-000000024",
        )  # fmt: skip
        LearningOutcomeFactory.create_batch(2, mobility=mobility)
        identify(mobility)
        account = {} if number + 1 == UNTOLD else {"iban": IBAN}
        says(
            mobility, "grant_agreement", by=first, holder=str(learner), option="money", activity_type="short", **account
        )
        group.mobilities.append(mobility)
    return group


def _tutor(network: Network, number: int) -> Contact:
    host = OrganisationFactory(network=network, name=f"Bäckerei {number:02}", address=f"Musterweg {number}")
    return ContactFactory(
        network=network, kind="tutor", organisation=host, first_name="Greta", last_name=f"Sauerteig {number:02}",
        email=f"tutor{number:02}@example.org", language="de",
    )  # fmt: skip


def _learner(network: Network, site: Site, number: int) -> Participant:
    named = f"{number:02}"
    employer = OrganisationFactory(
        network=network, name=f"Fournil {named}", country="FR", town="Laval", address=f"{number} rue du Modèle"
    )
    return ParticipantFactory(
        network=network, site=site, trade=Trade.objects.get(key="bakery"), employer=employer, qualification="CAP Boulanger",
        birth_date=YOUNG if number <= MINORS else OF_AGE, eqf_level=3,
        person__first_name="Camille", person__last_name=f"Fournil {named}", person__email=f"learner{named}@example.org",
        person__language="fr", person__phone="06 12 34 56 78",
        mentor__first_name="Claude", mentor__last_name=f"Pétrin {named}", mentor__email=f"mentor{named}@example.org",
        mentor__language="fr",
        guardian__first_name="Dominique", guardian__last_name=f"Fournil {named}",
        guardian__email=f"parent{named}@example.org", guardian__language="fr",
    )  # fmt: skip


def says(mobility: Mobility, key: str, *, by: Person, **said: Any) -> None:
    """What only somebody can say for a paper, kept as its page keeps it."""
    kind = shipped()[key]
    proposed = terms.proposed(row=mobility, kind=kind, by=by)
    terms.say(row=mobility, kind=kind, terms={**proposed, **said}, by=by)
