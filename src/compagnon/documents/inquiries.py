"""What papers lack and others know: who can say what, of whom it was asked, and the questions put to one person."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import get_language

from compagnon.documents.catalogue.filling import Filling
from compagnon.documents.catalogue.shape import PaperKind, Term
from compagnon.documents.catalogue.subjects import Subject, subject_of
from compagnon.documents.choices import DocumentKind, Giver
from compagnon.documents.file_facts import giver_of, term_of
from compagnon.documents.filling import terms_of
from compagnon.documents.following import standing
from compagnon.documents.lacking import Lack
from compagnon.documents.models import Document, Inquiry
from compagnon.documents.sentences import AGREEMENT_ASKS
from compagnon.documents.typesetting.labels import all_labels
from compagnon.mobilities.models import Departure, Mobility
from compagnon.mobilities.queries import departures_visible_to, visible_to
from compagnon.people.models import Contact, Person

SHORT = ("workplace",)
WITH_FILE = ("mobility__participant__person", "departure", "organisation", "person", "contact")


@dataclass(frozen=True)
class Knows:
    """Somebody who can say what a paper lacks, and when they were asked last; `who` is None when nobody is known."""

    giver: Giver
    who: Person | Contact | None
    lacks: list[Lack]
    inquiry: Inquiry | None = None

    @property
    def can_be_asked(self) -> bool:
        return self.who is not None and bool(self.who.email)


def who_knows(
    lacks: Iterable[Lack], subject: Subject, *, inquiries: Iterable[Inquiry] = (), by: Person | None = None
) -> list[Knows]:
    """Everybody who can say something of what is missing, in the order of the paper; who looks is not asked by letter."""
    asked = {(one.person_id, one.contact_id): one for one in inquiries}
    found: dict[str, list[Lack]] = {}
    for lack in lacks:
        if lack.by:
            found.setdefault(lack.by, []).append(lack)
    known = []
    for giver, mine in found.items():
        who = giver_of(giver, subject)
        if (who is not None and who == by) or (giver == Giver.DESK and who is None):
            continue
        key = (who.pk, None) if isinstance(who, Person) else (None, who.pk if who else None)
        known.append(Knows(Giver(giver), who, mine, asked.get(key) if who else None))
    return known


def on_page(row: Any, kind: PaperKind, lacks: Iterable[Lack], by: Person) -> dict[str, Any]:
    """For the page on which a paper is written: who can be asked, when they were, and where the button goes."""
    inquiries = row.inquiries.filter(kind=kind.key, closed_at=None).select_related("person", "contact")
    return {
        "who_knows": who_knows(lacks, subject_of(row, by), inquiries=inquiries, by=by),
        "ask_url": reverse(f"documents:ask-of-{kind.about}", args=[row.code, kind.key]),
    }


def asked_in(rows: Iterable[Any]) -> dict[tuple[str, str], list[Inquiry]]:
    """What is asked and not answered about these mobilities and departures, by the row and the kind: one question for all."""
    found: dict[tuple[str, str], list[Inquiry]] = {}
    rows = list(rows)
    stays = [one.pk for one in rows if isinstance(one, Mobility)]
    groups = [one.pk for one in rows if isinstance(one, Departure)]
    asked = Inquiry.objects.filter(Q(mobility__in=stays) | Q(departure__in=groups), closed_at=None)
    for one in asked.select_related("person", "contact"):
        key = f"m{one.mobility_id}" if one.mobility_id else f"d{one.departure_id}"
        found.setdefault((key, one.kind), []).append(one)
    return found


def questions(kind: PaperKind, keys: Iterable[str], *, needed: Collection[str] = ()) -> PaperKind:
    """The kind with those of its questions alone that these keys name, then the questions of files among them, of which some
    are needed; the learning agreement asks for its terms.
    """
    wanted = list(dict.fromkeys(keys))
    terms = _of_agreement() if kind.key == DocumentKind.LEARNING_AGREEMENT else kind.terms
    of_paper = [one for one in terms if one.key in wanted]
    of_files = [one for key in wanted if (one := term_of(key, is_needed=key in needed))]
    return kind.model_copy(update={"terms": [*of_files, *of_paper]})


def _of_agreement() -> list[Term]:
    return [
        Term(key=key, label=all_labels()[path], ask="text" if key in SHORT else "long", by=by, need="~")  # type: ignore[arg-type]
        for path, (key, by) in AGREEMENT_ASKS.items()
    ]


def said_for(kind: PaperKind, subject: Subject, document: Document | None) -> dict[str, Any]:
    """What is said already for the questions of a kind."""
    if kind.key == DocumentKind.LEARNING_AGREEMENT:
        return dict(terms_of(subject.row))
    return standing(kind, subject, document)


def language_of(kind: PaperKind, subject: Subject) -> str:
    """In which of the paper's languages somebody answers: the one that they read, else the one shared with the host."""
    languages = Filling(kind, subject, {}).languages
    here = (get_language() or "en")[:2]
    return here if here in languages else languages[-1]


def open_of(holder: Person | Contact) -> QuerySet[Inquiry]:
    """What is asked of somebody and not answered, of papers that are still written."""
    mine = {"person": holder} if isinstance(holder, Person) else {"contact": holder}
    found = Inquiry.objects.filter(**mine, answered_at=None, closed_at=None)
    return found.select_related(*WITH_FILE).order_by("asked_at", "pk")


def seen_by(person: Person) -> QuerySet[Inquiry]:
    """What was asked about the files that somebody sees, as long as the paper is written."""
    seen = Q(mobility__in=visible_to(person, Mobility.objects.all()))
    seen |= Q(departure__in=departures_visible_to(person, Departure.objects.all())) | Q(organisation__isnull=False)
    return Inquiry.objects.filter(seen, closed_at=None)


def answered(person: Person) -> QuerySet[Inquiry]:
    """The same of what was answered: somebody looks at it, and sends the paper."""
    return seen_by(person).filter(answered_at__isnull=False)
