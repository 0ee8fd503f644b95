"""The evidence of the signatures under a paper: whole, for those with the right, in the binder; and the version of the words."""

import hashlib
import io
import json
import zipfile

import pytest
from django.urls import reverse
from django.utils import translation
from pypdf import PdfReader

from compagnon.core import files
from compagnon.documents import register
from compagnon.documents.actions import sending, signing
from compagnon.documents.actions.bundle import begin_bundle, gather
from compagnon.documents.models import Document, PaperBundle
from compagnon.documents.sentences import CONSENT_VERSION, CONSENTS, GENERAL
from compagnon.mobilities.models import Mobility
from tests.documents.checked import is_accepted
from tests.documents.test_signing import act, sign_all
from tests.factories.documents import ready_to_send
from tests.factories.people import PersonFactory


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = settings.DATA_FOLDER = tmp_path


@pytest.fixture
def coordinator(client, network):
    person = PersonFactory(network=network, role="coordinator", language="en")
    client.force_login(person)
    return person


@pytest.fixture
def document(network):
    mobility = ready_to_send(network)
    sent = sending.send_for_signature(mobility=mobility, by=mobility.referent)
    sign_all(sent)
    return Document.objects.get(pk=sent.pk)


def test_it_says_of_each_signature_who_when_how_under_which_words_over_which_bytes_and_from_where(document):
    told = json.loads(register.as_data(document))

    agreed = files.read(document.agreed_file)
    assert told["paper"]["signed_bytes_sha256"] == hashlib.sha256(agreed).hexdigest()
    assert told["paper"]["final_bytes_sha256"] == hashlib.sha256(files.read(document.final_file)).hexdigest()
    assert {one["role"] for one in told["signatures"]} == {"participant", "employer", "centre", "host"}
    first = told["signatures"][0]
    assert first["bytes_sha256"] == document.agreed_sha256
    assert (first["words"], first["words_version"]) == ("I agree.", CONSENT_VERSION)
    assert first["words_sha256"] == hashlib.sha256(b"I agree.").hexdigest()
    assert (first["address"], first["browser"], first["identified_by"]) == (
        "127.0.0.1", "A browser", "link:somebody@example.org",
    )  # fmt: skip
    assert first["at"].endswith("+00:00")


def test_the_page_says_the_same_and_is_accessible(document):
    page = register.as_page(document, "fr")

    text = " ".join(one.extract_text() for one in PdfReader(io.BytesIO(page)).pages)
    is_accepted(page)
    for said in (document.agreed_sha256, document.final_sha256, "I agree.", "127.0.0.1", "A browser", CONSENT_VERSION):
        assert said in "".join(text.split("\n")), said


def test_a_reason_that_cannot_be_printed_breaks_nothing(network):
    mobility = ready_to_send(network)
    sent = sending.send_for_signature(mobility=mobility, by=mobility.referent)
    signature = sent.signatures.get(role="host")
    signing.refuse(signature=signature, reason="No 😀 لا so", by=signature.signer)
    sent.refresh_from_db()

    assert "No 😀 لا so" in register.as_data(sent).decode()
    assert register.as_page(sent, "en").startswith(b"%PDF")


def test_it_is_opened_on_the_page_of_the_paper_by_those_who_see_the_file(client, coordinator, document, network):
    addresses = [reverse(f"documents:register-{name}", args=[document.code]) for name in ("data", "page")]

    page = client.get(reverse("documents:agreement", args=[document.mobility.code])).text
    seen = [client.get(one) for one in addresses]
    Mobility.objects.update(departement_code="49")
    client.force_login(PersonFactory(network=network, role="referent", role__departement_code="44"))

    assert all(one in page for one in addresses)
    assert json.loads(seen[0].content) == register.register_of(document)
    assert seen[1].content.startswith(b"%PDF")
    assert [client.get(one).status_code for one in addresses] == [404, 404]


def test_a_draft_has_none(client, coordinator, network):
    mobility = ready_to_send(network)
    draft = Document.objects.create(network=network, mobility=mobility, kind="learning_agreement")

    assert client.get(reverse("documents:register-data", args=[draft.code])).status_code == 404


def test_the_binder_holds_it_beside_the_paper(coordinator, document):
    bundle = begin_bundle(mobilities=[document.mobility], title="Binder", by=coordinator, purpose="binder")
    gather(bundle=bundle)
    bundle = PaperBundle.objects.get(pk=bundle.pk)

    with zipfile.ZipFile(io.BytesIO(files.read(bundle.file))) as packed:
        (data,) = [name for name in packed.namelist() if name.endswith(".json")]
        assert json.loads(packed.read(data))["paper"]["reference"] == document.facts["reference"]
        assert packed.read(data.replace(".json", ".pdf")).startswith(b"%PDF")
    assert [paper["state"] for paper in bundle.files.get().papers if "file" in paper] == ["final"]


def test_the_words_agreed_to_keep_their_version():
    """Who changes a sentence raises the number and the day of its version, then writes the new fingerprint here."""
    with translation.override("en"):
        words = "\n".join(f"{key}: {text}" for said in (CONSENTS, GENERAL) for key, text in said.items())

    assert (CONSENT_VERSION, hashlib.sha256(words.encode()).hexdigest()[:16]) == ("1 (2026-11-27)", "158ad601b1301848")


def test_a_signature_keeps_the_version_that_was_shown(network):
    mobility = ready_to_send(network)
    sent = sending.send_for_signature(mobility=mobility, by=mobility.referent)
    signature = sent.signatures.get(role="host")
    signing.sign(signature=signature, act=act(sent), by=signature.signer)
    signature.refresh_from_db()

    assert signature.consent_version == CONSENT_VERSION
