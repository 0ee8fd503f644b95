"""Missing signs at the desk: whom to call first, how far each was followed, and what was heard."""

from typing import Any

import rules
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from compagnon.core.access import desk
from compagnon.stays.actions import silence as actions
from compagnon.stays.forms.silence import HeardForm
from compagnon.stays.queries import silence as queries
from compagnon.stays.queries.care import settings_of


@desk("stays.answer_help")
def silences(request: Any) -> HttpResponse:
    """Whom to call on top, with every number; below what is still followed by itself."""
    page = Paginator(queries.seen_by(request.person), 50).get_page(request.GET.get("page"))
    kept = settings_of(request.network.pk)
    shown = {
        "page": page,
        "rows": [
            {"silence": one, "next": queries.next_step(one, kept), "arrives": queries.would_confirm_arrival(one)}
            for one in page
        ],
        "settings": kept,
        "can_keep": rules.test_rule("stays.keep_rota", request.person),
    }
    return render(request, "stays/desk/silences.html", shown)


@desk("stays.answer_help")
@require_POST
def heard(request: Any, code: str) -> HttpResponse:
    """Somebody was reached: all is well. Of an arrival that was not confirmed, this confirms it, and says so."""
    found = get_object_or_404(queries.seen_by(request.person), code=code)
    form = HeardForm(request.POST)
    if form.is_valid():
        arrives = queries.would_confirm_arrival(found)
        actions.hear(silence=found, by=request.person, **form.cleaned_data)
        said = _("Noted: all is well, and the arrival is confirmed.") if arrives else _("Noted: all is well.")
        messages.success(request, said)
    else:
        messages.warning(request, _("At most 300 characters: say it shorter."))
    return redirect("stays:silences")
