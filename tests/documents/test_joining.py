"""Many papers as one PDF: in order, with bookmarks, sheets of their own, and the structure that readers for the blind follow."""

import subprocess
from io import BytesIO

import pdfua
import pytest
from pypdf import PdfReader, PdfWriter

from compagnon.documents.actions.sending import preview
from compagnon.documents.typesetting.joining.joined import Joined, Unjoinable
from compagnon.seals.actions import sealed
from tests.factories.documents import ready_to_send

_made: list[bytes] = []


@pytest.fixture
def paper(network):
    """An agreement of two pages with a seal, made once for all tests: nothing in them changes it."""
    if not _made:
        _made.append(sealed(preview(row=ready_to_send(network)), network=network, reason="Agreement"))
    return _made[0]


def sheet(width):
    """One empty page, told by its width."""
    kept, writer = BytesIO(), PdfWriter()
    writer.add_blank_page(width, 100)
    writer.write(kept)
    return kept.getvalue()


def widths(reader):
    return [int(page.mediabox.width) for page in reader.pages]


def joined(*files, both_sides=False):
    made = BytesIO()
    document = Joined(made, title="Été à Brême", language="fr", identity="b1", both_sides=both_sides)
    for name, papers in files:
        document.begin(name)
        for number, paper in enumerate(papers, 1):
            document.add(paper, paper=f"Paper {number}")
    document.finish()
    return made.getvalue()


def bookmarks(reader, items, depth=0):
    for item in items:
        if isinstance(item, list):
            yield from bookmarks(reader, item, depth + 1)
        else:
            yield depth, item.title, reader.get_destination_page_number(item)


def elements(part):
    """How many elements of the structure and places of content there are under one."""
    part = part.get_object() if hasattr(part, "get_object") else part
    kids = part.get("/K", []) if isinstance(part, dict) else []
    kids = kids.get_object() if hasattr(kids, "get_object") else kids
    return 1 + sum(elements(kid) for kid in (kids if isinstance(kids, list) else [kids]))


def structure(pdf):
    """How many there are under each of the elements on top."""
    return [elements(top) for top in PdfReader(BytesIO(pdf)).trailer["/Root"]["/StructTreeRoot"]["/K"]]


def test_papers_stand_in_order_with_a_bookmark_for_each_file_and_paper(paper, tmp_path):
    made = joined(("Zoé", [paper, sheet(300)]), ("Élie", [paper]))

    (tmp_path / "made.pdf").write_bytes(made)
    checked = subprocess.run(["qpdf", "--check", tmp_path / "made.pdf"], capture_output=True, text=True, check=False)
    reader = PdfReader(BytesIO(made))
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert list(bookmarks(reader, reader.outline)) == [
        (0, "Zoé", 0), (1, "Paper 1", 0), (1, "Paper 2", 2), (0, "Élie", 3), (1, "Paper 1", 3),
    ]  # fmt: skip
    assert reader.page_labels == ["1/1", "1/2", "1/3", "2/1", "2/2"]
    assert widths(reader) == [595, 595, 300, 595, 595]
    assert (reader.metadata.title, reader.trailer["/Root"]["/PageMode"]) == ("Été à Brême", "/UseOutlines")


def test_for_both_sides_every_paper_begins_on_a_page_of_odd_number(paper):
    reader = PdfReader(BytesIO(joined(("Zoé", [sheet(300), paper, sheet(400)]), both_sides=True)))

    assert [page for depth, _title, page in bookmarks(reader, reader.outline) if depth] == [0, 2, 4]
    assert widths(reader) == [300, 300, 595, 595, 400]
    assert reader.pages[1].get_contents() is None


def test_the_structure_of_each_paper_comes_along_and_the_field_of_its_seal_does_not(paper, tmp_path):
    made = joined(("Zoé", [paper, paper]))

    (tmp_path / "made.pdf").write_bytes(made)
    assert structure(made) == [sum(structure(paper)) - 1] * 2
    assert "/AcroForm" not in PdfReader(BytesIO(made)).trailer["/Root"]
    found = {one.rule_id for one in pdfua.validate(str(tmp_path / "made.pdf")).findings}
    assert found == {"UA-28-004"}  # it does not say of itself that it keeps to PDF/UA
    assert b"/Sig" not in made


def test_what_is_the_same_in_several_papers_is_written_once(paper):
    once, five = joined(("Zoé", [paper])), joined(("Zoé", [paper] * 5))

    assert len(five) < 2 * len(once)


@pytest.mark.parametrize("broken", [b"", b"%PDF-1.7 nothing", b"not a pdf"], ids=["empty", "cut", "other"])
def test_what_cannot_be_read_is_refused_whole_and_the_others_stay(paper, broken):
    made = BytesIO()
    document = Joined(made, title="", language="en", identity="b2")
    document.begin("Zoé")
    document.add(sheet(300), paper="Before")

    with pytest.raises(Unjoinable):
        document.add(broken, paper="Broken")
    with pytest.raises(Unjoinable):
        document.add(paper[: len(paper) // 3], paper="Cut off")
    document.add(sheet(400), paper="After")
    document.finish()

    assert widths(PdfReader(made)) == [300, 400]
