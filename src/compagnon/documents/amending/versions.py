"""A signed paper with its amendments beside each other: what each says of every point, who signed when, and what counts on a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from compagnon.documents.actions.printing import kept_facts
from compagnon.documents.amending.comparing import Change, here
from compagnon.documents.amending.days import earliest
from compagnon.documents.amending.points import points_of
from compagnon.documents.choices import DocumentState
from compagnon.documents.models import Document, Signature
from compagnon.documents.typesetting.facts import Bilingual


@dataclass(frozen=True)
class Edition:
    """The paper or one of its amendments: since when it counts, and its signatures; under way it counts for nothing yet."""

    document: Document
    since: date
    signatures: list[Signature]

    @property
    def is_signed(self) -> bool:
        """Whether it counts: everybody signed it, whatever replaced it later."""
        return bool(self.document.final_sha256)


@dataclass(frozen=True)
class Line:
    """One point: what each edition says of it (None where it leaves it as it was), and what counts on the day."""

    label: Bilingual
    said: list[Bilingual | None]
    counts: Bilingual

    @property
    def label_here(self) -> str:
        """Its label in the reader's language."""
        return here(self.label)

    @property
    def said_here(self) -> list[str | None]:
        """What each edition says, in the reader's language; "–" where it says that there is nothing."""
        return [None if one is None else here(one) or "–" for one in self.said]

    @property
    def counts_here(self) -> str:
        return here(self.counts)

    @property
    def is_amended(self) -> bool:
        """Whether an amendment touches it."""
        return any(one is not None for one in self.said[1:])


def editions_of(document: Document) -> list[Edition]:
    """The paper, and its amendments in their order: those signed, and the one under way."""
    amendments = document.amendments.exclude(state=DocumentState.REPLACED)
    if document.state == DocumentState.REPLACED:  # its amendments were put aside with it
        amendments = document.amendments.exclude(final_sha256="")
    found = [document, *amendments.order_by("number").prefetch_related("signatures__person", "signatures__contact")]
    return [Edition(one, one.effective_on or earliest(one, ()), list(one.signatures.all())) for one in found]


def lines_of(editions: Sequence[Edition], on: date) -> list[Line]:
    """Every point of the paper with what was amended of it; an amendment counts from its day on, once everybody signed it."""
    original = editions[0].document
    points = {one.key: one for one in points_of(kept_facts(original), tuple(original.languages))}
    changed = [{change.key: change for change in map(Change.read, one.document.changes)} for one in editions[1:]]
    labels = {key: one.label for key, one in points.items()}
    for changes in changed:
        labels |= {key: one.label for key, one in changes.items() if key not in labels}
    lines = []
    for key, label in labels.items():
        first = points[key].value if key in points else {}
        said: list[Bilingual | None] = [first, *(one[key].after if key in one else None for one in changed)]
        counting = [
            text
            for edition, text in zip(editions, said, strict=True)
            if text is not None and edition.is_signed and edition.since <= on
        ]
        lines.append(Line(label, said, counting[-1] if counting else {}))
    return lines
