"""Partners at the desk: where one can send people, for which trade and when, and whom to call."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from compagnon.core import activity, clock, lists
from compagnon.core.access import desk
from compagnon.core.doubles.queries import merges_into, trails_of_merged, where_it_went
from compagnon.core.registries import partner_panels
from compagnon.core.sheets import xlsx_response
from compagnon.network.models import Organisation, Trade
from compagnon.partners import actions, queries
from compagnon.partners.forms import CapacityForm, ContactForm, OrganisationForm, PartnerForm
from compagnon.partners.models import Capacity, Partner
from compagnon.partners.tables import PARTNERS
from compagnon.people.models import Contact


@desk("partners.view_partners")
def partners(request: Any) -> HttpResponse:
    rows = queries.for_list(Partner.objects.all()).prefetch_related(
        Prefetch("organisation__trades", queryset=Trade.objects.only("name", "position", "sector"))
    )
    listed = lists.read(PARTNERS, request, rows)
    return lists.answer(request, "partners/desk/partners.html", listed, {})


@desk("partners.view_partners")
def export(request: Any) -> HttpResponseBase:
    """Everything that the filters in the address leave, as a spreadsheet."""
    found = lists.read(PARTNERS, request, queries.for_list(Partner.objects.all()), paged=False).rows
    name = _("partners-%(day)s") % {"day": clock.today().isoformat()}
    return xlsx_response(name, PARTNERS.columns, found.iterator(chunk_size=2000))


def _find(code: str) -> Partner:
    return get_object_or_404(Partner.objects.select_related("organisation", "network_here"), organisation__code=code)


@desk("partners.view_partners")
def partner(request: Any, code: str) -> HttpResponse:
    """One partner: who is there, which places when, what happened. A merged one's address leads to where it went."""
    if (went := where_it_went(Organisation, code)) is not None:
        return redirect(went, permanent=False)
    found = _find(code)
    today = clock.today()
    capacities = list(queries.capacities_of(found))
    trails = trails_of_merged(found.organisation, "partners.Partner")
    context = {
        "partner": found,
        "organisation": found.organisation,
        "trades": found.organisation.trades.all(),
        "contacts": found.organisation.contacts.order_by("kind", "last_name"),
        "ahead": [capacity for capacity in capacities if capacity.to_day >= today],
        "past": [capacity for capacity in capacities if capacity.to_day < today],
        "events": [{"at": row.at, "words": activity.sentence(row)} for row in activity.on(found, trails=trails)[:10]],
        "merges": merges_into(found.organisation),
        "doubles": queries.doubles_of(found.organisation),
        "today": today,
        "panels": [html for panel in partner_panels if (html := panel.render(request, found.organisation))],
    }
    return render(request, "partners/desk/partner.html", context)


@desk("partners.change_partners")
def new(request: Any) -> HttpResponse:
    return _edited(request, None)


@desk("partners.change_partners")
def edit(request: Any, code: str) -> HttpResponse:
    return _edited(request, _find(code))


def _edited(request: Any, found: Partner | None) -> HttpResponse:
    form = OrganisationForm(request.POST or None, instance=found.organisation if found else None)
    more = PartnerForm(request.POST or None, instance=found, network=request.network)
    if form.is_valid() and more.is_valid():
        organisation = form.save(commit=False)
        said = {**more.cleaned_data, "trades": form.cleaned_data["trades"]}
        actions.save_partner(
            network=request.network, partner=found, organisation=organisation, said=said, by=request.person
        )
        messages.success(request, _("Saved."))
        return redirect(organisation)
    context = {"form": form, "more": more, "partner": found}
    return render(request, "partners/desk/edit.html", context, status=422 if form.is_bound else 200)


@desk("partners.change_partners")
def contact(request: Any, code: str, contact: str = "") -> HttpResponse:
    """Add somebody at a partner, or change how to reach them."""
    found = _find(code)
    instance = get_object_or_404(found.organisation.contacts, code=contact) if contact else Contact(kind="tutor")
    form = ContactForm(request.POST or None, instance=instance, languages=settings.LANGUAGES)
    if form.is_valid():
        actions.save_contact(partner=found, contact=form.save(commit=False), by=request.person)
        messages.success(request, _("Saved."))
        return redirect(found.organisation)
    context = {"form": form, "partner": found, "organisation": found.organisation, "contact": contact}
    return render(request, "partners/desk/contact.html", context, status=422 if form.is_bound else 200)


@desk("partners.change_partners")
def offer(request: Any, code: str) -> HttpResponse:
    """Note places for a trade in a period."""
    found = _find(code)
    form = CapacityForm(request.POST or None)
    if form.is_valid():
        actions.offer_places(partner=found, by=request.person, **form.cleaned_data)
        messages.success(request, _("The places are noted."))
        return redirect(found.organisation)
    context = {"form": form, "partner": found, "organisation": found.organisation}
    return render(request, "partners/desk/offer.html", context, status=422 if form.is_bound else 200)


@desk("partners.change_partners")
def withdraw(request: Any, code: str, capacity: int) -> HttpResponse:
    found = _find(code)
    offered = get_object_or_404(Capacity.objects.filter(partner=found), pk=capacity)
    actions.withdraw_places(capacity=offered, by=request.person)
    messages.success(request, _("The places are taken away."))
    return redirect(found.organisation)
