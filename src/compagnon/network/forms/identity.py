"""Who the network is, and what it calls the five steps."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_countries import countries
from i18nfield.strings import LazyI18nString

from compagnon.core.ui.in_languages import InLanguages, Words
from compagnon.core.ui.line import STEP_NAMES, STEPS
from compagnon.network.models import Network
from compagnon.network.queries import languages_of

_PLACES = ("Europe/", "America/", "Indian/", "Pacific/", "Africa/", "Asia/", "Atlantic/", "Australia/")


def time_zones() -> list[tuple[str, str]]:
    """Time zones by the names of their towns."""
    return [(zone, zone.replace("_", " ")) for zone in sorted(available_timezones()) if zone.startswith(_PLACES)]


class LanguagesFields(forms.Form):
    """The languages that a network offers, and the one that it speaks first."""

    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        help_text=_("Texts of the network are asked for in these."),
        choices=settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
    )
    default_language = forms.ChoiceField(
        label=_("First language"),
        help_text=_("Read where a text is missing in another one."),
        choices=settings.LANGUAGES,
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        first, offered = cleaned.get("default_language"), cleaned.get("languages")
        if first and offered and first not in offered:
            self.add_error("default_language", _("Choose one of the languages that you have ticked."))
        return cleaned


class IdentityForm(LanguagesFields, InLanguages):
    """What a network is called, where it is, and how one reaches it."""

    in_languages = {
        "name": Words(_("Name")),
        "introduction": Words(
            _("Introduction"), is_long=True, required=False, help=_("Two or three sentences on the first public page.")
        ),
    }
    order = ("name", "short_name", "introduction", "languages", "default_language")

    short_name = forms.CharField(label=_("Short name"), help_text=_("Where there is little room."), max_length=60)
    country = forms.ChoiceField(label=_("Country"), choices=())
    region = forms.CharField(label=_("Region"), max_length=120, required=False)
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=time_zones)
    address = forms.CharField(
        label=_("Postal address"), max_length=250, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    email = forms.EmailField(label=_("E-mail for everybody"), required=False)
    phone = forms.CharField(label=_("Phone"), max_length=30, required=False)

    _PLAIN = ("short_name", "country", "region", "languages", "default_language", "time_zone")
    _REACH = ("address", "email", "phone")

    def __init__(self, *args: Any, network: Network, **kwargs: Any) -> None:
        self.network = network
        initial = {name: getattr(network, name) for name in (*self._PLAIN, *self._REACH)}
        super().__init__(
            *args,
            initial={**initial, "country": str(network.country)},
            languages=languages_of(network),
            said={name: getattr(network, name) for name in self.in_languages},
            **kwargs,
        )
        self.fields["country"].choices = list(countries)  # type: ignore[attr-defined]

    def said(self) -> dict[str, Any]:
        """The fields of the network with what was typed; languages in the order of the program, the first one first."""
        first = self.cleaned_data["default_language"]
        offered = sorted(self.cleaned_data["languages"], key=lambda code: code != first)
        plain = {name: self.cleaned_data[name] for name in (*self._PLAIN, *self._REACH)}
        return {**plain, "languages": offered, **self.texts()}


class StepNamesForm(InLanguages):
    """What the network calls the five steps; empty means our own word."""

    in_languages = {step: Words(name, required=False, most=30) for step, name in STEP_NAMES.items()}

    def __init__(self, *args: Any, network: Network, **kwargs: Any) -> None:
        super().__init__(
            *args,
            languages=languages_of(network),
            said={step: LazyI18nString(network.step_names.get(step) or {}) for step in STEPS},
            **kwargs,
        )

    @cached_property
    def names(self) -> dict[str, dict[str, str]]:
        """As the network keeps them: by step, by language."""
        return {step: dict(text.data or {}) for step, text in self.texts().items()}
