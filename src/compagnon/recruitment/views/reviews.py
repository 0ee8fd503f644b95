"""Reviewers: the list of what to read, and the page that does not say who the person is."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from compagnon.core.access import desk
from compagnon.core.states import MoveRefused
from compagnon.recruitment import actions, queries
from compagnon.recruitment.choices import ApplicationState
from compagnon.recruitment.forms.desk import ReviewForm
from compagnon.recruitment.masking import masked
from compagnon.recruitment.phrases import LANGUAGE_NAMES

_REVIEW = "recruitment.review_applications"


@desk(_REVIEW)
def reviews(request: Any) -> HttpResponse:
    """What to read, what was read."""
    found = list(queries.reviews_of(request.person)[:200])
    context = {
        "to_do": [
            one for one in found if one.finished_at is None and one.application.state == ApplicationState.SUBMITTED
        ],
        "finished": [one for one in found if one.finished_at is not None],
    }
    return render(request, "recruitment/desk/reviews.html", context)


@desk(_REVIEW)
def review(request: Any, code: str) -> HttpResponse:
    """Read, score from 1 to 5 with a sentence, go to the next."""
    found = get_object_or_404(
        queries.reviews_of(request.person).select_related("application__participant__person"), code=code
    )
    form = ReviewForm(request.POST or None, initial={"score": found.score, "sentence": found.sentence})
    if form.is_valid():
        try:
            actions.review(review=found, by=request.person, **form.cleaned_data)
        except MoveRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            following = queries.next_review(request.person, found)
            messages.success(request, _("Kept."))
            return redirect("recruitment:review", code=following.code) if following else redirect("recruitment:reviews")
    application = found.application
    context = {
        "review": found,
        "application": application,
        "motivation": masked(application.motivation, application.participant),
        "levels": [(LANGUAGE_NAMES.get(code, code), level) for code, level in application.language_levels.items()],
        "form": form,
        "left": queries.reviews_to_do(request.person).count(),
    }
    return render(request, "recruitment/desk/review.html", context, status=422 if form.is_bound else 200)
