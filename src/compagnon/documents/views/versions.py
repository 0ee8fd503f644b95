"""A signed paper, its amendments and what counts on a day, side by side."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from compagnon.core import clock
from compagnon.core.access import desk
from compagnon.documents.amending.versions import editions_of, lines_of
from compagnon.documents.choices import DocumentState
from compagnon.documents.forms.amending import DayForm
from compagnon.documents.standings import url_of_document
from compagnon.documents.views.amending import JOINED
from compagnon.documents.views.desk import documents_seen


@desk("documents.prepare_documents")
def versions(request: Any, code: str) -> HttpResponse:
    """Point by point, with who signed each when; `?on` is the day, `?all=1` shows what no amendment touches too."""
    signed = documents_seen(request).filter(state__in=[DocumentState.FINAL, DocumentState.REPLACED])
    kept = signed.exclude(final_sha256="").exclude(facts={})  # what was erased is read no more
    document = get_object_or_404(kept.select_related(*JOINED), code=code)
    if document.amends is not None:
        return redirect("documents:versions", document.amends.code)
    form = DayForm(request.GET if "on" in request.GET else None, initial={"on": clock.today()})
    day = (form.cleaned_data["on"] if form.is_bound and form.is_valid() else None) or clock.today()
    editions = editions_of(document)
    lines = lines_of(editions, day)
    shows_all = request.GET.get("all") == "1" or len(editions) == 1
    shown = {
        "document": document,
        "editions": editions,
        "lines": lines if shows_all else [one for one in lines if one.is_amended],
        "hidden": 0 if shows_all else sum(not one.is_amended for one in lines),
        "form": form,
        "day": day,
        "former": document.subject.documents.filter(kind=document.kind, state="replaced")
        .exclude(final_sha256="")
        .exclude(pk=document.pk),
        "back_url": url_of_document(document),
    }
    return render(request, "documents/desk/versions.html", shown)
