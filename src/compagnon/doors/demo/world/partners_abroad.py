"""The four partner networks: each with a referent, a few companies and guests of its own."""

from datetime import timedelta
from random import Random

from compagnon.core import clock
from compagnon.doors.demo.world import names
from compagnon.doors.demo.world.cast import member
from compagnon.mobilities.actions import Stay, create_mobility
from compagnon.network.choices import OrganisationKind
from compagnon.network.models import Network, Organisation, Trade
from compagnon.people.choices import ParticipantKind, Role, Status
from compagnon.people.models import Membership, Participant, Person
from compagnon.schemes.models import Scheme


def make(network: Network, rng: Random) -> None:
    """A referent whose desk is not empty: twelve apprentices who leave in the coming months."""
    key, is_german = network.key, str(network.country) == "DE"
    first, last = ("Kai", "Leuchtturm") if is_german else ("Robin", "Faro")
    referent = member(network, Role.REFERENT, first, last, f"referent.{key}@demo.example")
    member(network, Role.COORDINATOR, "Alex", "Windrose", f"coordinator.{key}@demo.example")
    trades = list(Trade.objects.order_by("pk")[:12])
    scheme = Scheme.objects.get(key="short_internship_group")
    for number in range(12):
        apprentice = _apprentice(network, rng, number, trades[number % len(trades)] if trades else None)
        departs_on = clock.today() + timedelta(days=rng.randint(10, 160))
        stay = Stay(departs_on, departs_on + timedelta(days=14), "FR", "Laval")
        create_mobility(participant=apprentice, scheme=scheme, stay=stay, by=referent)


def _apprentice(network: Network, rng: Random, number: int, trade: Trade | None) -> Participant:
    country, language = str(network.country), network.default_language
    known, craft = names.FOREIGN[country], trade.name.localize(language) if trade else ""
    person = Person.objects.create_user(
        f"apprentice{number}.{network.key}@demo.example",
        network=network,
        first_name=rng.choice(known["first"]),
        last_name=rng.choice(known["last"]),
        language=language,
    )
    Membership.objects.create(network=network, person=person, role=Role.PARTICIPANT)
    employer = Organisation.objects.create(
        network=network,
        kind=OrganisationKind.COMPANY,
        name=f"{craft} {names.WORD_FOR_EXAMPLE[country]} {number + 1}".strip(),
        country=country,
        town=rng.choice(names.TOWNS[country]),
    )
    participant: Participant = Participant.objects.create(
        network=network,
        person=person,
        kind=ParticipantKind.LEARNER,
        status=Status.APPRENTICE,
        birth_date=clock.today() - timedelta(days=rng.randint(18 * 366, 23 * 365)),
        trade=trade,
        employer=employer,
    )
    return participant
