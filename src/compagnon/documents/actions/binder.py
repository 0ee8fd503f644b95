"""The index of a bundle: which paper lies in which file, of whom, since when, with which fingerprint, and what is missing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from compagnon.core.files import fingerprint
from compagnon.core.sheets import Column, write_xlsx
from compagnon.documents.catalogue.reading import title_in_bundle, title_of, title_of_copy
from compagnon.documents.copies import Copy
from compagnon.documents.models import BundleFile, Document, Proof


@dataclass(frozen=True)
class Packed:
    """A paper in a bundle: its name there, its bytes, how it stands, the version it is, and the copy, where there is one."""

    name: str
    content: bytes
    kind: str
    state: str
    document: Document | None
    copy: Copy | None = None
    proof: Proof | None = None
    is_register: bool = False
    """The evidence of the signatures under `document`: beside it, and no paper of its own."""

    @property
    def number(self) -> int:
        """Which amendment it is; 0 for the paper itself."""
        return self.document.number if self.document is not None else 0


@dataclass(frozen=True)
class Line:
    """One line of the index."""

    who: str
    paper: str
    state: str
    file: str = ""
    version: int | None = None
    final_on: date | None = None
    given_by: str = ""
    given_on: date | None = None
    sha256: str = ""


COLUMNS = (
    Column(gettext_lazy("Who"), lambda line: line.who, 26),
    Column(gettext_lazy("Paper"), lambda line: line.paper, 34),
    Column(gettext_lazy("State"), lambda line: line.state, 20),
    Column(gettext_lazy("Version"), lambda line: line.version, 8),
    Column(gettext_lazy("Final since"), lambda line: line.final_on, 12),
    Column(gettext_lazy("Handed in by"), lambda line: line.given_by, 26),
    Column(gettext_lazy("Handed in on"), lambda line: line.given_on, 12),
    Column(gettext_lazy("File"), lambda line: line.file, 50),
    Column(gettext_lazy("Fingerprint"), lambda line: line.sha256, 66),
)


def line_of(one: BundleFile, paper: Packed, folder: str) -> Line:
    """What the index says of a paper in the bundle."""
    document, copy, proof = paper.document, paper.copy, paper.proof
    if paper.is_register:
        return Line(
            who=str(one),
            paper=_("Evidence of the signatures: %(paper)s") % {"paper": title_of(paper.kind, paper.number)},
            state=_said(paper.state),
            file=f"{folder}/{paper.name}",
            sha256=fingerprint(paper.content),
        )
    if proof is not None:
        return _line_of_proof(one, proof, f"{folder}/{paper.name}")
    if copy is not None:
        return Line(
            who=str(one),
            paper=title_of_copy(paper.kind, paper.number, copy.signers),
            state=_said(paper.state),
            file=f"{folder}/{paper.name}",
            version=copy.document.version,
            given_by=copy.given_by,
            given_on=copy.given_on,
            sha256=copy.sha256,
        )
    is_final = document is not None and paper.state == "final"
    return Line(
        who=str(one),
        paper=title_of(paper.kind, paper.number),
        state=_said(paper.state),
        file=f"{folder}/{paper.name}",
        version=document.version if document is not None else None,
        final_on=document.finished_at.date() if is_final and document and document.finished_at else None,
        sha256=document.final_sha256 if is_final and document else "",
    )


def _line_of_proof(one: BundleFile, proof: Proof, file: str) -> Line:
    return Line(
        who=str(one),
        paper=str(proof),
        state=_("Made by others"),
        file=file,
        given_by=proof.given_by_name,
        given_on=timezone.localdate(proof.given_at),
        sha256=proof.sha256,
    )


def lines_of_missing(one: BundleFile) -> list[Line]:
    """What is asked for and is not in the bundle, and why."""
    return [
        Line(
            str(one),
            title_in_bundle(paper),
            ", ".join(paper["told"]) or _said(paper["state"]),
        )
        for paper in one.papers
        if "file" not in paper
    ]


def written(lines: Iterable[Line]) -> bytes:
    """The index as a workbook."""
    with write_xlsx(COLUMNS, lines) as sheet:
        return sheet.read()


def _said(state: str) -> str:
    known = {
        "ready": _("Ready to go out"),
        "signing": _("Out for signature"),
        "final": _("Final"),
        "later": _("After the stay"),
        "copy": _("Copy that was accepted"),
    }
    return known.get(state, _("Something is missing"))
