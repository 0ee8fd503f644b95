"""The Europass Mobility as data, for who may read it."""

import json

from django.http import HttpResponse

from compagnon.documents.models import Document
from compagnon.recognition.credential import credential_of


def answer(document: Document) -> HttpResponse:
    """The credential as a file."""
    content = json.dumps(credential_of(document), ensure_ascii=False, indent=1)
    name = f"{document.facts['reference']}.jsonld"
    return HttpResponse(
        content, content_type="application/ld+json", headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
