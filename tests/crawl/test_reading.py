"""Everybody of a network reads all there is, each address and each link: what comes with every answer."""

import logging
import re

import pytest
from django.db import transaction

from tests.crawl.reading import Crawl
from tests.house.tree import mend
from tests.house.worlds import Worlds

pytestmark = pytest.mark.django_db

PRIVATE = {"desk", "journey", "account", "guest", "support"}
FRAMED = {"documents:paper", "documents:my-paper", "documents:guest-paper", "documents:copy-paper"}
"""Our own papers, which our own pages show in a frame."""
ELSEWHERE = re.compile(r"^\s*(?:https?:)?//(?!testserver[/:]|testserver$)", re.IGNORECASE)


@pytest.fixture(scope="module")
def crawl(django_db_setup, django_db_blocker):
    """Read once for all that is asked below."""
    logging.disable(logging.CRITICAL)
    with django_db_blocker.unblock(), transaction.atomic():
        yield Crawl(Worlds())
        transaction.set_rollback(True)
    logging.disable(logging.NOTSET)


def test_no_page_breaks(crawl):
    mend("These break:", [f"{one.name} answers {one.status} {one}" for one in crawl.answers if one.status >= 500])


def test_every_answer_tells_the_browser_to_be_careful(crawl):
    found = []
    for one in crawl.answers:
        framing = ("'self'", "SAMEORIGIN") if one.name in FRAMED and one.status == 200 else ("'none'", "DENY")
        policy = dict(part.partition(" ")[::2] for part in one.headers["Content-Security-Policy"].split("; "))
        objects = policy.get("object-src", policy["default-src"])
        told = (
            policy["frame-ancestors"], one.headers["X-Frame-Options"], objects, policy["base-uri"],
            one.headers["X-Content-Type-Options"], one.headers["Referrer-Policy"],
        )  # fmt: skip
        if told != (*framing, "'none'", "'none'", "nosniff", "same-origin") or "unsafe" in str(policy):
            found.append(f"{one} says {told}")

    mend("These headers are not those of docs/understand/security-model.md:", found)


def test_nobody_may_keep_what_is_for_one_person(crawl):
    found = [
        f"{one} says {one.headers.get('Cache-Control')!r}"
        for one in crawl.answers
        if one.door in PRIVATE and "no-store" not in one.headers.get("Cache-Control", "")
    ]

    mend("A browser or a proxy keeps these:", found)


def test_no_page_that_is_read_fetches_anything_from_another_site(crawl):
    found = [f"{one} fetches {there}" for one in crawl.answers for there in one.page.fetched if ELSEWHERE.match(there)]

    mend("Ship these ourselves:", found)
