"""Papers of applications, given out to who may read the application."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from compagnon.core import files, openings, uploads
from compagnon.core.access import desk
from compagnon.core.files import FileRefused
from compagnon.recruitment import queries
from compagnon.recruitment.models import Application
from compagnon.recruitment.queries import asked
from compagnon.recruitment.typesetting import pages as typeset


@desk("recruitment.view_applications")
def piece(request: Any, code: str, paper: str) -> HttpResponse:
    """One paper or one answer that is a file; it is noted who opens it."""
    application = get_object_or_404(queries.visible_to(request.person, Application.objects.all()), code=code)
    answer = paper_of(application, paper)
    openings.note("recruitment.paper", about=application, by=request.person)
    return answer


@desk("recruitment.view_applications")
def pages(request: Any, code: str, required: str) -> HttpResponse:
    """The photographed pages of one paper in one PDF; it is noted who opens it."""
    application = get_object_or_404(queries.visible_to(request.person, Application.objects.all()), code=code)
    kept = [one for one in asked.handed_in(application) if one.required.code == required]
    photographed = [one for one in kept if one.media_type in typeset.PHOTOGRAPHS]
    if not kept:
        raise Http404
    if not photographed:
        return redirect("recruitment:piece", code=code, paper=kept[0].code)
    try:
        content = typeset.joined(photographed)
    except FileRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("recruitment:application", code=code)
    openings.note("recruitment.paper", about=application, by=request.person)
    return files.stream(content, kind=files.PDF, filename=f"{code}-{required}.pdf")


def paper_of(application: Application, paper: str) -> HttpResponse:
    """A page, or an answer that is a file, of an application that the caller has the right to read."""
    kept = (
        application.pieces.filter(code=paper).first() or application.answers.filter(code=paper).exclude(file="").first()
    )
    if kept is None:
        raise Http404
    return files.stream(uploads.read(kept.file), kind=kept.media_type, filename=kept.file_name)
