"""The Europass Mobility as data, for who may read it."""

import json

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from compagnon.mobilities.models import Mobility
from compagnon.recognition import queries
from compagnon.recognition.credential import credential_of


def answer(mobilities: QuerySet[Mobility], code: str) -> HttpResponse:
    """The credential of one of these stays as a file; not found while not everybody has signed."""
    mobility = get_object_or_404(mobilities.select_related("participant__person", "trade", "host"), code=code)
    document = queries.europass_of(mobility)
    if document is None:
        raise Http404
    content = json.dumps(credential_of(document), ensure_ascii=False, indent=1)
    name = f"{document.facts['reference']}.jsonld"
    return HttpResponse(
        content, content_type="application/ld+json", headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
