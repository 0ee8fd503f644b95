"""What the network means to reach, who went in the years before, and two that were entered twice."""

from compagnon.core import clock
from compagnon.doors.demo.world.companies import Firms
from compagnon.insights.actions.targets import set_target
from compagnon.insights.choices import Measure
from compagnon.mobilities.choices import school_year
from compagnon.mobilities.models import PastMobilities
from compagnon.network.models import Network, Organisation, Site, Trade
from compagnon.partners.merging import look_for_doubles as compare_partners
from compagnon.partners.models import Partner
from compagnon.people.choices import ParticipantKind, Role, Status
from compagnon.people.doubles import look_for_doubles as compare_people
from compagnon.people.models import Membership, Participant, Person

WENT = (("DE", 34), ("IE", 22), ("ES", 41), ("IT", 18), ("BE", 12), ("NO", 6), ("SN", 4))


def make(network: Network, coordinator: Person, firms: Firms) -> None:
    """Targets of this year and of the next, three years of lists, a company and a learner who stand here twice."""
    this = school_year(clock.today())
    _targets(network, coordinator, this)
    _past(network, this)
    _a_company_twice(network, firms.hosts["bakery"][0])
    _a_learner_twice(network)
    compare_partners(network=network)
    compare_people(network=network)


def _targets(network: Network, coordinator: Person, this: int) -> None:
    site, trade = Site.objects.exclude(town="").order_by("pk")[0], Trade.objects.get(key="bakery")
    whole = (
        (Measure.DEPARTURES, 160), (Measure.STAFF, 20), (Measure.HOSTED, 40), (Measure.LONG, 30), (Measure.MINORS, 40),
        (Measure.FEWER, 25), (Measure.COUNTRIES, 13), (Measure.NEW_COUNTRIES, 2), (Measure.TRADES, 20), (Measure.SITES, 6),
        (Measure.EVALUATED, 90), (Measure.RECOGNISED, 80),
    )  # fmt: skip
    narrow = (
        {"site": site, "value": 40}, {"trade": trade, "value": 12}, {"country": "DE", "value": 35},
        {"country": "MT", "value": 5}, {"status": Status.GRADUATE, "value": 15},
    )  # fmt: skip
    for measure, value in whole:
        set_target(network=network, fields={"year": this, "measure": measure, "value": value}, by=coordinator)
    for fields in narrow:
        said = {"year": this, "measure": Measure.DEPARTURES, **fields}
        set_target(network=network, fields=said, by=coordinator)


def _past(network: Network, this: int) -> None:
    """As lists tell it: a year, a country, a number, staff apart."""
    PastMobilities.objects.bulk_create(
        PastMobilities(
            network=network, year=this - before, country=country, kind=kind, people=max(1, people - 5 * before) // share,
            reference="Liste d’essai",
        )
        for before in (2, 3, 4)
        for country, people in WENT
        for kind, share in ((ParticipantKind.LEARNER, 1), (ParticipantKind.STAFF, 4))
        if max(1, people - 5 * before) // share
    )  # fmt: skip


def _a_company_twice(network: Network, one: Organisation) -> None:
    """Once from a list, once typed by hand: the number is the same, one has the address and the other the phone."""
    Organisation.objects.filter(pk=one.pk).update(registration_number="ESSAI0074")
    other = Organisation.objects.create(
        network=network, kind=one.kind, name=one.name.upper(), country=one.country, town=one.town,
        departement_code=one.departement_code, registration_number="ESSAI 0074", phone="+33 0 00 00 09 99",
    )  # fmt: skip
    Partner.objects.create(network=network, organisation=other)


def _a_learner_twice(network: Network) -> None:
    """Once from a list, once from an application under an address of their own."""
    one = Participant.objects.exclude(birth_date=None).filter(kind=ParticipantKind.LEARNER).order_by("-pk")[0]
    person = Person.objects.create_user(
        "deux.fois@demo.example", network=network, first_name=one.person.first_name, last_name=one.person.last_name,
        language="fr",
    )  # fmt: skip
    Membership.objects.create(network=network, person=person, role=Role.PARTICIPANT)
    Participant.objects.create(
        network=network, person=person, kind=one.kind, status=one.status, birth_date=one.birth_date, trade=one.trade
    )
