"""What is asked about signers at the desk: a deputy, a copy signed by hand, what is wrong with it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from compagnon.core import files, pictures
from compagnon.people.models import Contact, Person

ACCEPTED = "application/pdf,image/jpeg,image/png"


class InkForm(forms.Form):
    """The photograph or scan of a paper signed by hand."""

    file = forms.FileField(
        label=_("Photograph or scan"),
        help_text=_("PDF, JPEG or PNG. Where it was taken, and with what, is removed."),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        error_messages={"required": _("Choose the photograph or scan.")},
    )

    def clean_file(self) -> tuple[bytes, str]:
        """The bytes, freed of what is not the page, with their kind."""
        content = self.cleaned_data["file"].read(pictures.LARGEST_PHOTOGRAPH + files.LARGEST[files.PDF])
        try:
            if content.startswith(b"%PDF"):
                return files.checked(content, kind=files.PDF), files.PDF
            return pictures.photograph(content)
        except files.FileRefused as refused:
            raise forms.ValidationError(str(refused)) from refused


class SignerForm(InkForm):
    """Who signs instead or too, a copy on somebody's behalf, or what is wrong with one."""

    who = forms.ChoiceField(label=_("Who"), required=False)
    reason = forms.CharField(
        label=_("What is wrong with it?"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, deputies: list[Person | Contact], button: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        self.people = {one.code: one for one in deputies}
        self.fields["who"].choices = [(code, str(one)) for code, one in self.people.items()]  # type: ignore[attr-defined]
        self.fields["file"].required = button == "ink"
        self.fields["who"].required = button in ("hand-over", "add")

    def clean_file(self) -> Any:
        return super().clean_file() if self.cleaned_data.get("file") else None
