"""Reviewers: the list of what to read, the declaration before, and the page that does not say who the person is."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from compagnon.core import openings
from compagnon.core.access import desk
from compagnon.core.lists import PER_PAGE, CountedPaginator
from compagnon.core.states import MoveRefused
from compagnon.recruitment import actions, queries
from compagnon.recruitment.forms.selection import DeclarationForm, ReadingForm, initial_of
from compagnon.recruitment.models import Review
from compagnon.recruitment.phrases.eligibility import LANGUAGE_NAMES
from compagnon.recruitment.phrases.selection import MAY_KNOW
from compagnon.recruitment.queries import grids
from compagnon.recruitment.queries.masking import unnamed

_REVIEW = "recruitment.review_applications"


@desk(_REVIEW)
def reviews(request: Any) -> HttpResponse:
    """What to read, what was read."""
    finished = request.GET.get("show") == "finished"
    rows = queries.reading.finished_by(request.person) if finished else queries.reading.owed_by(request.person)
    page = CountedPaginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "finished": finished, "left": queries.reading.owed_by(request.person).count()}
    return render(request, "recruitment/desk/reviews.html", context)


def _found(request: Any, code: str) -> Review:
    rows = queries.reading.to_read(request.person)
    found: Review = get_object_or_404(rows, code=code)
    return found


@desk(_REVIEW)
def review(request: Any, code: str) -> HttpResponse:
    """First whether one knows the person; then read, score each criterion with a sentence, go to the next."""
    found = _found(request, code)
    if request.GET.get("declare") or not queries.reading.has_declared(found):
        return _declaration(request, found)
    openings.note("recruitment.review", about=found.application, by=request.person)
    selection = actions.prepare(call=found.application.call)
    is_draft = request.POST.get("then") == "keep"
    criteria = grids.shown(selection.grid)["criteria"]
    form = ReadingForm(request.POST or None, criteria=criteria, is_draft=is_draft, initial=initial_of(found))
    if form.is_valid() and (answer := _kept(request, found, form, is_draft=is_draft)):
        return answer
    return _page(request, found, form)


def _kept(request: Any, found: Review, form: ReadingForm, *, is_draft: bool) -> HttpResponse | None:
    try:
        if is_draft:
            actions.keep_review(review=found, **form.said())
        else:
            actions.review(review=found, by=request.person, **form.said())
    except MoveRefused as refusal:
        form.add_error(None, str(refusal))
        return None
    following = queries.reading.next_review(request.person, found)
    messages.success(request, _("Kept."))
    if is_draft:
        return redirect("recruitment:review", code=found.code)
    return redirect("recruitment:review", code=following.code) if following else redirect("recruitment:reviews")


def _page(request: Any, found: Review, form: ReadingForm) -> HttpResponse:
    application = found.application
    context = {
        "review": found,
        "application": application,
        "file": unnamed(application),
        "levels": [(LANGUAGE_NAMES.get(code, code), level) for code, level in application.language_levels.items()],
        "form": form,
        "left": queries.reading.owed_by(request.person).count(),
        "others": queries.reading.others_to_show(found),
    }
    return render(request, "recruitment/desk/review.html", context, status=422 if form.is_bound else 200)


def _declaration(request: Any, found: Review) -> HttpResponse:
    form = DeclarationForm(request.POST or None)
    if form.is_valid():
        actions.declare(review=found, by=request.person, **form.cleaned_data)
        if form.cleaned_data["conflict"] == "none":
            return redirect("recruitment:review", code=found.code)
        messages.success(request, _("Somebody else reads this file. Thank you for saying it."))
        return redirect("recruitment:reviews")
    application = found.application
    context = {
        "application": application,
        "form": form,
        "question": MAY_KNOW,
        "may_know": queries.assignment.may_know(request.person, application),
    }
    return render(request, "recruitment/desk/declare.html", context, status=422 if form.is_bound else 200)
