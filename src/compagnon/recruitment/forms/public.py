"""What a visitor of the public pages fills in."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from compagnon.recruitment.forms.application import DayInput, a_birth_date


class ApplyForm(forms.Form):
    """The first words of an application: enough to send a link that leads into the draft."""

    first_name = forms.CharField(
        label=_("First name"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "given-name"})
    )
    last_name = forms.CharField(
        label=_("Last name"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "family-name"})
    )
    email = forms.EmailField(
        label=_("E-mail"),
        help_text=pgettext_lazy("learner", "Your own address: the link to your application goes there."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    birth_date = forms.DateField(label=_("Birth date"), widget=DayInput(autocomplete="bday"))

    def clean_birth_date(self) -> date:
        return a_birth_date(self.cleaned_data["birth_date"])


class ConsentForm(forms.Form):
    """A guardian's or an employer's answer: yes with the words agreed to, or no with a reason."""

    answer = forms.ChoiceField(choices=[("given", ""), ("refused", "")], widget=forms.HiddenInput)
    agreed = forms.BooleanField(required=False)
    reason = forms.CharField(label=_("Why?"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3}))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("answer") == "given" and not given.get("agreed"):
            self.add_error("agreed", _("Tick the box if you agree with this sentence."))
        if given.get("answer") == "refused" and not given.get("reason", "").strip():
            self.add_error("reason", _("Please say why in a few words: it helps to find a way, or to understand."))
        return given
