"""What is asked of signers, and about them at the desk: a deputy, a copy signed by hand, what is wrong with it."""

import base64
import binascii
import re
from collections.abc import Collection, Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from compagnon.core import files, pictures
from compagnon.documents.models import Signature
from compagnon.documents.typesetting.printable import is_name, letters_without_glyph
from compagnon.people.models import Contact, Person
from compagnon.seals.brought import taken

_DRAWING = re.compile(r"data:image/png;base64,([A-Za-z0-9+/=]+)")
ACCEPTED = "application/pdf,image/jpeg,image/png"


def code_field() -> forms.CharField:
    """Where the six digits are typed."""
    return forms.CharField(
        label=_("Code that you received"),
        max_length=20,
        error_messages={"required": _("Type the code that was sent to you.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )


class HandForm(forms.Form):
    """How somebody signs: the name typed, or drawn."""

    typed_name = forms.CharField(label=_("Full name"), max_length=200, required=False)
    signature = forms.CharField(required=False)

    def clean_signature(self) -> bytes:
        """The drawing as PNG bytes; a signature that is not a drawing gets a sentence."""
        drawn = self.cleaned_data["signature"]
        if not drawn:
            return b""
        found = _DRAWING.fullmatch(drawn)
        try:
            return pictures.signature(base64.b64decode(found[1], validate=True) if found else b"?")
        except (binascii.Error, files.FileRefused) as error:
            sentence = (
                str(error)
                if isinstance(error, files.FileRefused)
                else _("Draw your signature again, or type your name.")
            )
            raise forms.ValidationError(sentence) from error

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if (
            not self.errors.get("signature")
            and not cleaned.get("signature")
            and not cleaned.get("typed_name", "").strip()
        ):
            self.add_error("typed_name", _("Draw your signature, or type your full name."))
            return cleaned
        typed = cleaned.get("typed_name", "")
        if strangers := letters_without_glyph(typed):
            self._unprintable(cleaned, strangers)
        elif typed.strip() and not cleaned.get("signature") and not is_name(typed):
            self.add_error("typed_name", _("Write your name in letters: this would be printed as an empty line."))
        return cleaned

    def _unprintable(self, cleaned: dict[str, Any], strangers: list[str]) -> None:
        """A drawing does without the typed name; a name that cannot be printed does not sign alone."""
        if cleaned.get("signature"):
            cleaned["typed_name"] = ""
            return
        sentence = _(
            "These letters cannot be printed on the paper: %(letters)s. Draw your signature instead, or write your name in Latin letters."
        )
        self.add_error("typed_name", sentence % {"letters": " ".join(strangers)})


class SignForm(HandForm):
    """A signature under one paper: the consent ticked, and the name typed or drawn."""

    consent = forms.BooleanField(error_messages={"required": _("Tick the sentence if you agree to it.")})
    shown = forms.CharField(widget=forms.HiddenInput)
    code = code_field()
    field_order = ("consent", "typed_name", "signature", "shown", "code")

    def __init__(self, *args: Any, consent_sentence: str, asks_code: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_code:
            del self.fields["code"]
        self.fields["consent"].label = consent_sentence


class RefusalForm(forms.Form):
    """Why somebody does not sign."""

    reason = forms.CharField(
        label=_("What should be changed?"),
        help_text=_("The referent reads it, corrects the agreement and sends it again."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        error_messages={"required": _("Say in a few words what should be changed.")},
    )


class NotMineForm(forms.Form):
    """Who a paper is for that came to the wrong person."""

    words = forms.CharField(
        label=_("Who should sign it instead?"),
        help_text=_("A name, an address or a function, if you know. Leave it empty if you do not."),
        max_length=300,
        required=False,
    )


class InkForm(forms.Form):
    """The photograph or scan of a paper signed by hand."""

    file = forms.FileField(
        label=_("Photograph or scan"),
        help_text=_(
            "JPEG, PNG or PDF. What tells where, when and with what it was made is taken out; a PDF that is signed electronically is kept as it is."
        ),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        error_messages={"required": _("Choose the photograph or scan.")},
    )

    def clean_file(self) -> tuple[bytes, str]:
        """The bytes, freed of what is not the page, with their kind."""
        content = self.cleaned_data["file"].read(pictures.LARGEST_PHOTOGRAPH + files.LARGEST[files.PDF])
        try:
            if content.startswith(b"%PDF"):
                return taken(files.checked(content, kind=files.PDF)), files.PDF
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
    also = forms.MultipleChoiceField(
        label=_("Also signed on this copy"), required=False, widget=forms.CheckboxSelectMultiple
    )
    reason = forms.CharField(
        label=_("What is wrong with it?"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(
        self,
        *args: Any,
        deputies: list[Person | Contact],
        others: Iterable[Signature],
        button: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["also"].choices = [  # type: ignore[attr-defined]
            (one.code, f"{one.signer} ({one.get_role_display()})") for one in others
        ]
        self.use_required_attribute = False
        self.people = {one.code: one for one in deputies}
        self.fields["who"].choices = [(code, str(one)) for code, one in self.people.items()]  # type: ignore[attr-defined]
        self.fields["file"].required = button == "ink"
        self.fields["who"].required = button in ("hand-over", "add")

    def clean_file(self) -> Any:
        return super().clean_file() if self.cleaned_data.get("file") else None


class TogetherForm(HandForm):
    """One signature under every paper that is ticked, or under all: each is named with the fingerprint of what was shown."""

    def __init__(self, *args: Any, offered: Collection[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = offered

    @property
    def is_every(self) -> bool:
        return self.is_bound and "every" in self.data

    @property
    def ticked(self) -> list[str]:
        if not self.is_bound:
            return []
        return list(self.data.getlist("shown" if self.is_every else "chosen"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.ticked:
            self.add_error(None, _("Tick the papers that you have read and agree to."))
        elif not set(self.ticked) <= set(self.offered):
            self.add_error(
                None, _("A paper that you ticked was changed or taken back meanwhile. Look at the list again.")
            )
        return {**cleaned, "chosen": self.ticked}


class OpenForm(forms.Form):
    """The code that opens the papers of an address."""

    code = code_field()
