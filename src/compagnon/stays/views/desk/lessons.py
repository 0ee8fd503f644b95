"""Lessons from a distance at the desk: attendance, and those that were missed."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from compagnon.core.access import desk
from compagnon.mobilities.models import Mobility
from compagnon.mobilities.queries import visible_to
from compagnon.stays.actions import lessons as actions
from compagnon.stays.choices import Attended
from compagnon.stays.models import DistanceLesson
from compagnon.stays.queries.lessons import missed_seen_by


@desk("stays.follow_stays")
def missed(request: Any) -> HttpResponse:
    """What was missed and nobody has seen to, with who was told and when."""
    page = Paginator(missed_seen_by(request.person), 50).get_page(request.GET.get("page"))
    return render(request, "stays/desk/missed_lessons.html", {"page": page})


@desk("stays.follow_stays")
@require_POST
def seen_to(request: Any) -> HttpResponse:
    chosen = missed_seen_by(request.person).filter(code__in=request.POST.getlist("selected"))
    count = actions.note_seen_to(lessons=chosen, by=request.person)
    said = ngettext("%(count)s lesson is dealt with.", "%(count)s lessons are dealt with.", count)
    messages.success(request, said % {"count": count})
    return redirect("stays:missed-lessons")


@desk("stays.follow_stays")
@require_POST
def attendance(request: Any, code: str) -> HttpResponse:
    """Attended, excused or missed."""
    seen = DistanceLesson.objects.filter(mobility__in=visible_to(request.person, Mobility.objects.all()))
    lesson = get_object_or_404(seen.select_related("mobility"), code=code)
    if request.POST.get("attended") in Attended.values:
        actions.note_attendance(lesson=lesson, attended=request.POST["attended"], by=request.person)
    return redirect("stays:long-stay", code=lesson.mobility.code)
