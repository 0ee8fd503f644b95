"""Evidence that others made: kept at the desk with a file, counted for its project, in the binder, and gone with the person."""

import io
import zipfile
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfWriter
from python_calamine import CalamineWorkbook

from compagnon.core import clock, files
from compagnon.documents.actions.bundle import begin_bundle, gather
from compagnon.documents.catalogue.reading import title_in_bundle
from compagnon.documents.models import Document, PaperBundle, Proof
from compagnon.documents.projects import files_of
from compagnon.documents.queries import is_signed
from compagnon.mobilities.models import Mobility
from compagnon.privacy.actions import erase, set_hold
from compagnon.privacy.models import FinalPayment
from compagnon.privacy.retaining import run
from compagnon.schemes.models import Scheme
from compagnon.seals import certificates, pades
from tests.factories.mobilities import MobilityFactory
from tests.factories.partners import PartnerFactory
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


def handed_in(client, row, what="attendance", words="", content=None):
    file = SimpleUploadedFile("scan.pdf", content or a_paper("a scan"))
    address = reverse(f"documents:proof-of-{'mobility' if isinstance(row, Mobility) else 'partner'}", args=[row.code])
    return client.post(address, {"what": what, "words": words, "file": file}, follow=True)


def signed_elsewhere(whom="Berufsschule Muster"):
    """A paper as another tool of signature makes it."""
    return pades.seal(a_paper("signed"), certificates.make(organisation=whom, country="DE", now=clock.now()))


def changed(pdf):
    """The same with a page put behind the signature."""
    made, writer = io.BytesIO(), PdfWriter(io.BytesIO(pdf), incremental=True)
    writer.add_blank_page(200, 200)
    writer.write(made)
    return made.getvalue()


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
        assert files.fingerprint(packed.read(line["File"])) == line["Fingerprint"]
    assert (line["Handed in by"], line["Handed in on"]) == ("Ada Meunier", clock.today())
    assert line["Fingerprint"] == proof.sha256
    assert "Tickets · Train Angers to Bremen" in page
    assert "Tickets · Train Angers to Bremen" in client.get(bundle.get_absolute_url()).text
    shown = client.get(reverse("documents:proof", args=[proof.code])).content
    assert files.fingerprint(shown) == proof.sha256


def test_the_hosts_own_certificate_proves_the_stay_for_the_funder(client, coordinator, stay):
    before = [paper.name for paper in files_of(coordinator, CODE)[0].proofs]
    handed_in(client, stay)

    assert before == ["Grant agreement", "Learning agreement", "Europass Mobility"]
    assert [paper.name for paper in files_of(coordinator, CODE)[0].proofs] == before[:2]


def test_a_paper_signed_elsewhere_is_there_for_the_scheme_and_the_funder_and_says_whose_signature_it_carries(
    client, coordinator, stay
):
    page = handed_in(client, stay, "paper:grant_agreement", content=signed_elsewhere()).text
    bundle = binder_of(stay, coordinator)

    (file,) = files_of(coordinator, CODE)
    proof = Proof.objects.get()
    (seal,) = proof.seals
    assert (proof.stands_for, str(proof), seal.name, seal.is_whole) == (
        "grant_agreement", "Grant agreement", "Berufsschule Muster", True,
    )  # fmt: skip
    assert (file.missing, file.final) == ([], 1)
    assert "Grant agreement" not in [one.name for one in file.proofs]
    assert "Signed elsewhere" in page
    assert "Signed or sealed by Berufsschule Muster" in page
    assert "Nobody but the certificate itself vouches for this name" in page
    (paper,) = [one for one in bundle.files.get().papers if one["state"] == "proof"]
    assert title_in_bundle(paper) == "Grant agreement"
    assert (
        files.fingerprint(signed_elsewhere()) != proof.sha256
    )  # another certificate, another file: kept byte for byte


def test_a_paper_that_was_changed_after_its_signature_is_kept_and_does_not_count(client, coordinator, stay):
    page = handed_in(client, stay, "paper:grant_agreement", content=changed(signed_elsewhere())).text

    (file,) = files_of(coordinator, CODE)
    assert file.missing == ["Grant agreement"]
    assert "It does not count: ask for the file as it was signed." in page
    assert "Does not count" in page


def test_a_signature_of_somebody_whom_the_file_does_not_name_is_told(client, coordinator, stay):
    told = "Nobody in this file is called"
    strange = handed_in(client, stay, "paper:grant_agreement", content=signed_elsewhere("Otto Fremd")).text
    Proof.objects.all().delete()
    mine = handed_in(client, stay, "paper:grant_agreement", content=signed_elsewhere(str(stay.participant))).text

    assert f"{told} Otto Fremd: look whether it is the right paper." in strange
    assert told not in mine


def test_the_agreement_signed_elsewhere_settles_its_task(client, coordinator, stay):
    assert not is_signed(stay)

    handed_in(client, stay, "paper:learning_agreement", content=signed_elsewhere())

    assert is_signed(stay)


def test_what_others_make_says_that_it_was_received(client, coordinator, stay):
    Scheme.objects.filter(pk=stay.scheme_id).update(documents=["D11", "D15"])
    listing = reverse("documents:papers-of-mobility", args=[stay.code])

    before = client.get(listing).text
    asked = client.get(f"{reverse('documents:proof-of-mobility', args=[stay.code])}?what=paper:cover_proofs").text
    after = handed_in(client, stay, "paper:cover_proofs").text

    assert (before.count("Keep it here"), after.count("Keep it here")) == (2, 1)
    assert "Received" in after
    assert 'value="paper:cover_proofs" selected' in asked


def test_an_agreement_with_a_partner_that_was_signed_before_is_kept_with_the_partner(client, coordinator, network):
    partner = PartnerFactory(network=network).organisation
    page = handed_in(client, partner, "paper:partnership_agreement", content=signed_elsewhere()).text

    proof = Proof.objects.get()
    assert (proof.row, proof.counts) == (partner, True)
    assert "Signed elsewhere" in page
    assert client.get(reverse("documents:proof", args=[proof.code])).status_code == 200


def test_a_kind_that_does_not_fit_is_refused(client, coordinator, stay):
    assert handed_in(client, stay, "paper:partnership_agreement").status_code == 422
    assert handed_in(client, stay, "").status_code == 422
    assert not Proof.objects.exists()


def test_the_signatures_of_many_proofs_cost_no_more_questions_than_those_of_one(
    client, coordinator, stay, django_assert_max_num_queries
):
    listing = reverse("documents:papers-of-mobility", args=[stay.code])
    handed_in(client, stay, "paper:grant_agreement", content=signed_elsewhere())
    client.get(listing)
    with CaptureQueriesContext(connection) as one:
        client.get(listing)
    most = len(one)
    for name in ("Anna", "Berta", "Carla"):
        handed_in(client, stay, "paper:learning_agreement", content=signed_elsewhere(name))

    with django_assert_max_num_queries(most):
        client.get(listing)


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"%PDF-1.7\nnothing\n%%EOF", "cannot be read"), (None, "protected by a password")],
    ids=["broken", "locked"],
)
def test_what_no_reader_opens_is_refused_beside_the_field(client, coordinator, stay, content, told):
    if content is None:
        made, writer = io.BytesIO(), PdfWriter(io.BytesIO(a_paper("a scan")))
        writer.encrypt("secret")
        writer.write(made)
        content = made.getvalue()

    answer = handed_in(client, stay, content=content)

    assert answer.status_code == 422
    assert told in answer.text
    assert not Proof.objects.exists()


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
