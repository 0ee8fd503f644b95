"""Everybody of one network reads all there is: every address with own things, and every link found on the way."""

import csv
from collections import Counter, defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from html.parser import HTMLParser
from io import BytesIO, StringIO
from urllib.parse import parse_qsl, urljoin, urlsplit
from xml.etree import ElementTree as ET
from zipfile import ZipFile, is_zipfile

import rules
from django.db import transaction
from django.test import Client
from django.urls import Resolver404, resolve, reverse
from django_scopes import scope, scopes_disabled
from pypdf import PdfReader

from compagnon.core import clock
from compagnon.core.access import Door
from compagnon.core.files import PDF, keep
from compagnon.core.sheets import READ_AS_FORMULA
from compagnon.correspondence.models import Letter
from compagnon.documents.choices import DocumentKind, DocumentState, SignerRole
from compagnon.documents.models import Document, Inquiry, Signature
from compagnon.mobilities.choices import MobilityState
from compagnon.mobilities.models import Mobility
from compagnon.network.models import Organisation
from compagnon.partners.models import Partner
from compagnon.people import links
from compagnon.people.choices import Role
from compagnon.people.models import Person, SupportAccess
from compagnon.schemes.choices import TaskRole
from compagnon.seals.models import Seal
from compagnon.timeline.models import Task
from tests.documents.paper_facts import europass
from tests.documents.test_amending import amend, moved, signed
from tests.factories.documents import ready_to_send
from tests.factories.people import SupporterFactory
from tests.house.addresses import Address, addresses
from tests.house.filled import DEPARTS, a_paper
from tests.house.objects import url_of
from tests.house.worlds import Worlds
from tests.people.entrance import JustSignedIn

_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
NOBODY = "nobody"
SUPPORT = "support"
READ = {200, 204, 302, 303}
ALIKE = 2
"""How many addresses of one page each reader opens, with the same filters one: pages of seventy letters are made alike."""
FILTERED = 6
"""In how many ways of filtering each reader opens one page: what a filter does is tried where the list is."""
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
        paper = PdfReader(BytesIO(body))
        yield "\n".join((str(paper.metadata), *(page.extract_text() for page in paper.pages)))
    elif body.startswith(b"PK") and is_zipfile(BytesIO(body)):
        with ZipFile(BytesIO(body)) as opened:
            for name in opened.namelist():
                yield name
                yield from _texts(opened.read(name))
    else:
        yield body.decode(errors="replace")


@dataclass(frozen=True)
class Cell:
    text: str
    is_reckoned: bool
    """A spreadsheet program reckons it, or will once somebody edits it."""


def cells(answer: Answer) -> Iterator[Cell]:
    """The cells of an answer that is a workbook or a CSV."""
    if answer.kind == "text/csv":
        for row in csv.reader(StringIO(answer.body.decode("utf-8-sig"))):
            yield from (Cell(text, text.startswith(READ_AS_FORMULA)) for text in row)
        return
    with ZipFile(BytesIO(answer.body)) as book:
        styles = ET.fromstring(book.read("xl/styles.xml"))  # noqa: S314  (our own file)
        quoted = [one.get("quotePrefix") == "1" for one in styles.find(f"{_SHEET}cellXfs")]
        for name in book.namelist():
            if not name.startswith("xl/worksheets/"):
                continue
            for cell in ET.fromstring(book.read(name)).iter(f"{_SHEET}c"):  # noqa: S314  (our own file)
                text = "".join(part.text or "" for part in cell.iter(f"{_SHEET}t"))
                is_plain = cell.get("t") == "inlineStr" and quoted[int(cell.get("s", 0))]
                is_formula = cell.find(f"{_SHEET}f") is not None
                yield Cell(text, is_formula or (text.startswith(READ_AS_FORMULA) and not is_plain))


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


def open_more(worlds: Worlds) -> tuple[list[str], tuple[Person, SupportAccess]]:
    """Rows that open what one row of each model leaves shut: addresses to begin with, and support let in."""
    own, people = worlds.own, worlds.people
    with scopes_disabled():
        supporter = SupporterFactory(email="help@example.org")
    with scope(network=own.network):
        access = own.another(SupportAccess, supporter=supporter, ends_at=clock.now() + timedelta(hours=4))
        own.another(Signature, person=people[Role.REFERENT], role=SignerRole.CENTRE)
        handed_in = own.another(Signature, number=2, scan=keep(a_paper("ownmk1004q"), kind=PDF))
        asked = own.another(
            Inquiry, contact=None, person=own.rows["people.Participant"].person, kind="host_application",
            giver="participant", answered_at=None, closed_at=None,
        )  # fmt: skip
        own.another(Task, role=TaskRole.LEARNER, template=None)
        paper = own.another(
            Document, kind=DocumentKind.EUROPASS_MOBILITY, state=DocumentState.FINAL,
            final_file=keep(a_paper("ownmk1001q"), kind=PDF), facts=europass().model_dump(mode="json"), languages=["fr", "en"],
        )  # fmt: skip
        twin = own.another(Organisation, key="twin")
        own.another(Partner, organisation=twin)
        link = links.make(purpose="documents.copy", holder=own.rows["people.Contact"], about=paper)
        Seal.objects.update(ended_at=clock.now())  # the filled one has no real key
        stay = ready_to_send(own.network)
        differs, amended = signed(stay, "quality_commitment"), signed(stay)
        moved(stay)
        amendment = amend(amended)
        over = own.another(
            Mobility, state=MobilityState.RETURNED, application=None, departure=own.rows["mobilities.Departure"]
        )
    token, organisation = links.token_of(link), own.rows["network.Organisation"]
    paid = f"project={own.rows['mobilities.Mobility'].project_code}"
    urls = [
        f"{reverse('documents:project')}?{paid}",
        f"{reverse('documents:project-export')}?{paid}",
        f"{reverse('stays:abroad-export')}?day={DEPARTS.isoformat()}",
        reverse("documents:copy", args=[token]),
        reverse("documents:my-questions", args=[asked.code]),
        reverse("documents:copy-paper", args=[token]),
        reverse("documents:scan", args=[handed_in.code]),
        reverse("documents:amend", args=[differs.code]),
        reverse("documents:amendment", args=[amendment.code]),
        reverse("documents:versions", args=[amended.code]),
        reverse("timeline:again", args=[over.code]),
        reverse("timeline:departure-again", args=[own.rows["mobilities.Departure"].code]),
        reverse("partners:compare", args=[organisation.code, twin.code]),
    ]
    return urls, (supporter, access)


class Crawl:
    """Everything that was answered; nothing that was asked for stays changed."""

    def __init__(self, worlds: Worlds) -> None:
        self.worlds = worlds
        self.pages = addresses()
        self.more_urls, self.supporter = open_more(worlds)
        self.answers: list[Answer] = []
        for reader in (NOBODY, *worlds.people, SUPPORT):
            self._read_all(reader)
        self.letters = self._send_all()

    def _read_all(self, reader: str) -> None:
        client = self.client(reader)
        waiting = deque(self._first(reader))
        known, alike, filtered = set(waiting), Counter(map(_shape, waiting)), Counter()
        while waiting:
            answer = self._get(client, reader, waiting.popleft())
            if answer is None:
                continue
            self.answers.append(answer)
            for link in (*answer.page.links, answer.headers.get("Location", "")):
                url = within(answer.url, link)
                if url is None or url in known:
                    continue
                known.add(url)
                shape = _shape(url)
                if shape and alike[shape] < (1 if shape[1] else ALIKE) and filtered[shape[0]] < FILTERED:
                    alike[shape] += 1
                    filtered[shape[0]] += bool(shape[1])
                    waiting.append(url)

    def client(self, reader: str) -> Client:
        """Signed in as a reader; support is let in."""
        if reader != SUPPORT:
            return self.worlds.client(None if reader == NOBODY else reader)
        client, (person, access) = JustSignedIn(raise_request_exception=False), self.supporter
        with scopes_disabled():
            client.force_login(person)
        client.post(reverse("support:enter", args=[access.code]))
        return client

    def _send_all(self) -> str:
        """Every letter there is after each form was sent as it stands, by who may."""
        forms = [page for page in self.pages if page.name in self.only_forms and self._may_open(page, Role.COORDINATOR)]
        client = self.client(Role.COORDINATOR)
        with transaction.atomic():
            for page in forms:
                with transaction.atomic():
                    client.post(url_of(page, self.worlds.own))
            with scope(network=self.worlds.own.network):
                letters = [str(vars(letter)) for letter in Letter.objects.all()]
            transaction.set_rollback(True)
        return "\n".join(letters)

    @cached_property
    def only_forms(self) -> set[str]:
        """The names of addresses that take forms alone."""
        statuses: dict[str, set[int]] = defaultdict(set)
        for one in self.answers:
            statuses[one.name].add(one.status)
        return {name for name, found in statuses.items() if 405 in found and not found & READ}

    def _first(self, reader: str) -> Iterator[str]:
        for page in self.pages:
            if page.door and self._may_open(page, reader):
                yield url_of(page, self.worlds.own) if page.name else f"/{page.pattern}"
        yield from self.more_urls

    def _may_open(self, page: Address, reader: str) -> bool:
        if page.door.name in {"desk", "journey", "account"}:
            if reader in {NOBODY, SUPPORT}:
                return reader == SUPPORT and page.door.name == "desk"
            with scope(network=self.worlds.own.network):
                return rules.test_rule(page.door.right, Person.objects.get(pk=self.worlds.people[reader].pk))
        return (
            page.door.name == "support" if reader == SUPPORT else page.door.name != "support" and reader in FROM_OUTSIDE
        )

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


def within(url: str, link: str) -> str | None:
    """The address that a link on a page leads to, if it is one of ours."""
    whole = urlsplit(urljoin(f"http://testserver{url}", link.strip()))
    if not link or whole.netloc != "testserver":
        return None
    return whole.path + (f"?{whole.query}" if whole.query else "")


def _shape(url: str) -> tuple[str, frozenset[str]] | None:
    """The page that answers and the filters asked for: two addresses alike in both differ in rows and values alone."""
    parts = urlsplit(url)
    try:
        name = resolve(parts.path).view_name
    except Resolver404:
        return None
    return name, frozenset(name for name, _value in parse_qsl(parts.query, keep_blank_values=True))
