"""The departure check at the desk: of one stay, of a departure; papers and covers; who answers for a red item."""

from typing import Any

import rules
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from compagnon.core.access import desk
from compagnon.core.states import MoveRefused
from compagnon.mobilities.models import Departure, Mobility
from compagnon.mobilities.queries import departures_visible_to, for_list, visible_to
from compagnon.mobilities.views.many import batches_for
from compagnon.travel.actions import cover as actions
from compagnon.travel.choices import CoverKind
from compagnon.travel.forms.cover import CoverForm, WaiverForm
from compagnon.travel.models import Cover, Waiver
from compagnon.travel.phrases.readiness import GROUPS
from compagnon.travel.queries import readiness as queries
from compagnon.travel.views.legal import find


@desk("travel.prepare_stays")
def check(request: Any, code: str) -> HttpResponse:
    """One page for one departure: what stands in the way, what nobody has told yet, what is there."""
    return _show(request, find(request, code))


def _show(request: Any, mobility: Mobility, *, form: WaiverForm | None = None, item: str = "") -> HttpResponse:
    found = queries.readiness_of(mobility)
    context = {
        "mobility": mobility,
        "found": found,
        "groups": [(title, found.groups[key]) for key, title in GROUPS.items()],
        "green": [one for one in found.items if one.light == "green"],
        "covers": Cover.objects.filter(mobility=mobility),
        "kinds": CoverKind.choices,
        "may_waive": rules.test_rule("travel.waive_checks", request.person),
        "form": form or WaiverForm(),
        "waiving": item,
        "unplaced": form is not None and item not in {one.key for one in found.red if one.can_be_waived},
    }
    return render(request, "travel/desk/check.html", context, status=422 if form else 200)


@desk("travel.waive_checks")
@require_POST
def waive(request: Any, code: str) -> HttpResponse:
    """Somebody named answers for one red item."""
    mobility = find(request, code)
    form = WaiverForm(request.POST)
    item = request.POST.get("item", "")[:60]
    if form.is_valid():
        try:
            actions.waive(mobility=mobility, item=item, reason=form.cleaned_data["reason"], by=request.person)
            messages.success(request, _("Waived in your name; it can be taken back."))
            return redirect("travel:check", code=mobility.code)
        except MoveRefused as refused:
            form.add_error("reason", str(refused))
    return _show(request, mobility, form=form, item=item)


@desk("travel.waive_checks")
@require_POST
def take_back(request: Any, code: str) -> HttpResponse:
    """A waiver is taken back: it stands in the way again."""
    seen = visible_to(request.person, Mobility.objects.all())
    waiver = get_object_or_404(Waiver.objects.filter(mobility__in=seen).select_related("mobility"), code=code)
    actions.take_waiver_back(waiver=waiver, by=request.person)
    messages.success(request, _("The waiver is taken back."))
    return redirect("travel:check", code=waiver.mobility.code)


@desk("travel.prepare_stays")
def new_cover(request: Any, code: str) -> HttpResponse:
    """Add a paper or a cover to a stay."""
    mobility = find(request, code)
    stands = {
        "kind": request.GET.get("kind", ""),
        "valid_from": mobility.departs_on,
        "valid_until": mobility.returns_on,
    }
    form = CoverForm(
        request.POST or None, initial=stands if stands["kind"] == CoverKind.INSURANCE else {"kind": stands["kind"]}
    )
    if form.is_valid():
        actions.add_cover(mobility=mobility, said=form.said(), by=request.person, seen=True)
        messages.success(request, _("It is kept with the stay."))
        return redirect(reverse("travel:check", args=[mobility.code]) + "#papers")
    context = {"form": form, "mobility": mobility}
    return render(request, "travel/desk/cover.html", context, status=422 if form.is_bound else 200)


def _cover(request: Any, code: str) -> Cover:
    seen = visible_to(request.person, Mobility.objects.all())
    covers = Cover.objects.filter(mobility__in=seen).select_related("mobility__participant__person")
    found: Cover = get_object_or_404(covers, code=code)
    return found


@desk("travel.prepare_stays")
def cover(request: Any, code: str) -> HttpResponse:
    """Change a paper or a cover."""
    found = _cover(request, code)
    form = CoverForm(request.POST or None, instance=found)
    if form.is_valid():
        actions.change_cover(cover=found, said=form.said(), by=request.person, seen=True)
        messages.success(request, _("It is kept with the stay."))
        return redirect(reverse("travel:check", args=[found.mobility.code]) + "#papers")
    context = {"form": form, "mobility": found.mobility, "cover": found}
    return render(request, "travel/desk/cover.html", context, status=422 if form.is_bound else 200)


@desk("travel.prepare_stays")
@require_POST
def seen(request: Any, code: str) -> HttpResponse:
    """It was shown to somebody of the staff."""
    found = _cover(request, code)
    actions.see_cover(cover=found, by=request.person)
    messages.success(request, _("Marked as seen."))
    return redirect(reverse("travel:check", args=[found.mobility.code]) + "#papers")


@desk("travel.prepare_stays")
@require_POST
def remove(request: Any, code: str) -> HttpResponse:
    """Take a paper or a cover away; asked for on its page."""
    found = _cover(request, code)
    page = reverse("travel:check", args=[found.mobility.code]) + "#papers"
    actions.remove_cover(cover=found, by=request.person)
    messages.success(request, _("Taken away."))
    return redirect(page)


@desk("travel.prepare_stays")
def departure(request: Any, code: str) -> HttpResponse:
    """Who of a departure can leave: a row for each person, a column for each kind of thing."""
    seen = departures_visible_to(request.person, Departure.objects.select_related("scheme", "accompanying"))
    found = get_object_or_404(seen, code=code)
    travellers = visible_to(request.person, Mobility.objects.filter(departure=found)).exclude(state="cancelled")
    rows = queries.readiness_of_each(queries.to_check(travellers).order_by("participant__person__last_name", "pk"))
    context = {
        "departure": found,
        "rows": [(row, [row.groups[key] for key in GROUPS]) for row in rows],
        "groups": list(GROUPS.values()),
        "counts": [(light, sum(row.light == light for row in rows)) for light in ("red", "amber", "green")],
        "batches": batches_for(request.person),
    }
    return render(request, "travel/desk/departure.html", context)


def cover_many(request: Any, rows: Any) -> HttpResponse | str:
    """The same cover for many: asks first, then does."""
    asked = "confirmed" in request.POST
    form = CoverForm(request.POST if asked else None, initial={"kind": CoverKind.INSURANCE})
    if not asked or not form.is_valid():
        context = {
            "form": form,
            "rows": for_list(rows),
            "query": request.POST.get("query", ""),
            "back": request.POST.get("back", ""),
        }
        return render(request, "travel/desk/cover_many.html", context, status=422 if asked else 200)
    count = actions.add_cover_to_many(mobilities=rows.order_by("pk"), said=form.said(), by=request.person)
    return ngettext("Kept with %d mobility.", "Kept with %d mobilities.", count) % count
