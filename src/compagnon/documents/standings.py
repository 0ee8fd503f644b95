"""How the papers of a mobility, a departure or a partner stand: which are asked, what each lacks, who has signed."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse

from compagnon.documents.catalogue.reading import said_here, shipped
from compagnon.documents.catalogue.shape import PaperKind
from compagnon.documents.catalogue.subjects import Subject, holds, subject_of
from compagnon.documents.choices import DocumentKind, DocumentState, SignatureState
from compagnon.documents.following import kept_of
from compagnon.documents.lacking import Lack
from compagnon.documents.models import Document
from compagnon.documents.queries import EDITABLE, lacks_of
from compagnon.documents.wordings import kinds_of
from compagnon.people.models import Person


@dataclass(frozen=True)
class Standing:
    """One paper of a file: what it is, whether the scheme asks for it, and how far it is."""

    kind: PaperKind
    document: Document | None
    is_asked: bool
    lacks: list[Lack]
    signed: int
    signers: int
    url: str
    preview: str = ""
    amendments: Sequence[Document] = ()
    is_received: bool = False
    """Something that stands for it was signed or made elsewhere, and is kept with the file."""

    @property
    def is_there(self) -> bool:
        return self.is_received or (self.document is not None and self.document.state == DocumentState.FINAL)

    @property
    def is_ours(self) -> bool:
        return self.kind.made != "elsewhere"

    @property
    def is_editable(self) -> bool:
        return self.document is None or self.document.state in EDITABLE

    @property
    def name(self) -> str:
        return said_here(self.kind.title)

    @property
    def told(self) -> str:
        return said_here(self.kind.told)

    @property
    def needed(self) -> int:
        """How much must be known before it goes out."""
        return sum(lack.blocks for lack in self.lacks)


def standings(row: Any, by: Person, *, received: Collection[str] = ()) -> list[Standing]:
    """Every paper about this row in the order of a stay, those that are asked for and those that can be made; of the kinds
    `received`, one that was signed elsewhere is there.
    """
    subject = subject_of(row, by)
    current = _current(row)
    documents = {one.kind: one for one in current if not one.is_amendment}
    found = []
    for kind in kinds_of(row.network_id).values():
        document = documents.get(kind.key)
        if kind.about != subject.about or kind.made == "amendment":
            continue
        if document is None and kind.key not in received and not holds(kind.when, subject, {}):
            continue
        standing = _standing(kind, document, subject, by)
        mine = [one for one in current if document is not None and one.amends_id == document.pk]
        found.append(
            replace(
                standing,
                amendments=sorted(mine, key=lambda one: one.number),
                is_received=kind.key in received,
            )
        )
    return found


def _current(row: Any) -> list[Document]:
    return list(row.documents.exclude(state=DocumentState.REPLACED).prefetch_related("signatures"))


def _standing(kind: PaperKind, document: Document | None, subject: Subject, by: Person) -> Standing:
    signatures = list(document.signatures.all()) if document else []
    is_open = document is None or document.state in EDITABLE
    lacking = (
        lacks_of(subject.row, kind, document, by, subject=subject)
        if is_open and kind.made in ("general", "learning_agreement")
        else []
    )
    return Standing(
        kind=kind,
        document=document,
        is_asked=is_asked(kind, subject),
        lacks=lacking,
        signed=sum(one.state == SignatureState.SIGNED for one in signatures),
        signers=len(signatures),
        url=url_of(kind, subject.row, subject.about),
        preview=_preview(kind, subject) if is_open else "",
    )


def _preview(kind: PaperKind, subject: Subject) -> str:
    if kind.made == "general":
        return reverse(f"documents:preview-of-{subject.about}", args=[subject.row.code, kind.key])
    return reverse("documents:preview", args=[subject.row.code]) if kind.made == "learning_agreement" else ""


def is_asked(kind: PaperKind, subject: Subject) -> bool:
    """Whether the scheme asks for it where its conditions hold; of a partner, nothing is asked by a scheme."""
    if subject.about == "partner" or not kind.number:
        return False
    scheme = getattr(subject.row, "kept_scheme", None) or subject.row.scheme
    if kind.number not in scheme.documents or not holds(kind.when, subject, {}):
        return False
    return not kind.asked_when or holds(kind.asked_when, subject, _said_on_papers(subject.row))


def _said_on_papers(row: Any) -> dict[str, object]:
    """What was said for the papers of a row, as `french_agreement.host_signs`; of the papers that were read with it where some were."""
    if not hasattr(row, "said_on_papers"):
        papers = row.finals if hasattr(row, "finals") else row.documents.exclude(state=DocumentState.REPLACED)
        written = [one for one in papers if one.state in EDITABLE]
        out = [one for one in papers if one not in written]
        said = {f"{one.kind}.{key}": value for one in written for key, value in one.terms.items()} | kept_of(row)
        row.said_on_papers = said | {f"{one.kind}.{key}": value for one in out for key, value in one.terms.items()}
    found: dict[str, object] = row.said_on_papers
    return found


def url_of(kind: PaperKind, row: Any, about: str) -> str:
    """The page on which it is written and followed; none for what others make."""
    if kind.key == DocumentKind.LEARNING_AGREEMENT:
        return reverse("documents:agreement", args=[row.code])
    is_followed = kind.made in ("general", "europass")
    return reverse(f"documents:paper-of-{about}", args=[row.code, kind.key]) if is_followed else ""


def url_of_document(document: Document) -> str:
    """The page on which a paper or an amendment is followed; that of what it is about where it has none."""
    if document.amends_id is not None:
        return reverse("documents:amendment", args=[document.code])
    kind = shipped().get(document.kind)
    return (url_of(kind, document.subject, kind.about) if kind else "") or str(document.subject.get_absolute_url())
