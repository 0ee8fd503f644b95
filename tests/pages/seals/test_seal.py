"""The page of the seal, and what anybody hears of a sealed paper on the public page."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from compagnon.core import clock, files
from compagnon.documents.actions import sending
from compagnon.seals import actions, certificates, pades
from compagnon.seals.models import Seal
from tests.documents.test_signing import sign_all
from tests.factories.documents import ready_to_send
from tests.factories.people import PersonFactory
from tests.seals.test_pades import PAPER, as_file

PAGE = "/desk/network/seal/"


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def desk(client, network):
    client.force_login(PersonFactory(network=network, role="coordinator"))
    return client


@pytest.fixture
def final(network):
    document = sending.send_for_signature(mobility=ready_to_send(network), by=PersonFactory(network=network))
    sign_all(document)
    document.refresh_from_db()
    return document


def check(client, content=None, **typed):
    sent = {"file": SimpleUploadedFile("paper.pdf", content, "application/pdf")} if content else typed
    return client.post(reverse("documents:check"), sent).text


def test_the_page_tells_which_seal_is_in_use_and_from_when_on_another(desk, network):
    assert "None yet" in desk.get(PAGE).text
    given = certificates.make(organisation="Chambre certifiée", country="FR", now=clock.now())
    file = SimpleUploadedFile("seal.p12", as_file(given))

    desk.post(PAGE, {"button": "given", "file": file, "password": "secret"})
    page = desk.get(PAGE).text

    assert "Chambre certifiée" in page
    assert "PRIVATE" not in page
    desk.post(PAGE, {"button": "own"})
    assert Seal.objects.get(ended_at=None).is_own


def test_a_wrong_password_is_told_beside_the_file(desk):
    given = certificates.make(organisation="Chambre", country="FR", now=clock.now())
    answered = desk.post(
        PAGE, {"button": "given", "file": SimpleUploadedFile("s.p12", as_file(given)), "password": "no"}
    )

    assert answered.status_code == 422
    assert "is the password right?" in answered.text
    assert not Seal.objects.exists()


def test_the_service_is_kept_and_a_wrong_address_told(desk):
    assert desk.post(PAGE, {"button": "service", "stamp_url": "no address"}).status_code == 422
    desk.post(PAGE, {"button": "service", "stamp_url": "https://stamp.example.org/"})

    assert Seal.objects.get().stamp_url == "https://stamp.example.org/"


UNSTAMPED, ENDS = "Papers are sealed without a time stamp", "The certificate of the electronic seal ends soon"


def test_who_administers_hears_on_the_first_page_that_the_service_is_silent_and_that_a_given_certificate_ends(
    desk, network
):
    seal = actions.make_own(network=network, by=None)
    Seal.objects.filter(pk=seal.pk).update(valid_until=clock.now() + timedelta(days=20))
    quiet = desk.get("/desk/").text
    Seal.objects.filter(pk=seal.pk).update(is_own=False, unstamped_since=clock.now())
    told = desk.get("/desk/").text
    desk.force_login(PersonFactory(network=network, role="referent"))
    of_referent = desk.get("/desk/").text

    assert (UNSTAMPED in quiet, ENDS in quiet) == (False, False)
    assert (UNSTAMPED in told, ENDS in told) == (True, True)
    assert (UNSTAMPED in of_referent, ENDS in of_referent) == (False, False)


def test_anybody_hears_whose_seal_a_paper_carries(client, final):
    told = check(client, files.read(final.final_file))

    assert "Yes, it is real and unchanged" in told
    assert f"Sealed by {final.network}" in told
    assert "Nothing was added or changed since." in told
    assert "not qualified" in told


def test_a_paper_tampered_with_is_refused_and_its_broken_seal_told(client, final):
    content = files.read(final.final_file)
    place = content.index(b"/Title") + 8
    told = check(client, content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])

    assert "No paper of this installation" in told
    assert "A seal in it is broken" in told


def test_a_seal_of_somebody_else_is_shown_without_vouching_for_it(client, network):
    other = certificates.make(organisation="Berufsschule Muster", country="DE", now=clock.now())
    told = check(client, pades.seal(PAPER, other))

    assert "Signed or sealed by Berufsschule Muster" in told
    assert "Nobody but the certificate itself vouches for this name" in told


def test_the_printed_reference_leads_to_the_paper_without_a_name(client, final):
    reference = f"la-{final.mobility.code}"
    told = check(client, fingerprint=reference)

    assert "There is such a paper" in told
    assert str(final.mobility.participant) not in told
    assert "No paper has this reference" in check(client, fingerprint="LA-zzzzzzzz")


def test_a_paper_on_its_way_is_not_called_final(client, network):
    document = sending.send_for_signature(mobility=ready_to_send(network), by=PersonFactory(network=network))

    assert "This paper is not final" in check(client, fingerprint=f"LA-{document.mobility.code}")


def test_only_who_administers_the_network_sees_its_seal(client, network):
    actions.make_own(network=network, by=None)
    client.force_login(PersonFactory(network=network, role="referent"))

    assert client.get(PAGE).status_code == 404


@pytest.mark.parametrize(
    ("change", "told"),
    [(0, "Signed or sealed by Berufsschule Muster"), (1, "What Berufsschule Muster sealed was changed afterwards.")],
)
def test_a_copy_signed_in_another_tool_shows_whose_signature_it_carries(client, network, change, told):
    referent = PersonFactory(network=network, role="referent", role__departement_code="53")
    mobility = ready_to_send(network, referent=referent)
    document = sending.send_for_signature(mobility=mobility, by=referent)
    signature = document.signatures.get(role="host")
    other = certificates.make(organisation="Berufsschule Muster", country="DE", now=clock.now())
    content = pades.seal(PAPER, other)
    place = content.index(b"/Title") + 8
    content = content[:place] + bytes([content[place] ^ change]) + content[place + 1 :]
    client.force_login(referent)
    page = reverse("documents:signer", args=[signature.code])

    client.post(page, {"button": "ink", "file": SimpleUploadedFile("signed.pdf", content, "application/pdf")})
    shown = client.get(page).text

    assert told in shown
    assert ("Nothing was added or changed since." in shown) is not bool(change)
