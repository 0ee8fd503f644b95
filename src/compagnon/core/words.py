"""Compile the translations: `python -m compagnon.core.words`. Needs no gettext, touches only what is older."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).resolve().parent.parent / "locale"


def compile_words(folder: Path = LOCALE) -> list[Path]:
    """Write the .mo of each .po that changed since; returns what was written."""
    written = []
    for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        compiled = source.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as words:
            catalogue = read_po(words, locale=source.parts[-3])
        beside = compiled.with_suffix(".new")
        with beside.open("wb") as out:
            write_mo(out, catalogue)
        beside.replace(compiled)
        written.append(compiled)
    return written


if __name__ == "__main__":
    compile_words()
