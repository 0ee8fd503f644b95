"""The tutor says by personal link whether they have seen somebody who gave no sign: one press."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from compagnon.core.access import guest
from compagnon.people import links
from compagnon.stays.actions import silence as actions
from compagnon.stays.forms.silence import HeardForm
from compagnon.stays.models import Silence
from compagnon.stays.queries.silence import would_confirm_arrival


@guest(actions.SIGN)
def sign(request: Any, link: Any) -> HttpResponse:
    found = Silence.objects.select_related("mobility__participant__person", "mobility__network", "mobility__referent")
    asked = found.select_related("mobility__tutor", "check_in", "answer").filter(pk=link.about_id).first()
    if asked is None or link.holder != asked.mobility.tutor:
        return links.withdrawn(request, link)
    form = HeardForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        do = actions.not_there if request.POST.get("state") == "absent" else actions.hear
        do(silence=asked, by=link.holder, **form.cleaned_data)
        return redirect(request.path)
    shown = {"silence": asked, "mobility": asked.mobility, "form": form, "arrives": would_confirm_arrival(asked)}
    return render(request, "stays/guest/sign.html", shown, status=422 if form.is_bound else 200)
