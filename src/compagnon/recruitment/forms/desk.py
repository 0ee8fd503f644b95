"""Input at the desk: decisions and reviews."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from compagnon.people.choices import Role
from compagnon.people.models import Membership, Person
from compagnon.recruitment.actions.decisions import DECISIONS
from compagnon.recruitment.choices import ApplicationState


class DecisionForm(forms.Form):
    """Selected, on the reserve list, not selected or not eligible."""

    decision = forms.ChoiceField(label=_("Decision"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The learner reads it in the letter. Needed where the answer is no."),
    )
    departure = forms.CharField(
        label=_("Why this departs from the order"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Needed when the order would say otherwise; it stands in the minutes, not in the letter."),
    )

    def __init__(
        self, *args: Any, state: str = ApplicationState.SUBMITTED, is_ranked: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if not is_ranked:
            del self.fields["departure"]
        self.fields["decision"].choices = [(one.value, one.label) for one in DECISIONS if one != state]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if (
            given.get("decision") in (ApplicationState.DECLINED, ApplicationState.INELIGIBLE)
            and not given.get("reason", "").strip()
        ):
            self.add_error("reason", _("Say why: the learner reads this reason in the letter."))
        return given


class AssignForm(forms.Form):
    """Ask a reviewer to read."""

    reviewer = forms.ModelChoiceField(label=_("Reviewer"), queryset=Person.objects.none(), empty_label=_("Choose…"))

    def __init__(self, *args: Any, call: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        of_this_call = Membership.objects.filter(role=Role.REVIEWER, call_code__in=("", call.code)).values("person")
        self.fields["reviewer"].queryset = Person.objects.filter(
            network=call.network_id, pk__in=of_this_call, is_active=True
        )
