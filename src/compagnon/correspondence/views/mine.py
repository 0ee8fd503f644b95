"""Which letters come, chosen in the own account."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from compagnon.core.access import account
from compagnon.correspondence import actions
from compagnon.correspondence.forms import WishForm
from compagnon.people.queries import works_at_desk


@account
def wishes(request: Any) -> HttpResponse:
    """How often each kind comes that need not come; and which always do, and why."""
    form = WishForm(request.POST or None, reader=request.person)
    if form.is_valid():
        actions.wish(reader=request.person, said=form.said())
        messages.success(request, _("Saved. Letters written from now on follow this."))
        return redirect("my-letters:home")
    at_desk = works_at_desk(request.person)
    shell = "shells/desk.html" if at_desk else "shells/journey.html"
    context = {"form": form, "shell": shell, "at_desk": at_desk}
    return render(request, "correspondence/account/wishes.html", context, status=422 if form.is_bound else 200)
