"""The application of staff, one small form a screen: what for, what is done there, what the centre gains, who steps in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from compagnon.recruitment.choices import StaffPurpose
from compagnon.recruitment.forms.application import StepForm
from compagnon.recruitment.models import StaffPlan

LONGEST = 3000


class PlanForm(StepForm):
    """One field of the plan, under its name."""

    def known(self) -> dict[str, Any]:
        plan = getattr(self.application, "staff_plan", None) or StaffPlan()
        return {name: getattr(plan, name) for name in self.base_fields}


class PurposeForm(PlanForm):
    purpose = forms.ChoiceField(label=_("Purpose of the stay"), choices=StaffPurpose, widget=forms.RadioSelect)


class ProgrammeForm(PlanForm):
    programme = forms.CharField(
        label=_("Programme of the stay"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 8})
    )


class SharingForm(PlanForm):
    sharing = forms.CharField(
        label=_("How it is shared afterwards"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 6})
    )


class ReplacementForm(PlanForm):
    replacement = forms.CharField(
        label=_("Who replaces you"), max_length=LONGEST, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
