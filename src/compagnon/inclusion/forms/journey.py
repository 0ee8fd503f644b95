"""The private answer on fewer opportunities, and adjustments during a selection."""

from typing import Any

from django import forms
from django.utils.translation import pgettext_lazy

from compagnon.inclusion.catalogue import families, needs
from compagnon.inclusion.choices import Opportunity


class OpportunitiesForm(forms.Form):
    """Yes, no or nothing said; no answer is chosen beforehand. Reasons are optional and only kept with a yes."""

    answer = forms.ChoiceField(
        label=pgettext_lazy("opportunities", "Does something make it harder to leave than for others?"),
        choices=Opportunity.choices,
        widget=forms.RadioSelect,
    )
    families = forms.MultipleChoiceField(
        label=pgettext_lazy("opportunities", "If yes: in which way?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=pgettext_lazy(
            "opportunities", "The words of the programme; several are possible, none is possible too."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["families"].choices = [(one.code, one.label) for one in families()]


class AdjustmentsForm(forms.Form):
    """What should be arranged for the selection, without a why."""

    adjustments = forms.MultipleChoiceField(
        label=pgettext_lazy("vault", "What should be arranged?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    words = forms.CharField(
        label=pgettext_lazy("vault", "In other words"),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=pgettext_lazy("vault", "No reason is asked."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["adjustments"].choices = [(one.key, one.label) for one in needs().adjustments]

    def told(self) -> dict[str, Any]:
        return {"adjustments": self.cleaned_data["adjustments"], "words": self.cleaned_data["words"].strip()}
