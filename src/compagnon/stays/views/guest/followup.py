"""The tutor answers half-way and month by month, by personal link, in three minutes."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from compagnon.core.access import guest
from compagnon.people import links
from compagnon.stays.actions import followup as actions
from compagnon.stays.forms.followup import FollowUpForm
from compagnon.stays.models import FollowUp


@guest(actions.FOLLOW_UP)
def follow_up(request: Any, link: Any) -> HttpResponse:
    found = FollowUp.objects.select_related(
        "mobility__participant__person", "mobility__referent", "mobility__network", "mobility__tutor"
    )
    asked = found.filter(pk=link.about_id).first()
    if asked is None or link.holder != asked.mobility.tutor:
        return links.withdrawn(request, link)
    form = FollowUpForm(request.POST if request.method == "POST" else None, follow_up=asked)
    if request.method == "POST" and (asked.answered_at or form.is_valid()):
        if not asked.answered_at:
            actions.answer_follow_up(follow_up=asked, by=link.holder, **form.said())
        return redirect(request.path)
    shown = {"asked": asked, "mobility": asked.mobility, "form": form}
    return render(request, "stays/guest/follow_up.html", shown, status=422 if form.is_bound else 200)
