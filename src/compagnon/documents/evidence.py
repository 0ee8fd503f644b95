"""What a funder asks to see of each mobility and departure, whatever the scheme's own list names.

Read in public sources, none of them the clause of one agency's agreement: a network adds papers in its scheme, and compares
with its own agreement. The participant's report (D15) is answered in the Commission's tool, so it is not counted here.
"""

from collections.abc import Collection
from dataclasses import dataclass

from compagnon.documents.catalogue.shape import About
from compagnon.documents.catalogue.subjects import Subject


@dataclass(frozen=True)
class Need:
    """One fact to be proved by any of these papers, for whom it is true of, with where that was read."""

    key: str
    about: About
    any_of: tuple[str, ...]
    when: frozenset[str]
    source: str


_FUNDED = frozenset({"funded"})
NEEDS = (
    Need(
        "grant",
        "mobility",
        ("D1",),
        _FUNDED | {"outgoing"},
        "Financial agreement KA121-VET 2023, for every funded person",
    ),
    Need(
        "learning",
        "mobility",
        ("D2", "D3"),
        _FUNDED,
        "European Commission, How to manage mobility documents: an agreement before the start, or one programme for the group",
    ),
    Need(
        "stay",
        "mobility",
        ("D5", "D4", "D19"),
        _FUNDED,
        "European Commission, How to manage mobility documents: Europass Mobility or a similar document, kept as proof",
    ),
    Need(
        "accompanying",
        "departure",
        ("D6",),
        _FUNDED | {"accompanied"},
        "European Commission, How to manage mobility documents: certificate of the accompanying person",
    ),
)
GROUP = Need(
    "group",
    "departure",
    ("D7",),
    _FUNDED,
    "European Commission, Mobility documents: programme and list of participants, accompanying persons included",
)


def lacking(subject: Subject, there: Collection[str]) -> list[Need]:
    """What is asked of this mobility or departure and proved by none of the final papers, known by their numbers (D1…)."""
    asked = [need for need in NEEDS if need.about == subject.about and need.when <= subject.conditions]
    if subject.about == "departure" and "D3" in there and GROUP.when <= subject.conditions:
        asked.append(GROUP)
    return [need for need in asked if not set(need.any_of) & set(there)]
