"""The list of erasures, kept beside the database: a restored backup knows less than this file."""

from pathlib import Path

from django.conf import settings
from django.db import transaction


def place() -> Path:
    """Where the list is: in the data folder, to be saved with every backup."""
    return Path(settings.DATA_FOLDER) / "erasures.txt"


def note(key: str) -> None:
    """Add a pseudonymous key, when the transaction ends well."""

    def write() -> None:
        place().parent.mkdir(parents=True, exist_ok=True)
        with place().open("a", encoding="ascii") as kept:
            kept.write(f"{key}\n")

    transaction.on_commit(write)


def listed(path: Path | None = None) -> list[str]:
    """The keys on the list; none when there is no list yet."""
    path = path or place()
    return path.read_text(encoding="ascii").split() if path.exists() else []
