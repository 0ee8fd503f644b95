"""The fixed words of the papers, in the six languages of the product, from `labels.yaml`."""

from functools import cache
from pathlib import Path

import yaml

from compagnon.documents.typesetting.facts import LANGUAGES

Labels = dict[str, dict[str, str]]
_OF_PEOPLE, _OF_PLACES = ("name", "email", "phone"), ("street", "postcode", "town", "email")
_PARTS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("guardian", "mentor", "referent", "tutor", "accompanying", "contact"), _OF_PEOPLE),
    **dict.fromkeys(("employer", "sending", "host", "partner"), _OF_PLACES),
}
"""Of whom a single part is named, and which: "Tutor · Phone"."""


@cache
def all_labels() -> Labels:
    """Every label by key, then by language; each key has all languages (a test holds that)."""
    labels: Labels = yaml.safe_load((Path(__file__).parent / "labels.yaml").read_text(encoding="utf-8"))
    parts = {
        f"{of}_{part}": {code: f"{words} · {labels[part][code]}" for code, words in labels[of].items()}
        for of, names in _PARTS.items()
        for part in names
    }
    return {**parts, **labels}


def paper_languages(languages: tuple[str, ...]) -> tuple[str, ...]:
    """One or two languages that the labels exist in: an unknown one becomes English, equal ones become one.

    "en-gb" reads as "en". More than two would not fit side by side, so only the first two count.
    """
    spoken = [code.lower().replace("_", "-").split("-")[0] for code in languages[:2]] or ["en"]
    return tuple(dict.fromkeys(code if code in LANGUAGES else "en" for code in spoken))
