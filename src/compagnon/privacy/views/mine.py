"""Somebody's own data: what is held, take it along, ask for a correction or erasure."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from compagnon.core import files
from compagnon.core.access import journey
from compagnon.people.queries import works_at_desk
from compagnon.privacy import actions
from compagnon.privacy.exporting import export_of
from compagnon.privacy.forms import AskForm
from compagnon.privacy.models import RightsRequest

_RIGHT = "privacy.see_own_data"


@journey(_RIGHT)
def home(request: Any) -> HttpResponse:
    """What one may do with one's data, and what was asked already."""
    return _show(request, AskForm())


@journey(_RIGHT)
def export(request: Any) -> HttpResponse:
    """Everything about oneself, at once."""
    actions.note_export(subject=request.person, request=request)
    name = _("my-data") + ".zip"
    return files.stream(export_of(request.person), kind=files.ZIP, filename=name, attached=True)


@journey(_RIGHT)
def ask(request: Any) -> HttpResponse:
    """Ask; an answer comes within a month."""
    form = AskForm(request.POST)
    if not form.is_valid():
        return _show(request, form)
    actions.receive_request(
        network=request.network,
        who=request.person.full_name,
        person=request.person,
        by=request.person,
        **form.cleaned_data,
    )
    messages.success(request, _("Received. An answer comes within one month."))
    return redirect("my-privacy:home")


def _show(request: Any, form: AskForm) -> HttpResponse:
    at_desk = works_at_desk(request.person)
    context = {
        "shell": "shells/desk.html" if at_desk else "shells/journey.html",
        "at_desk": at_desk,
        "form": form,
        "asked": RightsRequest.objects.filter(person=request.person).order_by("-received_on", "-pk"),
    }
    return render(request, "privacy/journey/mine.html", context, status=422 if form.is_bound else 200)
