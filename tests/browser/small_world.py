"""A few people of the demonstration's world, through the same actions, so that every role's pages have something to show."""

from random import Random

from django.core.cache import cache
from django.test import Client
from django_scopes import scope, scopes_disabled

from compagnon.doors.demo import personas
from compagnon.doors.demo.world import calls, cast, companies, learners, stories
from compagnon.doors.demo.world.stays import Wave, _wave
from compagnon.mobilities.models import Mobility
from compagnon.network.actions import load_network
from compagnon.network.seed_shape import read_network
from compagnon.people import links
from compagnon.people.models import Person
from compagnon.schemes.actions import load_schemes
from compagnon.schemes.models import Scheme
from compagnon.schemes.seed_shape import read_schemes

WAVES = (
    Wave("short_internship_group", -20, 15, 1, "ES", "Alicante"),
    Wave("short_internship_group", -9, 15, 2, "DE", "Flensburg"),
    Wave("short_internship_group", 40, 15, 2, "IE", "Galway"),
    Wave("staff_short", 30, 5, 1, "ES", "Alicante"),
)


def build(monkeypatch):
    """The network, its cast, 42 companies, open calls with six applications, six mobilities before, during and after."""
    cache.clear()
    monkeypatch.setattr(companies, "EMPLOYERS", 21)
    monkeypatch.setattr(companies, "HOSTS", 21)
    rng = Random(7)
    network = load_network(seed=read_network("pays-de-la-loire"))
    with scope(network=network):
        load_schemes(network=network, seed=read_schemes())
        people = cast.make(network)
        firms = companies.make(network, rng)
        crowd = learners.Crowd(network, firms, rng)
        open_calls = [(call, 6) for call, _many in calls.make(network, people)[:1]]
        learners.apply_to_calls(open_calls, crowd, people)
        schemes = {scheme.key: scheme for scheme in Scheme.objects.all()}
        for wave in WAVES:
            _wave(schemes[wave.scheme], wave, people, firms, crowd)
        Mobility.objects.update(departement_code="53")
        stories.make(network, people, firms, open_calls, crowd)
    return network


def signs_in(visitor, email: str) -> None:
    """The cookie of a session, without the way through the mailbox that the journey goes."""
    client = Client()
    with scopes_disabled():
        client.force_login(Person.objects.get(email=email))
    visitor.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": visitor.base_url}]
    )


def link_of(key: str) -> str:
    """The address of a guest persona's letter, without the name of the site."""
    with scopes_disabled():
        link = personas.link_of(personas.by_key(key))
        assert link is not None, f"nobody outside is asked as {key}"
        address = links.address_of(link)
    return "/g/" + address.partition("/g/")[2]
