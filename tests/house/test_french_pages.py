"""Every page that a role can reach, asked for in French: no English text of ours is left on it."""

import logging
import re
from functools import cache
from html.parser import HTMLParser

import pytest
from django.test import Client

from compagnon.people.choices import HELD, Role
from tests.factories.mobilities import MobilityFactory
from tests.factories.people import PersonFactory
from tests.house.addresses import addresses, behind
from tests.house.tree import mend
from tests.house.words import catalogue
from tests.people.entrance import JustSignedIn

READ_ALOUD = {"aria-label", "title", "alt", "placeholder", "data-confirm"}
PLACE = re.compile(r"%\(\w+\)[sd]|\{\w+\}|%[sd]")
ENOUGH_WORDS = 3
"""Literal words that a text with placeholders must have to be told from content."""
NOT_FOLLOWED = ("/demo/", "/sign-out/", "/static/", "/styleguide/")
PAGES_FOLLOWED = 60
"""For each role; links to files, one level deep."""


class Texts(HTMLParser):
    """Texts of a page as they are read, and where its links go."""

    def __init__(self):
        super().__init__()
        self.texts, self.links, self._unread = set(), set(), 0

    def handle_starttag(self, tag, attrs):
        named = dict(attrs)
        self._unread += tag in {"script", "style", "code", "kbd"} or named.get("lang", "fr") != "fr"
        self.texts |= {" ".join(named[one].split()) for one in READ_ALOUD if named.get(one)}
        if tag == "a" and (named.get("href") or "").startswith("/"):
            self.links.add(named["href"].partition("#")[0])

    def handle_endtag(self, tag):
        self._unread -= tag in {"script", "style", "code", "kbd"} and self._unread > 0

    def handle_data(self, data):
        if not self._unread and data.strip():
            self.texts.add(" ".join(data.split()))


@cache
def english() -> tuple[set[str], list[re.Pattern]]:
    """Source texts that French says otherwise: those without a place, and patterns of those with."""
    plain, patterns, french = set(), [], set()
    for one in catalogue("fr"):
        ids = list(one.id) if isinstance(one.id, tuple | list) else [one.id]
        said = list(one.string) if isinstance(one.string, tuple | list) else [one.string]
        french |= set(said)
        for source in ids if one.id and ids != said else []:
            literal = PLACE.split(source)
            if len(literal) == 1:
                plain.add(" ".join(source.split()))
            elif len(" ".join(literal).split()) >= ENOUGH_WORDS:
                patterns.append(re.compile(".+".join(map(re.escape, literal))))
    return plain - french, patterns


def left_in_english(texts: set[str]) -> list[str]:
    plain, patterns = english()
    return sorted(text for text in texts if text in plain or any(one.fullmatch(text) for one in patterns))


def read(client: Client, url: str) -> Texts:
    page = Texts()
    answered = client.get(url, headers={"accept-language": "fr"})
    if answered.status_code == 200 and answered.headers["Content-Type"].startswith("text/html"):
        source = answered.content.decode()
        assert '<html lang="fr"' in source or "<html" not in source, f"{url} is not in French"
        page.feed(source)
        page.close()
    return page


@pytest.fixture(autouse=True)
def quiet(caplog):
    caplog.set_level(logging.CRITICAL, "django.request")


@pytest.fixture
def people(network):
    travelling = MobilityFactory(network=network).participant.person
    others = {role: PersonFactory(network=network, role=role) for role in HELD if role != Role.PARTICIPANT}
    return {Role.PARTICIPANT.value: travelling, **others}


def test_english_is_found_where_it_is():
    assert left_in_english({"Open calls", "3 decisions recorded; their letters wait to be read.", "Métiers"}) == [
        "3 decisions recorded; their letters wait to be read.",
        "Open calls",
    ]


@pytest.mark.parametrize("role", HELD)
def test_no_page_of_a_role_is_left_in_english(people, role):
    client = JustSignedIn(raise_request_exception=False)
    client.force_login(people[role])
    first = [page.url() for page in behind("desk", "journey") if not page.arguments]
    pages = {url: read(client, url) for url in first}
    links = set().union(*(page.links for page in pages.values())) - set(first)
    further = sorted(link for link in links if not link.startswith(NOT_FOLLOWED))
    pages |= {url: read(client, url) for url in further[:PAGES_FOLLOWED]}
    found = [f"{url} says {text!r}" for url, page in pages.items() for text in left_in_english(page.texts)]

    mend("Mark these for translation, or translate them:", found)


def test_no_public_page_is_left_in_english(network):
    client = JustSignedIn(raise_request_exception=False)
    urls = [page.url(network=network.key) for page in behind("portal") if page.arguments == ("network",)]
    urls += [
        page.url()
        for page in addresses()
        if page.door and page.door.name == "public" and page.name and not page.arguments and page.name != "styleguide"
    ]
    found = [f"{url} says {text!r}" for url in urls for text in left_in_english(read(client, url).texts)]

    mend("Mark these for translation, or translate them:", found)
