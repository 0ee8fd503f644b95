"""The application, one small form a screen: what somebody wishes, and what they say in their own words."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_countries import countries

from compagnon.engines.eligibility import Cefr
from compagnon.recruitment.forms.application import StepForm
from compagnon.recruitment.phrases.eligibility import LANGUAGE_NAMES

MOTIVATION_LONGEST = 2000
LEVELS = (
    ("", _("Not told")),
    (Cefr.A1.value, _("A1: a few words")),
    (Cefr.A2.value, _("A2: simple everyday things")),
    (Cefr.B1.value, _("B1: I get by at work and on a journey")),
    (Cefr.B2.value, _("B2: I speak quite freely")),
    (Cefr.C1.value, _("C1: with ease")),
    (Cefr.C2.value, _("C2: like my own language")),
)
SPOKEN_IN = {"DE": "de", "AT": "de", "ES": "es", "IT": "it", "NL": "nl", "BE": "nl", "PT": "pt", "IE": "en", "MT": "en"}


class LanguagesForm(StepForm):
    """One level a language: English, those spoken at the destinations, those that the rules ask for."""

    def known(self) -> dict[str, Any]:
        return {f"level_{code}": level for code, level in self.application.language_levels.items()}

    def prepare(self) -> None:
        call = self.application.call
        asked = {**(call.kept_scheme.rules.get("languages") or {}), **(call.rules.get("languages") or {})}
        spoken = [SPOKEN_IN[country] for country in call.countries if country in SPOKEN_IN]
        told = list(self.application.language_levels)
        for code in dict.fromkeys(["en", *asked, *spoken, *told]):
            self.fields[f"level_{code}"] = forms.ChoiceField(
                label=LANGUAGE_NAMES.get(code, code), choices=LEVELS, required=code in asked
            )
        others = [(code, name) for code, name in LANGUAGE_NAMES.items() if f"level_{code}" not in self.fields]
        self.fields["other"] = forms.ChoiceField(
            label=_("Another language"), choices=[("", "—"), *others], required=False
        )
        self.fields["other_level"] = forms.ChoiceField(label=_("Its level"), choices=LEVELS, required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        levels = {name.removeprefix("level_"): level for name, level in given.items() if name.startswith("level_")}
        if given.get("other"):
            levels[given["other"]] = given.get("other_level", "")
        levels = {code: level for code, level in levels.items() if level}
        if not levels and not self.errors:
            raise forms.ValidationError(
                pgettext_lazy("learner", "Tell at least one level: A1 is enough, nobody expects you to be fluent.")
            )
        return {"levels": levels}


class WishesForm(StepForm):
    first_wish = forms.ChoiceField(label=pgettext_lazy("learner", "First wish"), widget=forms.RadioSelect)
    second_wish = forms.ChoiceField(
        label=pgettext_lazy("learner", "Second wish"), required=False, help_text=_("If the first is not possible.")
    )

    def known(self) -> dict[str, Any]:
        wishes = [*self.application.wishes, "", ""]
        only = self.application.call.countries[0] if len(self.application.call.countries) == 1 else ""
        return {"first_wish": wishes[0] or only, "second_wish": wishes[1]}

    def prepare(self) -> None:
        offered = [(code, countries.name(code)) for code in self.application.call.countries]
        self.fields["first_wish"].choices = offered
        self.fields["second_wish"].choices = [("", _("No second wish")), *offered]
        if len(offered) <= 1:
            del self.fields["second_wish"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        wishes = [given.get("first_wish"), given.get("second_wish")]
        return {"wishes": list(dict.fromkeys(wish for wish in wishes if wish))}


class SupportForm(StepForm):
    needs_support = forms.BooleanField(
        label=pgettext_lazy("learner", "I would like to talk about help"),
        required=False,
        help_text=pgettext_lazy("learner", "Only your referent sees this, for help and money."),
    )

    def known(self) -> dict[str, Any]:
        return {"needs_support": self.application.needs_support}


class MotivationForm(StepForm):
    motivation = forms.CharField(
        label=pgettext_lazy("learner", "In your own words"),
        max_length=MOTIVATION_LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=pgettext_lazy(
            "learner",
            "Those who read it do not see your name, so do not write it here.",
        ),
    )

    def known(self) -> dict[str, Any]:
        return {"motivation": self.application.motivation}
