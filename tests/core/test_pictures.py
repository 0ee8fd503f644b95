"""Pictures for everybody: what is not picture is taken out, what would do something else is refused with a sentence."""

import zlib

import pytest

from compagnon.core.files import JPEG, PNG, SVG, FileRefused
from compagnon.core.pictures import LARGEST, cleaned, photograph

SIGNATURE = b"\x89PNG\r\n\x1a\n"


def chunk(name: bytes, content: bytes) -> bytes:
    return len(content).to_bytes(4) + name + content + zlib.crc32(name + content).to_bytes(4)


def header(width: int = 1, height: int = 1) -> bytes:
    return chunk(b"IHDR", width.to_bytes(4) + height.to_bytes(4) + b"\x08\x00\x00\x00\x00")


DOT = chunk(b"IDAT", zlib.compress(b"\x00\x7f"))
END = chunk(b"IEND", b"")
PLAIN_PNG = SIGNATURE + header() + DOT + END


def segment(mark: int, content: bytes) -> bytes:
    return bytes([0xFF, mark]) + (len(content) + 2).to_bytes(2) + content


def jpeg(*extra: bytes, width: int = 1, height: int = 1) -> bytes:
    frame = segment(0xC0, b"\x08" + height.to_bytes(2) + width.to_bytes(2) + b"\x01\x01\x11\x00")
    scan = segment(0xDA, b"\x01\x01\x00\x00\x3f\x00") + b"\x12\x34"
    return b"\xff\xd8" + segment(0xE0, b"JFIF\x00") + b"".join(extra) + frame + scan + b"\xff\xd9"


def svg(body: str, attributes: str = "") -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4" {attributes}>{body}</svg>'.encode()


def test_a_png_loses_its_words_and_what_follows_its_end():
    spoken = SIGNATURE + header() + chunk(b"tEXt", b"Author\x00Somebody") + chunk(b"eXIf", b"place") + DOT + END

    assert cleaned(spoken + b"<script>") == (PLAIN_PNG, PNG)


def test_a_jpeg_loses_its_words_and_what_follows_its_end():
    spoken = jpeg(segment(0xE1, b"Exif\x00\x00place"), segment(0xFE, b"a comment"), segment(0xDB, b"\x00" * 65))

    assert cleaned(spoken + b"<script>") == (jpeg(segment(0xDB, b"\x00" * 65)), JPEG)


@pytest.mark.parametrize(
    "content",
    [
        SIGNATURE + header() + DOT,
        SIGNATURE + header(),
        SIGNATURE + DOT + END,
        PLAIN_PNG.replace(DOT, DOT[:-1] + b"\x00"),
        jpeg()[:-2],
        b"\xff\xd8\xff\xe0\x00\x00",
        b"\xff\xd8\xff\xd9",
        b"<svg",
        b"<svg xmlns='http://www.w3.org/1999/xhtml'/>",
        svg("").decode().encode("utf-16"),
    ],
)
def test_a_picture_that_is_cut_off_or_altered_is_refused(content):
    with pytest.raises(FileRefused):
        cleaned(content)


@pytest.mark.parametrize("content", [SIGNATURE + header(width=50_000) + DOT + END, jpeg(height=60_000)])
def test_a_flood_of_pixels_is_refused(content):
    with pytest.raises(FileRefused, match="pixels a side"):
        cleaned(content)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"%PDF-1.7", "no picture"),
        (b"PK\x03\x04", "no picture"),
        (b"<html><body></body></html>", "no picture"),
        (PLAIN_PNG + b"\x00" * LARGEST, "too large"),
    ],
)
def test_what_is_no_picture_is_refused_with_a_sentence(content, said):
    with pytest.raises(FileRefused, match=said):
        cleaned(content)


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script>",
        '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>',
        '<image href="http://elsewhere.example/x.png"/>',
        '<a href="https://elsewhere.example"><path d="M0 0"/></a>',
        '<animate attributeName="href" values="javascript:alert(1)"/>',
        '<use href="https://elsewhere.example/x.svg#a"/>',
        '<use xmlns:x="http://www.w3.org/1999/xlink" x:href="data:image/svg+xml,x"/>',
        '<rect fill="url(https://elsewhere.example/x.svg#a)"/>',
        "<rect style=\"fill: url('//elsewhere.example')\"/>",
    ],
)
def test_an_svg_that_does_more_than_draw_is_refused(body):
    with pytest.raises(FileRefused):
        cleaned(svg(body))


def test_a_photograph_keeps_only_how_the_camera_was_held():
    def noted(order: str, mark: bytes, way: int) -> bytes:
        place = (0x8825).to_bytes(2, order) + (4).to_bytes(2, order) + (1).to_bytes(4, order) + b"GPS!"
        held = (0x0112).to_bytes(2, order) + (3).to_bytes(2, order) + (1).to_bytes(4, order) + way.to_bytes(2, order)
        begins = mark + (42).to_bytes(2, order) + (8).to_bytes(4, order) + (2).to_bytes(2, order)
        return b"Exif\x00\x00" + begins + place + held + b"\x00\x00"

    found = [photograph(jpeg(segment(0xE1, noted(*said))))[0] for said in (("big", b"MM", 6), ("little", b"II", 6))]

    assert found[0] == found[1]
    assert b"GPS" not in found[0]
    assert b"\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06" in found[0]
    assert photograph(jpeg(segment(0xE1, noted("big", b"MM", 1)))) == (jpeg(), JPEG)


def test_a_second_picture_hidden_behind_the_first_is_cut_off():
    assert photograph(jpeg() + jpeg(segment(0xE1, b"place"))) == (jpeg(), JPEG)


def test_an_svg_that_defines_words_of_its_own_is_refused():
    bomb = b'<!DOCTYPE svg [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;">]>' + svg("<title>&b;</title>")

    with pytest.raises(FileRefused, match="entities"):
        cleaned(bomb)


def test_an_svg_is_written_anew_with_only_what_draws():
    drawn = svg(
        "<!-- made by a program --><metadata><x/></metadata><style>.a{fill:#123;behavior:url(x)}</style>"
        '<path class="a" d="M0 0h4" onclick="alert(1)" style="stroke: red; position: fixed"/>',
        'onload="alert(1)"',
    )

    content, kind = cleaned(b'<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x.dtd">' + drawn)

    assert kind == SVG
    assert content.decode() == (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><path d="M0 0h4" fill="#123" stroke="red" /></svg>'
    )


def test_the_emblem_that_we_ship_passes():
    from compagnon.documents.typesetting.compile import HERE  # the typesetter is slow to import

    assert cleaned((HERE / "eu-emblem.svg").read_bytes())[1] == SVG
