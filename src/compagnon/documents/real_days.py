"""The days that the end proofs tell, against those planned: they drive the days that are paid (DC-01)."""

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from compagnon.documents.models import Document
from compagnon.mobilities.models import Mobility

PROOFS = ("agreement_complement", "attendance_certificate")
"""Papers with which the host tells the first and the last day in fact."""


def told(row: Any, document: Document | None) -> str:
    """In words, where the paper tells other days than the file; empty where they agree or nobody has told them."""
    if document is None or document.kind not in PROOFS or not isinstance(row, Mobility):
        return ""
    first, last = (_day(document.terms.get(key)) for key in ("first_day", "last_day"))
    differs = (first and first != row.departs_on) or (last and last != row.returns_on)
    if not differs or row.departs_on is None or row.returns_on is None:
        return ""
    return _("In fact %(real)s, planned %(planned)s: the days that are paid follow those in fact.") % {
        "real": _span(first or row.departs_on, last or row.returns_on),
        "planned": _span(row.departs_on, row.returns_on),
    }


def _day(said: Any) -> date | None:
    return date.fromisoformat(str(said)) if said else None


def _span(first: date, last: date) -> str:
    days = {"first": date_format(first, "DATE_FORMAT"), "last": date_format(last, "DATE_FORMAT")}
    return _("%(first)s to %(last)s") % days
