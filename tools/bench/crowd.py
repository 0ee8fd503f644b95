"""Hosts, employers, participants, calls and applications of the bench; every name is plainly made up."""

from compagnon.network.models import Organisation
from compagnon.partners.models import Partner
from compagnon.people.models import Contact, Membership, Participant, Person
from compagnon.recruitment.models import Application, Call
from tools.bench.fill import fill
from tools.bench.seed import network_id

PEOPLE, HOSTS, EMPLOYERS, CALLS = 1_000_000, 3_000_000, 4_000_000, 1_000_000
"""Numbers after which rows of a kind are counted, so that one row can name another without looking it up."""
CALL_QUARTERS = 26
FIRST_QUARTER = "(current_date - 1840)"


def hosts_for(size: int) -> int:
    return max(60, size // 25)


def employers_for(size: int) -> int:
    return max(100, size // 8)


def organisations(size: int) -> int:
    """Companies abroad with a tutor each, companies at home with a mentor each."""
    network, hosts, employers = str(network_id()), hosts_for(size), employers_for(size)
    made = _hosts(network, hosts) + _employers(network, employers)
    made += fill(
        Partner, f"generate_series(0, {hosts - 1}) AS n", {"network_id": network, "organisation_id": f"{HOSTS} + n"}
    )
    return made + _people_of_organisations(network, hosts, employers)


def _hosts(network: str, count: int) -> int:
    countries = "(SELECT count(*) FROM bench_country)::int"
    return fill(
        Organisation,
        f"generate_series(0, {count - 1}) AS n JOIN bench_country c ON c.rank = mod(n, {countries})",
        {
            "id": f"{HOSTS} + n",
            "network_id": network,
            "kind": "'company'",
            "name": "'Bench host ' || n",
            "country": "c.code",
            "town": "'Benchtown ' || mod(n, 40)",
            "address": "n || ' Bench street'",
            "email": "'host' || n || '@example.org'",
            "search_text": "'bench host ' || n || ' benchtown ' || mod(n, 40)",
        },
    )


def _employers(network: str, count: int) -> int:
    sites = "(SELECT count(*) FROM bench_site)::int"
    return fill(
        Organisation,
        f"generate_series(0, {count - 1}) AS n JOIN bench_site s ON s.rank = mod(n, {sites})",
        {
            "id": f"{EMPLOYERS} + n",
            "network_id": network,
            "kind": "'company'",
            "name": "'Bench employer ' || n",
            "country": "'FR'",
            "town": "s.town",
            "departement_code": "s.departement",
            "address": "n || ' rue du Banc'",
            "search_text": "'bench employer ' || n || ' ' || lower(s.town)",
        },
        key=f"{EMPLOYERS} + n",
    )


def _people_of_organisations(network: str, hosts: int, employers: int) -> int:
    made = 0
    for kind, first, count in (("tutor", HOSTS, hosts), ("mentor", EMPLOYERS, employers)):
        made += fill(
            Contact,
            f"generate_series(0, {count - 1}) AS n",
            {
                "id": f"{first} + n",
                "network_id": network,
                "kind": f"'{kind}'",
                "organisation_id": f"{first} + n",
                "first_name": "'Testa'",
                "last_name": f"'{kind.title()} ' || n",
                "email": f"'{kind}' || n || '@example.org'",
            },
            key=f"{first} + n",
        )
    return made


def participants(size: int) -> int:
    """One for each stay, and three in a hundred more who have applied and wait for an answer."""
    network = str(network_id())
    employer = f"{EMPLOYERS} + floor(pg_temp.chance(n, 'employer') * {employers_for(size)})"
    return _accounts(network) + fill(
        Participant,
        "bench_stay JOIN bench_trade t ON t.id = trade_id",
        {
            "id": f"{PEOPLE} + n",
            "network_id": network,
            "person_id": f"{PEOPLE} + n",
            "kind": "'learner'",
            "status": "'apprentice'",
            "birth_date": "birth_date",
            "site_id": "site_id",
            "trade_id": "trade_id",
            "qualification": "'CAP'",
            "eqf_level": "3",
            "contract_start": "departs_on - 200",
            "contract_end": "departs_on + 500",
            "employer_id": employer,
            "mentor_id": employer,
            "guardian_id": f"CASE WHEN is_minor THEN {PEOPLE} + n END",
            "search_text": "lower(first_name || ' ' || last_name || ' ' || site_town || ' ') || t.words",
        },
    )


def _accounts(network: str) -> int:
    """Accounts of participants with their role, and the guardians of those who are minors."""
    named = {"id": f"{PEOPLE} + n", "network_id": network, "last_name": "last_name", "language": "'fr'"}
    account = {"password": "'!'", "email": "'learner' || n || '@example.org'", "first_name": "first_name"}
    guardian = {"kind": "'guardian'", "email": "'guardian' || n || '@example.org'", "first_name": "'Gardia'"}
    role = {"network_id": network, "person_id": f"{PEOPLE} + n", "role": "'participant'"}
    made = fill(Person, "bench_stay", named | account) + fill(Membership, "bench_stay", role)
    return made + fill(Contact, "bench_stay WHERE is_minor", named | guardian, key=f"{PEOPLE} + n")


def applications(size: int) -> int:
    """One call for each scheme and quarter, and the application of every participant."""
    network = str(network_id())
    quarters = f"(SELECT DISTINCT ON (id) id FROM bench_scheme) s CROSS JOIN generate_series(0, {CALL_QUARTERS}) q"
    made = fill(
        Call,
        quarters,
        {
            "id": f"{CALLS} + s.id * 100 + q",
            "network_id": network,
            "scheme_id": "s.id",
            "state": f"CASE WHEN {FIRST_QUARTER} + q * 91 - 60 > current_date THEN 'open' ELSE 'closed' END",
            "title": """jsonb_build_object('en', 'Call ' || q, 'fr', 'Appel ' || q)::text""",
            "opens_on": f"{FIRST_QUARTER} + q * 91 - 200",
            "closes_on": f"{FIRST_QUARTER} + q * 91 - 60",
            "departs_on": f"{FIRST_QUARTER} + q * 91",
            "returns_on": f"{FIRST_QUARTER} + q * 91 + 21",
            "places": f"{max(10, size // 200)}",
        },
        key="s.id * 100 + q",
    )
    return made + fill(
        Application,
        "bench_stay",
        {
            "id": f"{PEOPLE} + n",
            "network_id": network,
            "call_id": f"{CALLS} + scheme_id * 100 + (departs_on - {FIRST_QUARTER}) / 91",
            "participant_id": f"{PEOPLE} + n",
            "state": f"CASE WHEN n < {size} THEN 'admitted' ELSE 'submitted' END",
            "motivation": "'I would like to see how this trade is done elsewhere, and to speak another language every day.'",
            "wishes": "jsonb_build_array(country)",
            "submitted_at": "departs_on - 120",
            "decided_at": f"CASE WHEN n < {size} THEN departs_on - 100 END",
            "decided_by_name": f"CASE WHEN n < {size} THEN 'Decidia Banc' ELSE '' END",
        },
    )
