"""Pictures that people bring: looked at by their bytes, freed of what is not picture, drawn anew, then kept.

PNG and JPEG lose everything but what draws them (place, camera, author, comments), and what is left is unpacked and packed again
by a child of limited means: what is kept was written by us. An SVG is read by a strict parser and written anew from the few
elements and attributes that draw: no script, no reference to elsewhere, no foreign content.
"""

import re
import zlib
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from django.utils.translation import gettext as _

from compagnon.core import children, files, jpegs
from compagnon.core.files import JPEG, PNG, SVG, FileRefused

LARGEST = 2_000_000
LARGEST_PHOTOGRAPH = 15_000_000
LONGEST_OF_PHOTOGRAPH = 12_000  # pixels: what telephones make of a sheet of paper
LONGEST_SIDE = files.LONGEST_SIDE
ACCEPTED = ".png,.jpg,.jpeg,.svg,image/png,image/jpeg,image/svg+xml"


Picture = tuple[bytes, str]
"""Bytes with their kind."""
_CHILD, _SECONDS = "compagnon.core.redrawing", 40  # twice what it may work: a busy machine is slow
_HEIC = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif")


class PictureRefused(FileRefused):
    """A picture that nothing can be drawn of."""


def photograph(content: bytes) -> Picture:
    """A photographed or scanned page, upright and no larger than it can be printed, with its kind. Raises FileRefused with a sentence."""
    if len(content) > LARGEST_PHOTOGRAPH:
        size = LARGEST_PHOTOGRAPH // 1_000_000
        raise FileRefused(_("The picture is too large: at most %(size)d MB.") % {"size": size})
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return _drawn_anew(_png(content, LONGEST_OF_PHOTOGRAPH), "page")
    if content.startswith(b"\xff\xd8\xff"):
        return _drawn_anew(_jpeg(content, LONGEST_OF_PHOTOGRAPH), "page")
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC:
        raise FileRefused(
            _("This picture is in a format that others cannot open (HEIC). Make a screenshot of it, and choose that.")
        )
    raise FileRefused(_("Choose a PDF, or a photograph as JPEG or PNG."))


def signature(content: bytes) -> bytes:
    """A signature drawn on a screen, as PNG. Raises FileRefused with a sentence."""
    try:
        return _drawn_anew(files.checked(content, kind=PNG), "drawing")[0]
    except PictureRefused as error:
        raise FileRefused(_("This is not a drawing. Draw your signature again, or type your name.")) from error


def _drawn_anew(content: bytes, use: str) -> Picture:
    """The same picture as a child makes it of its pixels: one made to burst a decoder bursts only the child."""
    try:
        ended, drawn = children.ask(_CHILD, content, use, seconds=_SECONDS)
    except children.TookTooLong as error:
        raise _too_many_pixels() from error
    if ended == children.BROKEN:
        raise _broken()
    if ended or not drawn:  # it said so, or the system ended it
        raise _too_many_pixels()
    return drawn, PNG if drawn.startswith(b"\x89PNG") else JPEG


def _too_many_pixels() -> FileRefused:
    most = jpegs.MOST_PIXELS // 1_000_000
    return PictureRefused(
        _(
            "The picture takes too much room to open: at most %(most)d million pixels. Save it smaller, and choose it again."
        )
        % {"most": most}
    )


def _words(text: str) -> set[str]:
    return set(text.split())


_DRAWS_PNG = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB"}
_SVG = "{http://www.w3.org/2000/svg}"
_ELEMENTS = _words(
    "svg g defs title desc path rect circle ellipse line polyline polygon text tspan use symbol clipPath mask "
    "linearGradient radialGradient stop pattern"
)
_DROPPED = {"metadata", "namedview", "style"}  # what drawing programs leave behind; a style is first read
_PROPERTIES = _words(
    "fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin "
    "stroke-miterlimit stroke-dasharray stroke-dashoffset opacity clip-path clip-rule mask stop-color "
    "stop-opacity color display visibility font-family font-size font-weight font-style text-anchor "
    "letter-spacing"
)
_ATTRIBUTES = _PROPERTIES | _words(
    "id d x y x1 y1 x2 y2 cx cy r rx ry dx dy width height points viewBox preserveAspectRatio transform fx fy "
    "offset gradientUnits gradientTransform spreadMethod patternUnits patternTransform patternContentUnits "
    "clipPathUnits maskUnits maskContentUnits version"
)
_HREF = {"href", "{http://www.w3.org/1999/xlink}href"}
_WITHIN = re.compile(r"#[\w.-]+")
_URL = re.compile(r"url\(\s*['\"]?(?P<to>[^)'\"]*)['\"]?\s*\)", re.IGNORECASE)
_RULE = re.compile(r"\s*((?:\.[\w-]+\s*,?\s*)+)\{([^{}]*)\}\s*")


def cleaned(content: bytes) -> Picture:
    """The picture alone, with its kind (`core.files`). Raises FileRefused with a sentence when it is none."""
    if not content:
        raise FileRefused(_("The file is empty. Choose another one."))
    if len(content) > LARGEST:
        raise FileRefused(_("The picture is too large: at most %(size)d MB.") % {"size": LARGEST // 1_000_000})
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return _drawn_anew(_png(content), "logo")
    if content.startswith(b"\xff\xd8\xff"):
        return _drawn_anew(_jpeg(content), "logo")
    if b"<svg" in content[:4096].lower():
        return _svg(content), SVG
    raise FileRefused(_("This is no picture that we can show. Choose a PNG, a JPEG or an SVG."))


def _broken() -> FileRefused:
    return PictureRefused(_("The picture is damaged or cut off. Save it anew and choose it again."))


def _of_sensible_size(width: int, height: int, longest: int) -> None:
    if not (0 < width <= longest and 0 < height <= longest):
        raise FileRefused(_("The picture is too large: at most %(pixels)d pixels a side.") % {"pixels": longest})


def _png(content: bytes, longest: int = LONGEST_SIDE) -> bytes:
    """Signature and the chunks that draw, each checked by its own sum; what follows the end is cut off."""
    kept, at, seen = [content[:8]], 8, set()
    while at + 12 <= len(content) and b"IEND" not in seen:
        length = int.from_bytes(content[at : at + 4])
        chunk = content[at : at + 12 + length]
        name = chunk[4:8]
        if len(chunk) != 12 + length or zlib.crc32(chunk[4:-4]) != int.from_bytes(chunk[-4:]):
            raise _broken()
        if name == b"IHDR":
            _of_sensible_size(int.from_bytes(chunk[8:12]), int.from_bytes(chunk[12:16]), longest)
        if name in _DRAWS_PNG:
            kept.append(chunk)
        seen.add(name)
        at += 12 + length
    if not {b"IHDR", b"IDAT", b"IEND"} <= seen or kept[1][4:8] != b"IHDR":
        raise _broken()
    return b"".join(kept)


def _jpeg(content: bytes, longest: int = LONGEST_SIDE) -> bytes:
    """The parts of a JPEG that draw."""
    try:
        return jpegs.bare(content, longest)
    except jpegs.TooLarge as error:
        raise FileRefused(
            _("The picture is too large: at most %(pixels)d pixels a side.") % {"pixels": longest}
        ) from error
    except jpegs.Broken as error:
        raise _broken() from error


def _svg(content: bytes) -> bytes:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _broken() from error
    text = re.sub(r"<!DOCTYPE[^>\[]*>", "", text, flags=re.IGNORECASE)
    if "<!" in text.replace("<!--", "").replace("<![CDATA[", ""):
        raise FileRefused(_("This SVG defines words of its own (entities). Save it as plain SVG, or as a PNG."))
    try:
        root = ET.fromstring(text)  # noqa: S314  (no entities)
    except (ET.ParseError, ValueError) as error:
        raise _broken() from error
    if root.tag != f"{_SVG}svg":
        raise _broken()
    written = _drawn(root, _rules(root), depth=0)
    if written is None:
        raise _broken()
    ET.register_namespace("", _SVG[1:-1])
    return ET.tostring(written, encoding="utf-8")


def _drawn(element: ET.Element, rules: dict[str, dict[str, str]], depth: int) -> ET.Element | None:
    """The same element with only what draws; FileRefused for what does something else."""
    name = str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""
    if not str(element.tag).startswith(_SVG) or name in _DROPPED:
        return None  # a comment, or what a drawing program keeps for itself
    if name not in _ELEMENTS or depth > 40:
        raise FileRefused(
            _("This SVG holds “%(element)s”, which we do not show. Save it as plain SVG, or as a PNG.")
            % {"element": name}
        )
    made = ET.Element(element.tag, dict(_attributes(element, rules)))
    made.text, made.tail = element.text, element.tail
    for child in element:
        if (kept := _drawn(child, rules, depth + 1)) is not None:
            made.append(kept)
    return made


def _attributes(element: ET.Element, rules: dict[str, dict[str, str]]) -> Iterator[tuple[str, str]]:
    said = {key: value for key, value in element.attrib.items() if key in _ATTRIBUTES}
    for one in element.get("class", "").split():
        said |= rules.get(one, {})
    said |= _declared(element.get("style", ""))
    for key in _HREF & set(element.attrib):
        if not _WITHIN.fullmatch(element.attrib[key]):
            raise FileRefused(_("This SVG refers to something outside of itself. Save it as plain SVG, or as a PNG."))
        said["href"] = element.attrib[key]
    for key, value in said.items():
        if any(not _WITHIN.fullmatch(found["to"].strip()) for found in _URL.finditer(value)):
            raise FileRefused(_("This SVG refers to something outside of itself. Save it as plain SVG, or as a PNG."))
        yield key, value


def _rules(root: ET.Element) -> dict[str, dict[str, str]]:
    """What style elements say of classes, the only selectors that logos need; other rules are left out."""
    text = " ".join("".join(one.itertext()) for one in root.iter(f"{_SVG}style"))
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    found: dict[str, dict[str, str]] = {}
    for classes, said in _RULE.findall(text):
        for name in re.findall(r"\.([\w-]+)", classes):
            found.setdefault(name, {}).update(_declared(said))
    return found


def _declared(style: str) -> dict[str, str]:
    pairs = (part.partition(":") for part in style.split(";"))
    return {name.strip(): said.strip() for name, _colon, said in pairs if name.strip() in _PROPERTIES}
