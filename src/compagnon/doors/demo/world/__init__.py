"""The demonstration's world: invented people, companies and stays, in numbers of a working day, from one seed.

Dates hang on the day it is made, so that something is late, something urgent and somebody abroad whenever it is tried.
"""

from collections.abc import Callable
from random import Random

from django.db import transaction
from django_scopes import scope, scopes_disabled

from compagnon.core.trail import chain, checking
from compagnon.doors.demo.world import (
    calendars,
    calls,
    care,
    cast,
    companies,
    emblems,
    figures,
    followups,
    inclusion,
    learners,
    longpath,
    offers,
    overtaken,
    papers,
    partners_abroad,
    preparing,
    privacy,
    reminding,
    selecting,
    stays,
    stories,
)
from compagnon.network.actions import load_network
from compagnon.network.models import Network
from compagnon.network.seed_shape import read_network
from compagnon.people.models import Person
from compagnon.schemes.actions import load_schemes
from compagnon.schemes.seed_shape import read_schemes

SEED = 20261124
HOME = "pays-de-la-loire"
ABROAD = ("flensburg", "como", "mediterraneo", "friesland")
Say = Callable[[str], None]


def is_empty() -> bool:
    """Whether nobody lives here yet: a world that was begun and interrupted left nothing, it is one transaction."""
    with scopes_disabled():
        return not Person.objects.exists()


@transaction.atomic
def fill(*, say: Say) -> None:
    """Make the whole world."""
    rng = Random(SEED)  # noqa: S311  (the same world every time is the point)
    home = _load(HOME)
    with scope(network=home):
        people = cast.make(home)
        emblems.make(home, people.coordinator)
        say("  people who work here")
        firms = companies.make(home, rng)
        say(f"  {len(firms.all)} companies and centres, {firms.hosts_count} of them hosts abroad")
        open_calls = calls.make(home, people)
        say(f"  {len(open_calls)} calls")
        crowd = learners.Crowd(home, firms, rng)
        learners.apply_to_calls(open_calls, crowd, people)
        say(f"  {crowd.count} participants with an application")
        made = stays.make(home, people, firms, crowd, say=say)
        say(f"  {made} mobilities, {crowd.count} participants in all")
        care.make(home, people)
        selecting.make(open_calls, crowd, people)
        say("  selections: one being read, one ranked, one decided")
        followups.make(people)
        say(f"  {reminding.make(home)} letters that remind")
        stories.make(home, people, firms, open_calls, crowd)
        inclusion.make(home, people)
        calendars.make(people)
        preparing.make(home, people, rng)
        longpath.make(home, people)
        say(f"  {overtaken.make(home)} signed papers overtaken by facts")
        papers.make(home, people)
        privacy.make(home)
        figures.make(home, people.coordinator, firms)
    for key in ABROAD:
        network = _load(key)
        with scope(network=network):
            partners_abroad.make(network, rng)
        say(f"  partner network {network.short_name}")
    offers.make(home, Network.objects.get(key=ABROAD[0]))
    chain.seal_new()
    checking.check_all()
    say("  what happened is sealed")


def _load(key: str) -> Network:
    network = load_network(seed=read_network(key))
    with scope(network=network):
        load_schemes(network=network, seed=read_schemes())
    return network
