"""Signed papers are looked at again when a fact changes: what reads otherwise now is kept with them, and nothing else is done."""

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.db.models import Q

from compagnon.core import activity, clock
from compagnon.documents.actions.holding import held
from compagnon.documents.actions.printing import told
from compagnon.documents.amending.comparing import WATCHED, differences
from compagnon.documents.catalogue.reading import shipped
from compagnon.documents.following import to_keep
from compagnon.documents.models import Document
from compagnon.documents.queries import finals_of, terms_agreed
from compagnon.mobilities.choices import MobilityState
from compagnon.mobilities.models import Mobility
from compagnon.travel.actions.terms import tell_terms


def look_again_at(mobility: Mobility, by: Any) -> None:
    """Compare every signed paper of a stay, and of its group, with what is true now."""
    of_group = Q(departure=mobility.departure_id) if mobility.departure_id else Q()
    rows = Document.objects.filter(Q(mobility=mobility) | of_group, amends=None, state__in=WATCHED)
    for document in rows.order_by("pk"):
        look_again(document=document, by=by)


def look_after_signing(document: Document, by: Any) -> None:
    """What an amendment that everybody signed says is agreed: its paper may differ no longer.

    What it answers anew of that which the terms of the stay keep is told there.
    """
    if document.amends is None:
        return
    kind, said = shipped().get(document.amends.kind), document.terms.get("said")
    if kind and said and isinstance(document.subject, Mobility):
        before = terms_agreed(document.amends, [one for one in finals_of(document.amends) if one != document])
        anew = {key: value for key, value in said.items() if value != before.get(key)}
        tell_terms(mobility=document.subject, changes=to_keep(kind, anew), by=by)
    look_again(document=document.amends, by=by)


@transaction.atomic
def look_again(*, document: Document, by: Any) -> bool:
    """Keep with a signed paper what reads otherwise now; whether anything does. Told once in the file, when it begins to."""
    document = held(document)
    found = [one.kept() for one in differences(document)]
    if found != document.differs:
        if found and not document.differs:
            activity.record("documents.differs", about=document, by=None, trail=document.subject, facts=told(document))
        document.differs, document.differs_at = found, (document.differs_at or clock.now()) if found else None
        document.save(update_fields=["differs", "differs_at"])
    return bool(found)


def to_look_at() -> Iterator[Document]:
    """The signed papers of what still goes on, and those with partners: facts of a partner or a person change too."""
    goes_on = Q(mobility__state__in=[MobilityState.PREPARING, MobilityState.ABROAD])
    goes_on |= Q(departure__returns_on__gte=clock.today()) | Q(organisation__isnull=False)
    yield from Document.objects.filter(goes_on, amends=None, state__in=WATCHED).order_by("pk").iterator(chunk_size=200)
