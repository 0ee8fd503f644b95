"""The bench keeps fitting the program: its generator fills the tables, and its pages answer with few queries."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from compagnon.core import wall
from tools.bench import generate, measure, pages, selecting
from tools.bench.fill import CHANCE, ask

MOST_QUERIES = 15
FEW = 300


@pytest.fixture
def mobility(db):
    """One under way in a network that the bench's generator made."""
    with wall.as_owner():
        ask("SET LOCAL session_replication_role = replica")
        ask(CHANCE)
        for _what, step in generate.STEPS:
            step(FEW)
        generate.seed.close()
        ask("ANALYZE")  # or the planner believes that the tables are as empty as the test found them
        ask("SET LOCAL session_replication_role = origin")
    return pages.one_abroad()


def test_the_pages_of_the_bench_answer_and_none_takes_more_than_fifteen_queries(mobility):
    cookies = pages.cookies(mobility)
    found = {}
    for page in pages.PAGES:
        client = Client(headers={"cookie": cookies[page.reader]})
        address = pages.address_of(page, mobility)
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(address)
        if answer.status_code != 200 or len(captured) > MOST_QUERIES:
            found[page.name] = (answer.status_code, len(captured), [one["sql"] for one in captured])

    assert found == {}


def test_a_large_call_is_planted_and_its_pages_take_few_queries_too(db, settings):
    settings.ROOT_URLCONF = "tools.bench.urls"
    call = selecting.plant(60)
    with scope(network=call.network):
        order, table = selecting.order_of(call), selecting.table_of(call)
        asked = selecting.asked_of(call)
    found = {}
    for name, (address, cookie) in asked.items():
        client = measure.client_of(cookie)
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(address)
        if answer.status_code != 200 or len(captured) > MOST_QUERIES:
            found[name] = (answer.status_code, len(captured))

    assert found == {}
    assert (order["reckoned"]["queries"], order["kept"]["queries"], table["queries"]) == (4, 7, 14)
