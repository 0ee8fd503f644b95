"""A PDF that somebody brings: one that can be read, and freed of what tells of its making where nobody signed it electronically.

One that carries a signature stays byte for byte as it is: whatever is taken out would break the signature.
"""

import subprocess
import sys
from pathlib import Path

from django.utils.translation import gettext as _

from compagnon.core.files import FileRefused
from compagnon.seals import freeing

_SECONDS = 60
_SOURCE = Path(freeing.__file__).resolve().parents[2]


def taken(pdf: bytes) -> bytes:
    """The same pages without author, program, dates, places and earlier states. Raises FileRefused for what no reader opens."""
    command = [sys.executable, "-m", freeing.__name__]
    try:
        ended = subprocess.run(  # noqa: S603  (our own module; the file is its input, never part of the command)
            command, input=pdf, capture_output=True, timeout=_SECONDS, check=False, cwd=_SOURCE
        )
    except subprocess.TimeoutExpired as error:
        raise _unreadable() from error
    if ended.returncode == freeing.SIGNED:
        return pdf
    if ended.returncode == freeing.LOCKED:
        raise FileRefused(_("This PDF is protected by a password. Print it as a new PDF without one, and choose that."))
    if ended.returncode != freeing.FREED or not ended.stdout:  # it said so, or the system ended it
        raise _unreadable()
    return ended.stdout


def _unreadable() -> FileRefused:
    return FileRefused(_("This PDF cannot be read. Choose the file as you received it, or scan the paper again."))
