"""What people bring and a binder holds: copies of final papers that were accepted, and nothing else."""

import io
import zipfile
from uuid import uuid4

import pytest
from python_calamine import CalamineWorkbook

from compagnon.core import clock, files, uploads
from compagnon.core.models import Upload
from compagnon.documents.actions.bundle import begin_bundle, gather
from compagnon.documents.models import Document, PaperBundle, Signature
from compagnon.recruitment.models import Application, Piece, RequiredPiece
from compagnon.stays.models import LogEntry, LogPhoto
from tests.factories.mobilities import MobilityFactory
from tests.factories.people import PersonFactory
from tests.factories.recruitment import ApplicationFactory

JPEG = b"\xff\xd8\xff a photograph of "


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def referent(network):
    return PersonFactory(network=network, role="coordinator", language="en", first_name="Ada", last_name="Meunier")


@pytest.fixture
def paper(network):
    """A certificate of attendance that is final."""
    mobility = MobilityFactory(network=network, application=ApplicationFactory(call__network=network))
    kept = files.keep(b"%PDF-1.7 certificate", kind=files.PDF)
    return Document.objects.create(
        network=network, mobility=mobility, kind="attendance_certificate", state="final", final_file=kept, finished_at=clock.now()
    )  # fmt: skip


def brought(by, words, kind=files.JPEG):
    return uploads.take_in(JPEG + words, kind=kind, network_id=by.network_id, by=by)


def signed_by_hand(paper, by, role, words=b"a signed copy", state="signed"):
    return Signature.objects.create(
        network=paper.network, document=paper, role=role, person=by, state=state, method="ink",
        scan=brought(by, words), scan_sha256=files.fingerprint(JPEG + words),
    )  # fmt: skip


def binder_of(mobility, by):
    """What is in the ZIP beside the index and the evidence of signatures, and the lines of the index."""
    bundle = begin_bundle(mobilities=[mobility], title="Binder", by=by, purpose="binder")
    gather(bundle=bundle)
    with zipfile.ZipFile(io.BytesIO(files.read(PaperBundle.objects.get(pk=bundle.pk).file))) as packed:
        found = {name: packed.read(name) for name in packed.namelist() if "-evidence-of-the-signatures." not in name}
    rows = CalamineWorkbook.from_filelike(io.BytesIO(found.pop("index.xlsx"))).get_sheet_by_index(0).to_python()
    return list(found.values()), [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def test_a_copy_that_was_accepted_is_in_the_binder_once_with_who_gave_it_when_and_its_fingerprint(paper, referent):
    signature = signed_by_hand(paper, referent, "host")
    signed_by_hand(paper, PersonFactory(network=paper.network, first_name="Rosa", last_name="Klein"), "centre")

    inside, index = binder_of(paper.mobility, referent)

    copies = [line for line in index if line["Handed in by"]]
    assert sorted(inside) == sorted([b"%PDF-1.7 certificate", JPEG + b"a signed copy"])
    assert [line["Paper"] for line in copies] == [
        "Copy of “Certificate of attendance” signed by Ada Meunier, Rosa Klein"
    ]
    assert (copies[0]["Handed in by"], copies[0]["Handed in on"]) == ("Ada Meunier", clock.today())
    assert copies[0]["Fingerprint"] == signature.scan_sha256
    assert copies[0]["File"].endswith("signed-copy-1.jpg")


def test_what_was_brought_for_something_else_stays_out(paper, referent):
    mobility, me = paper.mobility, paper.mobility.participant.person
    application = Application.objects.get(mobility=mobility)
    asked = RequiredPiece.objects.create(network=paper.network, call=application.call, name="Health card")
    Piece.objects.create(
        network=paper.network, application=application, required=asked, file=brought(me, b"a health card"),
        media_type=files.JPEG,
    )  # fmt: skip
    entry = LogEntry.objects.create(network=paper.network, mobility=mobility, key=uuid4(), day=mobility.departs_on)
    LogPhoto.objects.create(
        network=paper.network, entry=entry, key=uuid4(), file=brought(me, b"the beach"), media_type=files.JPEG
    )
    signed_by_hand(paper, referent, "host", b"nobody looked at it", state="checking")

    inside, index = binder_of(mobility, referent)

    assert inside == [b"%PDF-1.7 certificate"]
    assert not [line for line in index if line["Handed in by"]]


def test_a_copy_that_the_scanner_holds_back_is_named_as_missing(paper, referent):
    signature = signed_by_hand(paper, referent, "host")
    Upload.objects.filter(name=signature.scan).update(state=Upload.State.HELD)

    inside, index = binder_of(paper.mobility, referent)

    assert inside == [b"%PDF-1.7 certificate"]
    assert [line["State"] for line in index if line["Paper"].startswith("Copy of")] == [
        "The virus scanner has not looked at this file yet. Come back in a few minutes."
    ]


def test_files_without_a_copy_ask_for_none(paper, referent, django_assert_num_queries):
    from compagnon.documents.copies import copies_of

    with django_assert_num_queries(1):
        assert copies_of([paper]) == {}
