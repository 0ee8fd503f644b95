"""Mobilities of the bench with their departures, their tasks and the summary that each mobility keeps of its tasks."""

from compagnon.mobilities.models import Departure, Mobility
from compagnon.timeline.models import Task
from tools.bench.crowd import HOSTS, PEOPLE, hosts_for
from tools.bench.fill import ask, fill
from tools.bench.seed import network_id

AT_ONCE = 20_000
IN_A_GROUP = 12
STATE = """CASE WHEN pg_temp.chance(n, 'cancelled') < 0.02 THEN 'cancelled'
  WHEN departs_on > current_date THEN 'preparing' WHEN returns_on >= current_date THEN 'abroad'
  WHEN returns_on < current_date - 75 OR pg_temp.chance(n, 'closed') < 0.5 THEN 'closed' ELSE 'returned' END"""


def draw(size: int) -> int:
    """One row for each stay, and for each pending application, with all that was left to chance.

    Two thirds travel in groups of twelve who share scheme, site, days and country: `crew` is the same for them.
    """
    extra = max(3, size * 3 // 100)
    ask(f"""
        CREATE TEMP TABLE bench_stay AS
        WITH one AS (
            SELECT n, CASE WHEN pg_temp.chance(n / {IN_A_GROUP}, 'crew') < 0.66 THEN -1 - n / {IN_A_GROUP} ELSE n END AS crew
            FROM generate_series(0, {size + extra - 1}) AS n
        ), dated AS (
            SELECT one.*, s.id AS scheme_id, s.days, crew < 0 AS is_group,
                   current_date - 1826 + floor(pg_temp.chance(crew, 'day') * (1826 + 270))::int AS departs_on
            FROM one JOIN (
                SELECT *, row_number() OVER (PARTITION BY is_group ORDER BY rank) - 1 AS place,
                       count(*) OVER (PARTITION BY is_group) AS places FROM bench_scheme
            ) s ON s.is_group = (crew < 0) AND s.place = floor(pg_temp.chance(crew, 'scheme') * s.places)
        )
        SELECT dated.n, crew, scheme_id, days, is_group, departs_on, departs_on + days - 1 AS returns_on,
               site.id AS site_id, site.departement, site.town AS site_town, trade.id AS trade_id, host.n AS host_rank,
               country.code AS country, referent.id AS referent_id,
               'Bencha' || chr(97 + mod(dated.n, 26)) AS first_name, 'Number ' || dated.n AS last_name,
               departs_on - (16.2 * 365 + pg_temp.chance(dated.n, 'birth') * 6 * 365)::int AS birth_date,
               pg_temp.chance(dated.n, 'birth') < 0.3 AS is_minor
        FROM dated
        JOIN bench_site site ON site.rank = floor(pg_temp.chance(crew, 'site') * (SELECT count(*) FROM bench_site))
        JOIN bench_trade trade ON trade.rank = floor(pg_temp.chance(dated.n, 'trade') * (SELECT count(*) FROM bench_trade))
        JOIN bench_referent referent ON referent.departement = site.departement
        CROSS JOIN LATERAL (
            SELECT floor(pg_temp.chance(dated.n, 'host') * {hosts_for(size)})::int AS n
        ) host
        JOIN bench_country country ON country.rank = mod(host.n, (SELECT count(*) FROM bench_country)::int)
        ORDER BY dated.n
    """)
    ask("ALTER TABLE bench_stay ADD state text")
    ask(f"UPDATE bench_stay SET state = {STATE}")
    ask("CREATE UNIQUE INDEX ON bench_stay (n)")
    ask("ANALYZE bench_stay")
    return size + extra


def departures(size: int) -> int:
    """One for each group."""
    return fill(
        Departure,
        f"(SELECT DISTINCT ON (crew) * FROM bench_stay WHERE is_group AND n < {size} ORDER BY crew) one",
        {
            "id": f"{PEOPLE} - crew",
            "network_id": str(network_id()),
            "name": "'Group ' || -crew",
            "scheme_id": "scheme_id",
            "country": "country",
            "departs_on": "departs_on",
            "returns_on": "returns_on",
        },
        key="crew",
    )


ANCHOR = """CASE t.anchor WHEN 'return' THEN s.returns_on WHEN 'contract' THEN s.departs_on - 200 WHEN 'call_close'
  THEN s.departs_on - 110 WHEN 'project_end' THEN s.returns_on + 90 ELSE s.departs_on END"""
DUE = f"({ANCHOR} + make_interval(months => CASE t.unit WHEN 'months' THEN t.amount ELSE 0 END, days => CASE t.unit WHEN 'weeks' THEN 7 * t.amount WHEN 'days' THEN t.amount ELSE 0 END))::date"
CONCERNS = """NOT (t.conditions ? 'minor' AND NOT s.is_minor) AND NOT (t.conditions ? 'adult' AND s.is_minor)
  AND NOT (t.conditions ? 'individual' AND s.is_group) AND NOT (t.conditions ? 'group' AND NOT s.is_group)
  AND NOT (t.conditions ? 'long_stay' AND s.days < 60) AND NOT (t.conditions ? 'short_stay' AND s.days >= 60)
  AND NOT t.conditions ? 'support_needs'"""
IS_DONE = """CASE WHEN s.state = 'closed' THEN
    CASE WHEN luck < 0.03 AND NOT blocks_closing THEN 'open' WHEN luck < 0.07 THEN 'waived' ELSE 'done' END
  WHEN s.state = 'cancelled' THEN 'open' WHEN due_on < current_date THEN CASE WHEN luck < 0.02 THEN 'open' ELSE 'done' END
  WHEN luck < 0.12 THEN 'done' ELSE 'open' END"""


def tasks(size: int) -> int:
    """Those that the scheme's timeline asks of each stay; of those due, two in a hundred are late."""
    network, made = str(network_id()), 0
    for first in range(0, size, AT_ONCE):
        made += fill(
            Task,
            f"""(
                SELECT s.n, t.*, t.id AS template, {DUE} AS due_on, s.state AS stay_state, s.departement,
                       pg_temp.chance(s.n * 1000 + t.id, 'task') AS luck
                FROM bench_stay s JOIN schemes_schemetask t ON t.scheme_id = s.scheme_id AND {CONCERNS}
                WHERE s.n >= {first} AND s.n < {min(first + AT_ONCE, size)} ORDER BY s.n, t.position
            ) task CROSS JOIN LATERAL (SELECT task.stay_state AS state) s CROSS JOIN LATERAL (SELECT {IS_DONE} AS became) b""",
            {
                "network_id": network,
                "mobility_id": f"{PEOPLE} + n",
                "template_id": "template",
                "step": "step",
                "phase": "phase",
                "position": "position",
                "role": "role",
                "due_on": "due_on",
                "state": "became",
                "departement_code": "departement",
                "is_running": "stay_state IN ('preparing', 'abroad', 'returned')",
                "evidence": "evidence",
                "blocks_departure": "blocks_departure",
                "blocks_closing": "blocks_closing",
                "done_at": "CASE became WHEN 'open' THEN NULL ELSE due_on END",
                "done_by_name": "CASE became WHEN 'open' THEN '' ELSE 'Benchia Referent' END",
            },
            key="n::bigint * 100000 + template",
        )
        print(f"    tasks of {min(first + AT_ONCE, size):,} mobilities", flush=True)
    return made


STEPS = ("promote", "recruit", "prepare", "monitor", "evaluate")


def mobilities(size: int) -> int:
    """The mobilities, each with the summary that the program would have written when its tasks changed."""
    _summarise()
    return fill(
        Mobility,
        f"""bench_stay s JOIN bench_summary m ON m.mobility_id = {PEOPLE} + n
            LEFT JOIN bench_next x ON x.mobility_id = m.mobility_id
            JOIN network_organisation h ON h.id = {HOSTS} + host_rank JOIN bench_trade t ON t.id = s.trade_id
            CROSS JOIN LATERAL (SELECT state <> 'preparing' OR pg_temp.chance(n, 'placed') < 0.5 AS is_placed) p
            WHERE n < {size} ORDER BY n""",
        {"network_id": str(network_id())} | OF_THE_STAY | OF_THE_TASKS,
    )


OF_THE_STAY = {
    "id": f"{PEOPLE} + n",
    "scheme_id": "s.scheme_id",
    "participant_id": f"{PEOPLE} + n",
    "application_id": f"{PEOPLE} + n",
    "departure_id": f"CASE WHEN is_group THEN {PEOPLE} - crew END",
    "referent_id": "referent_id",
    "state": "state",
    "departs_on": "departs_on",
    "returns_on": "returns_on",
    "country": "s.country",
    "town": "h.town",
    "host_id": "CASE WHEN is_placed THEN h.id END",
    "tutor_id": "CASE WHEN is_placed THEN h.id END",
    "site_id": "site_id",
    "trade_id": "trade_id",
    "departement_code": "departement",
    "created_at": "departs_on - 100",
    "closed_at": "CASE state WHEN 'closed' THEN returns_on + 40 END",
    "search_text": "lower(first_name || ' ' || last_name || ' ' || h.town || ' ' || h.name || ' ') || t.words",
}
OF_THE_TASKS = {
    "step": "m.step",
    "progress": "m.progress",
    "tasks_done": "m.done",
    "tasks_total": "m.total",
    "next_due_on": "x.due_on",
    "next_task": "coalesce(x.next_task, '{}')",
    "waiting_for": "coalesce(x.role, '')",
}


def _summarise() -> None:
    """What each mobility keeps of its tasks: numbers by step, and the open task that is due first."""
    progress = " || ' ' || ".join(_of_step(step) for step in STEPS)
    unfinished = " ".join(f"WHEN bool_or(step = '{step}' AND state = 'open') THEN '{step}'" for step in STEPS)
    ask(f"""
        CREATE TEMP TABLE bench_summary AS
        SELECT mobility_id, count(*) AS total, count(*) FILTER (WHERE state <> 'open') AS done, {progress} AS progress,
               CASE {unfinished} ELSE 'evaluate' END AS step
        FROM timeline_task GROUP BY mobility_id
    """)
    ask("""
        CREATE TEMP TABLE bench_next AS
        SELECT DISTINCT ON (k.mobility_id) k.mobility_id, k.due_on, k.role, t.title::jsonb AS next_task
        FROM timeline_task k JOIN schemes_schemetask t ON t.id = k.template_id
        WHERE k.state = 'open' ORDER BY k.mobility_id, k.due_on, k.position
    """)
    ask("ANALYZE bench_summary")
    ask("ANALYZE bench_next")


def _of_step(step: str) -> str:
    mine = f"count(*) FILTER (WHERE step = '{step}'"
    return f"{mine} AND state <> 'open') || '/' || {mine})"
