"""The parts of a JPEG that draw, without what cameras and programs write beside them. Needs no Django: children use it too."""

import re
from typing import Literal

MOST_PIXELS = 60_000_000
"""Of any picture as it comes: more than telephones make by themselves (50 million), and 180 MB when it is unpacked."""
_DRAWS = {0xE0, 0xEE}  # JFIF, and Adobe's mark without which its colours are read wrongly
_FRAMES = {0xC0, 0xC1, 0xC2}


class Broken(Exception):
    """It is no JPEG, or a damaged one."""


class TooLarge(Exception):
    """One side is longer than was asked for."""


def bare(content: bytes, longest: int) -> bytes:
    """The segments and scans that draw, up to the first end mark: telephones hide more pictures behind it. Raises Broken, or TooLarge."""
    kept, at, has_frame = [b"\xff\xd8"], 2, False
    while at + 4 <= len(content):
        mark, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4])
        if content[at] != 0xFF or length < 2:
            raise Broken
        segment = content[at : at + 2 + length]
        at += 2 + length
        if mark in _FRAMES and len(segment) >= 9:
            if not all(0 < int.from_bytes(segment[side : side + 2]) <= longest for side in (5, 7)):
                raise TooLarge
            has_frame = True
        if mark == 0xE1 and (turned := _turned(segment)):
            kept.append(turned)
        elif mark in _DRAWS or not (0xE0 <= mark <= 0xEF or mark == 0xFE):
            kept.append(segment)
        if mark == 0xDA:
            end = _end_of_scan(content, at)
            kept.append(content[at:end])
            at = end
            if content[at + 1 : at + 2] == b"\xd9" and has_frame:
                return b"".join([*kept, b"\xff\xd9"])
    raise Broken


_IN_SCAN = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]", re.DOTALL)  # a mark that is neither data nor a restart


def _end_of_scan(content: bytes, at: int) -> int:
    """Where the next mark stands: of one more scan, or the end."""
    found = _IN_SCAN.search(content, at)
    if found is None:
        raise Broken
    return found.start()


def _turned(segment: bytes) -> bytes | None:
    """Of all that a camera notes, only how it was held: without it the page lies on its side. None when upright."""
    noted = segment[10:]
    if segment[4:10] != b"Exif\x00\x00" or noted[:2] not in (b"II", b"MM"):
        return None
    order: Literal["little", "big"] = "little" if noted[:2] == b"II" else "big"
    first = int.from_bytes(noted[4:8], order)
    for number in range(int.from_bytes(noted[first : first + 2], order)):
        entry = noted[first + 2 + 12 * number : first + 14 + 12 * number]
        if int.from_bytes(entry[:2], order) == 0x0112:
            way = int.from_bytes(entry[8:10], order)
            return _UPRIGHT[:-8] + bytes([0, way]) + _UPRIGHT[-6:] if 2 <= way <= 8 else None
    return None


_UPRIGHT = (
    b"\xff\xe1\x00\x22Exif\x00\x00MM\x00\x2a\x00\x00\x00\x08"  # 34 bytes follow the mark, then big-endian TIFF
    b"\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x01\x00\x00\x00\x00\x00\x00"  # one entry: the orientation
)
