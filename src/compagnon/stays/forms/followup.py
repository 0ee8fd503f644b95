"""What is asked half-way and month by month, and what staff note about a long stay."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from compagnon.core import clock
from compagnon.core.ui.widgets import MoodInput
from compagnon.people.models import Person
from compagnon.stays.choices import ContractMove, CountsAs, VisitWay
from compagnon.stays.models import FollowUp, Mood
from compagnon.stays.phrases import QUESTIONS
from compagnon.stays.queries.followup import questions_of

_DAY = {"type": "date"}


def day_field(label: Any, **options: Any) -> forms.DateField:
    """A day, chosen in the browser's calendar."""
    return forms.DateField(label=label, widget=forms.DateInput(format="%Y-%m-%d", attrs=_DAY), **options)


class FollowUpForm(forms.Form):
    """A mark for each question, and words if one likes."""

    def __init__(self, *args: Any, follow_up: FollowUp, **options: Any) -> None:
        super().__init__(*args, **options)
        self.codes = questions_of(follow_up)
        for code in self.codes:
            self.fields[code] = forms.TypedChoiceField(
                label=str(QUESTIONS[code]),
                choices=Mood.choices,
                coerce=int,
                widget=MoodInput,
                error_messages={"required": _("Choose one of the five.")},
            )
        self.fields["words"] = forms.CharField(
            label=pgettext_lazy("guest", "In a few sentences"),
            required=False,
            max_length=2000,
            widget=forms.Textarea(attrs={"rows": 3}),
        )
        self.fields["wants_call"] = forms.BooleanField(
            label=pgettext_lazy("journey", "I want to be called"), required=False
        )

    def said(self) -> dict[str, Any]:
        """What was said, as the action takes it."""
        given = self.cleaned_data
        marks = {code: given[code] for code in self.codes}
        return {"marks": marks, "words": given["words"], "wants_call": given["wants_call"]}


class VisitForm(forms.Form):
    """When, how, and what was seen."""

    on = day_field(_("On"), initial=clock.today)
    way = forms.ChoiceField(label=_("How"), choices=VisitWay.choices)
    report = forms.CharField(
        label=_("What was seen: work, learning, housing, what to change"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean_on(self) -> Any:
        day = self.cleaned_data["on"]
        if day > clock.today():
            raise forms.ValidationError(_("That day has not come yet."))
        return day


class VisitPlanForm(forms.Form):
    """A visit or a talk that is to come, and who does it."""

    on = day_field(_("On"))
    way = forms.ChoiceField(label=_("How"), choices=VisitWay.choices)
    goes = forms.ModelChoiceField(label=_("Who goes or calls"), queryset=Person.objects.none(), required=False)

    def __init__(self, *args: Any, staff: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["goes"].queryset = staff
        self.fields["goes"].empty_label = _("Not known yet")

    def clean_on(self) -> Any:
        day = self.cleaned_data["on"]
        if day < clock.today():
            raise forms.ValidationError(_("That day is past: report the visit instead."))
        return day


class CallOffForm(forms.Form):
    """The day of a planned visit that does not take place."""

    on = day_field(_("On"))


class ContractForm(forms.Form):
    """What became of the contract or the pay."""

    on = day_field(_("From"))
    move = forms.ChoiceField(label=_("What"), choices=ContractMove.choices)
    words = forms.CharField(label=_("Note"), required=False, max_length=300)


class CountsForm(forms.Form):
    """What counts in the diploma."""

    counts_as = forms.ChoiceField(label=_("Counts as"), choices=CountsAs.choices)
    what = forms.CharField(
        label=_("Which unit, which assessment"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    is_confirmed = forms.BooleanField(
        label=_("Confirmed after the stay"), required=False, help_text=_("The certifying side has accepted it.")
    )

    def __init__(self, *args: Any, is_back: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not is_back:
            del self.fields["is_confirmed"]
