"""A page of every kind that links lead to, on a phone: nothing too wide, one heading, one primary button, axe content.

What people open every day is looked at on a laptop in `test_doors.py`; here it is the breadth that counts.
"""

import re
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve
from django_scopes import scopes_disabled
from playwright.sync_api import Error

from compagnon.mobilities.models import Mobility
from tests.browser.small_world import build, link_of, signs_in
from tests.browser.test_doors import GUESTS, faults_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

STAFF = ("coordinator@demo.example", "referent@demo.example", "administrator@demo.example", "reviewer@demo.example")
LEARNERS = ("traveller@demo.example", "learner@demo.example", "trainer@demo.example")
NOT_FOLLOWED = ("/demo/", "/sign-out/", "/static/", "/styleguide/")
FILE = re.compile(r"\.[a-z]{3,4}$")
FEWEST = 240
"""Kinds of pages that were reached when this was written: with fewer, a link has been lost."""
LINKS = "[...document.querySelectorAll('a[href]')].map(link => new URL(link.getAttribute('href'), location).href)"


def kind_of(address):
    try:
        return resolve(urlsplit(address).path).view_name
    except Resolver404:
        return ""


def looks_at(somebody, starts, known):
    """Go to one page of each kind that is not known yet, breadth first from where somebody starts; what is wrong there."""
    found, waiting = [], list(starts)
    while waiting:
        address = waiting.pop(0).removeprefix(somebody.base_url).partition("#")[0]
        kind = kind_of(address)
        is_page = address.startswith("/") and not address.startswith(NOT_FOLLOWED) and not FILE.search(address)
        if not kind or kind in known or not is_page:
            continue
        try:
            answer = somebody.page.goto(address)
        except Error:  # a file, which the browser keeps instead of showing it
            continue
        if not answer.ok or not answer.headers["content-type"].startswith("text/html"):
            continue
        known[kind] = address
        found += [f"{address}: {fault}" for fault in faults_of(somebody)]
        waiting += somebody.page.evaluate(LINKS)
    return found


def test_a_page_of_every_kind_is_sound_on_a_phone(visitor, transactional_db, monkeypatch):
    network = build(monkeypatch)
    with scopes_disabled():
        files = [f"/desk/mobilities/{one.code}/" for one in Mobility.unscoped.order_by("state", "pk").distinct("state")]
    faults, known = [], {}
    passer_by = visitor("phone", "fr")
    faults += looks_at(passer_by, [f"/{network.key}/", *map(link_of, GUESTS)], known)
    for email in (*STAFF, *LEARNERS):
        somebody = visitor("phone", "fr")
        signs_in(somebody, email)
        faults += looks_at(somebody, ["/me/"] if email in LEARNERS else ["/desk/", *files], known)

    assert not faults, "\n".join(faults)
    assert len(known) >= FEWEST, sorted(known)
