"""Evidence that others made, as it is handed in at the desk."""

from django import forms
from django.utils.translation import gettext_lazy as _

from compagnon.documents.choices import ProofKind
from compagnon.documents.forms.signing import InkForm


class ProofForm(InkForm):
    """What it is, and the file."""

    kind = forms.ChoiceField(label=_("What it is"), choices=ProofKind.choices)
    words = forms.CharField(
        label=_("In your words"), required=False, max_length=120,
        help_text=_("For example: train Angers to Flensburg. Nothing about health or needs."),
    )  # fmt: skip
    field_order = ("kind", "words", "file")
