"""Tables on a paper: learning outcomes, people of a group, days."""

from datetime import date, timedelta
from typing import Any

from compagnon.core.registries import outcome_results
from compagnon.documents.catalogue.subjects import Subject
from compagnon.documents.filling import by_language, sending_organisation
from compagnon.documents.typesetting.facts import Bilingual, TableFacts
from compagnon.documents.typesetting.labels import all_labels
from compagnon.documents.typesetting.wording import Wording

NOTHING: Bilingual = {}


def table_of(name: str, subject: Subject, wording: Wording, terms: dict[str, Any]) -> TableFacts:
    """The table of this name."""
    if name == "days":
        return _days(subject, wording, terms.get("days") or {})
    return {
        "outcomes": _outcomes,
        "outcomes_reached": _outcomes_reached,
        "people": _people,
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


def _outcomes_reached(subject: Subject, wording: Wording) -> TableFacts:
    """As the tutor rated each; what nobody rated says so instead of being signed blank."""
    rows = []
    for mobility in subject.people:
        results = results_of(mobility, wording.languages)
        for one in mobility.outcomes.all():
            level, comment = results.get(one.pk, (all_labels()["to_be_completed"], NOTHING))
            rows.append((by_language(one.title), level, comment))
    return TableFacts(columns=_columns("outcome", "level_reached", "comment"), rows=tuple(rows))


def results_of(mobility: Any, languages: tuple[str, ...]) -> dict[int, tuple[Bilingual, Bilingual]]:
    """How far each learning outcome of a stay was reached, as later chapters know it."""
    return {key: result for ask in outcome_results for key, result in ask(mobility, languages).items()}


def unrated(subject: Subject) -> bool:
    """Whether a learning outcome has no result yet."""
    return any(
        one.pk not in results
        for mobility in subject.people
        for results in [results_of(mobility, ())]
        for one in mobility.outcomes.all()
    )


def _people(subject: Subject, wording: Wording) -> TableFacts:
    rows: list[tuple[Bilingual, ...]] = []
    for mobility in subject.people:
        born = mobility.participant.birth_date
        sending = sending_organisation(mobility)
        rows.append(
            (
                {"": str(mobility.participant)},
                wording.day(born) if born else NOTHING,
                all_labels()["participant"],
                {"": str(sending)} if sending else NOTHING,
                {"": str(mobility.host)} if mobility.host else NOTHING,
            )
        )
    accompanying = getattr(subject.row, "accompanying", None)
    if accompanying is not None:
        rows.append(({"": str(accompanying)}, NOTHING, all_labels()["accompanying"], NOTHING, NOTHING))
    columns = _columns("name", "birth_date", "role", "sending", "host")
    return TableFacts(columns=columns, rows=tuple(rows), is_list=True)


def days_of(subject: Subject) -> list[date]:
    """Every day of the stay, the first and the last included."""
    first, last = subject.row.departs_on, subject.row.returns_on
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def blank_days(subject: Subject, said: dict[str, dict[str, str]]) -> list[date]:
    """The days of the stay of which nothing was said."""
    return [one for one in days_of(subject) if not any(said.get(one.isoformat(), {}).values())]


def _days(subject: Subject, wording: Wording, said: dict[str, dict[str, str]]) -> TableFacts:
    """What was said of each day; where nothing was, a line to write in by hand."""
    rows, blank = [], blank_days(subject, said)
    days = days_of(subject)
    for one in days:
        day = said.get(one.isoformat(), {})
        rows.append((wording.day(one), *(by_language(day.get(half, "")) for half in ("morning", "afternoon"))))
    to_fill = tuple(number for number, one in enumerate(days) if one in blank)
    columns = _columns("day", "morning", "afternoon")
    return TableFacts(columns=columns, rows=tuple(rows), is_to_fill=len(blank) == len(days), to_fill=to_fill)
