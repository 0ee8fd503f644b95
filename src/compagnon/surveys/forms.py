"""The tutor's evaluation: a level for each learning outcome, then a word on the whole stay."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import pgettext_lazy

from compagnon.documents.models import LearningOutcome
from compagnon.surveys.actions import Rating
from compagnon.surveys.models import Level


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

    def __init__(self, *args: Any, outcomes: Iterable[LearningOutcome], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.outcomes = list(outcomes)
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
        return {"ratings": ratings, "comment": given["comment"], "would_host_again": given["would_host_again"] == "yes"}
