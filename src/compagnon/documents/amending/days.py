"""From which day an amendment counts.

Sources: changes are agreed before or during the stay (learning agreement, change of dates); a later amendment builds on the
earlier one. That it may reach back to the day on which the paper was signed, and no further, is our rule: facts often change
before anybody can sign.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from compagnon.core import clock
from compagnon.documents.amending.comparing import Change
from compagnon.documents.choices import DocumentState
from compagnon.documents.models import Document
from compagnon.mobilities.choices import MobilityState
from compagnon.mobilities.models import Departure, Mobility


def why_not(document: Document) -> str:
    """Why no amendment of this paper can be opened, as a sentence; empty when one can."""
    if document.amends_id is not None:
        return _("An amendment is not amended: open another one of the paper itself.")
    if document.state != DocumentState.FINAL:
        return _("Only a paper that everybody signed is amended. Call this one back to correct it.")
    return "" if _goes_on(document.subject) else _("A paper is amended before or during the stay: this one is over.")


def _goes_on(row: Any) -> bool:
    if isinstance(row, Mobility):
        return row.state in (MobilityState.PREPARING, MobilityState.ABROAD)
    return not isinstance(row, Departure) or row.returns_on >= clock.today()


def earliest(document: Document, finals: Sequence[Document]) -> date:
    """The day on which everybody had signed, or from which the amendment before counts."""
    signed = timezone.localtime(document.finished_at).date() if document.finished_at else clock.today()
    return max([signed, *(one.effective_on for one in finals if one.effective_on)])


def latest(document: Document, finals: Sequence[Document]) -> date | None:
    """The last day of the stay, or today where that is over; none with a partner."""
    end = getattr(document.subject, "returns_on", None)
    return max(end, clock.today(), earliest(document, finals)) if end else None


def proposed(document: Document, finals: Sequence[Document], changes: Iterable[Change]) -> date:
    """Today; the departure where its days change and nobody has left yet."""
    leaves = getattr(document.subject, "departs_on", None)
    begins = leaves if leaves and any(one.name == "period" for one in changes) else clock.today()
    return max(begins, clock.today(), earliest(document, finals))


def problem_of(day: date, document: Document, finals: Sequence[Document]) -> str:
    """Why an amendment cannot count from this day, as a sentence; empty when it can."""
    first, last = earliest(document, finals), latest(document, finals)
    if day < first:
        return _("Not before %(day)s: that is since when what it amends counts.") % {
            "day": date_format(first, "DATE_FORMAT")
        }
    if last and day > last:
        return _("Not after %(day)s, the last day of the stay.") % {"day": date_format(last, "DATE_FORMAT")}
    return ""
