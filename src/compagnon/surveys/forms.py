"""The tutor's evaluation: a level for each learning outcome, the courses of a host that teaches, a word on the whole stay."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import pgettext_lazy

from compagnon.documents.models import LearningOutcome
from compagnon.surveys.actions import Course, Rating
from compagnon.surveys.models import CourseResult, Level

MOST_COURSES = 30


class CourseForm(forms.ModelForm):
    """One course; a row that stays empty is none."""

    class Meta:
        model = CourseResult
        fields = ("title", "number", "length", "mark", "credits")

    def __init__(self, posted: Any, *, prefix: str, typed: dict[str, Any]) -> None:
        known = {name: typed.get(f"{prefix}-{name}", "") for name in self._meta.fields or ()}
        super().__init__(posted, prefix=prefix, initial=known, use_required_attribute=False)
        self.fields["title"].required = False
        self.fields["title"].is_needed = True  # type: ignore[attr-defined]  # of a course that is told
        self.fields["length"].widget.attrs["placeholder"] = pgettext_lazy("guest", "For example: 12 weeks, 40 hours")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if any(cleaned.values()) and not cleaned.get("title") and "title" not in self.errors:
            self.add_error("title", pgettext_lazy("guest", "Say which course this is."))
        return cleaned


class EvaluationForm(forms.Form):
    """Five minutes: radio buttons, short comments that may stay empty."""

    comment = forms.CharField(
        label=pgettext_lazy("guest", "How was it on the whole?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        max_length=2000,
    )
    would_host_again = forms.TypedChoiceField(
        label=pgettext_lazy("guest", "Would you host somebody again?"),
        choices=[("yes", pgettext_lazy("guest", "Yes")), ("no", pgettext_lazy("guest", "Rather not"))],
        widget=forms.RadioSelect,
        error_messages={"required": pgettext_lazy("guest", "Choose yes or rather not.")},
    )

    def __init__(
        self, posted: Any = None, *, outcomes: Iterable[LearningOutcome], has_courses: bool = False, **kwargs: Any
    ) -> None:
        rows, typed = _rows(posted) if has_courses else 0, {}
        if posted is not None and posted.get("button") == "more":  # nothing is judged yet: what was typed stays
            typed, posted = posted.dict(), None
        super().__init__(posted, initial=typed, **kwargs)
        self.outcomes = list(outcomes)
        self.courses = [CourseForm(posted, prefix=f"course-{at}", typed=typed) for at in range(rows)]
        for outcome in self.outcomes:
            self.fields[f"level-{outcome.code}"] = forms.TypedChoiceField(
                label=str(outcome.title),
                choices=list(reversed(Level.choices)),
                coerce=int,
                widget=forms.RadioSelect,
                error_messages={"required": pgettext_lazy("guest", "Choose one of the four levels.")},
            )
            self.fields[f"comment-{outcome.code}"] = forms.CharField(
                label=pgettext_lazy("guest", "A comment, if you like"), required=False, max_length=300
            )

    def is_valid(self) -> bool:
        return all([super().is_valid(), *(one.is_valid() for one in self.courses)])

    def asked(self) -> list[dict[str, Any]]:
        """Each learning outcome with its two fields, as the page shows them."""
        return [
            {"outcome": one, "level": self[f"level-{one.code}"], "comment": self[f"comment-{one.code}"]}
            for one in self.outcomes
        ]

    def whole(self) -> list[Any]:
        return [self["comment"], self["would_host_again"]]

    def answer(self) -> dict[str, Any]:
        """What `actions.answer` takes."""
        given = self.cleaned_data
        ratings = {one.pk: Rating(given[f"level-{one.code}"], given[f"comment-{one.code}"]) for one in self.outcomes}
        courses = [Course(**one.cleaned_data) for one in self.courses if one.cleaned_data["title"]]
        again = given["would_host_again"] == "yes"
        return {"ratings": ratings, "comment": given["comment"], "would_host_again": again, "courses": courses}


def _rows(posted: Any) -> int:
    """How many courses are shown: two to begin with, one more for each press of the button."""
    if posted is None:
        return 2
    there = sum(1 for name in posted if name.startswith("course-") and name.endswith("-title"))
    return min(max(there, 2) + (posted.get("button") == "more"), MOST_COURSES)
