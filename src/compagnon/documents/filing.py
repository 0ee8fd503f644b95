"""How complete files are: what the scheme asks of each, and which of it is final."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from compagnon.documents.catalogue.reading import AMENDMENT, said_here
from compagnon.documents.catalogue.shape import PaperKind
from compagnon.documents.catalogue.subjects import Subject, subject_of
from compagnon.documents.choices import DocumentState
from compagnon.documents.models import Document
from compagnon.documents.standings import is_asked
from compagnon.documents.wordings import kinds_of
from compagnon.mobilities.models import Mobility
from compagnon.mobilities.queries import for_page


@dataclass(frozen=True)
class Filed:
    """A file against what its scheme asks: how many papers, how many of them final, and which are not."""

    row: Any
    asked: int
    missing: list[str]

    @property
    def final(self) -> int:
        return self.asked - len(self.missing)

    @property
    def is_complete(self) -> bool:
        return not self.missing


_COUNTED = Q(state=DocumentState.FINAL) | Q(amends__isnull=False) & ~Q(state=DocumentState.REPLACED)
"""Final papers, and amendments that are under way: a paper that is being amended is not complete."""


def with_finals(mobilities: QuerySet[Mobility]) -> QuerySet[Mobility]:
    """Mobilities with what is asked of each, and their final papers."""
    finals = Prefetch("documents", Document.objects.filter(_COUNTED), to_attr="finals")
    return (
        for_page(mobilities)
        .select_related("application", "stay_terms", "participant__sending_organisation")
        .prefetch_related(finals, "participant__support_measures")
    )


def asked_kinds(subject: Subject, kinds: Iterable[PaperKind] | None = None) -> list[PaperKind]:
    """What the scheme asks of it and is made here; what others make is not ours to count."""
    known = kinds_of(subject.network.pk).values() if kinds is None else kinds
    return [
        kind for kind in known if kind.about == subject.about and kind.made != "elsewhere" and is_asked(kind, subject)
    ]


def filed(rows: Iterable[Any]) -> list[Filed]:
    """How complete each file of one network is."""
    found = list(rows)
    kinds = list(kinds_of(found[0].network_id).values()) if found else []
    return [_filed(row, kinds) for row in found]


def _filed(row: Any, kinds: list[PaperKind]) -> Filed:
    found = list(row.finals if hasattr(row, "finals") else row.documents.filter(_COUNTED))
    there = {one.kind for one in found if one.state == DocumentState.FINAL}
    amended = {one.kind.removeprefix(AMENDMENT) for one in found if one.state != DocumentState.FINAL}
    asked = asked_kinds(subject_of(row), kinds)
    missing = [kind for kind in asked if kind.key not in there or kind.key in amended]
    return Filed(row, len(asked), [_named(kind, is_amended=kind.key in amended) for kind in missing])


def _named(kind: PaperKind, *, is_amended: bool) -> str:
    title = said_here(kind.title)
    return _("%(paper)s (being amended)") % {"paper": title} if is_amended else title
