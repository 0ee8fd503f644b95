"""What is asked about an incident."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from compagnon.core import clock
from compagnon.people.models import Person
from compagnon.stays.choices import FamilyTold, IncidentKind, NoteKind

_DAY = {"type": "date"}
RESTRICTED = _("Only coordinators and who wrote it read it: health, violence, family.")


class IncidentForm(forms.Form):
    """What happened, in a sentence and in full."""

    kind = forms.ChoiceField(label=_("Kind"), choices=IncidentKind.choices)
    title = forms.CharField(
        label=_("In a sentence"), max_length=200, help_text=_("Without anything intimate: it stands in lists.")
    )
    happened_on = forms.DateField(
        label=_("Happened on"), widget=forms.DateInput(format="%Y-%m-%d", attrs=_DAY), initial=clock.today
    )
    text = forms.CharField(
        label=_("What happened, and what was done so far"), max_length=2000, widget=forms.Textarea(attrs={"rows": 5})
    )
    is_restricted = forms.BooleanField(label=_("Restricted"), required=False, help_text=RESTRICTED)

    def clean_happened_on(self) -> Any:
        day = self.cleaned_data["happened_on"]
        if day > clock.today():
            raise forms.ValidationError(_("That day has not come yet."))
        return day


class NoteForm(forms.Form):
    """A line of the record."""

    kind = forms.ChoiceField(label=_("Kind"), choices=NoteKind.choices)
    text = forms.CharField(label=_("What"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    is_restricted = forms.BooleanField(label=_("Restricted"), required=False, help_text=RESTRICTED)


class StandingForm(forms.Form):
    """Whether the family knows, and when somebody looks again."""

    family_told = forms.ChoiceField(label=_("Family told"), choices=FamilyTold.choices)
    review_on = forms.DateField(
        label=_("Look at it again on"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs=_DAY)
    )


class IncidentTaskForm(forms.Form):
    """Something to do about it."""

    title = forms.CharField(label=_("To do"), max_length=200)
    person = forms.ModelChoiceField(label=_("Who"), queryset=Person.objects.none(), required=False)
    due_on = forms.DateField(label=_("Due"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs=_DAY))

    def __init__(self, *args: Any, people: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["person"].queryset = people


class LessonForm(forms.Form):
    """How it ended, and what is learnt."""

    lesson = forms.CharField(
        label=_("How it ended, and what we learn from it"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say how it ended, and what we learn from it.")},
    )
