"""What is asked during a stay."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from compagnon.core.ui.widgets import MoodInput
from compagnon.stays.models import Mood


class ArrivalForm(forms.Form):
    """That somebody is there, with a word if they like."""

    note = forms.CharField(label=_("Anything we should know?"), required=False, max_length=300)


class CheckInForm(forms.Form):
    """How the week was: a mood and a sentence."""

    mood = forms.TypedChoiceField(
        label=_("Your week"),
        choices=Mood.choices,
        coerce=int,
        widget=MoodInput,
        error_messages={"required": _("Choose one of the five.")},
    )
    sentence = forms.CharField(label=_("In a sentence"), widget=forms.Textarea(attrs={"rows": 3}), max_length=500)
    wants_call = forms.BooleanField(
        label=pgettext_lazy("journey", "I want to be called"),
        help_text=pgettext_lazy("journey", "It stands on top of the referent’s list at once."),
        required=False,
    )


class SentCheckInForm(CheckInForm):
    """The same as a phone sends it later: which week, and the key of the answer."""

    check_in = forms.CharField(max_length=12)
    key = forms.UUIDField()
