"""Pictures that people bring: what is not picture is taken out and the rest drawn anew; what would do something else is refused."""

import zlib

import pytest
from PIL import Image

from compagnon.core import redrawing
from compagnon.core.files import JPEG, PNG, SVG, FileRefused
from compagnon.core.pictures import LARGEST, cleaned, photograph, signature
from tests.core.drawn import HEAD, chunk, jpeg, noted, packed, png, seen, with_chunk

END = chunk(b"IEND", b"")
RED, WHITE = (255, 0, 0), (255, 255, 255)
BEHIND = b"<script>alert(1)</script>PK\x03\x04%PDF-1.7"
"""What makes one file two: a page, an archive and a paper in one."""


def header(width: int = 1, height: int = 1) -> bytes:
    return chunk(b"IHDR", width.to_bytes(4) + height.to_bytes(4) + b"\x08\x00\x00\x00\x00")


def segment(mark: int, content: bytes) -> bytes:
    return bytes([0xFF, mark]) + (len(content) + 2).to_bytes(2) + content


def taller(content: bytes, height: int) -> bytes:
    """The same JPEG, which says that it is higher than it is."""
    place = content.index(b"\xff\xc0") + 5
    return content[:place] + height.to_bytes(2) + content[place + 2 :]


def svg(body: str, attributes: str = "") -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4" {attributes}>{body}</svg>'.encode()


@pytest.mark.parametrize("taken", [cleaned, photograph])
def test_a_png_loses_its_words_and_what_follows_its_end(taken):
    plain = png(mode="RGB")
    spoken = with_chunk(with_chunk(plain, b"tEXt", b"Author\x00Somebody"), b"eXIf", noted()[6:])

    assert taken(spoken + BEHIND) == taken(plain)


@pytest.mark.parametrize("taken", [cleaned, photograph])
def test_a_jpeg_loses_place_author_words_and_what_follows_its_end(taken):
    spoken = jpeg(segment(0xE1, noted()), segment(0xFE, b"a comment"))
    assert b"Camille" in spoken

    content, kind = taken(spoken + BEHIND)

    assert kind == JPEG
    assert content == taken(jpeg())[0]
    assert not seen(content).getexif()
    assert not any(said in content for said in (b"Exif", b"Camille", b"comment", b"script", b"PK\x03\x04", b"%PDF"))
    assert content.endswith(b"\xff\xd9")


@pytest.mark.parametrize(
    ("way", "corner"),
    [(1, (0, 0)), (2, (1, 0)), (3, (1, 1)), (4, (0, 1)), (5, (0, 0)), (6, (1, 0)), (7, (1, 1)), (8, (0, 1))],
)
def test_a_page_comes_out_as_it_is_to_be_read_however_the_camera_was_held(way, corner):
    lying = Image.new("RGB", (400, 200), "white")
    lying.paste(RED, (0, 0, 100, 50))

    drawn = seen(photograph(packed(lying, "JPEG", exif=noted(way), quality=95))[0])

    assert drawn.size == ((400, 200) if way < 5 else (200, 400))
    place = tuple(side * share + (-9 if share else 8) for side, share in zip(drawn.size, corner, strict=True))
    assert [abs(one - other) < 40 for one, other in zip(drawn.getpixel(place), RED, strict=True)] == [True] * 3
    assert not drawn.getexif()


def test_a_page_is_kept_no_larger_than_it_is_printed():
    large = packed(Image.linear_gradient("L").resize((5000, 2500)), "JPEG")

    assert seen(photograph(large)[0]).size == (redrawing.LONGEST_KEPT, redrawing.LONGEST_KEPT // 2)


def test_a_scan_in_few_colours_stays_sharp_and_a_photograph_becomes_small():
    scan, photo = png(600, 800, mode="1"), packed(Image.effect_noise((300, 200), 60).convert("RGB"), "PNG")

    assert photograph(scan)[1] == PNG
    content, kind = photograph(photo)
    assert (kind, len(content) < len(photo) / 2) == (JPEG, True)


def test_a_page_with_holes_lies_on_white_and_a_logo_keeps_its_holes():
    holes = packed(Image.new("RGBA", (20, 10), (0, 0, 0, 0)), "PNG")

    assert seen(photograph(holes)[0]).getpixel((3, 3)) == WHITE
    assert seen(cleaned(holes)[0]).getpixel((3, 3))[3] == 0


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "LA"])
def test_a_logo_keeps_its_colours(mode):
    before = Image.linear_gradient("L").resize((16, 16)).convert("RGB").convert(mode)

    content, kind = cleaned(packed(before, "PNG"))

    assert kind == PNG
    assert seen(content).convert("RGB").tobytes() == before.convert("RGB").tobytes()


def test_a_photograph_for_print_with_four_colours_is_seen_like_any_other():
    printed = packed(Image.new("CMYK", (30, 20), (0, 255, 255, 0)), "JPEG")

    red, green, blue = seen(photograph(printed)[0]).getpixel((5, 5))

    assert (red > 200, green < 60, blue < 60) == (True, True, True)


def test_the_same_picture_gives_the_same_bytes_so_that_it_is_kept_once():
    assert photograph(jpeg()) == photograph(jpeg())


def test_a_drawn_signature_is_drawn_anew_and_a_broken_one_is_asked_for_again():
    drawing = packed(Image.new("RGBA", (300, 100), (0, 0, 0, 0)), "PNG")

    assert seen(signature(drawing + BEHIND)).size == (300, 100)
    with pytest.raises(FileRefused, match="Draw your signature again"):
        signature(HEAD + header(300, 100) + chunk(b"IDAT", b"no pixels") + END)


@pytest.mark.parametrize(
    "content",
    [
        png()[: -len(END)],
        png()[:40],
        HEAD + png()[33:],
        png()[:-20] + b"\x00" + png()[-19:],
        HEAD + header(300, 100) + chunk(b"IDAT", zlib.compress(b"too few pixels")) + END,
        HEAD + header(300, 100) + chunk(b"IDAT", b"no pixels at all") + END,
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


@pytest.mark.parametrize("content", [HEAD + header(width=50_000) + chunk(b"IDAT", b"") + END, taller(jpeg(), 60_000)])
def test_a_flood_of_pixels_is_refused(content):
    with pytest.raises(FileRefused, match="pixels a side"):
        cleaned(content)


def test_a_small_file_of_many_pixels_is_refused_before_it_is_unpacked():
    bomb = packed(Image.new("1", (11_000, 11_000)), "PNG")
    assert len(bomb) < 50_000

    with pytest.raises(FileRefused, match="60 million pixels"):
        photograph(bomb)


@pytest.mark.parametrize("brand", [b"heic", b"mif1"])
def test_a_picture_that_others_cannot_open_is_refused_with_what_to_do(brand):
    with pytest.raises(FileRefused, match="screenshot"):
        photograph(b"\x00\x00\x00\x18ftyp" + brand + b"\x00" * 40)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"%PDF-1.7", "no picture"),
        (b"PK\x03\x04", "no picture"),
        (b"<html><body></body></html>", "no picture"),
        (png() + b"\x00" * LARGEST, "too large"),
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


def test_a_second_picture_hidden_behind_the_first_is_cut_off():
    assert photograph(jpeg() + jpeg(segment(0xE1, noted()))) == photograph(jpeg())


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
