"""The amendment of a kind of paper: its title, reference and signers are the paper's, its sections those of every amendment."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from compagnon.documents.amending.comparing import Change
from compagnon.documents.catalogue.filling import Filled, Filling, reference_of
from compagnon.documents.catalogue.known import AMENDED
from compagnon.documents.catalogue.reading import AMENDMENT, titles_of
from compagnon.documents.catalogue.shape import PaperKind, Section, SignerSeed
from compagnon.documents.catalogue.subjects import Subject
from compagnon.documents.filling import Signer, local_now
from compagnon.documents.models import Document
from compagnon.documents.typesetting.facts import Bilingual, PaperFacts, SectionFacts, TableFacts
from compagnon.documents.typesetting.labels import all_labels
from compagnon.documents.wordings import kind_of

NONE: Bilingual = {"": "–"}


@dataclass(frozen=True)
class Amended:
    """The paper that is amended, as it stands: with what was amended before, and who is told without signing. `words` is the
    kind of all amendments, as the network words it.
    """

    document: Document
    kind: PaperKind
    words: PaperKind
    reference: str
    number: int
    earlier: Sequence[Document] = ()
    untouched: tuple[str, ...] = ()


def amended_kind(document: Document) -> PaperKind | None:
    """The kind of the paper that this is about: of an amendment, the one that it amends; None when it is not known."""
    return kind_of(document.network_id, document.kind.removeprefix(AMENDMENT))


def kind_of_amendment(kind: PaperKind, number: int, words: PaperKind) -> PaperKind:
    """A kind's amendment with this number, in these words."""
    key = f"{AMENDMENT}{kind.key}"
    changed = {
        "key": key,
        "about": kind.about,
        "title": titles_of(key, number),
        "languages": kind.languages,
        "signers": kind.signers,
        "needs_code": kind.needs_code,
        "days": kind.days,
        "for_participant": kind.for_participant,
    }
    return words.model_copy(update=changed)


def reference_of_amendment(kind: PaperKind, subject: Subject, number: int) -> str:
    """GA-AM1-K7M2QX: the paper's, with the number of the amendment."""
    begins, _dash, code = reference_of(kind, subject).rpartition("-")
    return f"{begins}-AM{number}-{code}"


class AmendmentFilling(Filling):
    """One amendment being filled; rows of `amended` speak of the paper that it amends."""

    def __init__(self, amended: Amended, subject: Subject, changes: Iterable[Change], terms: dict[str, Any]) -> None:
        self.amended, self.changes = amended, list(changes)
        said = {**terms, "later": "yes" if amended.earlier else "", "untouched": "yes" if amended.untouched else ""}
        super().__init__(kind_of_amendment(amended.kind, amended.number, amended.words), subject, said)

    def row(self, name: str, need: str) -> Filled | None:
        if name not in READ:
            return super().row(name, need)
        return Filled(name, all_labels()[AMENDED[name]], READ[name](self), need, None)

    def facts_of(self, *, version: int) -> PaperFacts:
        """What is printed, whole, under the paper's own reference."""
        amended = self.amended
        reference = reference_of_amendment(amended.kind, self.subject, amended.number)
        return self.facts(version=version, made_at=local_now()).model_copy(update={"reference": reference})

    def signers(self) -> list[tuple[SignerSeed, Signer]]:
        """Those who sign it: of the paper's signers all that are not told only."""
        return [pair for pair in super().signers() if pair[1].role not in self.amended.untouched]

    def _section(self, section: Section) -> SectionFacts:
        made = super()._section(section.model_copy(update={"table": ""}))
        return made.model_copy(update={"table": self._changes()}) if section.table == "changes" else made

    def _changes(self) -> TableFacts:
        columns = tuple(all_labels()[name] for name in ("point", "until_now", "from_then"))
        rows = tuple((one.label, one.before or NONE, one.after or NONE) for one in self.changes)
        return TableFacts(columns=columns, rows=rows)

    def since(self) -> Bilingual:
        """Since when the paper is final."""
        final = self.amended.document.finished_at
        return self.wording.day(timezone.localtime(final).date()) if final else {}

    def earlier(self) -> Bilingual:
        """The amendments before this one, each with its day."""
        parts = [(one.number, self.wording.day(one.effective_on)) for one in self.amended.earlier]
        return {
            code: ", ".join(f"AM{number} ({day[code]})" for number, day in parts) for code in self.languages if parts
        }

    def untouched(self) -> Bilingual:
        """Who is told and does not sign."""
        names = [one for one in super().signers() if one[1].role in self.amended.untouched]
        said = ", ".join(f"{one.who} ({one.organisation})" if one.organisation else f"{one.who}" for _s, one in names)
        return {"": said} if said else {}


READ: dict[str, Callable[[AmendmentFilling], Bilingual]] = {
    "amended.paper": lambda one: one.amended.kind.title,
    "amended.reference": lambda one: {"": one.amended.reference},
    "amended.since": AmendmentFilling.since,
    "amended.earlier": AmendmentFilling.earlier,
    "amended.print": lambda one: {"": one.amended.document.final_sha256},
    "amended.untouched": AmendmentFilling.untouched,
}
"""How what rows and sentences name is read."""
