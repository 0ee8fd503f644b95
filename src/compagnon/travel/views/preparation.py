"""Preparation at the desk: of one stay, the network's modules, countries and settings."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_countries import countries as all_countries

from compagnon.core import undo
from compagnon.core.access import desk
from compagnon.core.states import MoveRefused
from compagnon.mobilities.models import Mobility
from compagnon.travel.actions import preparation as actions
from compagnon.travel.forms.preparation import CountryForm, LanguageForm, LearntForm, ModuleForm, SettingsForm
from compagnon.travel.models import CountryPage, Module
from compagnon.travel.queries import preparation as queries
from compagnon.travel.views.legal import find


def find_module(mobility: Mobility, code: str) -> Module:
    """A module that this stay offers or has done; 404 for any other, as one that was switched off."""
    try:
        return queries.module_for(mobility, code)
    except Module.DoesNotExist as error:
        raise Http404 from error


@desk("travel.prepare_stays")
def preparation(request: Any, code: str) -> HttpResponse:
    """How somebody gets ready: the language and the modules, with what is done."""
    mobility = find(request, code)
    form = LanguageForm(request.POST or None, instance=queries.language_of(mobility))
    if form.is_valid():
        actions.keep_language(mobility=mobility, said=form.said(), by=request.person)
        messages.success(request, _("The language is kept."))
        return redirect("travel:preparation", code=mobility.code)
    context = {
        "mobility": mobility,
        "form": form,
        "modules": queries.modules_for(mobility),
        "settings": queries.settings_of(request.network),
        "country": str(mobility.country),
    }
    return render(request, "travel/desk/preparation.html", context, status=422 if form.is_bound else 200)


@desk("travel.prepare_stays")
@require_POST
def settle_module(request: Any, code: str, module: str, to: str) -> HttpResponse:
    """Done or to be done again, noted at the desk; with the button Undo."""
    mobility = find(request, code)
    found = find_module(mobility, module)
    page = reverse("travel:preparation", args=[mobility.code])
    if to == "open":
        actions.reopen_module(mobility=mobility, module=found, by=request.person)
        messages.success(request, _("To be done again."))
        return redirect(undo.back(request, page))
    form = LearntForm(request.POST, module=found)
    if not form.is_valid():
        messages.warning(request, _("This module asks for a sentence about what was learnt."))
        return redirect(page)
    actions.finish_module(mobility=mobility, module=found, learnt=form.cleaned_data["learnt"], by=request.person)
    again = reverse("travel:settle-module", args=[mobility.code, found.code, "open"])
    undo.offer(request, _("Done: %(title)s.") % {"title": found}, again)
    return redirect(page)


@desk("travel.keep_countries")
def countries(request: Any) -> HttpResponse:
    """Every destination with its page: written, to be read again, or still to be written."""
    months = queries.settings_of(request.network).review_months
    rows = [
        {**row, "is_old": row["page"] is not None and row["page"].is_old(months)} for row in queries.countries_to_keep()
    ]
    return render(request, "travel/desk/countries.html", {"rows": rows, "months": months})


@desk("travel.keep_countries")
def country(request: Any, country: str) -> HttpResponse:
    """Write the page of a country; keeping it says that it was read again today."""
    if country not in dict(all_countries):
        raise Http404
    page = queries.page_of(country) or CountryPage(network=request.network, country=country)
    form = CountryForm(request.POST or None, instance=page, network=request.network)
    if form.is_valid():
        try:
            actions.keep_country(page=form.page(), by=request.person)
            messages.success(request, _("The page is kept, read again today."))
            return redirect("travel:countries")
        except MoveRefused as refused:
            form.add_error(None, str(refused))
    context = {"form": form, "page": page, "numbers": queries.numbers_of(country, page)}
    return render(request, "travel/desk/country.html", context, status=422 if form.is_bound else 200)


@desk("travel.keep_countries")
def modules(request: Any) -> HttpResponse:
    """What the network offers to get ready, in its order, and the settings beside it."""
    kept = queries.settings_of(request.network)
    form = SettingsForm(request.POST or None, instance=kept)
    if form.is_valid():
        actions.keep_settings(network=request.network, said=form.cleaned_data, by=request.person)
        messages.success(request, _("The settings are kept."))
        return redirect("travel:modules")
    context = {"modules": queries.modules(), "form": form}
    return render(request, "travel/desk/modules.html", context, status=422 if form.is_bound else 200)


@desk("travel.keep_countries")
def module(request: Any, module: str) -> HttpResponse:
    """Write a module; `new` begins one."""
    found = Module(network=request.network) if module == "new" else get_object_or_404(Module, code=module)
    form = ModuleForm(request.POST or None, instance=found, network=request.network)
    if form.is_valid():
        actions.keep_module(module=form.module(), by=request.person)
        messages.success(request, _("The module is kept."))
        return redirect("travel:modules")
    context = {"form": form, "module": found}
    return render(request, "travel/desk/module.html", context, status=422 if form.is_bound else 200)
