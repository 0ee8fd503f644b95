"""What a coordinator writes of consents: purposes with their texts, and national ages."""

from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _
from i18nfield.strings import LazyI18nString

from compagnon.consents.models import NationalAge, Purpose

_PARTS: dict[str, tuple[Any, Any, int]] = {
    "title": (_("Title"), forms.TextInput, 120),
    "explanation": (_("What it means"), forms.Textarea(attrs={"rows": 2}), 600),
    "sentence": (_("Sentence agreed to"), forms.Textarea(attrs={"rows": 3}), 900),
}


class PurposeForm(forms.Form):
    """One purpose in the languages of the network."""

    is_offered = forms.BooleanField(label=_("Ask this at present"), required=False)
    both_until_18 = forms.BooleanField(
        label=_("Ask learner and guardian until 18, whatever the national age"),
        required=False,
        help_text=_("For photographs, health and travel."),
    )

    def __init__(self, *args: Any, purpose: Purpose, languages: list[str], **kwargs: Any) -> None:
        self.purpose, self.languages = purpose, languages
        super().__init__(*args, **kwargs)
        sentence = purpose.text.sentence if purpose.pk else LazyI18nString({})
        texts = {"title": purpose.title, "explanation": purpose.explanation, "sentence": sentence}
        for language in languages:
            name = get_language_info(language)["name_translated"]
            for part, (label, widget, longest) in _PARTS.items():
                known = texts[part].data if isinstance(texts[part], LazyI18nString) else {}
                self.fields[f"{part}_{language}"] = forms.CharField(
                    label=f"{label} ({name})",
                    max_length=longest,
                    widget=widget,
                    required=part != "explanation",
                    initial=known.get(language, "") if isinstance(known, dict) else "",
                )
        self.fields["is_offered"].initial = purpose.is_offered
        self.fields["both_until_18"].initial = purpose.both_until_18

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields of each language under its name."""
        return [
            (get_language_info(language)["name_translated"], [self[f"{part}_{language}"] for part in _PARTS])
            for language in self.languages
        ]

    def filled(self) -> tuple[Purpose, LazyI18nString]:
        """The purpose as typed, not kept yet, and the sentence."""
        given, purpose = self.cleaned_data, self.purpose
        purpose.title, purpose.explanation = self._said("title"), self._said("explanation")
        purpose.is_offered, purpose.both_until_18 = given["is_offered"], given["both_until_18"]
        if not purpose.key:
            purpose.key = slugify(given[f"title_{self.languages[0]}"]).replace("-", "_")[:40] or purpose.code
            purpose.position = Purpose.objects.count()
            if Purpose.objects.filter(key=purpose.key).exists():
                purpose.key = purpose.code
        return purpose, self._said("sentence")

    def _said(self, part: str) -> LazyI18nString:
        """What was typed; languages that the network does not write stay only while nothing has changed."""
        before = self.fields[f"{part}_{self.languages[0]}"]
        typed = {language: self.cleaned_data[f"{part}_{language}"].strip() for language in self.languages}
        same = all(typed[one] == (self.fields[f"{part}_{one}"].initial or "") for one in self.languages)
        known = {"title": self.purpose.title, "explanation": self.purpose.explanation}.get(part)
        if part == "sentence" and self.purpose.pk:
            known = self.purpose.text.sentence
        return known if same and before.initial and known is not None else LazyI18nString(typed)


class AgeForm(forms.ModelForm):
    """A national age as a coordinator has read it."""

    age = forms.IntegerField(label=_("Age"), min_value=13, max_value=18)
    source = forms.CharField(label=_("Text or page where it was read"), max_length=250)

    class Meta:
        model = NationalAge
        fields = ["age", "source"]
