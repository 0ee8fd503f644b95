"""The month on the participant's phone."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import pgettext

from compagnon.core.access import journey
from compagnon.stays.actions import followup as actions
from compagnon.stays.choices import Side
from compagnon.stays.forms.followup import FollowUpForm
from compagnon.stays.models import FollowUp


@journey()
def my_follow_up(request: Any, code: str) -> HttpResponse:
    mine = FollowUp.objects.filter(mobility__participant__person=request.person, side=Side.LEARNER)
    asked = get_object_or_404(mine.select_related("mobility__participant"), code=code)
    form = FollowUpForm(request.POST if request.method == "POST" else None, follow_up=asked)
    if request.method == "POST" and (asked.answered_at or form.is_valid()):
        if not asked.answered_at:
            actions.answer_follow_up(follow_up=asked, by=request.person, **form.said())
        messages.success(request, pgettext("journey", "Thank you, that is noted."))
        return redirect("journey:logbook")
    shown = {"asked": asked, "mobility": asked.mobility, "form": form}
    return render(request, "stays/journey/follow_up.html", shown, status=422 if form.is_bound else 200)
