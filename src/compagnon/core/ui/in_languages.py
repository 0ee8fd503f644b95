"""Texts in the languages of a network, asked for side by side: one plain field a language."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.functional import Promise
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from i18nfield.strings import LazyI18nString


@dataclass(frozen=True)
class Words:
    """A text in several languages: its label; whether it is long; whether the network's first language needs it."""

    label: str | Promise
    is_long: bool = False
    required: bool = True
    help: str | Promise = ""
    most: int = 200


class InLanguages(forms.Form):
    """A form with texts in several languages; `in_languages` names them.

    `languages` are those of the network, its default one first. What stands in other languages is kept. `texts()` gives
    the texts; `cleaned_data` has them under the names of `in_languages` too.
    """

    in_languages: dict[str, Words] = {}
    order: Sequence[str] = ()
    """Names of fields and texts in the order of the page; those not named come after."""

    def __init__(self, *args: Any, languages: Sequence[str], said: dict[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.spoken = list(languages)
        self._said = {name: _by_language((said or {}).get(name), self.spoken[0]) for name in self.in_languages}
        for name, words in self.in_languages.items():
            for code in self.spoken:
                self.fields[f"{name}_{code}"] = self._field(name, words, code)

    def _field(self, name: str, words: Words, code: str) -> forms.CharField:
        label = str(words.label)
        if len(self.spoken) > 1:
            label = _("%(text)s (%(language)s)") % {
                "text": words.label,
                "language": get_language_info(code)["name_translated"].lower(),
            }
        attrs = {"lang": code, "rows": 5} if words.is_long else {"lang": code}
        return forms.CharField(
            label=label,
            help_text=str(words.help) if code == self.spoken[0] else "",
            required=words.required and code == self.spoken[0],
            max_length=None if words.is_long else words.most,
            initial=self._said[name].get(code, ""),
            widget=forms.Textarea(attrs) if words.is_long else forms.TextInput(attrs),
        )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in self.in_languages:
            typed = {code: cleaned.get(f"{name}_{code}", "") for code in self.spoken}
            cleaned[name] = LazyI18nString({k: v for k, v in {**self._said[name], **typed}.items() if v})
        return cleaned

    def texts(self) -> dict[str, LazyI18nString]:
        """The texts as they are stored."""
        return {name: self.cleaned_data[name] for name in self.in_languages}

    def groups(self) -> list[list[BoundField]]:
        """The fields as the page shows them: those of one text together."""
        plain = [name for name in self.fields if not self._text_of(name)]
        names = [*self.order, *(one for one in [*self.in_languages, *plain] if one not in self.order)]
        return [self._bound(name) for name in names if name in self.in_languages or name in self.fields]

    def _bound(self, name: str) -> list[BoundField]:
        if name in self.in_languages:
            return [self[f"{name}_{code}"] for code in self.spoken]
        return [self[name]]

    def _text_of(self, field: str) -> str:
        return next((n for n in self.in_languages if field in {f"{n}_{code}" for code in self.spoken}), "")


def _by_language(said: Any, first: str) -> dict[str, str]:
    """A stored text by language; one that was kept plain is of the first."""
    given = said.data if isinstance(said, LazyI18nString) else said
    return dict(given) if isinstance(given, dict) else {first: str(given)} if given else {}
