"""Reads of bundles: which somebody may see, and what their pages list."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from compagnon.documents.catalogue.reading import AMENDMENT, BROUGHT, PROOF, title_in_bundle
from compagnon.documents.inquiries import asked_in
from compagnon.documents.models import BundleFile, Inquiry, PaperBundle
from compagnon.documents.standings import url_of
from compagnon.documents.wordings import kinds_of
from compagnon.mobilities.models import Departure, Mobility
from compagnon.mobilities.queries import departures_visible_to, visible_to
from compagnon.people.models import Person


@dataclass(frozen=True)
class BundledPaper:
    """A paper of a bundle: how it stands, what it lacks, where it is mended, and whether it can be printed from the ZIP."""

    key: str
    name: str
    state: str
    told: list[str]
    url: str
    is_inside: bool
    asked: list[Inquiry]


@dataclass(frozen=True)
class BundledRow:
    """A file of a bundle with its papers, those that lack something first."""

    name: str
    url: str
    is_group: bool
    is_done: bool
    papers: list[BundledPaper]

    @property
    def lacks(self) -> bool:
        return any(paper.state == "lacking" for paper in self.papers)


def seen_by(person: Person) -> QuerySet[PaperBundle]:
    """Bundles of which this person sees every file, today."""
    mobilities = visible_to(person, Mobility.objects.all())
    departures = departures_visible_to(person, Departure.objects.all())
    hidden = BundleFile.objects.filter(bundle=OuterRef("pk")).exclude(
        Q(mobility__in=mobilities) | Q(departure__in=departures)
    )
    return PaperBundle.objects.filter(~Exists(hidden)).select_related("by")


def rows_of(bundle: PaperBundle) -> list[BundledRow]:
    """The files of a bundle as its page lists them: those that lack something first, then by name."""
    kinds = kinds_of(bundle.network_id)
    files = list(bundle.files.select_related("mobility__participant__person", "departure"))
    asked = asked_in(one.row for one in files)
    found = [_row(one, kinds, asked) for one in files]
    return sorted(found, key=lambda row: (not row.lacks, not row.is_group, row.name))


def _row(one: BundleFile, kinds: dict[str, Any], asked: dict[tuple[str, str], list[Inquiry]]) -> BundledRow:
    known = [one for one in one.papers if one["kind"].removeprefix(AMENDMENT) in kinds or one["kind"].startswith(PROOF)]
    key = f"m{one.mobility_id}" if one.mobility_id else f"d{one.departure_id}"
    papers = [_paper(one.row, paper, kinds, asked.get((key, paper["kind"]), [])) for paper in known]
    papers.sort(key=lambda paper: (paper.state == "later", paper.state != "lacking"))
    return BundledRow(
        name=str(one.row),
        url=one.row.get_absolute_url(),
        is_group=one.departure_id is not None,
        is_done=one.is_done,
        papers=papers,
    )


def _paper(row: Any, paper: dict[str, Any], kinds: dict[str, Any], asked: list[Inquiry]) -> BundledPaper:
    kind = kinds.get(paper["kind"].removeprefix(AMENDMENT))
    return BundledPaper(
        key=paper["kind"].removeprefix(AMENDMENT),
        name=title_in_bundle(paper),
        state=paper["state"],
        told=paper["told"],
        url=url_of(kind, row, kind.about) if kind else "",
        is_inside="file" in paper and paper["state"] not in BROUGHT,
        asked=asked if paper["state"] == "lacking" else [],
    )
