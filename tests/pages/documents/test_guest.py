"""Signing by personal link: what a mail scanner, a hurried thumb and an old page can do."""

import base64
import struct
import zlib

import pytest
from django.urls import reverse

from compagnon.documents.actions import sending, signing
from compagnon.documents.models import Signature
from compagnon.people import links
from tests.factories.documents import ready_to_send


@pytest.fixture
def document(network):
    mobility = ready_to_send(network)
    return sending.send_for_signature(mobility=mobility, by=mobility.referent)


def address(signature, name="documents:sign"):
    link = links.make(purpose="documents.sign", holder=signature.signer, about=signature)
    return reverse(name, args=[links.token_of(link)])


def png(width=4, height=4):
    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"".join(b"\0" + b"\0" * width for _ in range(height)))
    content = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    return "data:image/png;base64," + base64.b64encode(content).decode()


def answer(document, **changed):
    return {
        "answer": "sign",
        "consent": "on",
        "typed_name": "Tuto Beispiel",
        "shown": document.agreed_sha256,
        **changed,
    }


def state(signature):
    return Signature.objects.get(pk=signature.pk).state


def test_opening_the_link_as_a_mail_scanner_does_changes_nothing(client, document):
    host = document.signatures.get(role="host")

    for _ in range(3):
        response = client.get(address(host))
        client.head(address(host))

    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store"
    assert state(host) == "waiting"


def test_the_page_is_read_in_the_language_of_who_holds_the_link(client, document):
    response = client.get(address(document.signatures.get(role="host")))

    assert 'lang="de"' in response.text


def test_a_typed_name_and_the_tick_sign(client, document):
    host = document.signatures.get(role="host")

    response = client.post(address(host), answer(document), headers={"user-agent": "A phone"})

    assert response.status_code == 302
    signed = Signature.objects.get(pk=host.pk)
    assert (signed.state, signed.method, signed.browser) == ("signed", "typed", "A phone")
    assert signed.identified_by == f"link:{host.signer.email}"
    assert signed.consent_sentence in client.get(address(host) + "?lang=de").text


def test_a_drawn_signature_is_kept_as_the_picture_that_was_drawn(client, document):
    host = document.signatures.get(role="host")

    client.post(address(host), answer(document, typed_name="", signature=png()))

    signed = Signature.objects.get(pk=host.pk)
    assert signed.method == "drawn"
    assert bytes(signed.drawing).startswith(b"\x89PNG")


@pytest.mark.parametrize(
    "drawing",
    [
        "data:image/svg+xml;base64,PHN2Zy8+",
        "data:image/png;base64," + base64.b64encode(b"GIF89a not a drawing").decode(),
        png(width=9000),
        "javascript:alert(1)",
        "data:image/png;base64,%%%",
        "data:image/png;base64," + base64.b64encode(b"\x89PNG\r\n\x1a\n" + b"0" * 600_000).decode(),
    ],
)
def test_what_is_not_a_drawing_gets_a_sentence_and_signs_nothing(client, document, drawing):
    host = document.signatures.get(role="host")

    response = client.post(address(host) + "?lang=en", answer(document, signature=drawing))

    assert response.status_code == 422
    assert "type your name" in response.text or "too large" in response.text
    assert state(host) == "waiting"


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [({"consent": ""}, "Tick the sentence"), ({"typed_name": " "}, "Draw your signature, or type your full name")],
)
def test_without_tick_or_name_the_page_says_what_is_missing(client, document, changed, sentence):
    host = document.signatures.get(role="host")

    response = client.post(address(host) + "?lang=en", answer(document, **changed))

    assert response.status_code == 422
    assert sentence in response.text
    assert state(host) == "waiting"


def test_a_double_press_signs_once_and_thanks_twice(client, document):
    host = document.signatures.get(role="host")

    answers = [client.post(address(host), answer(document)) for _ in range(2)]
    page = client.get(address(host) + "?lang=en")

    assert [one.status_code for one in answers] == [302, 302]
    assert "Thank you for signing" in page.text
    assert host.document.signatures.filter(state="signed").count() == 1


def test_a_refusal_needs_a_reason_and_then_ends_the_links_of_the_others(client, document):
    host, employer = document.signatures.get(role="host"), document.signatures.get(role="employer")
    others = address(employer)

    without = client.post(address(host) + "?lang=en", {"answer": "refuse", "reason": " "})
    client.post(address(host), {"answer": "refuse", "reason": "Other hours"})

    assert (without.status_code, "what should be changed" in without.text) == (422, True)
    assert client.get(others).status_code == 410
    assert client.post(others, answer(document)).status_code == 410
    assert "Other hours" in client.get(address(host) + "?lang=en").text


def test_a_page_left_open_while_the_agreement_was_replaced_hears_that_it_is_out_of_date(client, document):
    host = document.signatures.get(role="host")
    page = address(host)
    document.state = "returned"
    document.save()

    response = client.post(page + "?lang=en", answer(document))

    assert response.status_code == 422
    assert "not valid any more" in response.text
    assert state(host) == "waiting"


@pytest.mark.parametrize("change", ["expires_at", "revoked_at"])
def test_an_expired_or_revoked_link_says_so_and_shows_no_paper(client, document, change):
    from compagnon.core import clock

    host = document.signatures.get(role="host")
    page, paper = address(host), address(host, "documents:guest-paper")
    link = links.make(purpose="documents.sign", holder=host.signer, about=host)
    setattr(link, change, clock.now())
    link.save()

    assert client.get(page).status_code == 410
    assert client.get(paper).status_code == 410


def test_a_link_for_another_purpose_opens_nothing(client, document):
    host = document.signatures.get(role="host")
    link = links.make(purpose="documents.sign", holder=host.signer, about=host)

    assert client.get(reverse("documents:copy", args=[links.token_of(link)])).status_code == 404
    assert client.get(reverse("documents:sign", args=["nothing" * 6])).status_code == 404


def test_the_paper_shown_is_exactly_what_is_signed_and_nobody_in_between_keeps_it(client, document):
    import hashlib

    response = client.get(address(document.signatures.get(role="host"), "documents:guest-paper"))

    assert hashlib.sha256(response.content).hexdigest() == document.agreed_sha256
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response["Cache-Control"]
    assert response["Content-Disposition"].startswith("inline; filename=")


def test_everybody_reads_the_final_paper_by_the_copy_link(client, document):
    for one in document.signatures.all():
        act = signing.Act("N. N.", b"", "I agree.", document.agreed_sha256, "link:n@example.org", None, "")
        signing.sign(signature=one, act=act, by=one.signer)
    document.refresh_from_db()
    host = document.signatures.get(role="host").signer
    token = links.token_of(links.make(purpose="documents.copy", holder=host, about=document))

    page = client.get(reverse("documents:copy", args=[token]) + "?lang=en")
    paper = client.get(reverse("documents:copy-paper", args=[token]))

    assert document.final_sha256 in page.text
    assert paper.content.startswith(b"%PDF-")
