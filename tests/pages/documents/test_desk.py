"""The agreement at the desk: written without losing a word, sent, signed, read only by those who may."""

import re

import pytest
from django.urls import reverse

from compagnon.documents.actions import sending, signing
from compagnon.documents.models import LearningOutcome
from tests.factories.documents import LearningOutcomeFactory, ready_to_send
from tests.factories.mobilities import MobilityFactory
from tests.factories.people import PersonFactory


@pytest.fixture
def mobility(network):
    return ready_to_send(network)


@pytest.fixture
def desk(client, mobility):
    client.force_login(mobility.referent)
    return client


def page(mobility, name="agreement"):
    return reverse(f"documents:{name}", args=[mobility.code])


def typed(client, mobility, **changed):
    """What the page would post if nothing were touched, with changes."""
    html = client.get(page(mobility)).text
    form = html[html.index('id="agreement"') :]
    found = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form))
    found |= dict(re.findall(r'<textarea name="([^"]+)"[^>]*>\n?([^<]*)</textarea>', form))
    found |= dict.fromkeys(re.findall(r'<select name="([^"]+)"', form), "professional")
    return {**found, "button": "save", **changed}


def titles(mobility):
    return [str(one.title) for one in mobility.outcomes.all()]


def test_an_empty_agreement_begins_with_the_proposal_for_the_trade(client, network):
    mobility = MobilityFactory(network=network, placed=True, participant__trade__key="bakery")
    client.force_login(mobility.referent)

    before = client.get(page(mobility))
    client.post(page(mobility, "begin"))

    assert "Begin with the proposal" in before.text
    assert len(titles(mobility)) == 4
    assert mobility.terms.monitoring


def test_saving_what_is_shown_changes_nothing_and_what_is_typed_is_kept(desk, mobility):
    before = titles(mobility)
    desk.post(page(mobility), typed(desk, mobility))
    unchanged = titles(mobility)
    desk.post(page(mobility), typed(desk, mobility, **{"o0-title-en": "Shape a pretzel"}))

    assert unchanged == before
    assert titles(mobility)[0] == "Shape a pretzel"


@pytest.mark.parametrize(
    ("button", "order"), [("down:0", [1, 0]), ("up:1", [1, 0]), ("remove:0", [1]), ("add", [0, 1])]
)
def test_the_buttons_work_without_a_script_and_keep_what_was_typed(desk, mobility, button, order):
    before = titles(mobility)

    response = desk.post(page(mobility), typed(desk, mobility, button=button, **{"t-schedule-en": "8 to 16"}))

    assert response.status_code == 302
    assert titles(mobility) == [before[place] for place in order]
    mobility.refresh_from_db()
    assert str(mobility.terms.schedule) == "8 to 16"


def test_two_referents_do_not_overwrite_one_another_without_knowing(desk, mobility):
    mine = typed(desk, mobility, **{"o0-title-en": "Mine"})
    LearningOutcomeFactory(mobility=mobility)

    response = desk.post(page(mobility), mine)

    assert response.status_code == 422
    assert "Somebody else changed this agreement" in response.text
    assert "Mine" in response.text
    assert "Mine" not in titles(mobility)


def test_too_long_a_text_is_refused_beside_its_field_and_stays(desk, mobility):
    response = desk.post(page(mobility), typed(desk, mobility, **{"o0-title-en": "x" * 301}))

    assert response.status_code == 422
    assert "x" * 301 in response.text


def test_sending_from_the_page_saves_first_and_then_asks_for_signatures(desk, mobility):
    desk.post(page(mobility), typed(desk, mobility, button="send", **{"o0-title-en": "Last word"}))

    document = mobility.documents.get()
    assert document.state == "signing"
    assert document.facts["outcomes"][0]["text"]["en"] == "Last word"


def test_what_is_missing_is_said_with_who_can_give_it(desk, mobility):
    LearningOutcome.objects.all().delete()
    LearningOutcomeFactory(mobility=mobility, task="", assessment="")

    html = desk.get(page(mobility)).text

    assert "Learning outcome 1: the task at the host" in html
    assert "you, on this page" in html
    assert desk.post(page(mobility), typed(desk, mobility, button="send")).status_code == 422
    assert not mobility.documents.exists()


def test_the_preview_is_a_pdf_shown_in_the_page(desk, mobility):
    response = desk.get(page(mobility, "preview"))

    assert response.content.startswith(b"%PDF-")
    assert response["Content-Disposition"].startswith("inline")


def test_the_referent_signs_for_the_centre_at_the_desk(desk, mobility):
    document = sending.send_for_signature(mobility=mobility, by=mobility.referent)
    mine = document.signatures.get(role="centre")

    shown = desk.get(page(mobility))
    response = desk.post(
        reverse("documents:sign-at-desk", args=[mine.code]),
        {"answer": "sign", "consent": "on", "typed_name": "The referent", "shown": document.agreed_sha256},
    )

    mine.refresh_from_db()
    assert "Sign for the centre" in shown.text
    assert (response.status_code, mine.state) == (302, "signed")
    assert mine.identified_by == f"account:{mobility.referent.email}"


def test_an_agreement_returned_shows_why_and_keeps_every_word(desk, mobility):
    document = sending.send_for_signature(mobility=mobility, by=mobility.referent)
    host = document.signatures.get(role="host")
    signing.refuse(signature=host, reason="Start at nine.", by=host.signer)

    html = desk.get(page(mobility)).text

    assert "Start at nine." in html
    assert "Bake a rye bread" in html


def test_who_may_not_see_the_mobility_finds_nothing(client, mobility, network):
    document = sending.send_for_signature(mobility=mobility, by=mobility.referent)
    elsewhere = PersonFactory(network=network, role="referent", role__departement_code="72")
    reviewer = PersonFactory(network=network, role="reviewer")

    for person in (elsewhere, reviewer, mobility.participant.person):
        client.force_login(person)
        for address in (page(mobility), page(mobility, "preview"), reverse("documents:paper", args=[document.code])):
            assert client.get(address).status_code == 404
