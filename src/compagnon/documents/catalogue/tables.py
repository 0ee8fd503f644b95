"""Tables on a paper: learning outcomes, people of a group, days."""

from datetime import timedelta

from compagnon.documents.catalogue.subjects import Subject
from compagnon.documents.filling import by_language, sending_organisation
from compagnon.documents.typesetting.facts import Bilingual, TableFacts
from compagnon.documents.typesetting.labels import all_labels
from compagnon.documents.typesetting.wording import Wording

NOTHING: Bilingual = {}


def table_of(name: str, subject: Subject, wording: Wording) -> TableFacts:
    """The table of this name."""
    return {
        "outcomes": _outcomes,
        "outcomes_reached": _outcomes_reached,
        "people": _people,
        "days": _days,
    }[name](subject, wording)


def _columns(*keys: str) -> tuple[Bilingual, ...]:
    return tuple(all_labels()[key] for key in keys)


def _outcomes(subject: Subject, _wording: Wording) -> TableFacts:
    rows = [
        (by_language(one.title), by_language(one.task), by_language(one.assessment))
        for mobility in subject.people
        for one in mobility.outcomes.all()
    ]
    return TableFacts(columns=_columns("outcome", "task", "assessed"), rows=tuple(rows))


def _outcomes_reached(subject: Subject, _wording: Wording) -> TableFacts:
    rows = [
        (by_language(one.title), NOTHING, NOTHING) for mobility in subject.people for one in mobility.outcomes.all()
    ]
    return TableFacts(columns=_columns("outcome", "level_reached", "comment"), rows=tuple(rows), is_to_fill=True)


def _people(subject: Subject, wording: Wording) -> TableFacts:
    rows: list[tuple[Bilingual, ...]] = []
    for mobility in subject.people:
        born = mobility.participant.birth_date
        sending = sending_organisation(mobility)
        rows.append(
            (
                {"": str(mobility.participant)},
                wording.day(born) if born else NOTHING,
                {"": str(sending)} if sending else NOTHING,
                {"": str(mobility.host)} if mobility.host else NOTHING,
                NOTHING,
            )
        )
    accompanying = getattr(subject.row, "accompanying", None)
    if accompanying is not None:
        role = all_labels()["accompanying"]
        rows.append(
            ({code: f"{accompanying} ({word})" for code, word in role.items()}, NOTHING, NOTHING, NOTHING, NOTHING)
        )
    columns = _columns("name", "birth_date", "sending", "host", "signature")
    return TableFacts(columns=columns, rows=tuple(rows), is_to_fill=True)


def _dates(subject: Subject, wording: Wording) -> list[dict[str, str]]:
    first, last = subject.row.departs_on, subject.row.returns_on
    return [wording.day(first + timedelta(days=number)) for number in range((last - first).days + 1)]


def _days(subject: Subject, wording: Wording) -> TableFacts:
    rows = tuple((day, NOTHING, NOTHING) for day in _dates(subject, wording))
    return TableFacts(columns=_columns("day", "morning", "afternoon"), rows=rows, is_to_fill=True)
