"""Offering a timeline, reading one from a file, choosing its lines."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import get_language, get_language_info, gettext_lazy
from django.utils.translation import gettext as _

from compagnon.core.i18n import localised
from compagnon.network.models import Network
from compagnon.partners.models import Partner
from compagnon.schemes.models import Scheme, TimelineOffer
from compagnon.schemes.offers.differences import Difference, Kind
from compagnon.schemes.offers.files import LARGEST


class OfferForm(forms.Form):
    """To whom, and what is new."""

    to = forms.MultipleChoiceField(
        label=gettext_lazy("Partners who work with this installation"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Nobody ticked: it leaves as a file alone."),
    )
    note = forms.CharField(
        label=gettext_lazy("What is new"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("One sentence for the partners, in a language that they read."),
    )

    def __init__(self, *args: Any, partners: Sequence[Partner], offer: TimelineOffer | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.networks = {one.network_here.key: one.network_here for one in partners if one.network_here}
        self.fields["to"].choices = [(one.network_here.key, str(one)) for one in partners if one.network_here]
        if not self.networks:
            del self.fields["to"]
        elif offer is not None and offer.state == "offered":
            self.fields["to"].initial = [one.to.key for one in offer.recipients.select_related("to")]

    def chosen(self) -> list[Network]:
        """The networks that were ticked."""
        return [self.networks[key] for key in self.cleaned_data.get("to", ())]


class FileForm(forms.Form):
    """A file of a partner, or what was read in it a moment ago: that is checked like the file."""

    file = forms.FileField(
        label=gettext_lazy("File of the partner"),
        help_text=gettext_lazy("It ends in .json. Nothing is kept before you have seen what is in it."),
        widget=forms.FileInput({"accept": ".json,application/json"}),
        error_messages={"required": gettext_lazy("Choose the file of the partner.")},
    )
    said = forms.CharField(required=False, widget=forms.HiddenInput, strip=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].required = not self.data.get("said")

    @property
    def is_kept(self) -> bool:
        """Whether it was shown, and somebody said that it is kept."""
        return not self.cleaned_data.get("file")

    def sent(self) -> bytes:
        """The bytes, one more than may be at most."""
        sent = self.cleaned_data.get("file")
        if sent is None:
            return str(self.cleaned_data["said"]).encode()
        sent.seek(0)
        found: bytes = sent.read(LARGEST + 1)
        return found


class IntoForm(forms.Form):
    """Beside which scheme of one's own a partner's timeline is laid."""

    into = forms.ModelChoiceField(
        label=gettext_lazy("Beside which of your schemes?"), queryset=Scheme.objects.none(), to_field_name="code"
    )

    def __init__(self, *args: Any, content: dict[str, Any], likeliest: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].initial = likeliest
        alike = {name: content.get(name) for name in ("participant_kind", "direction")}
        self.fields["into"].queryset = Scheme.objects.filter(**alike)


class LinesForm(forms.Form):
    """A tick for each line that the partner changed; for what comes, its title in our own language."""

    edition = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, asked: Any, *, differences: Sequence[Difference], language: str, edition: int) -> None:
        super().__init__(asked, initial={"edition": edition})
        self.differences, self.language, self.newest = differences, language, edition
        spoken = get_language_info(language)["name_translated"].lower()
        for one in differences:
            title = localised(one.title, get_language() or "en")
            self.fields[f"take_{one.key}"] = forms.BooleanField(
                label=title, required=False, initial=not one.is_ours_too and one.kind is not Kind.REMOVED,
                widget=forms.CheckboxInput({"aria-label": _("Take this line: %(title)s") % {"title": title}}),
            )  # fmt: skip
            if one.kind is Kind.ADDED and not one.title.get(language):
                self.fields[f"title_{one.key}"] = forms.CharField(
                    label=_("Title (%(language)s)") % {"language": spoken}, required=False, max_length=200,
                    widget=forms.TextInput({
                        "class": "input", "lang": language, "placeholder": _("Title (%(language)s)") % {"language": spoken},
                        "aria-label": _("Title (%(language)s)") % {"language": spoken} + f": {title}",
                    }),
                )  # fmt: skip

    def clean_edition(self) -> int:
        read: int = self.cleaned_data["edition"]
        if read != self.newest:
            raise forms.ValidationError(_("A newer edition came while you were reading: look at it before you choose."))
        return read

    def lines(self) -> list[tuple[Difference, BoundField, BoundField | None]]:
        """Each line with its tick and, where one can be written, its title."""
        names = self.fields
        return [
            (one, self[f"take_{one.key}"], self[f"title_{one.key}"] if f"title_{one.key}" in names else None)
            for one in self.differences
        ]

    def chosen(self) -> list[Difference]:
        return [one for one in self.differences if self.cleaned_data.get(f"take_{one.key}")]

    def words(self) -> dict[str, dict[str, str]]:
        """The titles that were written, by the key of the row."""
        said = {one.key: self.cleaned_data.get(f"title_{one.key}", "").strip() for one in self.differences}
        return {key: {self.language: words} for key, words in said.items() if words}
