"""The evidence of the signatures under a paper, at the desk: as data and as a page."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from compagnon.core import files
from compagnon.core.access import desk
from compagnon.documents import register
from compagnon.documents.choices import DocumentState
from compagnon.documents.models import Document
from compagnon.documents.views.desk import documents_seen


def _document(request: Any, code: str) -> Document:
    """One that went out: a draft has no signatures."""
    joined = documents_seen(request).select_related(
        "mobility__participant__person", "departure", "organisation", "network"
    )
    found: Document = get_object_or_404(joined.exclude(state=DocumentState.DRAFT), code=code)
    return found


def _name(document: Document, ending: str) -> str:
    return f"{document.facts.get('reference') or document.code}-{document.version}-signatures.{ending}"


@desk("documents.prepare_documents")
def data(request: Any, code: str) -> HttpResponse:
    document = _document(request, code)
    return files.stream(
        register.as_data(document), kind="application/json", filename=_name(document, "json"), attached=True
    )


@desk("documents.prepare_documents")
def page(request: Any, code: str) -> HttpResponse:
    document = _document(request, code)
    content = register.as_page(document, request.LANGUAGE_CODE[:2])
    return files.stream(content, kind=files.PDF, filename=_name(document, "pdf"))
