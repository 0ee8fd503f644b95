"""A PDF that somebody brings: one that can be read, and freed of what tells of its making where nobody signed it electronically.

One that carries a signature stays byte for byte as it is: whatever is taken out would break the signature.
"""

from django.utils.translation import gettext as _

from compagnon.core import children
from compagnon.core.files import FileRefused

_CHILD, _SECONDS = "compagnon.seals.freeing", 60


def taken(pdf: bytes) -> bytes:
    """The same pages without author, program, dates, places and earlier states. Raises FileRefused for what no reader opens."""
    try:
        ended, freed = children.ask(_CHILD, pdf, seconds=_SECONDS)
    except children.TookTooLong as error:
        raise _unreadable() from error
    if ended == children.SIGNED:
        return pdf
    if ended == children.LOCKED:
        raise FileRefused(_("This PDF is protected by a password. Print it as a new PDF without one, and choose that."))
    if ended != children.DONE or not freed:  # it said so, or the system ended it
        raise _unreadable()
    return freed


def _unreadable() -> FileRefused:
    return FileRefused(_("This PDF cannot be read. Choose the file as you received it, or scan the paper again."))
