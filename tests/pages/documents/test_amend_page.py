"""The page that amends: what changed by itself first, then only the questions of the part that changes, why and since when last."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from compagnon.core import clock
from compagnon.documents.amending.asking import parts_of
from compagnon.documents.catalogue.reading import shipped
from compagnon.documents.models import Document
from compagnon.mobilities.models import Departure, Mobility
from tests.documents.test_amending import GRANT, moved, signed
from tests.documents.test_papers import terms_for
from tests.factories.documents import ready_to_send
from tests.pages.documents.test_amending import address, said

FRENCH = shipped()["french_agreement"]


@pytest.fixture
def mobility(network):
    return ready_to_send(
        network, participant__qualification="Baker", participant__contract_start=date(2026, 9, 1),
        participant__contract_end=date(2028, 8, 31),
    )  # fmt: skip


@pytest.fixture
def desk(client, mobility):
    client.force_login(mobility.referent)
    return client


def french(mobility):
    return signed(mobility, FRENCH.key, **{**terms_for(FRENCH), "host_signs": "yes"})


def parts(html):
    """Each part of the paper with whether it stands open."""
    found = re.findall(r'<details class="outcome"( open)?>\s*<summary><span>([^<]+)', html)
    return {title: bool(is_open) for is_open, title in found}


def answers(document, **changed):
    """The paper's own questions as the page would post them."""
    found = {}
    for key, value in {**document.terms, **changed}.items():
        if isinstance(value, dict):
            found |= {f"s-{key}-{code}": value.get(code, "") for code in document.languages}
        else:
            found[f"s-{key}"] = value
    return found


def test_the_questions_stand_part_by_part_and_closed_with_what_was_agreed(desk, mobility):
    document = french(mobility)

    html = desk.get(address("amend", document)).text

    shown = parts(html)
    assert len(shown) == 12
    assert not any(shown.values())
    assert "Contract put to sleep (stand-by)" in html.partition("Regime of the contract")[2][:300]
    assert [html.index(words) for words in ("What changes?", "Who signs", "Why, and since when")] == sorted(
        html.index(words) for words in ("What changes?", "Who signs", "Why, and since when")
    )


def test_what_changed_by_itself_is_shown_at_once_and_what_is_known_elsewhere_leads_there(desk, mobility):
    document = french(mobility)
    moved(mobility)

    html = desk.get(address("amend", document)).text

    assert "8\xa0March\xa02027" in html.partition("What else changes?")[0]
    for page in ("dates", "host"):
        assert f"/mobilities/{mobility.code}/{page}/" in html, page
    assert mobility.participant.get_absolute_url() in html


def test_only_the_part_that_changes_opens_and_everything_typed_stays_when_something_is_wrong(desk, mobility):
    document = french(mobility)
    html = desk.get(address("amend", document)).text
    typed = answers(document, schedule="Nights", costs={"en": "The host pays"})

    wrong = desk.post(address("amend", document), said(html, **typed, **{"t-reason-en": ""}))

    opened = {title for title, is_open in parts(wrong.text).items() if is_open}
    assert wrong.status_code == 422
    assert opened == {"Rhythm and leave", "Costs and benefits"}
    assert all(words in wrong.text for words in ("Nights", "The host pays", "Say why it changes"))


def test_a_choice_that_asks_more_opens_it_and_says_what_is_missing(desk, mobility):
    kind = shipped()["grant_agreement"]
    services = {
        "activity_type": "short",
        "option": "services",
        "total": "900",
        "services": {"en": "The bus"},
        "insurer": "The centre",
    }
    document = signed(mobility, kind.key, **services)
    html = desk.get(address("amend", document)).text
    typed = answers(document, option="both")

    first = desk.post(address("amend", document), said(html, **typed))
    full = {**typed, "s-holder": GRANT["holder"], "s-iban": GRANT["iban"]}
    shown = desk.post(address("amend", document), said(first.text, **full))
    desk.post(address("amend", document), said(shown.text, **full))

    assert first.status_code == 422
    assert parts(first.text)["Bank account"]
    assert "This paper cannot do without it." in first.text
    assert Document.objects.get(amends=document).terms["said"]["iban"] == GRANT["iban"]


def test_every_question_of_every_paper_stands_under_one_part():
    for kind in shipped().values():
        keys = [key for part in parts_of(kind) for key in part.terms]
        assert sorted(keys) == sorted(term.key for term in kind.terms), kind.key
        assert all(part.title for part in parts_of(kind)), kind.key


def test_a_group_is_amended_on_the_same_page(desk, mobility):
    departure = Departure.objects.create(
        network=mobility.network, name="March", scheme=mobility.scheme, country="DE", departs_on=mobility.departs_on,
        returns_on=mobility.returns_on, accompanying=mobility.referent,
    )  # fmt: skip
    Mobility.objects.filter(pk=mobility.pk).update(departure=departure)
    kind = shipped()["group_programme"]
    departure.referent = mobility.referent
    document = signed(departure, kind.key, **terms_for(kind))
    departure.returns_on += timedelta(days=1)
    departure.save()

    html = desk.get(address("amend", document)).text
    answer = desk.post(
        address("amend", document), said(html, **answers(document), **{"t-reason-fr": "Retour plus tard"}), follow=True
    )

    assert departure.get_absolute_url() in html
    assert answer.status_code == 200
    assert Document.objects.get(amends=document).effective_on == clock.today()


def test_the_page_asks_the_database_fifteen_times_and_eight_times_more_for_what_follows_from_other_days(desk, mobility):
    def asked():
        with CaptureQueriesContext(connection) as questions:
            desk.get(address("amend", document))
        return len(questions)

    document = french(mobility)
    asked()

    before = asked()
    moved(mobility)
    after = asked()

    assert before <= 15
    assert after <= 23
