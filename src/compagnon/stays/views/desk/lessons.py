"""Lessons from a distance at the desk: attendance, those that were missed, changed and taken away."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from compagnon.core import undo
from compagnon.core.access import desk
from compagnon.stays.actions import lessons as actions
from compagnon.stays.choices import Attended
from compagnon.stays.forms.lessons import LessonForm
from compagnon.stays.models import DistanceLesson
from compagnon.stays.queries import lessons as queries
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


def _lesson(request: Any, code: str) -> DistanceLesson:
    found: DistanceLesson = get_object_or_404(queries.seen_by(request.person), code=code)
    return found


def _page(lesson: DistanceLesson) -> str:
    return reverse("stays:long-stay", args=[lesson.mobility.code]) + "#lessons"


@desk("stays.follow_stays")
@require_POST
def attendance(request: Any, code: str) -> HttpResponse:
    """Attended, excused or missed."""
    lesson = _lesson(request, code)
    if request.POST.get("attended") in Attended.values:
        actions.note_attendance(lesson=lesson, attended=request.POST["attended"], by=request.person)
    return redirect(_page(lesson))


@desk("stays.follow_stays")
def change(request: Any, code: str) -> HttpResponse:
    """Write a lesson anew, or take it away, alone or with those of its series that follow."""
    lesson = _lesson(request, code)
    stands = {name: getattr(lesson, name) for name in LessonForm.base_fields}
    staff = queries.who_may_teach(request.network.pk)
    form = LessonForm(request.POST or None, initial=stands, staff=staff, mobility=lesson.mobility)
    if form.is_valid():
        said = {**form.said(), "on": form.cleaned_data["on"]}
        actions.change_lesson(lesson=lesson, said=said, by=request.person)
        messages.success(request, _("The lesson is changed."))
        return redirect(_page(lesson))
    later = queries.later_of_series(lesson).filter(removed_at=None).count() - 1
    shown = {"form": form, "lesson": lesson, "later": later}
    return render(request, "stays/desk/lesson.html", shown, status=422 if form.is_bound else 200)


@desk("stays.follow_stays")
@require_POST
def remove(request: Any, code: str) -> HttpResponse:
    """Take lessons away, with a button to put them back."""
    lesson = _lesson(request, code)
    count = actions.remove_lessons(lesson=lesson, and_later="and_later" in request.POST, by=request.person)
    said = ngettext("%(count)s lesson is taken away.", "%(count)s lessons are taken away.", count) % {"count": count}
    undo.offer(request, said, reverse("stays:restore-lesson", args=[code]))
    return redirect(_page(lesson))


@desk("stays.follow_stays")
@require_POST
def restore(request: Any, code: str) -> HttpResponse:
    lesson = _lesson(request, code)
    count = actions.restore_lessons(lesson=lesson, by=request.person)
    said = ngettext("%(count)s lesson is back.", "%(count)s lessons are back.", count)
    messages.success(request, said % {"count": count})
    return redirect(undo.back(request, otherwise=_page(lesson)))
