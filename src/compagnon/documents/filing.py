"""How complete files are: what the scheme asks of each, and which of it is final."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from compagnon.core import clock
from compagnon.documents import evidence
from compagnon.documents.catalogue.reading import AMENDMENT, said_here
from compagnon.documents.catalogue.shape import PaperKind
from compagnon.documents.catalogue.subjects import Subject, subject_of
from compagnon.documents.choices import DocumentState, ProofKind
from compagnon.documents.evidence import Need
from compagnon.documents.models import Document
from compagnon.documents.received import keys_received
from compagnon.documents.standings import is_asked, url_of
from compagnon.documents.wordings import kinds_of
from compagnon.mobilities.models import Departure, Mobility
from compagnon.mobilities.queries import for_page


@dataclass(frozen=True)
class Missing:
    """A paper that is asked for and not final; `is_later` when it tells of a stay that is not over."""

    name: str
    url: str
    is_later: bool = False


@dataclass(frozen=True)
class Filed:
    """A file against what its scheme asks: how many papers, and which are not final; and what its funder still lacks."""

    row: Any
    asked: int
    lacks: list[Missing]
    proofs: list[Missing]
    on_request: list[Missing] = field(default_factory=list)
    """What a source asks to keep for a control, and is not here: the file is complete without."""
    standards: dict[str, bool] = field(default_factory=dict)
    """The quality standards that papers of the stay can show, by their code, and whether one does."""

    @property
    def missing(self) -> list[str]:
        return [one.name for one in self.lacks]

    @property
    def final(self) -> int:
        return self.asked - len(self.lacks)

    @property
    def is_complete(self) -> bool:
        return not self.lacks

    @property
    def to_mend(self) -> list[Missing]:
        """What is missing today, what the funder asks first; what comes after the stay is not."""
        mine = {one.name for one in self.proofs}
        return [one for one in [*self.proofs, *(one for one in self.lacks if one.name not in mine)] if not one.is_later]

    @property
    def state(self) -> str:
        """Complete; proof, when something that its funder asks is missing; paper, when something else is; or later."""
        if any(not one.is_later for one in self.proofs):
            return "proof"
        if any(not one.is_later for one in self.lacks):
            return "paper"
        return "later" if self.lacks or self.proofs else "complete"


_COUNTED = Q(state=DocumentState.FINAL) | Q(amends__isnull=False) & ~Q(state=DocumentState.REPLACED)
"""Final papers, and amendments that are under way: a paper that is being amended is not complete."""


def with_finals(mobilities: QuerySet[Mobility]) -> QuerySet[Mobility]:
    """Mobilities with what is asked of each, and their final papers and those of their group."""
    return (
        for_page(mobilities)
        .select_related("application", "stay_terms", "participant__sending_organisation")
        .prefetch_related(
            _finals("documents"),
            _finals("departure__documents"),
            *("participant__support_measures", "proofs", "departure__proofs", "placement_requests"),
        )
    )


def departures_with_finals(departures: QuerySet[Departure]) -> QuerySet[Departure]:
    """The same for departures."""
    return departures.select_related("scheme", "network", "accompanying").prefetch_related(
        _finals("documents"), "proofs"
    )


def _finals(path: str) -> "Prefetch[Any]":
    return Prefetch(path, Document.objects.filter(_COUNTED), to_attr="finals")


def asked_kinds(subject: Subject, kinds: Iterable[PaperKind] | None = None) -> list[PaperKind]:
    """What the scheme asks of it and is made here; what others make is not ours to count."""
    known = kinds_of(subject.network.pk).values() if kinds is None else kinds
    return [
        kind for kind in known if kind.about == subject.about and kind.made != "elsewhere" and is_asked(kind, subject)
    ]


def wanted_kinds(row: Any, known: Collection[PaperKind]) -> list[PaperKind]:
    """What a binder should hold of a file: what the scheme asks, and what its funder asks beside."""
    subject = subject_of(row)
    asked = asked_kinds(subject, known)
    numbers = {kind.number for kind in asked}
    for need in evidence.lacking(subject, numbers):
        first = "" if need.is_on_request else next(iter(need.any_of), "")
        asked += [kind for kind in known if first and kind.number == first and kind.about == subject.about]
    return asked


def filed(rows: Iterable[Any]) -> list[Filed]:
    """How complete each file of one network is: mobilities, or departures."""
    found = list(rows)
    kinds = list(kinds_of(found[0].network_id).values()) if found else []
    for one in found:
        one.network = found[0].network  # whose words are then read once
    share_schemes(one for one in found if isinstance(one, Mobility))
    return [_filed(row, kinds) for row in found]


def share_schemes(mobilities: Iterable[Mobility], known: dict[tuple[int, int], Any] | None = None) -> None:
    """Read each version of a scheme once for all mobilities that keep it, not once for each."""
    known = {} if known is None else known
    for one in mobilities:
        version = one.scheme_id, one.scheme_version
        if version not in known:
            known[version] = one.kept_scheme
        one.kept_scheme = known[version]


def _filed(row: Any, kinds: list[PaperKind]) -> Filed:
    subject, found = subject_of(row), _counted(row)
    received = keys_received(row.proofs.all())
    there = {one.kind for one in found if one.state == DocumentState.FINAL} | received
    amended = {one.kind.removeprefix(AMENDMENT) for one in found if one.state != DocumentState.FINAL}
    asked = asked_kinds(subject, kinds)
    missing = [kind for kind in asked if kind.key not in there or kind.key in amended]
    lacks = [_missing(kind, subject, is_amended=kind.key in amended) for kind in missing]
    group = getattr(row, "departure", None)
    proving = there | ({one.kind for one in _counted(group)} | keys_received(group.proofs.all()) if group else set())
    numbers = {kind.number for kind in kinds if kind.key in proving}
    kept = {proof.kind for proof in row.proofs.all() if proof.counts}
    missing_needs = evidence.lacking(subject, numbers, kept)
    return Filed(
        row,
        len(asked),
        lacks,
        [_proof(need, kinds, subject) for need in missing_needs if not need.is_on_request],
        [_proof(need, kinds, subject) for need in missing_needs if need.is_on_request],
        _standards(subject, numbers),
    )


def _standards(subject: Subject, numbers: Collection[str]) -> dict[str, bool]:
    if subject.about != "mobility":
        return {}
    return {one.code: bool(set(one.any_of) & set(numbers)) for one in evidence.standards_of(subject)}


def _counted(row: Any) -> list[Document]:
    return list(row.finals if hasattr(row, "finals") else row.documents.filter(_COUNTED))


def _proof(need: Need, kinds: list[PaperKind], subject: Subject) -> Missing:
    """The first paper that would do, of those the scheme names before others; where others make it, the page that keeps it."""
    group = getattr(subject.row, "departure", None)
    fit = [kind for kind in kinds if kind.number in need.any_of and (kind.about == subject.about or group)]
    fit.sort(
        key=lambda kind: (not is_asked(kind, subject), kind.about != subject.about, need.any_of.index(kind.number))
    )
    if not fit or fit[0].made == "elsewhere" or need.is_on_request:
        what = f"{ProofKind.PAPER}:{fit[0].key}" if fit else next(iter(need.proofs), "")
        return Missing(str(need.label), keeping_url(subject, what), bool(fit) and is_still_to_come(fit[0], subject.row))
    row = subject.row if fit[0].about == subject.about else group
    return Missing(said_here(fit[0].title), url_of(fit[0], row, fit[0].about), is_still_to_come(fit[0], row))


def keeping_url(subject: Subject, what: str) -> str:
    """The page that keeps what others made, with what it is chosen."""
    address = reverse(f"documents:proof-of-{subject.about}", args=[subject.row.code])
    return f"{address}?{urlencode({'what': what})}"


def _missing(kind: PaperKind, subject: Subject, *, is_amended: bool) -> Missing:
    title = said_here(kind.title)
    name = _("%(paper)s (being amended)") % {"paper": title} if is_amended else title
    return Missing(name, url_of(kind, subject.row, subject.about), is_still_to_come(kind, subject.row))


def too_early(row: Any) -> str:
    """Why such a paper does not go out yet, and from when on it does."""
    day = date_format(row.returns_on, "DATE_FORMAT")
    return _(
        "This paper tells of the stay: it goes out from its last day on (%(day)s). If the stay has ended earlier, note the early return first."
    ) % {"day": day}


def is_still_to_come(kind: PaperKind, row: Any) -> bool:
    """Whether the paper tells of a stay that is not over."""
    return kind.after_stay and row.returns_on is not None and row.returns_on > clock.today()
