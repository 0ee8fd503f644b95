"""Draws one picture anew from its pixels: `python -m compagnon.core.redrawing page|logo|drawing < file > picture`.

Runs as a child with little memory and time, so that a picture made to burst a decoder bursts only the child. Needs no Django.
What comes out was written by us: nothing that lay in, between or behind the parts of the file is left.
"""

import io
import sys
import warnings

from PIL import Image, ImageOps

from compagnon.core import children
from compagnon.core.children import BROKEN, DONE, TOO_LARGE
from compagnon.core.jpegs import MOST_PIXELS

LONGEST_KEPT = 3_508
"""Pixels of the longer side of a page: the height of A4 at 300 dots an inch, what a scanner makes of it."""
QUALITY = 85
MEMORY = 1_500_000_000  # address space, not pages in use
SECONDS = 20
_DRAWN_WITH_FEW = {"1", "L", "P", "LA", "PA"}
"""Modes of scans and line drawings, which stay sharp as PNG; a photograph is a tenth of it as JPEG."""


def upright(content: bytes, longest: int) -> Image.Image:
    """The pixels as they are to be seen, no side longer than this. Raises whatever the decoder raises."""
    kind = "PNG" if content.startswith(b"\x89PNG") else "JPEG"
    with Image.open(io.BytesIO(content), formats=(kind,)) as picture:
        picture.draft(None, (longest, longest))  # a JPEG is unpacked no larger than needed
        picture.load()
        turned = ImageOps.exif_transpose(picture)
    turned.thumbnail((longest, longest), Image.Resampling.LANCZOS, reducing_gap=3.0)
    return turned


def _has_holes(picture: Image.Image) -> bool:
    return "A" in picture.getbands() or "transparency" in picture.info


def _on_white(picture: Image.Image) -> Image.Image:
    if not _has_holes(picture):
        return picture.convert("RGB")
    paper = Image.new("RGBA", picture.size, "white")
    paper.alpha_composite(picture.convert("RGBA"))
    return paper.convert("RGB")


def as_png(picture: Image.Image) -> bytes:
    """With its holes, and in the mode that it has where PNG knows it."""
    if _has_holes(picture):
        picture = picture.convert("RGBA")
    elif picture.mode not in ("1", "L", "P", "RGB"):
        picture = picture.convert("RGB")
    made = io.BytesIO()
    bare = Image.frombytes(picture.mode, picture.size, picture.tobytes())
    if picture.mode == "P" and (palette := picture.getpalette()) is not None:
        bare.putpalette(palette)
    bare.save(made, "PNG", optimize=True)
    return made.getvalue()


def as_jpeg(picture: Image.Image) -> bytes:
    """On white, without whatever the file said beside its pixels."""
    made = io.BytesIO()
    _on_white(picture).save(made, "JPEG", quality=QUALITY, optimize=True, exif=b"", icc_profile=None)
    return made.getvalue()


def redrawn(content: bytes, use: str) -> bytes:
    """A page as JPEG, or as PNG where it is a scan in few colours; a logo in its own kind; a drawing as PNG."""
    picture = upright(content, LONGEST_KEPT)
    is_png = content.startswith(b"\x89PNG")
    if use == "page":
        return as_png(picture) if is_png and picture.mode in _DRAWN_WITH_FEW else as_jpeg(picture)
    return as_png(picture) if is_png else as_jpeg(picture)


def main(use: str) -> int:
    """Write the picture and return DONE, or nothing and why not."""
    children.limit(memory=MEMORY, seconds=SECONDS)
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        sys.stdout.buffer.write(redrawn(sys.stdin.buffer.read(), use))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError):
        return TOO_LARGE
    except BaseException:  # noqa: BLE001  (whatever went wrong in a decoder, the picture is at fault)
        return BROKEN
    return DONE


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
