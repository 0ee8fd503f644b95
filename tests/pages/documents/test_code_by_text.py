"""The pages that ask for a code: by e-mail or by text message to the number on file, which is shown by its last two digits."""

import pytest
from django.urls import reverse

from compagnon.correspondence.models import Letter
from compagnon.documents.actions import codes
from compagnon.documents.catalogue.reading import shipped
from compagnon.documents.choices import CodeWay
from compagnon.documents.models import CodeRule, Signature
from compagnon.network.models import Network
from compagnon.people import links
from tests.documents.test_codes_by_text import worker_sends
from tests.factories.documents import ready_to_send
from tests.factories.people import ContactFactory, PersonFactory
from tests.pages.documents.test_together import of, opens, page_of, sent, ticked

PHONE, NUMBER, SHOWN = "+33 6 12 34 56 78", "+33612345678", "•• •• •• 78"
KEY = "quality_commitment"


@pytest.fixture
def tutor(network):
    return ContactFactory(
        network=network, kind="tutor", first_name="Greta", last_name="Sauerteig", language="en", phone=PHONE
    )


def says(network, way, roles=("host",)):
    network = Network.objects.get(pk=network.pk)
    by = PersonFactory(network=network, role="administrator")
    codes.set_code_rule(network=network, kind=shipped()[KEY], roles=roles, way=way, by=by)


def two(network, tutor, way):
    """The commitments of two learners with one tutor, whose code goes as the network says."""
    says(network, way)
    first = ready_to_send(network, tutor=tutor, host=None)
    second = ready_to_send(network, tutor=tutor, host=None, referent=first.referent)
    for one in (first, second):
        one.network = Network.objects.get(pk=network.pk)
    return of("host", [sent(one) for one in (first, second)])


def alone(signature):
    link = links.make(purpose="documents.sign", holder=signature.signer, about=signature)
    return reverse("documents:sign", args=[links.token_of(link)])


def digits():
    """What the newest code says."""
    return Letter.objects.filter(key__in=codes.CODES).latest("pk").about.digits


def typed(signature, **said):
    shown = signature.document.agreed_sha256
    return {"answer": "sign", "consent": "on", "typed_name": "Greta Sauerteig", "shown": shown, **said}


def known_by(signatures):
    return [one.identified_by for one in Signature.objects.filter(pk__in=[one.pk for one in signatures])]


def test_many_papers_are_opened_and_signed_with_a_code_by_text_message(client, network, tutor, text_gateway):
    papers = two(network, tutor, CodeWay.EITHER)
    page = client.get(page_of(tutor)).text
    assert f"By text message to {SHOWN}" in page
    assert f"By e-mail to {tutor.email}" in page
    assert not any(said in page for said in (PHONE, NUMBER, "34 56"))

    client.post(page_of(tutor), {"answer": "text", "phone": "+33699999999", "number": "+33699999999"})
    worker_sends()
    waits = client.get(page_of(tutor) + "?asked").text
    client.post(page_of(tutor), {"answer": "open", "code": digits()})
    client.post(page_of(tutor), ticked(papers))

    assert f"A code is on its way to {SHOWN}" in waits
    assert [number for number, _text in text_gateway.texts] == [NUMBER], "whatever the request says"
    assert known_by(papers) == [f"text:{SHOWN}"] * 2


def test_a_letter_opens_nothing_where_a_text_message_is_asked(client, network, tutor, text_gateway):
    two(network, tutor, CodeWay.TEXT)

    page = client.get(page_of(tutor)).text
    answer = client.post(page_of(tutor), {"answer": "code"}, follow=True).text

    assert "By e-mail" not in page
    assert "which is sent by text message to" in page
    assert "No code can be sent there" in answer
    assert not Letter.objects.filter(key__in=codes.CODES).exists()


def test_papers_stay_open_only_while_the_number_on_file_is_the_one_that_got_the_code(
    client, network, tutor, text_gateway
):
    two(network, tutor, CodeWay.TEXT)
    client.post(page_of(tutor), {"answer": "text"})
    client.post(page_of(tutor), {"answer": "open", "code": digits()})
    assert "papers wait for your signature" in client.get(page_of(tutor)).text

    tutor.phone = "+33 7 11 22 33 44"
    tutor.save()

    assert "Your papers" in client.get(page_of(tutor)).text


def test_who_shares_an_address_does_not_sign_what_asks_for_a_code_to_anothers_number(
    client, network, tutor, text_gateway
):
    (paper, _other) = two(network, tutor, CodeWay.TEXT)
    sharing = ContactFactory(network=network, email=tutor.email, kind="guardian", language="en", phone="+33711223344")
    assert "Send me the code" in client.get(page_of(sharing)).text
    opens(client, sharing)

    told = client.post(page_of(sharing), ticked([paper]), follow=True).text

    assert "asks for a code by text message to the signer’s own number" in told
    assert Signature.objects.get(pk=paper.pk).state == "waiting"
    own_page = client.post(page_of(sharing), {"alone": paper.code}, follow=True).text
    assert f"By text message to {SHOWN}" in own_page


def test_a_code_to_one_number_opens_nothing_for_who_has_another(client, network, tutor, text_gateway):
    two(network, tutor, CodeWay.EITHER)
    sharing = ContactFactory(network=network, email=tutor.email, kind="guardian", language="en", phone="+33711223344")
    client.post(page_of(tutor), {"answer": "text"})

    answer = client.post(page_of(sharing), {"answer": "open", "code": digits()})

    assert (answer.status_code, "This is not the code" in answer.text) == (422, True)


def test_one_paper_alone_tells_that_the_message_did_not_leave_and_takes_a_letter_instead(
    client, network, tutor, text_gateway
):
    paper, _other = two(network, tutor, CodeWay.EITHER)
    text_gateway.answers = 503
    page = alone(paper)

    client.post(page, {"answer": "text"})
    waits = client.get(page).text
    worker_sends()
    told = client.get(page).text
    client.post(page, {"answer": "code"})
    client.post(page, typed(paper, code=digits()))

    assert ("hx-trigger" in waits, "could not be sent" in waits) == (True, False)
    assert ("hx-trigger" in told, "could not be sent" in told) == (False, True)
    assert known_by([paper]) == [f"code:{tutor.email}"]


def test_who_has_no_number_any_more_is_told_whom_to_ask(client, network, tutor, text_gateway):
    paper, _other = two(network, tutor, CodeWay.TEXT)
    tutor.phone = ""
    tutor.save()

    for page in (alone(paper), page_of(tutor)):
        text = client.get(page).text
        assert "No code can be sent to you at present" in text
        assert 'value="code"' not in text
        assert 'value="text"' not in text


def test_the_network_says_how_a_code_goes_where_a_gateway_is_named(client, network, text_gateway, settings):
    client.force_login(PersonFactory(network=network, role="administrator", language="en"))
    page, act = (reverse(f"documents:{name}", args=[KEY]) for name in ("wording", "wording-act"))
    assert "By text message only" in client.get(page).text

    client.post(act, {"button": "codes", "role": ["host"], "way": "text"})
    client.post(act, {"button": "codes", "role": ["host"], "way": "carrier pigeon"})
    unknown = CodeRule.objects.get().way
    client.post(act, {"button": "codes", "role": ["host"], "way": "either"})

    assert (unknown, CodeRule.objects.get().way) == ("letter", "either")
    settings.TEXT_MESSAGES_URL = ""
    text = client.get(page).text
    assert ("no gateway for text messages is set" in text, "By text message only" in text) == (True, False)
