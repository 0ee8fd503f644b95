"""Looking into a gap."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from compagnon.insights.models import GapReview
from compagnon.people.choices import Role
from compagnon.people.models import Membership, Person

_STEPS = ("stage_note", "criteria_note", "reviewers_note", "outreach_note", "adjustments_note")


class GapForm(forms.ModelForm):
    """What was found at each step (DISP-05), and what will be done, by whom, until when."""

    class Meta:
        model = GapReview
        fields = [*_STEPS, "action", "owner", "due_on"]
        widgets = {
            **{name: forms.Textarea(attrs={"rows": 2}) for name in (*_STEPS, "action")},
            "due_on": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        }
        help_texts = {
            "stage_note": _(
                "Compare the rates stage by stage: before the application, at eligibility, at the decision, after it."
            ),
            "criteria_note": _(
                "Does a criterion ask for something that one group has less often, and that the stay does not need?"
            ),
            "reviewers_note": _("Groups of reviewers, never one person with few files."),
            "outreach_note": _("Who heard of it late, or not at all? In which centres, in which words?"),
            "adjustments_note": _("Were they offered to everybody, and arranged in time?"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        staff = Membership.objects.exclude(role=Role.PARTICIPANT).values("person")
        self.fields["owner"].queryset = Person.objects.filter(pk__in=staff, is_active=True).order_by("last_name")

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("action") and not (given.get("owner") and given.get("due_on")):
            self.add_error("action", _("An action needs somebody who does it and a day: name both below."))
        return given
