"""How a signed paper stands against what is true now, for the pages that say so."""

from collections.abc import Iterable
from dataclasses import dataclass

from compagnon.documents.amending import days
from compagnon.documents.amending.comparing import Change, differences
from compagnon.documents.choices import DocumentState
from compagnon.documents.models import Document
from compagnon.people.models import Person


@dataclass(frozen=True)
class Otherwise:
    """A paper that is out or signed: what reads otherwise now, its amendments, and whether another one can be opened."""

    document: Document
    changes: list[Change]
    amendments: list[Document]

    @property
    def under_way(self) -> Document | None:
        """The amendment that is not signed by everybody yet."""
        return next((one for one in self.amendments if one.state != DocumentState.FINAL), None)

    @property
    def why_not(self) -> str:
        """Why no amendment can be opened, as a sentence."""
        return days.why_not(self.document)

    @property
    def is_out(self) -> bool:
        """It is out for signature: it is called back and sent again."""
        return self.document.state == DocumentState.SIGNING

    @property
    def may_amend(self) -> bool:
        return not self.why_not and self.under_way is None


def now(document: Document, by: Person) -> Otherwise:
    """Compared at this moment."""
    amendments = list(document.amendments.exclude(state=DocumentState.REPLACED).order_by("number"))
    finals = [one for one in amendments if one.state == DocumentState.FINAL]
    return Otherwise(document, differences(document, by=by, finals=finals), amendments)


def as_noted(document: Document, amendments: Iterable[Document]) -> Otherwise:
    """As it was found when a fact changed last, or at night: asks nothing."""
    mine = [one for one in amendments if one.amends_id == document.pk]
    return Otherwise(document, [Change.read(one) for one in document.differs], mine)
