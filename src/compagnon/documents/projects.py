"""Projects as those see them who keep their evidence: which there are, how complete their files, the binder made last."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from compagnon.core.i18n import plain
from compagnon.core.sheets import Column
from compagnon.documents import evidence
from compagnon.documents.bundles import seen_by
from compagnon.documents.choices import BundlePurpose, ProofKind
from compagnon.documents.filing import Filed, departures_with_finals, filed, with_finals
from compagnon.documents.models import PaperBundle
from compagnon.mobilities.models import Departure, Mobility
from compagnon.mobilities.projects import Paid, in_project, projects_among
from compagnon.mobilities.queries import departures_visible_to, sees_all, visible_to
from compagnon.network.models import CooperationProject
from compagnon.people.models import Person
from compagnon.privacy.models import FinalPayment
from compagnon.schemes.models import Scheme

STATES = ("proof", "paper", "later", "complete")
_ORDER = {state: number for number, state in enumerate(STATES)}


@dataclass(frozen=True)
class Project:
    """A project of which somebody sees mobilities; `name` is that of the cooperation project with its number."""

    paid: Paid
    name: str
    kept_until: date | None

    @property
    def label(self) -> str:
        return f"{self.name} · {self.paid.label}" if self.name else self.paid.label


def projects_seen_by(person: Person) -> list[Project]:
    """Projects of which this person sees mobilities, the last to return first."""
    titles = dict(Scheme.objects.values_list("key", "name"))
    found = projects_among(visible_to(person, Mobility.objects.all()), titles)
    names = {one.project_number: one.name for one in CooperationProject.objects.exclude(project_number="")}
    payments = {one.key: one.until for one in FinalPayment.objects.all()}
    rows = [Project(one, names.get(one.key, ""), payments.get(one.key)) for one in found]
    return sorted(rows, key=lambda one: one.paid.last_return, reverse=True)


def mobilities_of(person: Person, key: str) -> QuerySet[Mobility]:
    """Those of the project that this person sees, in the order of a binder: by group, then by name."""
    rows = in_project(visible_to(person, Mobility.objects.all()), key)
    return rows.order_by("departure", "participant__person__last_name", "participant__person__first_name", "pk")


def departures_of(person: Person, key: str) -> QuerySet[Departure]:
    """Departures in which somebody travels whom the project pays."""
    paid = mobilities_of(person, key).exclude(departure=None).order_by().values("departure")
    return departures_visible_to(person, Departure.objects.filter(pk__in=paid)).order_by("departs_on", "pk")


def files_of(person: Person, key: str) -> list[Filed]:
    """Every departure and mobility of the project with what it lacks; those that lack a proof of the funder first."""
    rows = [*filed(departures_with_finals(departures_of(person, key))), *filed(with_finals(mobilities_of(person, key)))]
    return sorted(rows, key=lambda one: _ORDER[one.state])


@dataclass(frozen=True)
class Shown:
    """A quality standard or criterion of a label, and of how many stays a paper shows it."""

    label: str
    code: str
    done: int
    total: int
    source: str


def shown_standards(rows: list[Filed]) -> list[Shown]:
    """What the papers of a project show of quality standards and the label, for the day somebody asks."""
    found = [
        (one, [row.standards[one.code] for row in rows if one.code in row.standards]) for one in evidence.STANDARDS
    ]
    return [Shown(str(one.label), one.code, sum(those), len(those), one.source) for one, those in found if those]


def counted_proofs(rows: list[Filed]) -> list[tuple[str, int]]:
    """How much of each kind others made and the desk keeps, in the order of kinds."""
    counts = Counter(proof.kind for row in rows for proof in row.row.proofs.all())
    return [(str(kind.label), counts[kind]) for kind in ProofKind if counts[kind]]


@dataclass(frozen=True)
class Narrowed:
    """The files of a project as a page asks for them; `counts` by state are of all."""

    rows: list[Filed]
    counts: Counter[str]
    total: int
    standards: list[Shown]
    kept: list[tuple[str, int]]


_SORTS: dict[str, Callable[[Filed], Any]] = {
    "name": lambda one: plain(str(one.row)),
    "departure": lambda one: (one.row.departs_on, plain(str(one.row))),
}


def narrowed(rows: list[Filed], *, words: str = "", state: str = "", order: str = "") -> Narrowed:
    """Those of a state (`open` is every one that lacks something today), named so, in an order."""
    wanted = {"open": ("proof", "paper")}.get(state, (state,) if state in STATES else STATES)
    said = plain(words).split()
    found = [one for one in rows if one.state in wanted and all(word in plain(str(one.row)) for word in said)]
    if order in _SORTS:
        found.sort(key=_SORTS[order])
    counts = Counter(one.state for one in rows)
    return Narrowed(found, counts, len(rows), shown_standards(rows), counted_proofs(rows))


def last_binder(person: Person, key: str) -> PaperBundle | None:
    """The binder of the project that was asked for last, by anybody who sees the same or less."""
    found = seen_by(person).filter(project=key, purpose=BundlePurpose.BINDER)
    return found.order_by("-made_at").first()


def sees_whole_projects(person: Person) -> bool:
    """Whether no mobility of a project stays out of sight."""
    return sees_all(person)


def state_words(state: str) -> str:
    return {
        "proof": _("Evidence is missing"),
        "paper": _("A paper is missing"),
        "later": _("After the stay"),
    }.get(state, _("Complete"))


COLUMNS = (
    Column(gettext_lazy("Who"), lambda one: str(one.row), 30),
    Column(gettext_lazy("Departure"), lambda one: one.row.departs_on, 12),
    Column(gettext_lazy("Return"), lambda one: one.row.returns_on, 12),
    Column(gettext_lazy("State"), lambda one: state_words(one.state), 24),
    Column(gettext_lazy("Asked for"), lambda one: one.asked, 10),
    Column(gettext_lazy("Final"), lambda one: one.final, 10),
    Column(
        gettext_lazy("The funder’s evidence that is missing"),
        lambda one: ", ".join(proof.name for proof in one.proofs),
        40,
    ),
    Column(gettext_lazy("Papers that are not final"), lambda one: ", ".join(one.missing), 60),
    Column(
        gettext_lazy("Kept on request, not here"), lambda one: ", ".join(proof.name for proof in one.on_request), 60
    ),
)
