"""One pass over the pages of one database: `python -m tools.bench.measure SIZE RESULT.json [web]`.

Server time is that of the whole stack (middleware, view, queries, template) asked in process by Django's test client, the
pages and the floor in turn, so that whatever else the machine does falls on all of them alike.
"""

import json
import sys
import time
from pathlib import Path
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402  (needs the settings)
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402

from compagnon.config.ready import get_ready  # noqa: E402
from tools.bench import pages, served  # noqa: E402

WARM_UP, ROUNDS = 5, 20


def main(size: int, result: Path, *, with_web: bool) -> None:
    """Measure every page and write what was found, every single time among it."""
    settings.ROOT_URLCONF = "tools.bench.urls"
    get_ready()
    mobility = pages.one_abroad()
    cookies = pages.cookies(mobility)
    asked = {pages.FLOOR: (reverse("bench-floor"), "")}
    missing = []
    for page in pages.PAGES:
        address = pages.address_of(page, mobility)
        if address is None:
            missing.append(page.name)
        else:
            asked[page.name] = (address, cookies[page.reader])
    clients = {name: client_of(cookie) for name, (_address, cookie) in asked.items()}
    broken = {name: said for name, (address, _c) in asked.items() if (said := _what_is_wrong(clients[name], address))}
    for name in broken:
        del asked[name]
    found = {name: queries_of(clients[name], address) for name, (address, _cookie) in asked.items()}
    for name, times in times_of(clients, asked).items():
        found[name]["times"] = times
    told = {"size": size, "pages": found, "missing": missing, "broken": broken}
    if with_web:
        told["web"] = served.measure(asked, rounds=ROUNDS * 2)
    result.write_text(json.dumps(told))


def client_of(cookie: str) -> Client:
    client = Client(raise_request_exception=False, headers={"host": "127.0.0.1", "accept-language": "en"})
    name, _equals, value = cookie.partition("=")
    if value:
        client.cookies[name] = value
    return client


def _what_is_wrong(client: Client, address: str) -> str:
    answer = client.get(address)
    if answer.status_code == 200:
        return ""
    error = getattr(answer, "exc_info", None)
    return f"answers {answer.status_code}" + (f": {error[1]!r}" if error else "")


def queries_of(client: Client, address: str) -> dict[str, Any]:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(address)
    slow = sorted(captured.captured_queries, key=lambda query: -float(query["time"]))[:1]
    return {
        "queries": len(captured),
        "bytes": len(answer.content),
        "slowest_query": f"{float(slow[0]['time']) * 1000:.1f} ms: {slow[0]['sql'][:1500]}" if slow else "",
    }


def times_of(clients: dict[str, Client], asked: dict[str, tuple[str, str]]) -> dict[str, list[float]]:
    times: dict[str, list[float]] = {name: [] for name in asked}
    for turn in range(WARM_UP + ROUNDS):
        for name, (address, _cookie) in asked.items():
            started = time.perf_counter()
            clients[name].get(address)
            if turn >= WARM_UP:
                times[name].append((time.perf_counter() - started) * 1000)
    return times


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), with_web="web" in sys.argv)
