"""Papers of applications, given out to who may read the application."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from compagnon.core import files
from compagnon.core.access import desk
from compagnon.recruitment import queries
from compagnon.recruitment.models import Application


@desk("recruitment.view_applications")
def piece(request: Any, code: str, paper: str) -> HttpResponse:
    """One paper or one answer that is a file."""
    application = get_object_or_404(queries.visible_to(request.person, Application.objects.all()), code=code)
    return paper_of(application, paper)


def paper_of(application: Application, paper: str) -> HttpResponse:
    """A page, or an answer that is a file, of an application that the caller has the right to read."""
    kept = (
        application.pieces.filter(code=paper).first() or application.answers.filter(code=paper).exclude(file="").first()
    )
    if kept is None:
        raise Http404
    return files.stream(files.read(kept.file), kind=kept.media_type, filename=kept.file_name)
