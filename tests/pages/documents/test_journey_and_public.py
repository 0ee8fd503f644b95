"""A participant's own papers, and the public check."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pypdf import PdfReader

from compagnon.core import files
from compagnon.documents.actions import sending, signing
from tests.factories.documents import ready_to_send
from tests.factories.people import ParticipantFactory


@pytest.fixture
def document(network):
    mobility = ready_to_send(network)
    return sending.send_for_signature(mobility=mobility, by=mobility.referent)


@pytest.fixture
def final(document):
    for one in document.signatures.all():
        act = signing.Act("N. N.", b"", "I agree.", document.agreed_sha256, "link:n@example.org", None, "")
        signing.sign(signature=one, act=act, by=one.signer)
    document.refresh_from_db()
    return document


def check(client, **posted):
    return client.post(reverse("documents:check"), posted)


def test_a_participant_signs_on_the_own_page(client, document):
    mine = document.signatures.get(role="participant")
    client.force_login(mine.person)
    page = reverse("documents:my-signature", args=[mine.code])

    shown = client.get(page)
    response = client.post(
        page, {"answer": "sign", "consent": "on", "typed_name": "Testa", "shown": document.agreed_sha256}
    )

    mine.refresh_from_db()
    assert "Read and sign" in shown.text
    assert (response.status_code, mine.state, mine.identified_by) == (302, "signed", f"account:{mine.person.email}")


def test_somebody_else_s_signature_and_paper_do_not_exist(client, document, network):
    stranger = ParticipantFactory(network=network).person
    client.force_login(stranger)
    mine = document.signatures.get(role="participant")

    assert client.get(reverse("documents:my-signature", args=[mine.code])).status_code == 404
    assert client.get(reverse("documents:my-paper", args=[document.code])).status_code == 404


def test_the_final_paper_waits_among_the_own_papers(client, final):
    client.force_login(final.mobility.participant.person)

    page = client.get(reverse("documents:my-papers"))
    paper = client.get(reverse("documents:my-paper", args=[final.code]))

    assert reverse("documents:my-paper", args=[final.code]) in page.text
    assert files.fingerprint(paper.content) == final.final_sha256


def test_anybody_hears_that_a_final_paper_is_real_without_a_name(client, final):
    pdf = SimpleUploadedFile("x.pdf", files.read(final.final_file), content_type="application/pdf")

    by_file = check(client, file=pdf)
    by_fingerprint = check(client, fingerprint=" ".join(final.final_sha256.upper()))

    for response in (by_file, by_fingerprint):
        assert "real and unchanged" in response.text
        assert final.mobility.participant.person.last_name not in response.text
        assert final.mobility.code not in response.text


def test_one_changed_byte_is_noticed(client, final):
    content = bytearray(files.read(final.final_file))
    content[-10] ^= 1

    response = check(client, file=SimpleUploadedFile("x.pdf", bytes(content)))

    assert "No paper of this installation" in response.text


def test_a_replaced_version_and_a_text_without_signatures_are_told_apart(client, final):
    unsigned = check(client, fingerprint=final.agreed_sha256)
    sending.start_new_version(mobility=final.mobility, reason="Dates", by=final.mobility.referent)
    replaced = check(client, fingerprint=final.final_sha256)

    assert "without its signatures" in unsigned.text
    assert "newer version replaces it" in replaced.text


@pytest.mark.parametrize(
    ("posted", "sentence"),
    [
        ({}, "Choose a PDF, or type its reference or its fingerprint."),
        ({"fingerprint": "abc"}, "Type the reference as it is printed"),
        ({"file": SimpleUploadedFile("x.pdf", b"MZ a program", content_type="application/pdf")}, "This is not a PDF."),
        ({"file": SimpleUploadedFile("x.pdf", b"", content_type="application/pdf")}, "empty"),
    ],
)
def test_what_cannot_be_checked_gets_a_sentence(client, db, posted, sentence):
    response = check(client, **posted)

    assert response.status_code == 422
    assert sentence in response.text


def test_a_paper_says_where_it_is_checked_and_its_code_leads_there(client, final, settings):
    settings.SITE_URL = "https://example.org"
    page = PdfReader(io.BytesIO(files.read(final.final_file))).pages[0]
    address = f"{reverse('documents:check')}?p={final.facts['reference']}"
    ways = {one.get_object()["/A"]["/URI"] for one in page["/Annots"] if "/A" in one.get_object()}

    answer = client.get(address)

    assert any(way.endswith(address) for way in ways)
    assert "/check" in page.extract_text()
    assert answer.status_code == 200
    assert "There is such a paper" in answer.text
    assert str(final.mobility.participant) not in answer.text


def test_a_code_of_no_paper_is_told_so(client, network):
    assert "No paper has this reference" in client.get(f"{reverse('documents:check')}?p=LA-zzzzzzzz").text
