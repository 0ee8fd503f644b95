"""The people who work in the network: one coordinator, five referents, reviewers, an administrator."""

from dataclasses import dataclass
from datetime import timedelta

from compagnon.core import clock
from compagnon.network.models import Network
from compagnon.people.actions.invitations import invite
from compagnon.people.actions.team import Held, name_replacement
from compagnon.people.choices import Role
from compagnon.people.invited import Invited
from compagnon.people.models import Membership, Person


@dataclass(frozen=True)
class Cast:
    coordinator: Person
    referents: dict[str, Person]
    reviewers: tuple[Person, ...]
    administrator: Person
    accompanying: Person

    def referent_of(self, departement_code: str) -> Person:
        return self.referents.get(departement_code) or self.referents["53"]


_REFERENTS = {
    "49": ("Solène", "Ardoisier", "referent.49@demo.example"),
    "72": ("Mathis", "Charron", "referent.72@demo.example"),
    "53": ("Rozenn", "Boussole", "referent@demo.example"),
    "85": ("Gaëtan", "Marais-Salant", "referent.85@demo.example"),
    "44": ("Nolwenn", "Gréement", "referent.44@demo.example"),
}


def member(network: Network, role: Role, first: str, last: str, email: str, *, departement: str = "") -> Person:
    """A person with one role, who reads the network's first language."""
    person = Person.objects.create_user(
        email, network=network, first_name=first, last_name=last, language=network.default_language
    )
    Membership.objects.create(network=network, person=person, role=role, departement_code=departement)
    return person


def make(network: Network) -> Cast:
    """Everybody who has a desk."""
    cast = Cast(
        coordinator=member(network, Role.COORDINATOR, "Hélène", "Rose-des-Vents", "coordinator@demo.example"),
        referents={
            code: member(network, Role.REFERENT, first, last, email, departement=code)
            for code, (first, last, email) in _REFERENTS.items()
        },
        reviewers=(
            member(network, Role.REVIEWER, "Octave", "Balance", "reviewer@demo.example"),
            member(network, Role.REVIEWER, "Prune", "Niveau-à-Bulle", "reviewer.2@demo.example"),
            member(network, Role.REVIEWER, "Basile", "Fil-à-Plomb", "reviewer.3@demo.example"),
        ),
        administrator=member(network, Role.ADMINISTRATOR, "Ada", "Clef-à-Molette", "administrator@demo.example"),
        accompanying=member(network, Role.ACCOMPANYING, "Armelle", "Longue-Vue", "accompanying@demo.example"),
    )
    _at_work_together(network, cast)
    return cast


def _at_work_together(network: Network, cast: Cast) -> None:
    """A holiday replacement under way, somebody invited who has not answered."""
    today = clock.today()
    name_replacement(
        absent=cast.referents["72"],
        stand_in=cast.referents["53"],
        first_day=today - timedelta(days=2),
        last_day=today + timedelta(days=9),
        by=cast.coordinator,
    )
    invite(
        network_id=network.pk,
        invited=[Invited("invited@demo.example", "Maël", "Équerre-Neuve")],
        roles={Held(Role.REFERENT, departement_code="85")},
        language=network.default_language,
        by=cast.coordinator,
    )
