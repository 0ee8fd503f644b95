"""What every size shares: the network as shipped, one person for each role, and the words that rows are made of."""

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django_scopes import scope

from compagnon.core.i18n import plain_words
from compagnon.documents.models import Document
from compagnon.mobilities.models import Departure, Mobility
from compagnon.network.actions import load_network
from compagnon.network.models import Destination, Network, Organisation, Site, Trade
from compagnon.network.seed_shape import read_network
from compagnon.people.models import Contact, Membership, Participant, Person
from compagnon.recruitment.models import Application, Call
from compagnon.schemes.actions import load_schemes
from compagnon.schemes.models import Scheme
from compagnon.schemes.seed_shape import read_schemes
from tools.bench.fill import ask, set_sequences

NETWORK = "pays-de-la-loire"
REFERENT, COORDINATOR = "referent{}@example.org", "coordinator@example.org"
LEARNER = "learner{}@example.org"
USUAL_DAYS = {"group": 14, "individual": 21, "either": 21}
FAVOURITES = {"short_internship_group": 6, "exploration_group": 4}


def plant(_size: int) -> int:
    """The network, its schemes, a coordinator and one referent for each département."""
    network = load_network(seed=read_network(NETWORK))
    load_schemes(network=network, seed=read_schemes())
    with scope(network=network):
        staff = _staff(network)
        _keep("bench_scheme", "id bigint, days int, is_group boolean", list(_schemes()))
        _keep("bench_site", "id bigint, departement text, town text, organisation_id bigint", list(_sites()))
        _keep("bench_trade", "id bigint, words text", [(one.pk, _words(one)) for one in Trade.objects.all()])
        _keep("bench_country", "code text", [(str(one.country),) for one in Destination.objects.all()])
        _keep("bench_referent", "id bigint, departement text", staff)
    return len(staff)


def close() -> None:
    """Let the program number on after the rows made here."""
    set_sequences(Person, Participant, Contact, Organisation, Call, Application, Departure, Mobility, Document)


def network_id() -> int:
    return Network.objects.get(key=NETWORK).pk


def type_id(model: type) -> int:
    return ContentType.objects.get_for_model(model).pk


def _staff(network: Network) -> list[tuple[int, str]]:
    coordinator = Person(network=network, email=COORDINATOR, first_name="Benchia", last_name="Coordinator")
    coordinator.set_unusable_password()
    coordinator.save()
    Membership.objects.create(network=network, person=coordinator, role="coordinator")
    staff = []
    for departement in sorted(
        set(Site.objects.exclude(departement_code="").values_list("departement_code", flat=True))
    ):
        person = Person(
            network=network,
            email=REFERENT.format(departement),
            first_name="Benchia",
            last_name=f"Referent {departement}",
        )
        person.set_unusable_password()
        person.save()
        Membership.objects.create(network=network, person=person, role="referent", departement_code=departement)
        staff.append((person.pk, departement))
    return staff


def _schemes():
    for scheme in Scheme.objects.all():
        days = scheme.rules.get("min_days") or 30 * int(scheme.rules.get("min_months") or 0) or USUAL_DAYS[scheme.form]
        for is_group in {"group": [True], "individual": [False]}.get(scheme.form, [True, False]):
            for _again in range(FAVOURITES.get(scheme.key, 1)):
                yield scheme.pk, int(days), is_group


def _sites():
    for site in Site.objects.exclude(departement_code=""):
        yield site.pk, site.departement_code, site.town, site.organisation_id


def _words(trade: Trade) -> str:
    return plain_words(trade.name.data.values() if isinstance(trade.name.data, dict) else ())


def _keep(table: str, columns: str, rows: list[tuple]) -> None:
    """A small table of the session, its rows numbered from 0 so that a chance can choose one."""
    ask(f"CREATE TEMP TABLE {table} (rank int, {columns})")
    places = ", ".join(["%s"] * (len(rows[0]) + 1))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} VALUES ({places})", [(rank, *row) for rank, row in enumerate(rows)])
    ask(f"ANALYZE {table}")
