"""Codes by text message: to the number on file alone, as the network allows, told in the evidence; a gateway that fails is told."""

from datetime import timedelta

import pytest

from compagnon.core import clock, files
from compagnon.correspondence.jobs import send_letter
from compagnon.correspondence.models import Letter
from compagnon.documents import code_rules
from compagnon.documents.actions import circuit, codes, sending, signing
from compagnon.documents.actions.agreement import AgreementRefused
from compagnon.documents.actions.codes import CodeRefused
from compagnon.documents.catalogue.reading import shipped
from compagnon.documents.choices import CodeWay
from compagnon.documents.deputies import deputies_of
from compagnon.documents.queries import lacks_of
from compagnon.documents.register import register_of
from compagnon.network.models import Network
from tests.documents.test_papers import words_of
from tests.documents.test_signing import act
from tests.factories.documents import ready_to_send
from tests.factories.people import ContactFactory

KIND = shipped()["quality_commitment"].model_copy(update={"after_stay": False})
NUMBER = "+4915123456789"


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def mobility(network):
    mobility = ready_to_send(network)
    mobility.tutor.phone = "0151 23456789"
    mobility.tutor.organisation.country = "DE"
    mobility.tutor.organisation.save()
    mobility.tutor.save()
    return mobility


def send(mobility, way, *roles, kind=KIND):
    network = Network.objects.get(pk=mobility.network_id)
    codes.set_code_rule(network=network, kind=kind, roles=roles or ["host"], way=way, by=mobility.referent)
    mobility.refresh_from_db()
    return sending.send_paper(row=mobility, kind=kind, by=mobility.referent)


def host_of(document):
    return document.signatures.get(role="host")


def worker_sends(key=codes.BY_TEXT):
    for letter in Letter.objects.filter(key=key, state="queued"):
        send_letter(letter=letter.pk, network=letter.network_id)


def test_the_code_reaches_the_number_on_file_and_the_evidence_says_so_without_the_number(mobility, text_gateway):
    document = send(mobility, CodeWay.EITHER)
    host = host_of(document)

    assert codes.send_code(signature=host, by_text=True)
    worker_sends()

    host.refresh_from_db()
    ((number, text),) = text_gateway.texts
    assert (number, host.digits in text, len(text) <= 160) == (NUMBER, True, True)
    assert host.digits not in Letter.objects.get(key=codes.BY_TEXT).body
    signing.sign(signature=host, act=act(document, code=host.digits), by=host.signer)
    host.refresh_from_db()
    assert host.identified_by == "text:•• •• •• 89"
    assert NUMBER not in str(register_of(document))
    assert "text:•• •• •• 89" in str(register_of(document))


def test_the_signature_page_says_that_the_code_went_by_text_message(mobility, text_gateway):
    document = send(mobility, CodeWay.TEXT)
    host = host_of(document)
    codes.send_code(signature=host, by_text=True)
    host.refresh_from_db()
    signing.sign(signature=host, act=act(document, code=host.digits), by=host.signer)
    for one in document.signatures.exclude(pk=host.pk):
        signing.sign(signature=one, act=act(document), by=one.signer)

    document.refresh_from_db()
    printed = words_of(files.read(document.final_file))

    assert "acodesentbytextmessagetothenumberonfilethatendsin89" in printed


def test_a_gateway_that_fails_is_told_and_mail_stays_possible(mobility, text_gateway):
    text_gateway.answers = 500
    document = send(mobility, CodeWay.EITHER)
    host = host_of(document)

    codes.send_code(signature=host, by_text=True)
    worker_sends()

    host.refresh_from_db()
    assert codes.is_lost(host)
    assert Letter.objects.get(key=codes.BY_TEXT).state == "failed"
    assert text_gateway.texts == []
    codes.send_code(signature=host)
    host.refresh_from_db()
    assert not codes.is_lost(host)
    signing.sign(signature=host, act=act(document, code=host.digits), by=host.signer)
    host.refresh_from_db()
    assert host.identified_by.startswith("code:")


@pytest.mark.parametrize(
    ("way", "phone", "expected"),
    [
        (CodeWay.LETTER, "0151 23456789", ("tutor@example.org", "")),
        (CodeWay.EITHER, "0151 23456789", ("tutor@example.org", NUMBER)),
        (CodeWay.EITHER, "0461 1234567", ("tutor@example.org", "")),
        (CodeWay.TEXT, "0151 23456789", ("", NUMBER)),
    ],
)
def test_a_code_goes_where_the_paper_says_and_something_is_on_file(mobility, text_gateway, way, phone, expected):
    mobility.tutor.phone, mobility.tutor.email = phone, "tutor@example.org"
    mobility.tutor.save()
    host = host_of(send(mobility, way))

    ways = code_rules.ways_of(host)

    assert (ways.email, ways.number) == expected
    for by_text, where in zip((False, True), expected, strict=True):
        if where:
            assert codes.send_code(signature=host, by_text=by_text)
        else:
            with pytest.raises(CodeRefused, match="No code can be sent there"):
                codes.send_code(signature=host, by_text=by_text)


def test_without_a_gateway_codes_go_by_letter_whatever_the_rule(mobility, settings):
    settings.TEXT_MESSAGES_URL = ""

    document = send(mobility, CodeWay.TEXT)

    assert document.code_way == CodeWay.LETTER
    assert code_rules.ways_of(host_of(document)).email


def test_once_a_paper_is_out_by_text_message_alone_a_gateway_that_is_gone_opens_no_easier_way(
    mobility, text_gateway, settings
):
    host = host_of(send(mobility, CodeWay.TEXT))

    settings.TEXT_MESSAGES_URL = ""

    assert code_rules.ways_of(host).is_none


@pytest.mark.parametrize("key", ["quality_commitment", "learning_agreement"])
def test_a_paper_does_not_go_out_while_a_number_is_missing_to_which_its_code_goes(mobility, text_gateway, key):
    kind = shipped()[key].model_copy(update={"after_stay": False})
    mobility.tutor.phone = ""
    mobility.tutor.save()

    with pytest.raises(AgreementRefused, match=f"Mobile number of {mobility.tutor}"):
        send(mobility, CodeWay.TEXT, kind=kind)

    lacks = lacks_of(mobility, kind, None, mobility.referent)
    assert [one.what for one in lacks if one.blocks] == [f"Mobile number of {mobility.tutor}, to which the code goes"]


def test_a_number_gets_five_codes_in_an_hour_however_many_papers_ask(mobility, text_gateway):
    first = host_of(send(mobility, CodeWay.EITHER))
    other = ready_to_send(mobility.network, tutor=mobility.tutor, host=None)
    second = host_of(send(other, CodeWay.EITHER))

    sent = [codes.send_code(signature=one, by_text=True) for one in (first, second, first, second, first, second)]

    assert sent == [True] * 5 + [False]
    assert codes.send_code(signature=second), "by letter it is still possible"


def test_a_code_by_letter_does_not_sign_a_paper_that_asks_for_a_text_message(mobility, text_gateway):
    document = send(mobility, CodeWay.TEXT)
    host = host_of(document)
    host.code_sent_at = clock.now()
    host.save()

    with pytest.raises(CodeRefused):
        signing.sign(signature=host, act=act(document, code=host.digits), by=host.signer)


def test_a_number_that_was_changed_since_asks_for_another_code(mobility, text_gateway):
    document = send(mobility, CodeWay.TEXT)
    host = host_of(document)
    codes.send_code(signature=host, by_text=True)
    host.refresh_from_db()
    mobility.tutor.phone = "0151 98765432"
    mobility.tutor.save()
    host = host_of(document)

    with pytest.raises(CodeRefused):
        signing.sign(signature=host, act=act(document, code=host.digits), by=host.signer)


def test_a_deputy_gets_a_code_of_their_own(mobility, text_gateway):
    deputy = ContactFactory(
        network=mobility.network, organisation=mobility.host, kind="host_coordinator", phone="+49 151 11112222"
    )
    document = send(mobility, CodeWay.TEXT)
    host = host_of(document)
    codes.send_code(signature=host, by_text=True)
    assert deputy in deputies_of(host)

    circuit.hand_over(signature=host, to=deputy, by=mobility.referent)

    host = host_of(document)
    assert (host.code_sent_at, host.code_number) == (None, "")
    codes.send_code(signature=host, by_text=True)
    worker_sends()
    assert [number for number, _text in text_gateway.texts] == ["+4915111112222"], (
        "what had not left to the first does not go"
    )


def test_of_two_codes_only_the_newest_leaves_and_by_the_way_that_was_asked_last(mobility, text_gateway):
    host = host_of(send(mobility, CodeWay.EITHER))
    codes.send_code(signature=host, by_text=True)

    codes.send_code(signature=host)
    worker_sends()

    assert text_gateway.texts == []
    assert dict(Letter.objects.filter(key__in=codes.CODES).values_list("key", "state")) == {
        codes.BY_TEXT: "cancelled", "documents.code": "queued"
    }  # fmt: skip


def test_a_message_is_handed_over_once_and_too_old_a_code_opens_nothing(mobility, text_gateway):
    document = send(mobility, CodeWay.TEXT)
    host = host_of(document)
    codes.send_code(signature=host, by_text=True)
    worker_sends()
    letter = Letter.objects.get(key=codes.BY_TEXT)

    send_letter(letter=letter.pk, network=letter.network_id)

    assert len(text_gateway.texts) == 1
    assert (letter.to_email, letter.is_confidential) == ("", True)
    host.refresh_from_db()
    with clock.at(clock.now() + timedelta(minutes=31)), pytest.raises(CodeRefused):
        signing.sign(signature=host, act=act(document, code=host.digits), by=host.signer)
