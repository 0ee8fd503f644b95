"""Signing by personal link, and the copy of a final paper."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from compagnon.core.access import guest
from compagnon.documents import queries
from compagnon.documents.actions.asking import AGREEMENT, COPY, SIGN
from compagnon.documents.choices import DocumentState, SignatureState
from compagnon.documents.models import Document, Signature
from compagnon.documents.views import signing


def _signature(link: Any) -> Signature:
    return Signature.objects.select_related(
        "document__mobility", "document__departure", "document__organisation", "person", "contact"
    ).get(pk=link.about_id)


def _template(document: Document, name: str) -> str:
    """The learning agreement speaks of itself; any other paper by its title."""
    return f"documents/guest/{name}.html" if document.kind == AGREEMENT else f"documents/guest/{name}_paper.html"


@guest(SIGN)
def sign(request: Any, link: Any) -> HttpResponse:
    signature = _signature(link)
    token = request.resolver_match.kwargs["token"]
    page = signing.Page(
        template=_template(signature.document, "sign"),
        identified_by=f"link:{link.address or link.holder.email}",
        then=request.path,
        is_link=True,
    )
    shown = {
        "mobility": signature.document.mobility,
        "paper_url": reverse("documents:guest-paper", args=[token]),
        "others_url": reverse("documents:guest-others", args=[token]) if _has_others(link, signature) else "",
    }
    return signing.answer(request, signature, page=page, shown=shown)


def _has_others(link: Any, signature: Signature) -> bool:
    """Whether more waits at the address: that, and nothing of what, is said before the code."""
    return queries.waiting_at(link.holder.email).exclude(pk=signature.pk).exists()


@guest(SIGN)
def paper(request: Any, link: Any) -> HttpResponse:
    """The exact bytes to be signed; once all have signed, the final paper. Who let the time pass reads it no more."""
    signature = _signature(link)
    document = signature.document
    if document.state == DocumentState.EXPIRED and signature.state != SignatureState.SIGNED:
        raise Http404
    return signing.paper(document, final=document.state == DocumentState.FINAL)


@guest(COPY)
def copy(request: Any, link: Any) -> HttpResponse:
    document = link.about
    token = request.resolver_match.kwargs["token"]
    shown = {
        "document": document,
        "mobility": document.mobility,
        "paper_url": reverse("documents:copy-paper", args=[token]),
    }
    return render(request, _template(document, "copy"), shown)


@guest(COPY)
def copy_paper(request: Any, link: Any) -> HttpResponse:
    if not link.about.final_file:
        raise Http404
    return signing.paper(link.about, final=True)
