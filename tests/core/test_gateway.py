"""Text messages: one address names any gateway; what it does not take is told without number and key."""

import logging

import pytest

from compagnon.core import gateway, status

NUMBER = "+33612345678"


def finding():
    return status._text_messages(thorough=True)


def test_a_message_reaches_the_gateway_with_its_number_in_letters_that_telephones_have(text_gateway):
    gateway.send(number=NUMBER, text="Chambre d’essai\u202f: 123 456 – à ne donner à personne")

    assert text_gateway.texts == [(NUMBER, "Chambre d'essai : 123 456 - à ne donner à personne")]
    assert text_gateway.taken[0]["key"] == "secret-of-ours"


@pytest.mark.parametrize("answer", [302, 402, 500])
def test_what_the_gateway_does_not_take_is_told_without_number_and_key(text_gateway, answer, caplog):
    text_gateway.answers = answer

    with caplog.at_level(logging.DEBUG), pytest.raises(gateway.NotTaken) as told:
        gateway.send(number=NUMBER, text="123 456")

    assert text_gateway.taken == []
    assert not any(said in f"{told.value} {caplog.text}" for said in (NUMBER, "12345678", "secret-of-ours", "123 456"))


def test_a_gateway_that_is_away_is_told(text_gateway):
    text_gateway.close()

    with pytest.raises(gateway.NotTaken, match="did not take it"):
        gateway.send(number=NUMBER, text="123 456")


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("json://127.0.0.1/send", "needs {number}"),
        ("nowhere://{number}", "is not understood"),
        ("json://gateway.example.org/?:to={number}", "without TLS"),
    ],
)
def test_the_doctor_says_what_is_wrong_with_the_address_and_shows_nothing_of_it(settings, url, said):
    settings.TEXT_MESSAGES_URL = url

    assert (finding().is_well, said in finding().sentence) == (False, True)
    assert url not in finding().sentence


def test_the_doctor_says_that_a_gateway_is_named_and_that_there_is_none(text_gateway, settings):
    assert (finding().is_well, finding().sentence) == (True, "A gateway for text messages is named.")
    assert text_gateway.taken == [], "looking sends nothing"

    settings.TEXT_MESSAGES_URL = ""

    assert (finding().is_well, "codes go by letter" in finding().sentence) == (True, True)


@pytest.mark.parametrize(
    "url",
    [
        "twilio://AC0123456789abcdef0123456789abcdef:0123456789abcdef0123456789abcdef@+33700000000/{number}",
        "octopush://somebody@example.org/key0123456789/{number}",
        "forms://gateway.example.org/sms?:to={number}&:message=text&+Authorization=key",
    ],
)
def test_gateways_of_many_makers_are_named_by_one_address(settings, url):
    settings.TEXT_MESSAGES_URL = url

    assert gateway.problem(thorough=True) == ""


def test_without_a_gateway_nothing_is_sent(settings):
    settings.TEXT_MESSAGES_URL = ""

    with pytest.raises(gateway.NotTaken, match="No gateway"):
        gateway.send(number=NUMBER, text="123 456")
