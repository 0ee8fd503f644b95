"""What every test stands on: no network but loopback, one network in scope, factories."""

import gc
import os
import socket

import pytest
from django.conf import settings
from django.utils import translation
from django_scopes import scope, scopes_disabled

from compagnon.travel.queries import readiness
from tests.browser.visitors import browser, visitor  # noqa: F401  (fixtures: one browser a process)
from tests.core.text_gateway import text_gateway  # noqa: F401  (fixture)
from tests.house.reached import pytest_sessionfinish, pytest_sessionstart, pytest_terminal_summary  # noqa: F401  (hooks)
from tests.people.directory import directory  # noqa: F401  (fixture)
from tests.people.entrance import JustSignedIn
from tests.prepared import django_db_modify_db_settings, django_db_setup  # noqa: F401  (fixtures)
from tests.spread import pytest_collection_modifyitems, pytest_xdist_make_scheduler  # noqa: F401  (hooks)

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright's loop runs beside the database calls


def pytest_collection_finish(session):
    """What is loaded stays to the end: looking through it for garbage again and again took an eighth of all time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


@pytest.fixture(autouse=True, scope="session")
def no_internet():
    """A test that reaches for another machine fails at once."""
    connect = socket.socket.connect

    def guarded(self, address):
        if isinstance(address, tuple) and address[0] not in {"127.0.0.1", "::1", "localhost"}:
            raise AssertionError(f"A test tried to reach {address[0]}.")
        return connect(self, address)

    socket.socket.connect = guarded
    yield
    socket.socket.connect = connect


@pytest.fixture(autouse=True)
def english():
    """Every test begins in the source language, whatever the one before has read."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture(autouse=True)
def missing_papers_stop_nobody(request, monkeypatch):
    """Most tests are about something else than papers; those marked `papers_asked` have the program's own rule."""
    if not request.node.get_closest_marker("papers_asked"):
        monkeypatch.setattr(readiness, "stops_for_what_is_missing", lambda _mobility, *, at_departure: False)


@pytest.fixture
def client():
    """Django's client; who is signed in by it has just shown who they are."""
    return JustSignedIn()


@pytest.fixture
def network(db):
    """A network in scope for the whole test."""
    from tests.factories.network import NetworkFactory

    with scopes_disabled():
        made = NetworkFactory()
    with scope(network=made):
        yield made
