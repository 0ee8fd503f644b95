"""A participant's own data: what is held, take it along, ask for a correction or erasure."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import pgettext

from compagnon.core import files
from compagnon.core.access import journey
from compagnon.privacy import actions
from compagnon.privacy.exporting import export_of
from compagnon.privacy.forms import AskForm
from compagnon.privacy.models import RightsRequest


@journey()
def home(request: Any) -> HttpResponse:
    """What one may do with one's data, and what was asked already."""
    asked = RightsRequest.objects.filter(person=request.person).order_by("-received_on", "-pk")
    return render(request, "privacy/journey/mine.html", {"form": AskForm(), "asked": asked})


@journey()
def export(request: Any) -> HttpResponse:
    """Everything about oneself, at once."""
    actions.note_export(subject=request.person, request=request)
    name = pgettext("learner", "my-data") + ".zip"
    return files.stream(export_of(request.person), kind=files.ZIP, filename=name, attached=True)


@journey()
def ask(request: Any) -> HttpResponse:
    """Ask; an answer comes within a month."""
    form = AskForm(request.POST)
    if not form.is_valid():
        asked = RightsRequest.objects.filter(person=request.person)
        return render(request, "privacy/journey/mine.html", {"form": form, "asked": asked}, status=422)
    actions.receive_request(
        network=request.network,
        who=request.person.full_name,
        person=request.person,
        by=request.person,
        **form.cleaned_data,
    )
    messages.success(request, pgettext("learner", "Received. You will have an answer within one month."))
    return redirect("my-privacy:home")
