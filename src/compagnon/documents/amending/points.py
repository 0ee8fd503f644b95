"""What a paper says, point by point: to be set beside what it said before, or would say today.

How to reach somebody, who at the centre looks after a stay, and the numbers that a programme gives later are on a paper without
being agreed upon: they are no points. Sentences are none either: the facts that they name stand in rows.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from compagnon.documents.typesetting.agreement import LABELS
from compagnon.documents.typesetting.facts import (
    Bilingual,
    CardFacts,
    EuropassMobilityFacts,
    LearningAgreementFacts,
    OrganisationFacts,
    PaperFacts,
    PersonFacts,
    RowFacts,
    TableFacts,
)
from compagnon.documents.typesetting.frame import length_of, period_of
from compagnon.documents.typesetting.labels import all_labels
from compagnon.documents.typesetting.wording import Said, Wording

AnyFacts = LearningAgreementFacts | EuropassMobilityFacts | PaperFacts

NOT_AGREED = (
    *("email", "phone", "referent", "project_code", "mobility_id", "registration_number", "oid", "signature"),
    *("legal_form", "business", "representative", "representative_function", "uai_code", "declaration_number"),
    *("contract_number", "postal_address", "birth_place", "function"),
)
"""Labels of what is no point."""
OF_PEOPLE = ("tutor", "mentor", "guardian", "contact", "accompanying")
"""Labels of rows that name somebody, with how to reach them after the name."""
FOLLOWS_AGE = "guardian"
"""Who comes of age has no guardian any more: that follows from the law, not from what is agreed."""
LISTED = "#"
"""In the key of a point: one of several alike, whose order says nothing."""

_REACH = re.compile(r"\S+@\S+|\+?[\d\s().\u00a0/-]{6,}")
_PARTS = re.compile(r", | · |\n")
_TEXTS = (
    *(
        "programme",
        "weekly",
        "workplace",
        "schedule",
        "equipment",
        "monitoring_host",
        "monitoring_sending",
        "assessment",
    ),
    *("recognition", "reintegration", "preparation", "language", "insurance", "accommodation"),
)


@dataclass(frozen=True)
class Point:
    """Something that a paper says: where (`key`, the same in all versions), under which label, and what."""

    key: str
    label: Bilingual
    value: Bilingual
    name: str = ""
    """The name of its label among the fixed words of the papers; empty for words of the kind itself."""


def points_of(facts: AnyFacts, languages: tuple[str, ...]) -> list[Point]:
    """Every point of a paper, in its order, each key once; what a later chapter fills says nothing that is amended."""
    if isinstance(facts, EuropassMobilityFacts):
        return []
    wording = Wording(languages)
    found = _of_agreement(facts, wording) if isinstance(facts, LearningAgreementFacts) else _of_paper(facts)
    return [Point(key, one.label, one.value, one.name) for key, one in _once(found)]


def _once(points: Iterable[Point]) -> Iterator[tuple[str, Point]]:
    seen: dict[str, int] = {}
    for one in points:
        if one.name in NOT_AGREED:
            continue
        seen[one.key] = number = seen.get(one.key, 0) + 1
        yield (one.key if number == 1 and LISTED not in one.key else f"{one.key}{number}"), one


def name_of_label(label: Bilingual) -> str:
    """Which fixed word of the papers a label is, in whichever languages it stands; empty when it is none."""
    said_as = label.items()
    return next((name for name, words in all_labels().items() if label and said_as <= words.items()), "")


def said(value: Bilingual, languages: tuple[str, ...]) -> list[str]:
    """What of a text is read on a paper in these languages, without how its lines are broken."""
    return [" ".join(one["text"].split()) for one in Wording(languages).say(value)]


# --- Papers of the general template ---------------------------------------------------------------------------------


def _of_paper(facts: PaperFacts) -> Iterator[Point]:
    for section in facts.sections:
        place = _plain(section.title)
        for card in section.cards:
            yield from _of_card(card, place)
        for row in section.rows:
            yield _of_row(row, place)
        if section.table is not None:
            yield from _of_table(section.table, section.title, place)


def _of_card(card: CardFacts, place: str) -> Iterator[Point]:
    role, name = _plain(card.role), name_of_label(card.role)
    yield Point(f"{place}/{role}", card.role, card.name, name)
    for row in card.rows:
        made = _of_row(row, f"{place}/{role}")
        yield Point(made.key, _joined(card.role, row.label), made.value, made.name)


def _of_row(row: RowFacts, place: str) -> Point:
    name = name_of_label(row.label)
    value = {code: _without_reach(text) for code, text in row.value.items()} if name in OF_PEOPLE else row.value
    return Point(f"{place}/{_plain(row.label)}", row.label, value, name)


def _of_table(table: TableFacts, title: Bilingual, place: str) -> Iterator[Point]:
    """A list of people as one point, rows that say something one by one; days to fill in follow the period."""
    first = name_of_label(table.columns[0]) if table.columns else ""
    if first == "day" and table.is_to_fill:
        return
    if table.is_list or table.is_to_fill:
        yield Point(f"{place}/table", title, _lines(row[0] for row in table.rows), first)
        return
    for row in table.rows:
        yield Point(f"{place}/table{LISTED}", table.columns[0], _lines(row), first)


# --- The learning agreement -----------------------------------------------------------------------------------------


def _of_agreement(facts: LearningAgreementFacts, wording: Wording) -> Iterator[Point]:
    person = facts.participant
    yield _point("participant", person.name)
    yield _point("birth_date", wording.day(person.birth_date) if person.birth_date else {})
    yield _point("trade", person.trade)
    yield _point("guardian", facts.guardian.name if facts.guardian else "")
    yield from _organisation("sending", facts.sending, "", wording)
    yield from _organisation("employer", facts.employer or OrganisationFacts(), "mentor", wording)
    yield from _organisation("host", facts.host, "tutor", wording)
    yield _point("period", period_of(wording, facts.period))
    yield _point("length", length_of(wording, facts.period.model_copy(update={"travel_days": 0})))
    yield _point("qualification", person.qualification)
    yield _point("eqf_level", str(person.eqf_level or ""))
    yield _point("virtual", facts.period.virtual)
    for outcome in facts.outcomes:
        value = _lines((outcome.text, outcome.level, outcome.task, outcome.assessed_how))
        yield Point(f"outcome{LISTED}", all_labels()["outcome"], value, "outcome")
    for name in _TEXTS:
        yield _point(name, getattr(facts, name))


def _organisation(role: str, one: OrganisationFacts, person: str, wording: Wording) -> Iterator[Point]:
    labels = all_labels()
    yield _point(role, one.name)
    address = wording.address(one)
    yield Point(f"{role}.address", _joined(labels[role], labels["address"]), _by_language(address), "address")
    if person:
        yield _point(person, _named(one.person, wording))


def _named(person: PersonFacts, wording: Wording) -> Said:
    return wording.person(person)


def _point(name: str, value: Bilingual | Said | str) -> Point:
    if isinstance(value, list):
        value = _by_language(value)
    return Point(name, all_labels()[LABELS.get(name, name)], {"": value} if isinstance(value, str) else value, name)


# --- Words ----------------------------------------------------------------------------------------------------------


def _by_language(said_words: Said) -> Bilingual:
    return {one["lang"]: one["text"] for one in said_words}


def _plain(text: Bilingual) -> str:
    """The same for the same text, however the database orders its languages."""
    return text.get("en") or (text[min(text)] if text else "")


def _joined(first: Bilingual, second: Bilingual) -> Bilingual:
    return {code: f"{words} – {second[code]}" for code, words in first.items() if code in second}


def _lines(texts: Iterable[Bilingual]) -> Bilingual:
    """Several texts under one another, in every language that one of them has."""
    known = [text for text in texts if text]
    codes = dict.fromkeys(code for text in known for code in text if code) or {"": None}
    return {
        code: "\n".join(text.get(code) or text.get("") or next(iter(text.values())) for text in known) for code in codes
    }


def _without_reach(text: str) -> str:
    """The name and function, without addresses of mail and telephone numbers."""
    kept = [part for part in _PARTS.split(text) if not _REACH.fullmatch(part.strip())]
    return ", ".join(kept) if kept else text
