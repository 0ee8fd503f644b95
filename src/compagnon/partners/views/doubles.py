"""Doubles at the desk: likely ones side by side, two put together field by field, and taken apart again."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from compagnon.core import undo
from compagnon.core.access import desk
from compagnon.core.doubles.queries import open_doubles
from compagnon.core.jobs import under_way
from compagnon.core.lists import CountedPaginator
from compagnon.core.models import Merge
from compagnon.core.states import MoveRefused
from compagnon.network.models import Organisation
from compagnon.partners import merging, queries
from compagnon.partners.forms import MergeForm

PER_PAGE = 20


@desk("partners.view_partners")
def doubles(request: Any) -> HttpResponse:
    """Pairs that nobody has judged yet, the surest first; whether the register is being compared now."""
    page = CountedPaginator(open_doubles(Organisation), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "pairs": queries.with_organisations(page.object_list),
        "under_way": under_way(merging.FIND_DOUBLES, network=request.network.pk),
    }
    return render(request, "partners/desk/doubles.html", context)


@desk("partners.change_partners")
def look(request: Any) -> HttpResponse:
    """Have the whole register compared by the worker; the page tells how it stands."""
    merging.compare_register(network=request.network)
    return redirect("partners:doubles")


def _two(one: str, other: str) -> tuple[Organisation, Organisation]:
    of_partners = Organisation.objects.filter(partner__isnull=False)
    return get_object_or_404(of_partners, code=one), get_object_or_404(of_partners.exclude(code=one), code=other)


@desk("partners.change_partners")
def chosen(request: Any) -> HttpResponse:
    """Two partners ticked in the list, to be compared."""
    codes = request.POST.getlist("selected")
    if len(codes) != 2:
        messages.error(request, _("Select exactly two partners to merge."))
        return redirect("partners:partners")
    one, other = _two(*codes)
    return redirect("partners:compare", one.code, other.code)


@desk("partners.change_partners")
def compare(request: Any, one: str, other: str) -> HttpResponse:
    """Two organisations side by side: choose what the one that stays says, then merge."""
    kept, lost = merging.kept_first(*_two(one, other))
    form = MergeForm(request.POST or None, kept=kept, lost=lost)
    asked = request.method == "POST"
    if asked and form.is_valid():
        try:
            made = merging.merge(kept=kept, lost=lost, values=form.values(), by=request.person)
        except MoveRefused as refused:
            form.add_error(None, str(refused))
        else:
            undo.offer(request, _("Merged."), reverse("partners:undo-merge", args=[made.code]))
            return redirect(kept)
    context = {"form": form, "kept": kept, "lost": lost, "sides": _sides(kept, lost)}
    return render(request, "partners/desk/compare.html", context, status=422 if asked else 200)


def _sides(*organisations: Organisation) -> list[dict[str, Any]]:
    return [{"of": one, "depends": sorted(merging.depends_on(one).items())} for one in organisations]


@desk("partners.change_partners")
def apart(request: Any, one: str, other: str) -> HttpResponse:
    """Remember that two are not the same."""
    first, second = _two(one, other)
    merging.tell_apart(one=first, other=second, by=request.person)
    messages.success(request, _("Remembered: these two are not the same."))
    return redirect("partners:doubles")


@desk("partners.change_partners")
def undo_merge(request: Any, merge: str) -> HttpResponse:
    """Take two organisations apart again."""
    found = get_object_or_404(Merge.objects.filter(of="network.organisation"), code=merge)
    try:
        back = merging.undo_merge(merge=found, by=request.person)
    except MoveRefused as refused:
        messages.error(request, str(refused))
        there = Organisation.objects.filter(pk=found.kept, partner__isnull=False).first()
        return redirect(there or "partners:partners")
    messages.success(request, _("Taken apart: %(name)s is back.") % {"name": back})
    return redirect(back)
