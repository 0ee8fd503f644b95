"""Companies at home that send, companies and centres abroad that host."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

from compagnon.core import clock
from compagnon.doors.demo.world import identified, names
from compagnon.network.choices import OrganisationKind
from compagnon.network.models import Network, Organisation, Trade
from compagnon.partners.models import Capacity, Partner
from compagnon.people.choices import ContactKind
from compagnon.people.models import Contact

EMPLOYERS, HOSTS = 190, 110
COMMON_TRADES = [
    "bakery",
    "pastry_making",
    "butchery",
    "cooking",
    "restaurant_service",
    "hairdressing",
    "beauty_care",
    "floristry",
    "car_maintenance",
    "vehicle_body_repair",
    "roofing",
    "timber_framing",
    "electrical_installation",
    "masonry",
    "joinery_workshop",
    "plumbing",
    "painting_decorating",
    "cabinet_making",
    "chocolate_confectionery",
    "sales_retail",
]
HOST_COUNTRIES = [
    "DE",
    "DE",
    "DE",
    "IE",
    "IE",
    "BE",
    "NO",
    "NL",
    "NL",
    "ES",
    "ES",
    "ES",
    "FI",
    "IT",
    "IT",
    "PT",
    "PT",
    "MT",
    "BJ",
    "MA",
    "SN",
]


@dataclass
class Firms:
    """Employers and hosts by trade, each with one contact who answers."""

    employers: dict[str, list[Organisation]] = field(default_factory=lambda: defaultdict(list))
    hosts: dict[str, list[Organisation]] = field(default_factory=lambda: defaultdict(list))
    centres_abroad: list[Organisation] = field(default_factory=list)
    contacts: dict[int, Contact] = field(default_factory=dict)
    all: list[Organisation] = field(default_factory=list)

    @property
    def hosts_count(self) -> int:
        return sum(len(hosts) for hosts in self.hosts.values()) + len(self.centres_abroad)


def make(network: Network, rng: Random) -> Firms:
    """About 300 of them, all with a name that says they are examples."""
    trades = {trade.key: trade for trade in Trade.objects.filter(key__in=COMMON_TRADES)}
    firms = Firms()
    for number in range(EMPLOYERS):
        trade = trades[COMMON_TRADES[number % len(COMMON_TRADES)]]
        firms.employers[trade.key].append(
            _company(network, rng, firms, trade=trade, country="FR", number=number, kind=ContactKind.MENTOR)
        )
    for number in range(HOSTS):
        trade = trades[COMMON_TRADES[number % len(COMMON_TRADES)]]
        country = HOST_COUNTRIES[number % len(HOST_COUNTRIES)]
        host = _company(network, rng, firms, trade=trade, country=country, number=number, kind=ContactKind.TUTOR)
        firms.hosts[trade.key].append(host)
        _partner(network, rng, host, trade)
    for country in ("DE", "IT", "ES", "NL", "FI", "PT", "MA"):
        firms.centres_abroad.append(_centre_abroad(network, rng, firms, country))
    identified.make()
    return firms


def _company(
    network: Network, rng: Random, firms: Firms, *, trade: Trade, country: str, number: int, kind: ContactKind
) -> Organisation:
    town = rng.choice(names.TOWNS[country])
    word = names.WORD_FOR_EXAMPLE[country]
    craft = trade.name.localize(names.LANGUAGE_OF.get(country, "en"))
    company = Organisation.objects.create(
        network=network,
        kind=OrganisationKind.COMPANY,
        name=f"{craft} {word} {number + 1}",
        country=country,
        town=town,
        address=f"{rng.randint(1, 120)} Example street",
        departement_code=names.DEPARTEMENT_OF.get(town, ""),
        email=f"company{number}.{country.lower()}@example.org",
    )
    company.trades.add(trade)
    firms.all.append(company)
    firms.contacts[company.pk] = contact(network, rng, company, kind)
    return company


def _centre_abroad(network: Network, rng: Random, firms: Firms, country: str) -> Organisation:
    town = names.TOWNS[country][0]
    centre = Organisation.objects.create(
        network=network,
        kind=OrganisationKind.TRAINING_CENTRE,
        name=f"VET centre {names.WORD_FOR_EXAMPLE[country]} {town}",
        country=country,
        town=town,
        email=f"centre.{country.lower()}@example.org",
    )
    firms.all.append(centre)
    firms.contacts[centre.pk] = contact(network, rng, centre, ContactKind.TUTOR)
    Partner.objects.create(network=network, organisation=centre, sends=True, since=2019 + rng.randint(0, 6))
    return centre


def contact(network: Network, rng: Random, organisation: Organisation | None, kind: ContactKind) -> Contact:
    """Somebody outside, with a name of the country and the language that goes with it."""
    country = str(organisation.country) if organisation else "FR"
    choices = names.FOREIGN.get(country, {"first": names.FIRST_NAMES, "last": names.LAST_NAMES})
    number = Contact.objects.count()
    return Contact.objects.create(
        network=network,
        kind=kind,
        organisation=organisation,
        first_name=rng.choice(choices["first"]),
        last_name=rng.choice(choices["last"]),
        email=f"{kind}{number}@example.org",
        phone=f"+33 0 00 00 {number // 100:02d} {number % 100:02d}",
        language=names.LANGUAGE_OF.get(country, "en"),
    )


def _partner(network: Network, rng: Random, host: Organisation, trade: Trade) -> None:
    partner = Partner.objects.create(network=network, organisation=host, since=2012 + rng.randint(0, 13))
    start = clock.today() - timedelta(days=120)
    for half_year in range(3):
        Capacity.objects.create(
            network=network,
            partner=partner,
            trade=trade,
            places=rng.randint(1, 3),
            from_day=start + timedelta(days=182 * half_year),
            to_day=start + timedelta(days=182 * half_year + 181),
        )
