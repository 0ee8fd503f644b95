"""Who reads what: the proposal of the engine, the load of each reader, reminders, words to hide before reading."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from compagnon.core import openings
from compagnon.core.access import desk
from compagnon.recruitment import actions, queries
from compagnon.recruitment.forms.deciding import HiddenWordsForm
from compagnon.recruitment.models import Application, Redaction
from compagnon.recruitment.phrases import selection as phrases
from compagnon.recruitment.queries import masking, visible_to
from compagnon.recruitment.views.selection import of_call

_DECIDE = "recruitment.decide_applications"


@desk(_DECIDE)
def readers(request: Any, code: str) -> HttpResponse:
    """How far the reading has come, and whom the engine would ask; asking is one press."""
    found = of_call(code)
    proposal = queries.assignment.propose(found)
    if request.method == "POST":
        count = actions.assign_all(selection=found, by=request.person)
        told = ngettext("%(count)s reading asked for.", "%(count)s readings asked for.", count)
        messages.success(request, told % {"count": count})
        return redirect("recruitment:readers", code=code)
    progress = queries.reading.progress_of(found.call)
    for row in progress:
        row["planned"] = proposal.load.get(row["person"].code, 0)
    context = {
        "selection": found,
        "call": found.call,
        "progress": progress,
        "proposal": proposal,
        "too_few": [(one.file.upper(), phrases.told(one.reasons[0], {})) for one in proposal.too_few[:20]],
    }
    return render(request, "recruitment/desk/readers.html", context)


@desk(_DECIDE)
@require_POST
def remind(request: Any, code: str) -> HttpResponse:
    """Write to each reader who still owes a reading."""
    count = actions.remind_readers(selection=of_call(code), by=request.person)
    told = ngettext("%(count)s letter goes.", "%(count)s letters go.", count)
    messages.success(request, told % {"count": count})
    return redirect("recruitment:readers", code=code)


@desk(_DECIDE)
def hidden_words(request: Any, code: str) -> HttpResponse:
    """What readers would get of a file; words that say who it is can be hidden."""
    rows = visible_to(request.person, Application.objects.all()).select_related(
        "call__network", "participant__person", "participant__site__organisation", "participant__trade",
        "participant__employer", "participant__guardian", "participant__mentor",
    )  # fmt: skip
    application = get_object_or_404(rows, code=code)
    openings.note("recruitment.application", about=application, by=request.person)
    hidden = Redaction.objects.filter(application=application).first()
    form = HiddenWordsForm(request.POST or None, initial={"words": "\n".join(hidden.words) if hidden else ""})
    if request.method == "POST" and form.is_valid():
        actions.redact(application=application, words=form.cleaned_data["words"], by=request.person)
        messages.success(request, _("Kept."))
        return redirect("recruitment:hidden-words", code=code)
    context = {"application": application, "file": masking.unnamed(application), "form": form}
    return render(request, "recruitment/desk/hidden_words.html", context, status=422 if form.is_bound else 200)
