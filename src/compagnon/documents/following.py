"""What a paper that is still written says today: what somebody said stays, what was only proposed follows the file until it goes out."""

from datetime import date
from functools import cache
from typing import Any

from compagnon.documents.catalogue.filling import Filling, Terms
from compagnon.documents.catalogue.known import read
from compagnon.documents.catalogue.reading import shipped
from compagnon.documents.catalogue.shape import PaperKind
from compagnon.documents.catalogue.subjects import Subject
from compagnon.documents.choices import DocumentState
from compagnon.documents.filling import by_language
from compagnon.documents.models import Document
from compagnon.mobilities.models import Mobility

STANDS = (DocumentState.SIGNING, DocumentState.FINAL, DocumentState.REPLACED)
"""Papers whose words follow nothing any more."""
KEPT = {"stay.regime": "regime", "stay.host_signs": "host_signs"}
"""Facts that papers ask and the terms of the stay keep, so that they are said once: each with its field there."""
NOTHING_SAID: tuple[Any, ...] = (None, "", {})


def proposed(filling: Filling) -> Terms:
    """What is known elsewhere and proposed for the questions of a kind."""
    wording, found = filling.wording, {}
    for term in filling.kind.terms:
        if term.start and (text := read(term.start, filling.subject, wording)):
            chosen = next((key for key, words in term.choices.items() if words == text), "")
            said = text if term.ask == "long" else wording.each(text, wording.languages[0])
            found[term.key] = chosen if term.choices else said
    return {key: value for key, value in found.items() if value}


def standing(kind: PaperKind, subject: Subject, document: Document | None) -> Terms:
    """The answers with which a paper would go out now; of one that is out or final, those with which it did."""
    said: Terms = document.terms if document is not None else {}
    if kind.made != "general" or (document is not None and document.state in STANDS):
        return said
    filling, basis = Filling(kind, subject, {}), document.basis if document is not None else {}
    was, today = basis.get("proposed", {}), proposed(filling)
    found = {key: value for key, value in said.items() if not _follows(filling, value, was.get(key))}
    found |= {key: value for key, value in today.items() if key not in found and not (key in was and key not in said)}
    found |= {term.key: today[term.key] for term in kind.terms if term.start in KEPT and term.key in today}
    return of_days(kind, subject.row, found, basis)


def _follows(filling: Filling, value: Any, was: Any) -> bool:
    """Whether an answer reads as it was proposed, in the languages of the paper."""
    if was in NOTHING_SAID:
        return False
    return [_read(value, code) for code in filling.languages] == [_read(was, code) for code in filling.languages]


def _read(value: Any, code: str) -> str:
    texts = by_language(value)
    return " ".join((texts.get(code) or texts.get("", "")).split())


def basis_of(kind: PaperKind, subject: Subject, terms: Terms, before: Document | None = None) -> dict[str, Any]:
    """On what these answers were given, kept beside them: which are only proposed, or were and somebody emptied them, and the days of the stay."""
    filling, was = Filling(kind, subject, {}), {}
    if before is not None:
        emptied = before.basis.get("proposed", {})
        was = {key: value for key, value in emptied.items() if key not in terms and key not in before.terms}
    offered = proposed(filling).items()
    was |= {key: value for key, value in offered if key not in terms or _follows(filling, terms[key], value)}
    return {"proposed": was, "days": span_of(subject.row)}


def span_of(row: Any) -> list[str]:
    """The first and the last day of a stay, as they are kept; of a partner, none."""
    days = getattr(row, "departs_on", None), getattr(row, "returns_on", None)
    return [day.isoformat() for day in days if day] if all(days) else []


def of_days(kind: PaperKind, row: Any, terms: Terms, basis: dict[str, Any]) -> Terms:
    """The same answers, with what was said day by day on the days of the stay as it is now."""
    keys = [term.key for term in kind.terms if term.ask == "days" and terms.get(term.key)]
    return (
        {**terms, **{key: moved(terms[key], basis.get("days") or [], span_of(row)) for key in keys}} if keys else terms
    )


def moved(said: dict[str, Any], was: list[str], now: list[str]) -> dict[str, Any]:
    """What was said of each day of a stay whose days were these, and are others now.

    Where both ends moved, each day keeps its place: the first goes to the first. Where one end stands, days stay where they are.
    What has no day any more is kept for when it has one again. Of answers whose days nobody kept, those that are all outside
    the stay begin with it.
    """
    if not said or not now:
        return said
    first, last = now
    if was:
        begins = was[0] if was[0] != first and was[1] != last else first
    else:
        begins = first if any(first <= day <= last for day in said) else min(said)
    by = date.fromisoformat(first) - date.fromisoformat(begins)
    return {(date.fromisoformat(day) + by).isoformat(): text for day, text in said.items()} if by else said


@cache
def _kept_terms() -> dict[str, tuple[str, str]]:
    """The questions whose answers the terms of the stay keep, as `french_agreement.host_signs`, with the kind and the field."""
    return {
        f"{kind.key}.{term.key}": (term.start, KEPT[term.start])
        for kind in shipped().values()
        for term in kind.terms
        if term.start in KEPT
    }


def kept_of(row: Any) -> dict[str, Any]:
    """What the terms of a stay answer of such questions, by kind and question."""
    told = getattr(row, "stay_terms", None) if isinstance(row, Mobility) else None
    values = {name: getattr(told, field, None) for name, (_start, field) in _kept_terms().items()}
    return {name: _as_answer(value) for name, value in values.items() if value not in NOTHING_SAID}


def as_kept(kind: PaperKind | None, row: Any, said: Terms) -> Terms:
    """These answers, with those among them that the terms of the stay keep as they are kept there now."""
    kept = kept_of(row) if kind else {}
    return {**said, **{key: kept[name] for key in said if kind and (name := f"{kind.key}.{key}") in kept}}


def to_keep(kind: PaperKind, said: Terms) -> dict[str, Any]:
    """Of answers that somebody gave, those that the terms of the stay keep, by their field there."""
    fields = {term.key: KEPT[term.start] for term in kind.terms if term.start in KEPT and term.key in said}
    return {field: _as_kept(field, said[key]) for key, field in fields.items()}


def _as_answer(value: Any) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def _as_kept(field: str, answer: Any) -> Any:
    if field == "regime":
        return answer or ""
    return {"yes": True, "no": False}.get(answer)
