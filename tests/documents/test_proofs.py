"""Evidence that others made: kept at the desk with a file, counted for its project, in the binder, and gone with the person."""

import io
import zipfile
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from python_calamine import CalamineWorkbook

from compagnon.core import clock, files
from compagnon.documents.actions.bundle import begin_bundle, gather
from compagnon.documents.models import Document, PaperBundle, Proof
from compagnon.documents.projects import files_of
from compagnon.mobilities.models import Mobility
from compagnon.privacy.actions import erase, set_hold
from compagnon.privacy.models import FinalPayment
from compagnon.privacy.retaining import run
from compagnon.schemes.models import Scheme
from tests.factories.mobilities import MobilityFactory
from tests.factories.people import PersonFactory
from tests.house.filled import a_paper

CODE = "2016-1-FR01"


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = settings.DATA_FOLDER = tmp_path


@pytest.fixture
def coordinator(client, network):
    person = PersonFactory(network=network, role="coordinator", language="en", first_name="Ada", last_name="Meunier")
    client.force_login(person)
    return person


@pytest.fixture
def stay(network):
    made = MobilityFactory(
        network=network, state="closed", project_code=CODE, departs_on=date(2016, 3, 1), returns_on=date(2016, 3, 15),
    )  # fmt: skip
    Scheme.objects.filter(pk=made.scheme_id).update(documents=["D1"], programme="Erasmus+")
    return Mobility.objects.get(pk=made.pk)


def handed_in(client, stay, kind="attendance", words="", content=None):
    file = SimpleUploadedFile("scan.pdf", content or a_paper("a scan"))
    address = reverse("documents:proof-of-mobility", args=[stay.code])
    return client.post(address, {"kind": kind, "words": words, "file": file}, follow=True)


def binder_of(stay, by):
    bundle = begin_bundle(mobilities=[stay], title="Binder", by=by, purpose="binder")
    gather(bundle=bundle)
    return PaperBundle.objects.get(pk=bundle.pk)


def test_it_stands_on_the_page_of_the_papers_and_goes_into_the_binder_with_who_kept_it_and_its_fingerprint(
    client, coordinator, stay
):
    page = handed_in(client, stay, "travel", "Train Angers to Bremen").text
    bundle = binder_of(stay, coordinator)

    proof = Proof.objects.get()
    with zipfile.ZipFile(io.BytesIO(files.read(bundle.file))) as packed:
        index = CalamineWorkbook.from_filelike(io.BytesIO(packed.read("index.xlsx"))).get_sheet_by_index(0).to_python()
        lines = {row[1]: dict(zip(index[0], row, strict=True)) for row in index[1:]}
        line = lines["Tickets · Train Angers to Bremen"]
        assert packed.read(line["File"]) == a_paper("a scan")
    assert (line["Handed in by"], line["Handed in on"]) == ("Ada Meunier", clock.today())
    assert line["Fingerprint"] == proof.sha256 == files.fingerprint(a_paper("a scan"))
    assert "Tickets · Train Angers to Bremen" in page
    assert "Tickets · Train Angers to Bremen" in client.get(bundle.get_absolute_url()).text
    assert client.get(reverse("documents:proof", args=[proof.code])).content == a_paper("a scan")


def test_the_hosts_own_certificate_proves_the_stay_for_the_funder(client, coordinator, stay):
    before = [paper.name for paper in files_of(coordinator, CODE)[0].proofs]
    handed_in(client, stay)

    assert before == ["Grant agreement", "Learning agreement", "Europass Mobility"]
    assert [paper.name for paper in files_of(coordinator, CODE)[0].proofs] == before[:2]


def test_what_is_no_page_is_refused_beside_the_field(client, coordinator, stay):
    answer = handed_in(client, stay, content=b"MZ a program")

    assert answer.status_code == 422
    assert not Proof.objects.exists()


def test_it_is_taken_away_with_its_file(client, coordinator, stay, django_capture_on_commit_callbacks):
    handed_in(client, stay)
    proof = Proof.objects.get()

    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("documents:remove-proof", args=[proof.code]))

    assert not Proof.objects.exists()
    with pytest.raises(files.FileLost):
        files.read(proof.file)


def test_who_does_not_see_the_file_neither_opens_nor_takes_it_away(client, coordinator, stay, network):
    handed_in(client, stay)
    Mobility.objects.update(departement_code="49")
    client.force_login(PersonFactory(network=network, role="referent", role__departement_code="44"))
    proof = Proof.objects.get()

    assert client.get(reverse("documents:proof", args=[proof.code])).status_code == 404
    assert client.post(reverse("documents:remove-proof", args=[proof.code])).status_code == 404
    assert handed_in(client, stay).status_code == 404
    assert Proof.objects.count() == 1


def test_an_erasure_takes_the_zips_away_in_which_somebody_is(
    client, coordinator, stay, django_capture_on_commit_callbacks
):
    handed_in(client, stay)
    bundle = binder_of(stay, coordinator)

    with django_capture_on_commit_callbacks(execute=True):
        erase(subject=stay.participant.person, by=coordinator)

    assert client.get(reverse("documents:bundle-file", args=[bundle.code])).status_code == 404
    with pytest.raises(files.FileLost):
        files.read(bundle.file)


@pytest.mark.parametrize("is_held", [False, True], ids=["free", "held"])
def test_papers_and_evidence_go_after_the_years_of_their_project_unless_they_are_held(
    client, coordinator, stay, is_held, django_capture_on_commit_callbacks
):
    handed_in(client, stay)
    paper = files.keep(b"%PDF-1.7 signed", kind=files.PDF)
    network = stay.network
    Document.objects.create(network=network, mobility=stay, kind="grant_agreement", state="final", final_file=paper)
    FinalPayment.objects.create(network=network, key=CODE, paid_on=date(2018, 1, 31))
    if is_held:
        person = stay.participant.person
        set_hold(subject=person, reason="dispute", words="Audit of the agency", until=None, by=coordinator)

    with django_capture_on_commit_callbacks(execute=True):
        run(network, by=coordinator)

    left = {bool(Document.objects.get().final_file), bool(Proof.objects.get().file)}
    assert left == {is_held}
