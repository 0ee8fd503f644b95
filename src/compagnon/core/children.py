"""Children of limited memory and time: what strangers bring is opened by one of them. Needs no Django, the children stand on it too.

A file made to burst a reader bursts only the child. A child is called by its name and never imported, where its reader is large:
what it reads with takes no memory of the program's own.
"""

import resource
import subprocess
import sys
from pathlib import Path

_SOURCE = Path(__file__).resolve().parents[2]
DONE, BROKEN, TOO_LARGE, SIGNED, LOCKED = 0, 3, 4, 5, 6
"""The numbers with which a child ends, where they tell why it wrote nothing."""


class TookTooLong(Exception):
    """The child did not answer in time, and was ended."""


def ask(module: str, content: bytes, *arguments: str, seconds: int) -> tuple[int, bytes]:
    """Give content to a module that runs as a child: the number with which it ended, and what it wrote. Raises TookTooLong."""
    command = [sys.executable, "-m", module, *arguments]
    try:
        ended = subprocess.run(  # noqa: S603  (our own module; the content is its input, never part of the command)
            command, input=content, capture_output=True, timeout=seconds, check=False, cwd=_SOURCE
        )
    except subprocess.TimeoutExpired as error:
        raise TookTooLong from error
    return ended.returncode, ended.stdout


def limit(*, memory: int, seconds: int) -> None:
    """From now on this process gets no more address space (bytes) and processor time than this, and leaves no core behind."""
    if sys.platform != "darwin":  # there the system refuses any limit of the address space
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
