"""What is looked at before a file is trusted: drawings lose all that is not the drawing, PDFs that act are refused."""

import struct
import zlib

import pytest

from compagnon.core.files import PDF, PNG, FileRefused, checked


def piece(name, body):
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def picture(*more, width=2, height=1, end=b""):
    head = piece(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    rows = piece(b"IDAT", zlib.compress(b"\x00\xff\xff"))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(more) + rows + piece(b"IEND", b"") + end


@pytest.mark.parametrize("kept", [piece(b"tRNS", b"\x00\x01"), piece(b"PLTE", b"\x00\x01\x02")])
def test_a_drawing_keeps_what_draws_it(kept):
    assert checked(picture(kept), kind=PNG) == picture(kept)


@pytest.mark.parametrize(
    "more",
    [
        piece(b"tEXt", b"Author\x00Ada"),
        piece(b"eXIf", b"GPS 48.07,-0.77"),
        piece(b"iTXt", b"<script>alert(1)</script>"),
    ],
)
def test_a_drawing_loses_texts_and_places(more):
    assert checked(picture(more), kind=PNG) == picture()


def test_what_stands_behind_a_drawing_is_left_away():
    assert checked(picture(end=b"<script>alert(1)</script>" + b"PK\x03\x04"), kind=PNG) == picture()


@pytest.mark.parametrize(
    "content",
    [
        picture(width=100_000, height=100_000), picture(width=0), picture()[:-14], picture().replace(b"IEND", b"IENX"),
        b"\x89PNG\r\n\x1a\n", b"\x89PNG\r\n\x1a\n" + piece(b"IDAT", b"x"), b"<svg onload='alert(1)'/>",
        picture(piece(b"IHDR", struct.pack(">IIBBBBB", 90_000, 90_000, 8, 0, 0, 0, 0))),
    ],
)  # fmt: skip
def test_what_is_no_drawing_is_refused(content):
    with pytest.raises(FileRefused, match="not a drawing"):
        checked(content, kind=PNG)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"%PDF-1.7\n<< /S /JavaScript /JS (app.alert(1)) >>\n%%EOF", "carries a program"),
        (b"%PDF-1.7\n<< /S /Launch /F (cmd.exe) >>\n%%EOF", "carries a program"),
        (b"%PDF-1.7\ncut off", "damaged"),
        (b"%PDF-1.7\n%%EOF" + b"PK\x03\x04" + b"x" * 5_000, "damaged"),
        (b"GIF89a", "not a PDF"),
        (b"", "empty"),
    ],
)
def test_a_pdf_that_acts_or_is_no_whole_pdf_is_refused(content, sentence):
    with pytest.raises(FileRefused, match=sentence):
        checked(content, kind=PDF)


def test_a_pdf_stays_as_it_is():
    content = b"%PDF-1.7\n<< /Type /Catalog >>\nstartxref\n0\n%%EOF\n"

    assert checked(content, kind=PDF) == content
