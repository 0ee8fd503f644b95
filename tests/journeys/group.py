"""A departure of 24 apprentices, 5 of them minors: everybody who signs, everything known that their papers need."""

from dataclasses import dataclass, field
from datetime import date

from compagnon.documents.actions import terms
from compagnon.documents.catalogue.reading import shipped
from compagnon.mobilities.models import Departure, Mobility
from compagnon.network.models import Network, Site, Trade
from compagnon.people.models import Contact, Person
from compagnon.schemes.models import Scheme
from tests.factories.documents import LearningOutcomeFactory
from tests.factories.mobilities import MobilityFactory
from tests.factories.network import OrganisationFactory
from tests.factories.people import ContactFactory, ParticipantFactory

LEARNERS, MINORS, TUTORS = 24, 5, 12
GONE, BACK = date(2027, 3, 1), date(2027, 3, 15)
OF_AGE, YOUNG = date(2006, 5, 4), date(2009, 5, 4)
SAID = {
    "grant_agreement": {"option": "money", "total": "1200", "iban": "FR76 3000 6000 0112 3456 7890 189"},
}


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
    """The group: each two learners share a host and its tutor, and each half a referent."""
    scheme = Scheme.objects.get(key="short_internship_group")
    site = Site.objects.select_related("organisation").filter(departement_code="53").first()
    first, second = (Person.objects.get(email=f"{name}@demo.example") for name in ("referent", "coordinator"))
    departure = Departure.objects.create(
        network=network, name="Flensburg, mars", scheme=scheme, country="DE", town="Flensburg", departs_on=GONE,
        returns_on=BACK, accompanying=second,
    )  # fmt: skip
    hosts = [_host(network, number) for number in range(TUTORS)]
    group = Group(departure)
    for number in range(LEARNERS):
        tutor = hosts[number // 2]
        group.mobilities.append(
            MobilityFactory(
                network=network, scheme=scheme, departure=departure, participant=_learner(network, site, number),
                host=tutor.organisation, tutor=tutor, referent=first if number < LEARNERS // 2 else second,
                departs_on=GONE, returns_on=BACK,
            )
        )  # fmt: skip
        LearningOutcomeFactory.create_batch(2, mobility=group.mobilities[-1])
    return group


def _host(network: Network, number: int) -> Contact:
    host = OrganisationFactory(network=network, name=f"Bäckerei {number + 1:02}", address=f"Musterweg {number + 1}")
    return ContactFactory(
        network=network, kind="tutor", organisation=host, first_name="Greta", last_name=f"Sauerteig {number + 1:02}",
        email=f"tutor{number + 1:02}@example.org", language="de",
    )  # fmt: skip


def _learner(network: Network, site: Site, number: int) -> object:
    named = f"{number + 1:02}"
    employer = OrganisationFactory(
        network=network, name=f"Fournil {named}", country="FR", town="Laval", address=f"{number + 1} rue du Modèle"
    )
    return ParticipantFactory(
        network=network, site=site, trade=Trade.objects.get(key="bakery"), employer=employer, qualification="CAP Boulanger",
        birth_date=YOUNG if number < MINORS else OF_AGE, eqf_level=3,
        person__first_name="Camille", person__last_name=f"Fournil {named}", person__email=f"learner{named}@example.org",
        person__language="fr", person__phone="06 12 34 56 78",
        mentor__first_name="Claude", mentor__last_name=f"Pétrin {named}", mentor__email=f"mentor{named}@example.org",
        mentor__language="fr",
        guardian__first_name="Dominique", guardian__last_name=f"Fournil {named}",
        guardian__email=f"parent{named}@example.org", guardian__language="fr",
    )  # fmt: skip


def says(mobility: Mobility, key: str, by: Person, **said: str) -> None:
    """What only somebody can say for a paper, kept as its page keeps it."""
    kind = shipped()[key]
    proposed = terms.proposed(row=mobility, kind=kind, by=by)
    terms.say(row=mobility, kind=kind, terms={**proposed, **SAID.get(key, {}), **said}, by=by)
