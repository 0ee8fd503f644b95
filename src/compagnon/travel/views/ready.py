"""Getting ready on the phone: modules, language, the country."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import pgettext

from compagnon.core.access import journey
from compagnon.mobilities.splitting import spans_of
from compagnon.travel.actions import preparation as actions
from compagnon.travel.forms.preparation import LearntForm
from compagnon.travel.phrases.preparation import PARTS
from compagnon.travel.queries import preparation as queries
from compagnon.travel.views.journey import find_own
from compagnon.travel.views.preparation import find_module


@journey()
def ready(request: Any, code: str) -> HttpResponse:
    """What helps to get ready, what is done of it, and where the rest is found."""
    mobility = find_own(request, code)
    doing = queries.modules_for(mobility)
    context = {
        "mobility": mobility,
        "spans": spans_of(mobility),
        "open": [one for one in doing if one.done is None],
        "done": [one for one in doing if one.done is not None],
        "language": queries.language_of(mobility),
        "settings": queries.settings_of(request.network),
    }
    return render(request, "travel/journey/ready.html", context)


@journey()
def module(request: Any, code: str, module: str) -> HttpResponse:
    """One module: what to do, then what was learnt."""
    mobility = find_own(request, code)
    found = find_module(mobility, module)
    form = LearntForm(request.POST if request.method == "POST" else None, module=found)
    if form.is_valid():
        learnt = form.cleaned_data["learnt"]
        actions.finish_module(mobility=mobility, module=found, learnt=learnt, by=request.person)
        messages.success(request, pgettext("journey", "Done. On to the next."))
        return redirect("travel:my-ready", code=mobility.code)
    context = {"mobility": mobility, "module": found, "form": form}
    return render(request, "travel/journey/module.html", context, status=422 if form.is_bound else 200)


@journey()
def country(request: Any, code: str) -> HttpResponse:
    """What to know of the country of the stay, emergency numbers first."""
    mobility = find_own(request, code)
    page = queries.page_of(str(mobility.country))
    parts = [(label, getattr(page, name)) for name, label in PARTS.items()] if page else []
    context = {
        "mobility": mobility,
        "page": page,
        "numbers": queries.numbers_of(str(mobility.country), page),
        "parts": [(label, text) for label, text in parts if str(text)],
    }
    return render(request, "travel/journey/country.html", context)
