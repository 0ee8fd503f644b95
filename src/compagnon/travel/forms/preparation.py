"""The language of a stay, modules, country pages, settings."""

from typing import Any

from django import forms
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from compagnon.core.ui.in_languages import InLanguages, Words
from compagnon.network.models import Network
from compagnon.network.queries import languages_of
from compagnon.travel.models import CountryPage, LanguageWork, Module, PreparationSettings
from compagnon.travel.phrases.preparation import NUMBERS, PARTS

_LANGUAGES = ("bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "hr", "hu", "is", "it", "lt", "lv", "nb", "nl", "pl", "pt", "ro", "sk", "sl", "sv", "ar")  # fmt: skip


def _languages() -> list[tuple[str, Any]]:
    named = [(code, get_language_info(code)["name_translated"]) for code in _LANGUAGES]
    return [("", _("Not chosen")), *sorted(named, key=lambda one: str(one[1]))]


class LanguageForm(forms.ModelForm):
    language = forms.ChoiceField(label=_("Language of the stay"), choices=_languages, required=False)

    class Meta:
        model = LanguageWork
        fields = ("language", "before", "target", "hours", "certificate", "after")
        help_texts = {
            "certificate": _("Its name and result, if there is one."),
            "before": _("In the Common European Framework: A1 to C2."),
        }

    def said(self) -> dict[str, Any]:
        """The fields as they are kept."""
        return {name: self.cleaned_data[name] for name in self._meta.fields or ()}


class LearntForm(forms.Form):
    """That a module is done; with a sentence where it asks for one."""

    learnt = forms.CharField(
        label=_("What was learnt, in a sentence"), required=False, max_length=500, widget=forms.Textarea({"rows": 2})
    )

    def __init__(self, *args: Any, module: Module, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["learnt"].required = module.asks_for_proof


class CountryForm(InLanguages, forms.ModelForm):
    in_languages = {name: Words(label, is_long=True, required=False) for name, label in PARTS.items()}
    order = (*(f"number_{key}" for key in NUMBERS), *PARTS, "sources")

    class Meta:
        model = CountryPage
        fields = ("sources",)
        help_texts = {"sources": _("Addresses or names, so that the next reader can check.")}

    def __init__(self, *args: Any, network: Network, instance: CountryPage, **kwargs: Any) -> None:
        said = {name: getattr(instance, name) for name in self.in_languages}
        super().__init__(*args, instance=instance, languages=languages_of(network), said=said, **kwargs)
        for key, label in NUMBERS.items():
            self.fields[f"number_{key}"] = forms.CharField(
                label=str(label), required=False, max_length=40, initial=instance.numbers.get(key, "")
            )

    def page(self) -> CountryPage:
        """The page as it is to be kept."""
        for name, text in self.texts().items():
            setattr(self.instance, name, text)
        typed = {key: self.cleaned_data[f"number_{key}"].strip() for key in NUMBERS}
        self.instance.numbers = {key: number for key, number in typed.items() if number}
        return self.instance


class ModuleForm(InLanguages, forms.ModelForm):
    in_languages = {"title": Words(_("Title"), most=160), "text": Words(_("What to do"), is_long=True, required=False)}
    order = ("kind", "title", "text", "link", "asks_for_proof", "is_off")

    link = forms.URLField(label=_("Link"), required=False, assume_scheme="https")

    class Meta:
        model = Module
        fields = ("kind", "link", "asks_for_proof", "is_off")
        help_texts = {"is_off": _("It is offered no more; what was done stays.")}

    def __init__(self, *args: Any, network: Network, instance: Module, **kwargs: Any) -> None:
        said = {name: getattr(instance, name) for name in self.in_languages}
        super().__init__(*args, instance=instance, languages=languages_of(network), said=said, **kwargs)

    def module(self) -> Module:
        """The module as it is to be kept."""
        for name, text in self.texts().items():
            setattr(self.instance, name, text)
        return self.instance


class SettingsForm(forms.ModelForm):
    language_support_url = forms.URLField(
        label=_("Language support of the programme"),
        required=False,
        assume_scheme="https",
        help_text=_("The address that your agency gives for it; empty: nothing is linked."),
    )

    class Meta:
        model = PreparationSettings
        fields = ("language_support_url", "review_months", "missing_stops")
        help_texts = {
            "missing_stops": _(
                "Papers, covers and whom to call: red in the last two weeks, and nobody leaves without them or a named person’s reason. Else they are only told."
            ),
        }
