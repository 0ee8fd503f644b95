"""Support access as the network sees it: let in, see who came and what they looked at, end at once."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from compagnon.core.access import desk
from compagnon.people.actions import support
from compagnon.people.actions.team import TeamRefused
from compagnon.people.forms.support import ExtendForm, LetInForm
from compagnon.people.models import SupportAccess

_RIGHT = "people.let_support_in"


def _found(code: str) -> SupportAccess:
    found: SupportAccess = get_object_or_404(SupportAccess.objects.all(), code=code)
    return found


@desk(_RIGHT)
def accesses(request: Any) -> HttpResponse:
    """Who was let in when, and the form that lets somebody in."""
    form = LetInForm(request.POST or None)
    if form.is_valid():
        try:
            made = support.let_in(network_id=request.network.pk, by=request.person, **form.cleaned_data)
        except TeamRefused as refused:
            form.add_error("email", str(refused))
        else:
            messages.success(request, _("%(name)s may read this network now.") % {"name": made.supporter_name})
            return redirect("team:support-access", code=made.code)
    page = Paginator(SupportAccess.objects.all(), 20).get_page(request.GET.get("page"))
    context = {"form": form, "page": page}
    return render(request, "people/desk/support.html", context, status=422 if form.is_bound else 200)


@desk(_RIGHT)
def access(request: Any, code: str) -> HttpResponse:
    """One access: until when, and each page that was opened."""
    found = _found(code)
    page = Paginator(found.visits.all(), 50).get_page(request.GET.get("page"))
    return render(request, "people/desk/support_access.html", {"access": found, "page": page, "form": ExtendForm()})


@desk(_RIGHT)
def extend(request: Any, code: str) -> HttpResponse:
    """Let it last longer, from now."""
    form = ExtendForm(request.POST)
    if form.is_valid():
        try:
            support.extend(access=_found(code), by=request.person, **form.cleaned_data)
        except TeamRefused as refused:
            messages.warning(request, str(refused))
        else:
            messages.success(request, _("The access lasts longer."))
    return redirect("team:support-access", code=_found(code).code)


@desk(_RIGHT)
def end(request: Any, code: str) -> HttpResponse:
    """End it at once."""
    support.end(access=_found(code), by=request.person)
    messages.success(request, _("The access is over: the next page is refused."))
    return redirect("team:support-access", code=code)
