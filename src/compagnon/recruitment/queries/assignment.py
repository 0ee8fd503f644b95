"""Who could read which file: the engine's proposal, from the panel, its load and what was declared."""

from collections import defaultdict
from dataclasses import dataclass

from compagnon.engines.selection import Assigned, Known, Reviewer, assign, suggestions
from compagnon.people.models import Person
from compagnon.recruitment.choices import ApplicationState, ConflictKind, Part
from compagnon.recruitment.models import Application, Declaration, PanelMember, Review, Selection
from compagnon.recruitment.queries.grids import readers_of_network


@dataclass(frozen=True)
class Proposal:
    """What an assignment would do: who would read which file newly, and which files stay short of readers."""

    assigned: list[Assigned]
    new: dict[str, list[str]]
    load: dict[str, int]

    @property
    def too_few(self) -> list[Assigned]:
        """Files for which not enough readers can be found."""
        return [one for one in self.assigned if one.reasons]

    @property
    def count(self) -> int:
        """How many readings would be asked for."""
        return sum(len(readers) for readers in self.new.values())


def readers(selection: Selection) -> list[PanelMember]:
    """Those of the panel who read."""
    able = readers_of_network(selection.call)
    found = PanelMember.objects.filter(selection=selection, part=Part.READER, person__in=able)
    return list(found.select_related("person"))


def propose(selection: Selection) -> Proposal:
    """Readers for every submitted file that has too few; those asked already stay."""
    files = dict(
        Application.objects.filter(call=selection.call_id, state=ApplicationState.SUBMITTED).values_list("code", "pk")
    )
    already: dict[str, list[str]] = defaultdict(list)
    asked = Review.objects.filter(application__in=files.values()).values_list("application__code", "reviewer__code")
    for file, reader in asked:
        already[file].append(reader)
    found = assign(files, able(selection), each=selection.reviews_from, already=already, seed=selection.seed)
    new = {one.file: [code for code in one.reviewers if code not in already[one.file]] for one in found}
    load: dict[str, int] = defaultdict(int)
    for one in found:
        for code in one.reviewers:
            load[code] += 1
    return Proposal(found, {file: codes for file, codes in new.items() if codes}, dict(load))


def able(selection: Selection) -> list[Reviewer]:
    """The readers with what they must not read: their conflicts, and their own application."""
    barred: dict[int, set[str]] = defaultdict(set)
    declared = Declaration.objects.filter(application__call=selection.call_id).exclude(conflict=ConflictKind.NONE)
    for person, file in declared.values_list("person_id", "application__code"):
        barred[person].add(file)
    for person, file in Application.objects.filter(call=selection.call_id).values_list(
        "participant__person_id", "code"
    ):
        barred[person].add(file)
    return [
        Reviewer(key=one.person.code, at_most=one.at_most, not_files=frozenset(barred[one.person_id]))
        for one in readers(selection)
    ]


def may_know(person: Person, application: Application) -> bool:
    """Whether the engine asks if this reviewer knows the applicant: a part of a surname or an employer is shared."""
    participant = application.participant
    seats = PanelMember.objects.filter(selection__call=application.call_id, person=person)
    employer = seats.values_list("employer", flat=True).first() or ""
    site = str(participant.site or "")
    works_at = participant.employer.name if participant.employer else ""
    reader = Known(key="reader", surname=person.last_name, employer=employer)
    applicants = [
        Known(key=f"file {n}", surname=participant.person.last_name, employer=place)
        for n, place in enumerate((works_at, site))
    ]
    return bool(suggestions([reader], applicants))
