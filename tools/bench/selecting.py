"""Measures a large call: `python -m tools.bench.selecting RESULT.json`, on the database of DATABASE_URL, filled when it is empty.

One call with 5,000 files, each read by three: the pages of those who read, rank and look at fairness beside the floor of the
same run, and the whole order reckoned and kept.
"""

import json
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402  (needs the settings)
from django.db import connection, transaction  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402
from django_scopes import scope, scopes_disabled  # noqa: E402
from i18nfield.strings import LazyI18nString  # noqa: E402

from compagnon.core import clock, wall  # noqa: E402
from compagnon.insights.actions import fairness  # noqa: E402
from compagnon.insights.models import FairnessRelease  # noqa: E402
from compagnon.mobilities.models import Mobility  # noqa: E402
from compagnon.network.actions import load_network  # noqa: E402
from compagnon.network.models import Network, Site, Trade  # noqa: E402
from compagnon.network.seed_shape import read_network  # noqa: E402
from compagnon.people.models import Membership, Participant, Person  # noqa: E402
from compagnon.recruitment import actions  # noqa: E402
from compagnon.recruitment.models import Application, Call, RankingRun, Review  # noqa: E402
from compagnon.recruitment.queries import reckoning  # noqa: E402
from compagnon.schemes.actions import load_schemes  # noqa: E402
from compagnon.schemes.models import Scheme  # noqa: E402
from compagnon.schemes.seed_shape import read_schemes  # noqa: E402
from tools.bench import measure, pages  # noqa: E402
from tools.bench.seed import NETWORK  # noqa: E402
from tools.bench.spread import spread  # noqa: E402

FILES, READINGS, READERS, OWED, ABROAD, RUNS = 5_000, 3, 30, 100, 60, 5
_TRANSACTIONS = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
SCHEME = "short_internship_group"


def plant(files: int) -> Call:
    """A call that is open, with so many files read by three readers each; the first reader still owes some."""
    network = load_network(seed=read_network(NETWORK))
    load_schemes(network=network, seed=read_schemes())
    with scope(network=network), transaction.atomic():
        coordinator = _person(network, "coordinator", "coordinator")
        readers = [_person(network, f"reader{n}", "reviewer") for n in range(READERS)]
        call = _call(network, coordinator, readers)
        applications = _applications(network, call, files)
        _readings(call, applications, readers)
        _mobilities(call, applications[:ABROAD])
    _analyze()
    return call


def _analyze() -> None:
    with wall.as_owner(), connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _person(network: Network, name: str, role: str) -> Person:
    person = Person(network=network, email=f"{name}@example.org", first_name="Benchia", last_name=name.title())
    person.set_unusable_password()
    person.save()
    Membership.objects.create(network=network, person=person, role=role)
    return person


def _call(network: Network, coordinator: Person, readers: list[Person]) -> Call:
    today = clock.today()
    call = actions.create_call(
        scheme=Scheme.objects.get(key=SCHEME),
        by=coordinator,
        title=LazyI18nString({"fr": "Le grand appel", "en": "The large call"}),
        opens_on=today,
        closes_on=today + timedelta(weeks=6),
        departs_on=today + timedelta(weeks=17),
        returns_on=today + timedelta(weeks=17, days=14),
        places=755,
        countries=["DE"],
    )
    selection = call.selection
    actions.change_selection(selection=selection, by=coordinator, appeal_route="Benchia.", other_routes="Benchia.")
    actions.seat(selection=selection, person=coordinator, part="chair", capacity="coordinator", by=coordinator)
    for number, reader in enumerate(readers):
        capacity = ("trainer", "employer")[number % 2]
        actions.seat(selection=selection, person=reader, part="reader", capacity=capacity, by=coordinator)
    answers = {key: "Benchia." for _question, key, _answer in actions.selection.grids.questions_of(selection)}
    actions.change_selection(selection=selection, by=coordinator, answers=answers)
    return actions.publish_call(call=call, by=coordinator)


def _applications(network: Network, call: Call, files: int) -> list[Application]:
    sites, trades = list(Site.objects.all()), list(Trade.objects.all())
    people = Person.objects.bulk_create(
        Person(network=network, email=f"learner{n}@example.org", first_name="Testa", last_name=f"Exemple {n}", password="!")  # noqa: S106  (of nobody)
        for n in range(files)
    )  # fmt: skip
    participants = Participant.objects.bulk_create(
        Participant(
            network=network, person=person, kind="learner", status="apprentice", eqf_level=str(3 + n % 3),
            birth_date=call.departs_on - timedelta(days=365 * (16 + n % 12)), site=sites[n % len(sites)], trade=trades[n % len(trades)],
        )
        for n, person in enumerate(people)
    )  # fmt: skip
    return Application.objects.bulk_create(
        Application(
            network=network, call=call, participant=one, state="submitted", submitted_at=clock.now(), wishes=["DE"],
            motivation="I would like to see how this trade is done elsewhere.", verdict={"answer": "yes", "reasons": []},
        )
        for one in participants
    )  # fmt: skip


def _mobilities(call: Call, applications: list[Application]) -> None:
    """Stays for the floor, which lists fifty."""
    Mobility.objects.bulk_create(
        Mobility(
            network_id=call.network_id, scheme=call.scheme, participant=one.participant, state="preparing", departs_on=call.departs_on,
            returns_on=call.returns_on, country="DE",
        )
        for one in applications
    )  # fmt: skip


def _readings(call: Call, applications: list[Application], readers: list[Person]) -> None:
    keys = [one["key"] for one in call.selection.grid["criteria"]]
    made, left = [], OWED
    for n, application in enumerate(applications):
        for k in range(READINGS):
            reader = readers[(n * 7 + k) % len(readers)]
            owes = reader == readers[0] and left > 0
            left -= owes
            levels = {} if owes else {key: _level(n, k, key) for key in keys}
            made.append(
                Review(
                    network_id=call.network_id, application=application, reviewer=reader, levels=levels,
                    sentences=dict.fromkeys(levels, "It is written."), finished_at=None if owes else clock.now(),
                )
            )  # fmt: skip
    Review.objects.bulk_create(made, batch_size=5_000)


def _level(file: int, reading: int, criterion: str) -> int:
    """A level from 0 to 4 that is the same in every run: readers mostly agree, one in eight is a level apart or two."""
    agreed = _chance(f"{file} {criterion}") % 4
    return max(0, min(4, agreed + {0: 1, 1: -1, 2: 2}.get(_chance(f"{file} {reading} {criterion}") % 20, 0)))


def _chance(about: str) -> int:
    return sha256(about.encode()).digest()[0]


def asked_of(call: Call) -> dict[str, tuple[str, str]]:
    """The pages that are measured: their address and the cookie of who asks."""
    coordinator, reader = (
        pages.cookie_of(Person.objects.get(email=f"{name}@example.org")) for name in ("coordinator", "reader0")
    )
    return {
        pages.FLOOR: (reverse("bench-floor"), ""),
        "a reader's list": (reverse("recruitment:reviews"), reader),
        "the order of the call": (reverse("recruitment:ranking", args=[call.code]), coordinator),
        "the call's fairness": (f"{reverse('insights:fairness-table')}?call={call.code}", coordinator),
    }


def _timed(runs: int, once: Callable[[], Any]) -> dict[str, Any]:
    """The seconds it takes, many times over, and the questions to the database of one time."""
    times = []
    for _run in range(runs):
        with CaptureQueriesContext(connection) as captured:
            started = time.perf_counter()
            once()
            times.append(time.perf_counter() - started)
    asked = [one for one in captured.captured_queries if not one["sql"].startswith(_TRANSACTIONS)]
    return {"queries": len(asked), **spread(times)}


def order_of(call: Call) -> dict[str, Any]:
    """The whole order reckoned, and reckoned and kept with its reasons."""
    by = Person.objects.get(email="coordinator@example.org")
    return {
        "reckoned": _timed(RUNS, lambda: reckoning.reckon(call.selection)),
        "kept": _timed(RUNS, lambda: actions.rank_call(selection=call.selection, by=by)),
    }


def table_of(call: Call) -> dict[str, Any]:
    """A table of fairness counted, when there is none yet; it stays for those who look at it."""

    def count() -> None:
        FairnessRelease.objects.all().delete()
        fairness.count(network=call.network, year=call.departs_on.year, call=call, audience="centre")

    return _timed(2, count)


def main(result: Path) -> None:
    """Fill when empty, measure, write."""
    settings.ROOT_URLCONF = "tools.bench.urls"
    with scopes_disabled():
        call = Call.unscoped.select_related("network", "scheme").first() or plant(FILES)
    with scope(network=call.network):
        RankingRun.objects.all().delete()
        order, table = order_of(call), table_of(call)
        asked = asked_of(call)
        _analyze()  # as the server does by itself within a minute of so many new rows
        sizes = {
            "files": Application.objects.filter(call=call).count(),
            "readings": Review.objects.filter(application__call=call).count(),
        }
    clients = {name: measure.client_of(cookie) for name, (_address, cookie) in asked.items()}
    found = {name: measure.queries_of(clients[name], address) for name, (address, _cookie) in asked.items()}
    for name, times in measure.times_of(clients, asked).items():
        found[name] |= spread(times)
    result.write_text(json.dumps({**sizes, "pages": found, "order": order, "table": table}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
