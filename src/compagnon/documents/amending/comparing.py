"""What was signed beside what would be printed today, point by point."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Self

from compagnon.documents.actions.printing import fill, kept_facts
from compagnon.documents.amending.points import FOLLOWS_AGE, LISTED, Point, points_of, said
from compagnon.documents.catalogue.reading import said_here, shipped
from compagnon.documents.catalogue.subjects import Subject
from compagnon.documents.choices import DocumentKind, DocumentState
from compagnon.documents.following import as_kept
from compagnon.documents.models import Document
from compagnon.documents.queries import finals_of, terms_agreed
from compagnon.documents.typesetting.facts import LANGUAGES, Bilingual
from compagnon.people.models import Person

WATCHED = (DocumentState.SIGNING, DocumentState.FINAL)
"""Papers whose words stand: those that are out, and those that are signed."""


@dataclass(frozen=True)
class Change:
    """A point that reads otherwise: what was agreed, and what is true now; either may be empty."""

    key: str
    label: Bilingual
    before: Bilingual
    after: Bilingual
    name: str = ""

    def kept(self) -> dict[str, Any]:
        """As it is kept with a document."""
        return asdict(self)

    @classmethod
    def read(cls, kept: dict[str, Any]) -> Self:
        return cls(**kept)

    @property
    def label_here(self) -> str:
        """Its label in the reader's language."""
        return here(self.label)

    @property
    def before_here(self) -> str:
        return here(self.before)

    @property
    def after_here(self) -> str:
        return here(self.after)


def here(text: Bilingual) -> str:
    """A text in the reader's language, else in the first of ours that there is."""
    return (
        said_here({"en": text[next((code for code in LANGUAGES if code in text), min(text))], **text}) if text else ""
    )


def agreed(document: Document, *, finals: Sequence[Document] | None = None) -> list[Point]:
    """The points of a signed paper as everybody agreed to them: the paper itself, with its amendments in their order."""
    points = {one.key: one for one in points_of(kept_facts(document), tuple(document.languages))}
    for amendment in finals_of(document) if finals is None else finals:
        for kept in amendment.changes:
            change = Change.read(kept)
            points[change.key] = Point(change.key, change.label, change.after, change.name)
    return list(points.values())


def is_comparable(document: Document) -> bool:
    """Whether it is a signed paper whose words are made here, and no amendment itself."""
    if (
        document.amends_id is not None
        or document.state not in WATCHED
        or document.kind == DocumentKind.EUROPASS_MOBILITY
    ):
        return False
    kind = shipped().get(document.kind)  # a network's own words are sentences, and those are no points
    return bool(kind and kind.signers and document.facts)


def today(
    document: Document, *, terms: dict[str, Any], by: Person | None = None, subject: Subject | None = None
) -> list[Point]:
    """The points as they would be printed now, in the languages that were signed, with these answers to its questions."""
    kind = shipped().get(document.kind)
    if kind is None:
        return []
    languages = tuple(document.languages)
    given: dict[str, Any] = {"languages": languages, "subject": subject}
    paper = fill(row=document.subject, kind=kind, terms=terms, version=document.version, by=by, **given)
    return points_of(paper.facts, languages)


def answers_now(document: Document, finals: Sequence[Document] | None = None) -> dict[str, Any]:
    """What its questions are answered with now: as agreed, but for what the terms of the stay keep and say otherwise since."""
    return as_kept(shipped().get(document.kind), document.subject, terms_agreed(document, finals))


def differences(
    document: Document,
    *,
    terms: dict[str, Any] | None = None,
    by: Person | None = None,
    finals: Sequence[Document] | None = None,
    subject: Subject | None = None,
) -> list[Change]:
    """What reads otherwise today than it was agreed; `terms` are other answers to its questions than those that count now.

    Raises nothing: a paper that cannot be compared differs in nothing. Who knows its signed amendments (`finals`) and whom it
    is about, in the languages that were signed, gives them.
    """
    if not is_comparable(document):
        return []
    signed = finals_of(document) if finals is None else finals
    answers = answers_now(document, signed) if terms is None else terms
    now = today(document, terms=answers, by=by, subject=subject)
    return between(agreed(document, finals=signed), now, tuple(document.languages))


def between(before: Iterable[Point], after: Iterable[Point], languages: tuple[str, ...]) -> list[Change]:
    """The changes from one list of points to another, in the order of the paper."""
    old, new = {one.key: one for one in before}, {one.key: one for one in after}
    found = []
    for key in dict.fromkeys((*new, *old)):
        if LISTED in key:
            continue
        one, other = old.get(key), new.get(key)
        change = _change(key, one, other)
        if said(change.before, languages) != said(change.after, languages) and not _comes_of_age(change):
            found.append(change)
    groups = dict.fromkeys(key.partition(LISTED)[0] for key in (*old, *new) if LISTED in key)
    return [*found, *(change for group in groups for change in _listed(group, old, new, languages))]


def _change(key: str, one: Point | None, other: Point | None) -> Change:
    """`one` was agreed, `other` is true now; at most one of both is missing."""
    shown = other or one or Point(key, {}, {})
    return Change(key, shown.label, one.value if one else {}, other.value if other else {}, shown.name)


def _comes_of_age(change: Change) -> bool:
    return change.name == FOLLOWS_AGE and not any(change.after.values())


def _listed(group: str, old: dict[str, Point], new: dict[str, Point], languages: tuple[str, ...]) -> list[Change]:
    """Rows alike: those that are in both go unsaid wherever they stand, the others are set beside one another."""
    before = [one for one in old.values() if one.key.startswith(f"{group}{LISTED}") and said(one.value, languages)]
    after = [one for one in new.values() if one.key.startswith(f"{group}{LISTED}") and said(one.value, languages)]
    for old_row in [*before]:
        twin = next((row for row in after if said(row.value, languages) == said(old_row.value, languages)), None)
        if twin is not None:
            before.remove(old_row)
            after.remove(twin)
    highest = max((int(key.rpartition(LISTED)[2]) for key in old if key.startswith(f"{group}{LISTED}")), default=0)
    found = []
    for number in range(max(len(before), len(after))):
        one = before[number] if number < len(before) else None
        other = after[number] if number < len(after) else None
        key = one.key if one else f"{group}{LISTED}{(highest := highest + 1)}"
        found.append(_change(key, one, other))
    return found
