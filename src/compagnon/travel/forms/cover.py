"""A paper or a cover with its days; the reason for which somebody may leave all the same."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from compagnon.mobilities.forms import day_input
from compagnon.people.models import Participant
from compagnon.travel.choices import Area, CoverKind
from compagnon.travel.models import Cover


class CoverForm(forms.ModelForm):
    """Days and, of an insurance, what it covers and how to reach it."""

    areas = forms.MultipleChoiceField(
        label=_("What the insurance covers"), choices=Area.choices, required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Cover
        fields = ("kind", "areas", "valid_from", "valid_until", "issuer", "reference", "phone")
        widgets = {"valid_from": day_input(), "valid_until": day_input()}
        help_texts = {
            "valid_until": _("The last day on which it is valid."),
            "reference": _("Only of an insurance: the number of an identity paper is never kept."),
        }

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        first, last = cleaned.get("valid_from"), cleaned.get("valid_until")
        if first and last and last < first:
            self.add_error("valid_until", _("The last day cannot be before the first: choose a later day."))
        kind = cleaned.get("kind")
        if kind == CoverKind.INSURANCE and not cleaned.get("areas"):
            self.add_error("areas", _("Choose what the insurance covers: at least one."))
        if kind != CoverKind.INSURANCE:
            cleaned["areas"] = []
        if kind in (CoverKind.IDENTITY, CoverKind.VISA, CoverKind.EXIT) and cleaned.get("reference"):
            self.add_error("reference", _("Leave this empty: the number of such a paper is not kept here."))
        return cleaned

    def said(self) -> dict[str, Any]:
        """The fields as they are kept."""
        return {name: self.cleaned_data[name] for name in self._meta.fields or ()}


class HomeContactForm(forms.ModelForm):
    """Who is called at home in an emergency, told by the participant."""

    class Meta:
        model = Participant
        fields = ("emergency_contact",)
        labels = {"emergency_contact": pgettext_lazy("journey", "Who is called at home?")}
        help_texts = {
            "emergency_contact": pgettext_lazy("journey", "A name and a telephone number with the code of the country.")
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["emergency_contact"].required = True


class WaiverForm(forms.Form):
    reason = forms.CharField(
        label=_("Why may somebody leave all the same?"), widget=forms.Textarea(attrs={"rows": 2}), max_length=1000
    )
