"""What funders, operators and quality standards ask to see of each mobility and departure, whatever the scheme's own list names.

Read in public sources, none of them the clause of one agency's agreement: a network adds papers in its scheme, and compares
with its own agreement. What a source asks to keep for a control and not to hand in is `on_request`: it is named, and a file
without it is complete.
"""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from compagnon.documents.catalogue.shape import About
from compagnon.documents.catalogue.subjects import Subject
from compagnon.documents.choices import ProofKind
from compagnon.inclusion.choices import MeasureState


@dataclass(frozen=True)
class Need:
    """One fact to be proved by any of these papers or kinds of proof, for whom it is true of, with where that was read."""

    key: str
    label: str | Promise
    about: About
    when: frozenset[str]
    source: str
    any_of: tuple[str, ...] = ()
    proofs: tuple[str, ...] = ()
    is_on_request: bool = False

    def is_met(self, numbers: Collection[str], proofs: Collection[str]) -> bool:
        return bool(set(self.any_of) & set(numbers) or set(self.proofs) & set(proofs))


_FUNDED = frozenset({"funded"})
_DOCUMENTS = "European Commission, How to manage mobility documents"
NEEDS = (
    Need(
        "grant", _("Grant agreement"), "mobility", _FUNDED | {"outgoing"},
        "Financial agreement KA121-VET 2023, for every funded person", any_of=("D1",),
    ),
    Need(
        "learning", _("Agreement on what is learnt"), "mobility", _FUNDED,
        f"{_DOCUMENTS}: an agreement before the start, or one programme for the group", any_of=("D2", "D3", "D22"),
    ),
    Need(
        "stay", _("Proof of the stay"), "mobility", _FUNDED,
        f"{_DOCUMENTS}: Europass Mobility or a similar document, kept as proof",
        any_of=("D5", "D4", "D19"), proofs=(ProofKind.ATTENDANCE,),
    ),
    Need(
        "help", _("Invoices of the help that was given"), "mobility", _FUNDED | {"help_paid"},
        "Usual practice, not read again: invoices of the inclusion support, described without detail of health", proofs=(ProofKind.INVOICE,),
    ),
    Need(
        "travel", _("Tickets, or the declaration on the way of travel"), "mobility", _FUNDED | {"outgoing"},
        "Usual practice, not read again: where sustainable travel or costs over land are claimed, as the agreement with the agency says",
        any_of=("D14",), proofs=(ProofKind.TRAVEL,), is_on_request=True,
    ),
    Need(
        "report", _("Copy of the participant’s report"), "mobility", _FUNDED,
        "European Commission, participant report: answered in the Commission’s tool by everybody after the stay; a copy can be kept",
        any_of=("D15",), is_on_request=True,
    ),
    Need(
        "operator", _("Invoices, tickets and time sheets for the skills operator"), "mobility", frozenset({"french_apprentice", "outgoing"}),
        "OCAPIAT, mobility of apprentices: invoices, tickets, meals and time sheets of the officer kept for a control",
        any_of=("D12",), proofs=(ProofKind.INVOICE, ProofKind.TRAVEL, ProofKind.TIMESHEET), is_on_request=True,
    ),
    Need(
        "accompanying", _("Certificate of the accompanying person"), "departure", _FUNDED | {"accompanied"},
        f"{_DOCUMENTS}: certificate of the accompanying person", any_of=("D6",),
    ),
)  # fmt: skip
GROUP = Need(
    "group", _("List of the group"), "departure", _FUNDED,
    "European Commission, Mobility documents: programme and list of participants, accompanying persons included", any_of=("D7",),
)  # fmt: skip


@dataclass(frozen=True)
class Standard:
    """A quality standard or criterion of a label that papers of a stay show; asked at an assessment and never of one file."""

    code: str
    label: str | Promise
    any_of: tuple[str, ...]
    source: str
    when: frozenset[str] = frozenset()


_STANDARDS = "Erasmus quality standards for mobility projects"
STANDARDS = (
    Standard("EQS-2.7", _("Participants’ feedback"), ("D15",), f"{_STANDARDS}, II; title read"),
    Standard("EQS-3.1", _("Practical arrangements: insurance, papers"), ("D11",), f"{_STANDARDS}, III; title read"),
    Standard("EQS-3.2", _("Safety: consent for minors"), ("D10",), f"{_STANDARDS}, III; title read", frozenset({"minor", "outgoing"})),
    Standard("EQS-3.8", _("Learning outcomes agreed"), ("D2", "D3", "D22"), f"{_STANDARDS}, III; title known"),
    Standard("EQS-3.9", _("Learning outcomes assessed"), ("D4", "D5", "D19"), f"{_STANDARDS}, III; title read"),
    Standard("EQS-3.10", _("Learning outcomes recognised"), ("D5",), f"{_STANDARDS}, III; title read"),
    Standard(
        "EQ-S01", _("Label: the company agrees on what is learnt"), ("D2",),
        "EuroApprenticeship, awarding toolbox, criteria of the sending company", frozenset({"employer", "outgoing"}),
    ),
)  # fmt: skip


def conditions_of(subject: Subject) -> frozenset[str]:
    """What is true of it, and whether help was given that costs money."""
    return subject.conditions | ({"help_paid"} if any(_is_paid(one) for one in subject.people) else frozenset())


def _is_paid(stay: object) -> bool:
    measures = stay.participant.support_measures.all()  # type: ignore[attr-defined]
    return any(one.state == MeasureState.DONE and one.amount for one in measures)


def asked_of(subject: Subject, there: Collection[str]) -> list[Need]:
    """What is asked of this mobility or departure of which these papers are final, known by their numbers (D1…)."""
    true = conditions_of(subject) if subject.about == "mobility" else subject.conditions
    asked = [need for need in NEEDS if need.about == subject.about and need.when <= true]
    if subject.about == "departure" and "D3" in there and GROUP.when <= true:
        asked.append(GROUP)
    return asked


def lacking(subject: Subject, there: Collection[str], proofs: Collection[str] = ()) -> list[Need]:
    """What is asked and proved by none of the final papers, nor by a kind of proof that is kept."""
    return [need for need in asked_of(subject, there) if not need.is_met(there, proofs)]


def standards_of(subject: Subject) -> list[Standard]:
    """Those that papers of this stay can show."""
    return [one for one in STANDARDS if one.when <= subject.conditions]
