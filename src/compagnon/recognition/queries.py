"""Reads of recognition: is the Europass Mobility issued, and what stands in its way?"""

from django.utils.translation import gettext as _

from compagnon.core import clock
from compagnon.documents.choices import DocumentKind, DocumentState
from compagnon.documents.models import Document
from compagnon.documents.queries import current
from compagnon.mobilities.choices import MobilityState
from compagnon.mobilities.models import Mobility
from compagnon.surveys.queries import is_evaluated


def europass_of(mobility: Mobility) -> Document | None:
    """The Europass Mobility that everybody has signed; None before that."""
    document = current(mobility, DocumentKind.EUROPASS_MOBILITY)
    return document if document and document.state == DocumentState.FINAL else None


def under_way(mobility: Mobility) -> Document | None:
    """The version that is out for signature or signed by everybody; None where one can be sent."""
    document = current(mobility, DocumentKind.EUROPASS_MOBILITY)
    return document if document and document.state in (DocumentState.SIGNING, DocumentState.FINAL) else None


def is_issued(mobility: Mobility) -> bool:
    """The participant has a Europass Mobility of this stay."""
    return europass_of(mobility) is not None


def obstacles(mobility: Mobility) -> list[str]:
    """Sentences that say what must happen before the Europass Mobility can be issued; empty when it can be (EU-01)."""
    found = []
    if clock.today() < mobility.returns_on:
        found.append(_("The stay is not over yet."))
    if mobility.state not in (MobilityState.RETURNED, MobilityState.CLOSED):
        found.append(_("Note first that the participant is back."))
    if not is_evaluated(mobility):
        found.append(_("The tutor has not evaluated the learning outcomes yet."))
    return found
