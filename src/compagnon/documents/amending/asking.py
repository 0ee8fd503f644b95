"""What else may change in a signed paper, part by part: what is known elsewhere with the page where it changes, and its own questions."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from compagnon.documents.amending.comparing import agreed, here
from compagnon.documents.amending.parties import TOPICS
from compagnon.documents.catalogue.reading import said_here
from compagnon.documents.catalogue.shape import PLACE, PaperKind, Section, name_of
from compagnon.documents.choices import DocumentKind
from compagnon.documents.models import Document
from compagnon.mobilities.models import Mobility
from compagnon.network.models import Organisation

SHOWN = {
    "days": (_("Days of the stay"), ("period",)),
    "place": (_("Host and tutor"), ("host", "tutor", "people_hosts")),
    "learning": (_("What is learnt"), ("outcome",)),
    "employer": (_("Employer and mentor"), ("employer", "mentor")),
}
"""What is known elsewhere: by topic, its name and the points that say it in short."""


@dataclass(frozen=True)
class Known:
    """Something that a paper says and that is changed where it is known; `said` is what was agreed."""

    title: Any
    said: str
    url: str


@dataclass(frozen=True)
class Part:
    """The questions of one part of a paper, by their keys."""

    title: str
    terms: list[str]


def known_elsewhere(document: Document, finals: Iterable[Document]) -> list[Known]:
    """What this paper says that is changed on another page, in the order in which it is asked for most."""
    points = agreed(document, finals=list(finals))
    if isinstance(document.subject, Organisation):
        named = dict.fromkeys(here(one.value) for one in points if one.name in ("partner", "contact") and one.value)
        return [
            Known(_("Name, address and contact of the partner"), ", ".join(named), document.subject.get_absolute_url())
        ]
    topics = {TOPICS.get(one.name) for one in points if any(one.value.values())}
    found = []
    for topic, (title, names) in SHOWN.items():
        url = _page_of(topic, document.subject, document)
        if topic in topics and url:
            said = dict.fromkeys(
                here(one.value).replace("\n", " · ") for one in points if one.name in names and one.value
            )
            is_terms = topic == "learning" and document.kind == DocumentKind.LEARNING_AGREEMENT
            found.append(Known(_("Learning outcomes and terms") if is_terms else title, ", ".join(said), url))
    return found


def _page_of(topic: str, row: Any, document: Document) -> str:
    """Where it is changed; of a group, on its page."""
    if not isinstance(row, Mobility):
        return str(row.get_absolute_url()) if topic in ("days", "place") else ""
    pages: dict[str, Callable[[], str]] = {
        "days": lambda: reverse("timeline:dates", args=[row.code]),
        "place": lambda: reverse("placement:choose", args=[row.code]),
        "learning": lambda: _learnt(row, document),
        "employer": row.participant.get_absolute_url,
    }
    return pages[topic]()


def _learnt(row: Mobility, document: Document) -> str:
    is_agreement = document.kind == DocumentKind.LEARNING_AGREEMENT
    return reverse("documents:change-agreement" if is_agreement else "documents:agreement", args=[row.code])


def parts_of(kind: PaperKind) -> list[Part]:
    """The questions of a kind under the parts of the paper that print them; one that only decides what is printed stands last, by itself."""
    left = [term.key for term in kind.terms]
    found = []
    for section in kind.sections:
        mine = [key for key in left if key in _named(section)]
        left = [key for key in left if key not in mine]
        if mine:
            found.append(Part(said_here(section.title), mine))
    return [*found, *(Part(said_here(term.label), [term.key]) for term in kind.terms if term.key in left)]


def _named(section: Section) -> set[str]:
    """The questions whose answers a part of the paper prints."""
    names = {name_of(row)[0] for row in section.rows}
    names |= {name for clause in section.clauses for text in clause.text.values() for name in PLACE.findall(text)}
    return {name.removeprefix("term.") for name in names if name.startswith("term.")}
