"""The pages of official forms, laid where the typesetter reads them as bytes.

As numbers inside the main file, as drawings travel, three megabytes took over a second a paper; as a package of the typesetter, a hundredth.
"""

import os
import shutil
import tempfile
from functools import cache
from pathlib import Path

_NAMESPACE, _EDITION = "forms", "1.0.0"


@cache
def _folder(_process: int) -> "tempfile.TemporaryDirectory[str]":
    """One for each process, gone with it."""
    return tempfile.TemporaryDirectory(prefix="compagnon-forms-")


def folder() -> str:
    """Where the typesetter looks for packages: nothing else lies there, and none is asked of the web."""
    return _folder(os.getpid()).name


def laid(pages: bytes, sha256: str) -> str:
    """The line that a main file begins with to have these pages as `pages`."""
    name = f"f{sha256}"
    place = Path(folder()) / _NAMESPACE / name / _EDITION
    described = f'[package]\nname = "{name}"\nversion = "{_EDITION}"\nentrypoint = "pages.typ"\n'
    files = {
        "typst.toml": described.encode(),
        "pages.typ": b'#let pages = read("pages.pdf", encoding: none)\n',
        "pages.pdf": pages,
    }
    if not all((place / one).exists() for one in files):  # also when the system has tidied what was long not used
        _lay(place, files)
    return f'#import "@{_NAMESPACE}/{name}:{_EDITION}": pages\n'


def _lay(place: Path, files: dict[str, bytes]) -> None:
    """Put the files there whole at once: another thread may print the same form."""
    place.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(dir=place.parent))
    for name, content in files.items():
        (made / name).write_bytes(content)
    shutil.rmtree(place, ignore_errors=True)
    try:
        made.rename(place)
    except OSError:
        shutil.rmtree(made)
