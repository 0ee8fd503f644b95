"""A participant's own papers: read, sign, keep."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from compagnon.core.access import journey
from compagnon.core.registries import paper_makers
from compagnon.documents import inquiries, queries
from compagnon.documents.choices import DocumentKind, DocumentState
from compagnon.documents.models import Signature
from compagnon.documents.views import signing


@journey()
def papers(request: Any) -> HttpResponse:
    papers = list(queries.papers_of(request.person).select_related("mobility__participant"))
    for one in papers:
        is_own = one.mobility is not None and one.mobility.participant.person_id == request.person.pk
        maker = paper_makers.get(one.kind) if is_own and one.state == DocumentState.FINAL else None
        one.taken_as = maker.taken_as(one) if maker else []  # type: ignore[attr-defined]  # for the page
    shown = {
        "papers": papers,
        "waiting": queries.waiting_for(request.person),
        "questions": inquiries.open_of(request.person),
    }
    return render(request, "documents/journey/papers.html", shown)


@journey()
def sign(request: Any, code: str) -> HttpResponse:
    mine = Signature.objects.filter(person=request.person).select_related("document__mobility__participant")
    signature = get_object_or_404(mine, code=code)
    is_agreement = signature.document.kind == DocumentKind.LEARNING_AGREEMENT
    template = "documents/journey/sign.html" if is_agreement else "documents/journey/sign_paper.html"
    page = signing.Page(template=template, identified_by=f"account:{request.person.email}", then=request.path)
    paper_url = reverse("documents:my-paper", args=[signature.document.code])
    return signing.answer(
        request, signature, page=page, shown={"paper_url": paper_url, "mobility": signature.document.mobility}
    )


@journey()
def paper(request: Any, code: str) -> HttpResponse:
    document = get_object_or_404(queries.papers_of(request.person), code=code)
    return signing.paper(document, final=document.state == DocumentState.FINAL)
