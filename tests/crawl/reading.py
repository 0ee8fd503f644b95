"""Everybody of one network reads all there is: every address with own things, and every link found on the way."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from html.parser import HTMLParser
from io import BytesIO
from urllib.parse import parse_qsl, urljoin, urlsplit
from zipfile import ZipFile, is_zipfile

import rules
from django.db import transaction
from django.test import Client
from django.urls import Resolver404, resolve
from django_scopes import scope
from pypdf import PdfReader

from compagnon.core.access import Door
from compagnon.people.choices import Role
from compagnon.people.models import Person
from tests.house.addresses import Address, addresses
from tests.house.objects import url_of

NOBODY = "nobody"
FROM_OUTSIDE = {NOBODY, Role.PARTICIPANT}
"""Who reads the pages that are open to all; the others read the same."""


@dataclass(frozen=True)
class Answer:
    """What one reader got at one address."""

    reader: str
    name: str
    url: str
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def door(self) -> str:
        return getattr(getattr(resolve(urlsplit(self.url).path).func, "door", None), "name", "")

    @property
    def kind(self) -> str:
        return self.headers.get("Content-Type", "").partition(";")[0]

    @cached_property
    def text(self) -> str:
        """Everything that can be read in it: headers, page, the pages of a PDF, the files within a file."""
        return f"{self.headers}\n{self.url}\n" + "\n".join(_texts(self.body))

    @cached_property
    def page(self) -> "Page":
        return Page(self.body.decode()) if self.kind == "text/html" else Page("")

    def __str__(self) -> str:
        return f"{self.name} to the {self.reader} ({self.url})"


def _texts(body: bytes) -> Iterator[str]:
    if body.startswith(b"%PDF"):
        yield "\n".join(page.extract_text() for page in PdfReader(BytesIO(body)).pages)
    elif body.startswith(b"PK") and is_zipfile(BytesIO(body)):
        with ZipFile(BytesIO(body)) as opened:
            for name in opened.namelist():
                yield name
                yield from _texts(opened.read(name))
    else:
        yield body.decode(errors="replace")


class Page(HTMLParser):
    """Where a page leads: its links, and what it fetches."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "a" or "hx-get" in said:
            self.links += [said[name] for name in ("href", "hx-get") if name in said]
        elif tag == "link" and said.get("rel") == "alternate":
            self.links.append(said.get("href", ""))
        elif tag == "iframe":
            self.links.append(said.get("src", ""))
        if tag != "a":
            self.fetched += [said[name] for name in ("src", "href", "action", "data", "poster") if name in said]


class Crawl:
    """Everything that was answered; nothing that was asked for stays changed."""

    def __init__(self, worlds) -> None:
        self.worlds = worlds
        self.pages = addresses()
        self.answers: list[Answer] = []
        for reader in (NOBODY, *worlds.people):
            self._read_all(reader)

    def _read_all(self, reader: str) -> None:
        client = self.worlds.client(None if reader == NOBODY else reader)
        waiting = deque(self._first(reader))
        known = {_shape(url) for url in waiting}
        while waiting:
            answer = self._get(client, reader, waiting.popleft())
            if answer is None:
                continue
            self.answers.append(answer)
            for link in (*answer.page.links, answer.headers.get("Location", "")):
                url = _within(answer.url, link)
                if url and _shape(url) not in known:
                    known.add(_shape(url))
                    waiting.append(url)

    def _first(self, reader: str) -> Iterator[str]:
        for page in self.pages:
            if page.door and self._may_open(page, reader):
                yield url_of(page, self.worlds.own) if page.name else f"/{page.pattern}"

    def _may_open(self, page: Address, reader: str) -> bool:
        if page.door.name in {"desk", "journey", "account"}:
            if reader == NOBODY:
                return False
            with scope(network=self.worlds.own.network):
                return rules.test_rule(page.door.right, Person.objects.get(pk=self.worlds.people[reader].pk))
        return page.door.name != "support" and reader in FROM_OUTSIDE

    def _get(self, client: Client, reader: str, url: str) -> Answer | None:
        try:
            match = resolve(urlsplit(url).path)
        except Resolver404:
            return None
        if reader not in FROM_OUTSIDE and getattr(match.func, "door", Door("")).name in {"portal", "guest"}:
            return None
        with transaction.atomic():
            answered = client.get(url)
            body = b"".join(answered.streaming_content) if answered.streaming else answered.content
            transaction.set_rollback(True)
        return Answer(reader, match.view_name, url, answered.status_code, dict(answered.headers), body)


def _within(url: str, link: str) -> str | None:
    """The address that a link on a page leads to, if it is one of ours."""
    whole = urlsplit(urljoin(f"http://testserver{url}", link.strip()))
    if not link or whole.netloc != "testserver":
        return None
    return whole.path + (f"?{whole.query}" if whole.query else "")


def _shape(url: str) -> tuple[str, frozenset[str]]:
    """Two addresses that differ in the values of the same filters alone are read once."""
    parts = urlsplit(url)
    return parts.path, frozenset(name for name, _value in parse_qsl(parts.query, keep_blank_values=True))
