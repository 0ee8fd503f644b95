"""What a poster says, in one language: plain texts and the code that leads to the page of the call."""

from dataclasses import dataclass
from datetime import datetime

from compagnon.documents.typesetting.frame import Content


@dataclass(frozen=True)
class PosterFacts:
    """A poster as it is printed; `rows` are label and value, `code` is the QR code as SVG, `address` what it says."""

    language: str
    network: str
    title: str
    eyebrow: str
    text: str
    rows: tuple[tuple[str, str], ...]
    call_to_action: str
    code: bytes
    code_words: str
    address: str
    made_at: datetime


def poster_content(facts: PosterFacts) -> Content:
    """Everything that `poster.typ` prints."""
    return {
        "signatures": None,
        "reference": facts.address.rpartition("/calls/")[2].strip("/"),
        "language": facts.language,
        "document_title": f"{facts.title} – {facts.network}",
        "network": facts.network,
        "title": facts.title,
        "eyebrow": facts.eyebrow,
        "text": facts.text,
        "rows": [{"label": label, "value": value} for label, value in facts.rows if value],
        "action": facts.call_to_action,
        "code": list(facts.code),
        "code_words": facts.code_words,
        "address": facts.address,
    }
