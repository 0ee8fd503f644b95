"""What somebody reports, and how they follow it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from compagnon.inclusion.choices import ReportKind


class ReportForm(forms.Form):
    """A report; a name is given only by a tick, and only what happened must be told."""

    kind = forms.ChoiceField(label=_("What is it about?"), choices=ReportKind.choices, widget=forms.RadioSelect)
    what = forms.CharField(
        label=_("What happened?"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=_("In your own words. Who did or said what, as far as you want to tell."),
    )
    where = forms.CharField(label=_("Where and when?"), max_length=300, required=False)
    reach = forms.CharField(
        label=_("How may we reach you?"),
        max_length=200,
        required=False,
        help_text=_("Only if you wish. Without it, you follow your report with a code."),
    )
    with_name = forms.BooleanField(label=_("Add my name to the report"), required=False)

    def __init__(self, *args: Any, may_be_named: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_be_named:
            del self.fields["with_name"]

    def told(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name].strip() for name in ("what", "where", "reach")}


class FollowForm(forms.Form):
    """The code of a report."""

    reference = forms.CharField(
        label=_("Code of your report"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class AnswerForm(forms.Form):
    """One more message of who reported."""

    words = forms.CharField(label=_("Your message"), max_length=5000, widget=forms.Textarea(attrs={"rows": 4}))
