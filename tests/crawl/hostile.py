"""What somebody who means harm types: into every field of every form that was met, and behind every list's question mark."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import Resolver404, resolve
from django_scopes import scope

from compagnon.correspondence.models import Letter
from tests.crawl.reading import Answer, Crawl, within

TAG = "<svg/onload=alert(1)>'\""
TYPED = (
    TAG,
    "{{ 7|add:7 }}{% now 'Y' %}%s%(a)s{0}",
    "'; DROP TABLE people_person; --",
    "a\r\nBcc: thief@example.org\r\n\r\nb",
    "../../../etc/passwd\\..\\..",
    "\u202egpj.exe\u2066\u200f\u0007",
    "ü" * 10_000,
    "a\x00b",
    "👩🏽\u200d🔧🏴\U000e0067\U000e007f",
    "99999999999999999999",
    "-1e309",
)
ROUNDS = 3


@dataclass(frozen=True)
class Field:
    name: str
    kind: str
    values: tuple[str, ...]
    """What the page proposes: one value, or each choice."""


@dataclass(frozen=True)
class Form:
    """A form as a page showed it to a reader."""

    reader: str
    url: str
    method: str
    fields: tuple[Field, ...]

    @property
    def key(self) -> tuple[str, str, frozenset[str]]:
        names = frozenset(field.name for field in self.fields) if self.method == "post" else frozenset()
        return resolve(urlsplit(self.url).path).view_name, self.method, names

    def filled(self, number: int) -> dict[str, Any]:
        """Text hostile and choices as proposed; in the last round everything is hostile. Each field gets something else."""
        sent: dict[str, Any] = {}
        for position, field in enumerate(self.fields):
            typed = TYPED[(position + number * (len(TYPED) // ROUNDS)) % len(TYPED)]
            is_chosen = field.kind in {"hidden", "choice", "button"} and number < ROUNDS - 1
            if field.kind == "file":
                sent[field.name] = SimpleUploadedFile(f"{TAG}.csv", typed.encode())
            else:
                sent[field.name] = field.values[number % len(field.values)] if is_chosen and field.values else typed
        return sent


class _Forms(HTMLParser):
    """The forms of a page, each with its fields; those that stand outside and name their form by its id too."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[dict[str, Any]] = []
        self.open: dict[str, Any] | None = None
        self.choices: list[str] | None = None
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.open = {
                "id": said.get("id"),
                "action": said.get("action", ""),
                "method": said.get("method", "get").lower(),
            }
            self.open["fields"] = {}
            self.found.append(self.open)
        elif tag == "option" and self.choices is not None:
            self.choices.append(said.get("value", ""))
        elif tag in {"input", "select", "textarea", "button"} and said.get("name"):
            self._take(tag, said)

    def _take(self, tag: str, said: dict[str, str]) -> None:
        form = next((one for one in self.found if said.get("form") and one["id"] == said["form"]), self.open)
        if form is None or said["name"] == "csrfmiddlewaretoken":
            return
        kinds = {"checkbox": "choice", "radio": "choice", "hidden": "hidden", "file": "file", "submit": "button"}
        kind = {"select": "choice", "button": "button"}.get(tag) or kinds.get(said.get("type", ""), "text")
        values = form["fields"].setdefault(said["name"], (kind, []))[1]
        if tag == "select":
            self.choices = values
        elif kind in {"choice", "hidden", "button"}:
            values.append(said.get("value", "on"))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.open = None
        elif tag == "select":
            self.choices = None


def forms(crawl: Crawl) -> list[Form]:
    """Every form that was met, once for each address and set of fields, with the first reader who met it.

    What is asked in an address is asked at once: all filters that were met of one page, each in every round.
    """
    found: dict[Any, Form] = {}
    for answer in crawl.answers:
        if answer.kind != "text/html" or answer.status != 200:
            continue
        for form in (*_forms(answer), *_questions(answer)):
            first = found.setdefault(form.key, form)
            names = {field.name for field in first.fields}
            if more := tuple(field for field in form.fields if field.name not in names):
                found[form.key] = replace(first, fields=first.fields + more)
    return list(found.values())


def _forms(answer: Answer) -> Iterator[Form]:
    for found in _Forms(answer.body.decode()).found:
        url = within(answer.url, found["action"] or answer.url)
        fields = tuple(Field(name, kind, tuple(values)) for name, (kind, values) in found["fields"].items())
        if url and fields and _is_ours(url):
            yield Form(answer.reader, url, found["method"], fields)


def _questions(answer: Answer) -> Iterator[Form]:
    """The parameters in the links of a page that lead to a list."""
    for link in answer.page.links:
        url = within(answer.url, link)
        if url and "?" in url and _is_ours(url):
            path, _, query = url.partition("?")
            names = dict.fromkeys(name for name, _value in parse_qsl(query, keep_blank_values=True))
            yield Form(answer.reader, path, "get", tuple(Field(name, "text", ()) for name in names))


def _is_ours(url: str) -> bool:
    try:
        return resolve(urlsplit(url).path).view_name not in {"language", "sign-out"}
    except Resolver404:
        return False


def harm(crawl: Crawl) -> list[str]:
    """What each form answers that it must not: an error of the server, a tag as a tag, a letter with a header more."""
    told = []
    clients = {}
    for form in forms(crawl):
        if form.reader not in clients:
            clients[form.reader] = crawl.client(form.reader)
        client = clients[form.reader]
        for number in range(ROUNDS):
            with transaction.atomic():
                wrong = _wrong(crawl, client, form, number)
                transaction.set_rollback(True)
            if wrong:
                told.append(f"{form.key[0]} {wrong} to the {form.reader} ({form.method} {form.url}, round {number})")
    return told


def _wrong(crawl: Crawl, client: Any, form: Form, number: int) -> str:
    answered = getattr(client, form.method)(form.url, form.filled(number))
    where = within(form.url, answered.headers.get("Location", ""))
    for one in (answered, client.get(where)) if where and answered.status_code < 400 else (answered,):
        if one.status_code >= 500:
            return f"answers {one.status_code}"
        is_page = one.headers.get("Content-Type", "").startswith("text/html")
        if is_page and not one.streaming and TAG.encode() in one.content:
            return "shows a tag as a tag"
    with scope(network=crawl.worlds.own.network):
        if Letter.objects.filter(subject__regex=r"[\r\n]").exists():
            return "writes a letter with two lines of subject"
    return ""
