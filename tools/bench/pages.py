"""The pages that are measured: found by the names of their addresses, asked for as one person each."""

from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.urls import NoReverseMatch, reverse
from django_scopes import scopes_disabled

from compagnon.mobilities.models import Mobility
from compagnon.people.models import Person
from tools.bench.seed import COORDINATOR, REFERENT

FLOOR = "floor"


@dataclass(frozen=True)
class Page:
    name: str
    url_name: str
    reader: str
    most: float
    """How many times the floor its p50 may take at the largest size."""
    argument: str = ""
    """Dotted path from the mobility to what the address names."""
    query: str = ""


# The filters of the pipelines leave a full page of 50 rows at every size, so that sizes are compared with like pages.
PAGES = (
    Page("referent's home", "desk:home", "referent", 8),
    Page("pipeline, two filters", "mobilities:pipeline", "referent", 8, query="?state=all&host=found"),
    Page(
        "pipeline of all, two filters",
        "mobilities:pipeline",
        "coordinator",
        8,
        query="?state=all&country=DE&host=found",
    ),
    Page("mobility page", "timeline:mobility", "referent", 8, argument="code"),
    Page("what is at risk", "timeline:overview", "coordinator", 10),
    Page("learner's home", "journey:home", "learner", 8),
    Page("public portal", "portal:home", "", 3, argument="network.key"),
)


def one_abroad() -> Mobility:
    """A mobility under way, whose page has most to show."""
    with scopes_disabled():
        return (
            Mobility.unscoped.filter(state="abroad").select_related("network", "participant__person").order_by("pk")[0]
        )


def address_of(page: Page, mobility: Mobility) -> str | None:
    """Its path; None where the program has no such page."""
    try:
        arguments = [attrgetter(page.argument)(mobility)] if page.argument else []
        return reverse(page.url_name, args=arguments) + page.query
    except NoReverseMatch:
        return None


def cookies(mobility: Mobility) -> dict[str, str]:
    """The cookie of a signed-in session for each reader; none for the public."""
    with scopes_disabled():
        readers = {
            "referent": Person.objects.get(email=REFERENT.format(mobility.departement_code)),
            "coordinator": Person.objects.get(email=COORDINATOR),
            "learner": mobility.participant.person,
        }
    return {"": "", **{name: cookie_of(person) for name, person in readers.items()}}


def cookie_of(person: Any) -> str:
    """The cookie of somebody who has signed in."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"
