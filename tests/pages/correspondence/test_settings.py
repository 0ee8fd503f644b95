"""How letters look and leave: sender, answers, signature, and which of them somebody reads first."""

from email.header import decode_header, make_header
from email.utils import parseaddr

import pytest
from django.core import mail
from django.test import override_settings
from django.urls import reverse

from compagnon.correspondence import actions
from compagnon.correspondence.delivery import deliver
from compagnon.correspondence.kinds import kinds
from compagnon.correspondence.models import Letter, LetterSettings
from tests.factories.people import PersonFactory
from tests.factories.recruitment import ApplicationFactory

SETTINGS = "/desk/letters/settings/"
SAID = {
    **{kind.key: "proposed" for kind in kinds()},
    "sender": "Mobilité d’essai",
    "reply_to": "bonjour@example.org",
    "signature_fr": "L’équipe d’essai",
    "signature_en": "The test team",
    "recruitment.received": "waits",
    "recruitment.admitted": "at_once",
}


@pytest.fixture
def coordinator(network):
    return PersonFactory(network=network, role="coordinator", email="coralie@example.org")


@pytest.fixture
def at_desk(client, coordinator):
    client.force_login(coordinator)
    return client


def test_each_kind_is_told_by_its_subject():
    told = {kind.key: kind.subject for kind in kinds()}

    assert told["recognition.europass"] == "Your Europass Mobility is there"
    assert told["stays.arrival"] == "Has … arrived?"
    assert "people.code" not in told


def test_what_is_said_of_letters_is_kept_and_shown_again(at_desk, network):
    assert at_desk.get(SETTINGS).status_code == 200
    response = at_desk.post(SETTINGS, SAID, follow=True)

    kept = LetterSettings.objects.get()
    assert (kept.sender, kept.reply_to) == ("Mobilité d’essai", "bonjour@example.org")
    assert kept.manners == {"recruitment.received": "waits", "recruitment.admitted": "at_once"}
    assert kept.signature.data == {"fr": "L’équipe d’essai", "en": "The test team"}
    assert "L’équipe d’essai" in response.content.decode()
    assert at_desk.post(SETTINGS, {**SAID, "reply_to": "nobody"}).status_code == 422


def test_letters_wait_or_leave_as_the_network_says(at_desk, network, coordinator):
    at_desk.post(SETTINGS, SAID)
    application = ApplicationFactory(network=network)
    reader = application.participant.person

    received = actions.write(key="recruitment.received", reader=reader, about=application, by=None)
    admitted = actions.write(key="recruitment.admitted", reader=reader, about=application, by=None, hold=True)
    declined = actions.write(key="recruitment.declined", reader=reader, about=application, by=None, hold=True)

    assert [letter.state for letter in (received, admitted, declined)] == ["held", "queued", "held"]


@override_settings(EMAIL_IS_SENT=True, DEFAULT_FROM_EMAIL="Compagnon <letters@example.org>")
def test_a_letter_to_try_goes_to_oneself_signed_and_with_the_way_back(at_desk, network):
    at_desk.post(SETTINGS, SAID)

    response = at_desk.post(reverse("correspondence:test"))
    letter = Letter.objects.get(key="correspondence.test")
    deliver(letter)

    assert response.headers["Location"] == reverse("correspondence:letter", args=[letter.code])
    sent = mail.outbox[0]
    assert (sent.to, sent.reply_to) == (["coralie@example.org"], ["bonjour@example.org"])
    assert parseaddr(sent.from_email)[1] == "letters@example.org"
    assert str(make_header(decode_header(parseaddr(sent.from_email)[0]))) == "Mobilité d’essai"
    assert sent.body.endswith("see who gets the answer.\n\nThe test team")


def test_a_letter_without_a_signature_ends_with_the_network(network):
    reader = PersonFactory(network=network, language="fr")

    assert actions.send_test(person=reader).body.endswith("Chambre d’essai")
