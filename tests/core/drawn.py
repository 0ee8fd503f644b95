"""Real pictures for tests, made by Pillow, with whatever else may lie in a file beside them."""

import io
import zlib

from PIL import Image

PLACE = (48.0, 4.0, 7.0)
HEAD = b"\x89PNG\r\n\x1a\n"


def packed(picture: Image.Image, kind: str, **said) -> bytes:
    made = io.BytesIO()
    picture.save(made, kind, **said)
    return made.getvalue()


def png(width: int = 8, height: int = 4, colour: int = 90, mode: str = "L") -> bytes:
    return packed(Image.new(mode, (width, height), colour), "PNG")


def jpeg(*extra: bytes, width: int = 40, height: int = 20) -> bytes:
    """A photograph with whatever segments after its first one."""
    made = packed(Image.radial_gradient("L").resize((width, height)).convert("RGB"), "JPEG")
    behind = 4 + int.from_bytes(made[4:6])
    return made[:behind] + b"".join(extra) + made[behind:]


def noted(way: int = 1) -> bytes:
    """What a camera notes: how it was held, where, and who held it."""
    said = Image.Exif()
    said[0x0112], said[0x013B], said[0x8825] = way, "Camille Fournil", {1: "N", 2: PLACE, 3: "E", 4: PLACE}
    return said.tobytes()


def chunk(name: bytes, content: bytes) -> bytes:
    return len(content).to_bytes(4) + name + content + zlib.crc32(name + content).to_bytes(4)


def with_chunk(content: bytes, name: bytes, said: bytes) -> bytes:
    """A PNG with one more chunk behind its head."""
    place = len(HEAD) + 25
    return content[:place] + chunk(name, said) + content[place:]


def seen(content: bytes) -> Image.Image:
    """The picture as anybody's viewer opens it."""
    picture = Image.open(io.BytesIO(content))
    picture.load()
    return picture
