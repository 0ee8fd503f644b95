"""Letting support in, and for how long."""

from django import forms
from django.utils.translation import gettext_lazy as _

HOURS = [(1, _("1 hour")), (4, _("4 hours")), (8, _("8 hours")), (24, _("24 hours"))]


class ExtendForm(forms.Form):
    """For how long from now."""

    hours = forms.TypedChoiceField(label=_("For how long, from now"), choices=HOURS, coerce=int, initial=4)


class LetInForm(ExtendForm):
    """Who comes, why, and for how long."""

    email = forms.EmailField(
        label=_("Address of the support account"), help_text=_("Your support tells you which account will come.")
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=300, help_text=_("What should be looked at? The supporter reads this.")
    )
    field_order = ("email", "reason", "hours")
