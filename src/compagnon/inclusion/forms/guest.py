"""What somebody tells in private, or a guardian for a minor: needs in words of participation, and who may read them."""

from typing import Any

from django import forms
from django.utils.translation import pgettext_lazy

from compagnon.inclusion.catalogue import needs
from compagnon.inclusion.choices import Recipient

LONGEST = 1500


class NeedsForm(forms.Form):
    """What would help to take part. Nothing is ticked beforehand, nothing must be told."""

    needs = forms.MultipleChoiceField(
        label=pgettext_lazy("guest", "What would help?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    words = forms.CharField(
        label=pgettext_lazy("guest", "In other words"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=pgettext_lazy(
            "guest", "What should be there or be done. No diagnosis, no medical paper: nobody needs it."
        ),
    )
    readers = forms.MultipleChoiceField(
        label=pgettext_lazy("guest", "Who may read this?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=pgettext_lazy(
            "guest", "Only those ticked, and each reading is shown. Nobody who decides on applications as a reviewer."
        ),
    )

    def __init__(self, *args: Any, told: dict[str, Any], readers: list[str], **kwargs: Any) -> None:
        initial = {"needs": told.get("needs", []), "words": told.get("words", ""), "readers": readers}
        super().__init__(*args, initial=initial, **kwargs)  # type: ignore[misc]
        self.fields["needs"].choices = [(one.key, one.label) for one in needs().needs]
        self.fields["readers"].choices = Recipient.choices

    def told(self) -> dict[str, Any]:
        return {"needs": self.cleaned_data["needs"], "words": self.cleaned_data["words"].strip()}
