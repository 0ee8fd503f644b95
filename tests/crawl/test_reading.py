"""Everybody of a network reads all there is, each address and each link: what comes with it, and what never does."""

import logging
import re

import pytest
from django.db import transaction
from django.urls import reverse

from compagnon.core.sheets import READ_AS_FORMULA, XLSX
from tests.crawl.hostile import forms, harm
from tests.crawl.reading import READ, Crawl, cells
from tests.house.tree import mend
from tests.house.worlds import Worlds

pytestmark = pytest.mark.django_db

PRIVATE = {"desk", "journey", "account", "guest", "support"}
FRAMED = {"documents:paper", "documents:my-paper", "documents:guest-paper", "documents:copy-paper"}
"""Our own papers, which our own pages show in a frame."""
OWN = re.compile(r"ownmk\d+q")
IN_PRIVATE = re.compile(r"ownmk900[12]q")
"""What the filled entries of the vault say."""
NOT_READ = {
    "demo:choose": "there only in demonstration mode",
    "demo:letters": "there only in demonstration mode",
    "openid_connect_callback": "answers to a directory outside alone",
    "openid_connect_login": "leads to a directory outside",
    "setup:network": "an address that opens one time, for a network that is not there yet",
    "styleguide": "there only for those who develop",
}
TELLS_OF_ALL = {"setup:networks": "who runs the installation sees the names of its networks, nothing in them"}
NOTHING_TYPED = {
    "imports:problems": "no problem of the filled list begins so",
    "imports:template": "titles alone",
    "insights:fairness-export": "counts and our own words alone",
    "insights:targets-export": "numbers and our own words alone",
    "privacy:record-sheet": "our own words alone",
}
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
    broken = [f"{one.name} answers {one.status} {one}" for one in crawl.answers if one.status >= 500]
    mend("These break:", broken)


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


def test_nearly_every_address_is_read(crawl):
    asked = {page.name for page in crawl.pages if page.door and page.name} - crawl.only_forms
    left = asked - {one.name for one in crawl.answers if one.status in READ}

    mend("Nobody read these; open them in `open_more`, or say why not:", left, NOT_READ)
    assert len(left) <= len(asked) * 0.05, f"{len(left)} of {len(asked)} addresses were not read: {sorted(left)}"


def test_nothing_of_another_network_is_read_by_anybody(crawl):
    marks = crawl.worlds.alien_marks
    found = [f"{one} tells {told[0]}" for one in crawl.answers if (told := marks.search(one.text))]
    found += [f"letter tells {told[0]}" for told in marks.finditer(crawl.letters)]

    mend("These tell something of another network:", found, TELLS_OF_ALL)


def test_what_was_told_in_private_is_read_by_those_named_alone(crawl):
    """In pages, sheets, papers and letters; a guest reads after a press (tests/pages/inclusion)."""
    read = {(one.reader, one.name) for one in crawl.answers if IN_PRIVATE.search(one.text)}

    assert read == {
        ("participant", "inclusion:support"),
        ("participant", "inclusion:tell"),
        ("participant", "inclusion:adjustments"),
        ("coordinator", "inclusion:read"),
        ("referent", "inclusion:read"),
    }
    assert not IN_PRIVATE.search(crawl.letters)


def test_own_things_are_read_in_every_kind_of_file(crawl):
    """Else finding nothing of the other network would prove nothing."""
    kinds = {one.kind for one in crawl.answers if OWN.search(one.text)}

    assert kinds >= {"text/html", XLSX, "application/pdf"}
    assert OWN.search(crawl.letters)


def test_a_text_that_carries_a_tag_is_shown_as_text(crawl):
    found = [f"{one} shows it" for one in crawl.answers if one.kind == "text/html" and b"q<svg/onload" in one.body]

    mend("These run what somebody typed:", found)
    assert any(b"q&lt;svg/onload" in one.body for one in crawl.answers)


def test_a_text_that_begins_as_a_formula_stays_text_in_every_sheet(crawl):
    sheets = [one for one in crawl.answers if one.kind in {XLSX, "text/csv"} and one.status == 200]
    read = [(one, cell) for one in sheets for cell in cells(one)]
    begun = {one.name for one, cell in read if cell.text.startswith(READ_AS_FORMULA)}

    mend(
        "A spreadsheet program would reckon these; write them with core.sheets:",
        [f"{one} has {cell.text!r}" for one, cell in read if cell.is_reckoned],
    )
    mend("No formula was tried in these:", {one.name for one in sheets} - begun, NOTHING_TYPED)


def test_what_is_typed_to_do_harm_does_none(crawl):
    """Every form and every list, with tags, templates, SQL, headers, paths, directions, lengths, numbers out of range."""
    assert len(forms(crawl)) > 100
    mend("These do not take what is typed as text:", harm(crawl))


def test_a_null_character_is_refused_wherever_it_is_sent(crawl):
    client, views = crawl.client("coordinator"), reverse("desk:keep-view")
    answered = [
        client.get("/desk/participants/?q=a%00"),
        client.get("/desk/participants/%00/"),
        client.post(views, {"name": "a\x00"}),
    ]

    assert [one.status_code for one in answered] == [400, 400, 400]
