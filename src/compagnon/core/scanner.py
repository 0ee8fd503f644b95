"""The virus scanner of the installation, when there is one: a clamd, asked over its socket for each file that somebody brings."""

import socket
import struct
from dataclasses import dataclass
from enum import Enum
from urllib.parse import urlsplit

from django.conf import settings

SECONDS = 5
PORTION = 65_536
_LONGEST_ANSWER = 4_096


class Said(Enum):
    CLEAN = "clean"
    FOUND = "found"
    SILENT = "silent"
    """It could not be asked, or gave no verdict."""


@dataclass(frozen=True)
class Verdict:
    said: Said
    name: str = ""
    """What was found, by the scanner's name for it."""


def is_set() -> bool:
    return bool(settings.SCANNER_URL)


def look(content: bytes) -> Verdict:
    """What the scanner says of these bytes (clamd's INSTREAM). It being away is a verdict too, never an error."""
    try:
        with _connected() as line:
            line.sendall(b"zINSTREAM\0")
            for start in range(0, len(content), PORTION):
                portion = content[start : start + PORTION]
                line.sendall(struct.pack("!I", len(portion)) + portion)
            line.sendall(struct.pack("!I", 0))
            answer = _heard(line)
    except OSError:
        return Verdict(Said.SILENT)
    told = answer.rstrip(b"\0\n").decode(errors="replace").removeprefix("stream: ")
    if told == "OK":
        return Verdict(Said.CLEAN)
    if told.endswith(" FOUND"):
        return Verdict(Said.FOUND, told.removesuffix(" FOUND")[:100])
    return Verdict(Said.SILENT)


def answers() -> bool:
    """Whether it is there now."""
    try:
        with _connected() as line:
            line.sendall(b"zPING\0")
            return _heard(line).startswith(b"PONG")
    except OSError:
        return False


def _connected() -> socket.socket:
    """To `tcp://host:port` or `unix:///path/of/the/socket`."""
    address = urlsplit(settings.SCANNER_URL)
    if address.scheme == "unix":
        line = socket.socket(socket.AF_UNIX)
        line.settimeout(SECONDS)
        line.connect(address.path)
        return line
    return socket.create_connection((address.hostname or "127.0.0.1", address.port or 3310), timeout=SECONDS)


def _heard(line: socket.socket) -> bytes:
    answer = b""
    while len(answer) < _LONGEST_ANSWER and not answer.endswith(b"\0") and (more := line.recv(_LONGEST_ANSWER)):
        answer += more
    return answer
