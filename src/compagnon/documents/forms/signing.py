"""What is asked about signers at the desk: a deputy, a copy signed by hand, what is wrong with it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from compagnon.core import files, pictures
from compagnon.people.models import Contact, Person

ACCEPTED = "application/pdf,image/jpeg,image/png"


def code_field() -> forms.CharField:
    """Where the six digits are typed."""
    return forms.CharField(
        label=_("Code from the letter"),
        max_length=20,
        error_messages={"required": _("Type the code that was sent to you.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )


class InkForm(forms.Form):
    """The photograph or scan of a paper signed by hand."""

    file = forms.FileField(
        label=_("Photograph or scan"),
        help_text=_("JPEG, PNG or PDF. A photograph loses where it was taken, and with what; a PDF is kept as it is."),
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


class HandedInForm(InkForm):
    """The same from the signer, with the code where one is asked for."""

    code = code_field()

    def __init__(self, *args: Any, asks_code: bool, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "ink_%s")  # another code is asked on the same page
        super().__init__(*args, **kwargs)
        if not asks_code:
            del self.fields["code"]


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
