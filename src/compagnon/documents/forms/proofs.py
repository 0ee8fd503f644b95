"""Evidence that others made, as it is handed in at the desk."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from compagnon.documents.choices import ProofKind
from compagnon.documents.forms.signing import InkForm

NOTHING_CHOSEN = ("", _("Choose what it is"))


class ProofForm(InkForm):
    """What it is, or for which paper it stands, and the file."""

    what = forms.ChoiceField(label=_("What it is"), error_messages={"required": _("Choose what it is.")})
    words = forms.CharField(
        label=_("In your words"), required=False, max_length=120,
        help_text=_("For example: train Angers to Flensburg. Nothing about health or needs."),
    )  # fmt: skip
    field_order = ("what", "words", "file")

    def __init__(self, *args: Any, choices: list[tuple[str, list[tuple[str, str]]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["what"].choices = [NOTHING_CHOSEN, *choices]  # type: ignore[attr-defined]

    def said(self) -> dict[str, Any]:
        """What the action takes."""
        kind, _colon, stands_for = self.cleaned_data["what"].partition(":")
        content, media_type = self.cleaned_data["file"]
        return {
            "kind": ProofKind(kind), "stands_for": stands_for, "words": self.cleaned_data["words"],
            "content": content, "media_type": media_type,
        }  # fmt: skip
