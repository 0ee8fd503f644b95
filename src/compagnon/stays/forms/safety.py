"""What is asked to reach everybody in a place, to answer, and to count a group."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from compagnon.stays.choices import Safety


class ReachForm(forms.Form):
    """Where, and what everybody there is told."""

    country = forms.ChoiceField(label=_("Country"))
    town = forms.CharField(
        label=_("Town"), required=False, max_length=120, help_text=_("Leave it empty for the whole country.")
    )
    words = forms.CharField(
        label=_("What happened, and what to do"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Say in a sentence what happened: people read it first.")},
    )
    is_drill = forms.BooleanField(
        label=_("This is an exercise"), required=False, help_text=_("Nobody is written to; it is kept as evidence.")
    )

    def __init__(self, *args: Any, places: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["country"].choices = places


class SafetyForm(forms.Form):
    """Safe, or in need of help, with a word if they like."""

    state = forms.ChoiceField(choices=[(one.value, one.label) for one in (Safety.SAFE, Safety.HELP)])
    words = forms.CharField(
        label=pgettext_lazy("safety", "Where are you, what do you need?"), required=False, max_length=300
    )


class ReturnForm(forms.Form):
    """The new last day of a stay, and why."""

    last_day = forms.DateField(
        label=_("Last day of the activity"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    reason = forms.CharField(
        label=_("Why"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why: the reason is kept with the file.")},
    )
    is_back = forms.BooleanField(label=_("The participant is back already"), required=False)

    def __init__(self, *args: Any, mobility: Any, **options: Any) -> None:
        self.mobility = mobility
        super().__init__(*args, **options)

    def clean_last_day(self) -> Any:
        day = self.cleaned_data["last_day"]
        if day < self.mobility.departs_on:
            raise forms.ValidationError(_("Before the departure nobody returns: cancel the mobility instead."))
        if day >= self.mobility.returns_on:
            raise forms.ValidationError(
                _("That is not early: the stay ends on that day or before. Change its dates instead.")
            )
        return day
