"""A PDF that somebody brings loses what tells of its making, unless it is signed."""

import io
import re

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

from compagnon.core import clock
from compagnon.core.files import FileRefused
from compagnon.documents.typesetting.compile import typeset_paper
from compagnon.seals import brought, certificates, pades
from compagnon.seals.brought import taken
from tests.core.drawn import jpeg
from tests.core.test_pictures import segment
from tests.documents.blank_forms import usual
from tests.documents.checked import opens
from tests.documents.test_hostile import paper
from tests.house.filled import a_paper

AUTHOR = "Jeanne Secrete"


def telling(pdf):
    """The same with an author, an XMP packet and a program's own notes on the page."""
    made, writer = io.BytesIO(), PdfWriter(io.BytesIO(pdf))
    writer.add_metadata({"/Author": AUTHOR, "/Producer": "Scanner 3000"})
    writer.xmp_metadata = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{AUTHOR}</x:xmpmeta>".encode()
    writer.write(made)
    return made.getvalue()


def test_author_and_program_are_taken_out_and_the_pages_stay():
    before = telling(a_paper("what the page says"))
    assert AUTHOR.encode() in before

    after = taken(before)

    assert AUTHOR.encode() not in after
    assert b"Scanner 3000" not in after
    assert PdfReader(io.BytesIO(after)).metadata is None
    assert PdfReader(io.BytesIO(after)).pages[0].extract_text() == PdfReader(io.BytesIO(before)).pages[0].extract_text()
    opens(after)


@pytest.mark.parametrize(
    "pdf", [telling(a_paper("twice")), usual().pdf(), typeset_paper(paper("A paper"), languages=("en", "fr"))]
)
def test_the_same_file_stays_the_same_file_and_one_that_was_freed_before_too(pdf):
    once = taken(pdf)

    assert taken(pdf) == once
    assert taken(once) == once


def test_what_was_written_over_is_gone():
    before, added = telling(a_paper("now")), io.BytesIO()
    writer = PdfWriter(io.BytesIO(before), incremental=True)
    writer.add_metadata({"/Author": "Somebody else"})
    writer.write(added)

    assert AUTHOR.encode() not in taken(added.getvalue())


def test_a_photograph_in_it_loses_what_the_camera_wrote():
    picture = jpeg(segment(0xE1, b"Exif\x00\x00" + b"GPS 47.4, -0.5"))
    made, writer = io.BytesIO(), PdfWriter(io.BytesIO(with_picture(picture)))
    writer.write(made)
    assert b"GPS 47.4" in made.getvalue()

    assert b"GPS 47.4" not in taken(made.getvalue())


def with_picture(picture):
    """A page that is a photograph, as scanning apps make it."""
    content = b"q 100 0 0 100 0 0 cm /P Do Q"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]/Contents 4 0 R/Resources<</XObject<</P 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%b\nendstream" % (len(content), content),
        b"<</Type/XObject/Subtype/Image/Width 8/Height 8/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/DCTDecode/Length %d>>stream\n%b\nendstream"
        % (len(picture), picture),
    ]
    made, places = bytearray(b"%PDF-1.7\n"), []
    for number, one in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%b\nendobj\n" % (number, one)
    table = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    made += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)
    return bytes(made)


def test_a_signed_one_stays_byte_for_byte():
    seal = certificates.make(organisation="Berufsschule Muster", country="DE", now=clock.now())
    signed = pades.seal(telling(a_paper("signed")), seal)

    assert taken(signed) == signed


def test_the_leave_of_a_maker_to_its_own_reader_is_no_signature():
    made, writer = io.BytesIO(), PdfWriter(io.BytesIO(telling(a_paper("leave"))))
    leave = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Sig"),
            NameObject("/ByteRange"): ArrayObject(),
            NameObject("/Contents"): TextStringObject("x"),
        }
    )
    writer.root_object[NameObject("/Perms")] = DictionaryObject({NameObject("/UR3"): writer._add_object(leave)})
    writer.write(made)

    after = taken(made.getvalue())

    assert AUTHOR.encode() not in after
    assert b"/UR3" not in after
    assert b"/ByteRange" not in after


def test_a_locked_one_is_refused_with_what_to_do():
    made, writer = io.BytesIO(), PdfWriter(io.BytesIO(a_paper("locked")))
    writer.encrypt("", owner_password="secret")
    writer.write(made)

    with pytest.raises(FileRefused, match="protected by a password"):
        taken(made.getvalue())


def deep(pdf):
    """With arrays one in the other, deeper than any reader goes."""
    return pdf.replace(b"/MediaBox", b"/X " + b"[" * 100_000 + b"]" * 100_000 + b" /MediaBox", 1)


def endless(pdf):
    """Whose pages lead back to themselves."""
    return re.sub(
        rb"/Kids \[ \d+ 0 R \]",
        lambda found: found[0].replace(re.findall(rb"\d+", found[0])[0], re.findall(rb"/Pages (\d+)", pdf)[0]),
        pdf,
        count=1,
    )


@pytest.mark.parametrize("worse", [deep, endless])
def test_what_is_made_to_burst_a_reader_bursts_only_the_child(worse):
    pdf = worse(a_paper("burst"))
    assert pdf != a_paper("burst")

    with pytest.raises(FileRefused, match="cannot be read"):
        taken(pdf)


def test_one_that_takes_too_long_is_given_up(monkeypatch):
    monkeypatch.setattr(brought, "_SECONDS", 0.01)

    with pytest.raises(FileRefused, match="cannot be read"):
        taken(a_paper("slow"))


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n%%EOF", a_paper("half")[:200]])
def test_what_no_reader_opens_is_refused(content):
    with pytest.raises(FileRefused):
        taken(content)
