"""Input at the desk: what a call says, and how it changes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django_countries import countries
from i18nfield.strings import LazyI18nString
from pydantic import ValidationError

from compagnon.core import clock
from compagnon.engines.eligibility import Cefr
from compagnon.network.models import Destination, Site, Trade
from compagnon.network.queries import to_choose
from compagnon.recruitment.choices import CallState
from compagnon.recruitment.forms.application import DayInput, trade_choices
from compagnon.recruitment.forms.wishes import SPOKEN_IN
from compagnon.recruitment.models import Call
from compagnon.recruitment.phrases import eligibility as phrases
from compagnon.recruitment.queries import eligibility
from compagnon.schemes.choices import Form as SchemeForm
from compagnon.schemes.models import Scheme
from compagnon.schemes.queries import to_open

NUMBERS = {"min_days": _("Shortest stay"), "max_days": _("Longest stay"), "max_months": _("Longest stay")}
_UNITS = {"min_days": _("days"), "max_days": _("days"), "max_months": _("months")}
_HOSTS = (("company", _("Company")), ("training_centre", _("Training centre")), ("other", _("Other host")))
_ZONES = (("europe", _("Europe")), ("outside_europe", _("Outside Europe")))


def _per_call_field(name: str) -> forms.Field | None:
    """The field for a rule that the scheme leaves to each call."""
    if name in NUMBERS:
        return forms.IntegerField(label=NUMBERS[name], min_value=1, max_value=400, help_text=_UNITS[name])
    if name == "zones":
        return forms.MultipleChoiceField(
            label=_("Part of the world"), choices=_ZONES, widget=forms.CheckboxSelectMultiple
        )
    if name == "host_kinds":
        return forms.MultipleChoiceField(label=_("Kinds of hosts"), choices=_HOSTS, widget=forms.CheckboxSelectMultiple)
    if name == "form":
        return forms.ChoiceField(label=_("Form"), choices=SchemeForm.choices)
    if name == "programme":
        return forms.CharField(label=_("Programme"), max_length=60, required=False)
    return None


TEXTS = ("title", "introduction", "brings", "costs", "afterwards")
TEXT_LANGUAGES = ("fr", "en")


def _text(label: Any, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, widget=forms.Textarea(attrs={"rows": 3}), **options)


class CallForm(forms.Form):
    """A call: what every call has, and what its scheme asks of each call.

    `edition` is the one the writer saw, so that nobody's text is lost when two write at once.
    """

    edition = forms.IntegerField(required=False, widget=forms.HiddenInput)
    title_fr = forms.CharField(label=_("Title in French"), max_length=120)
    title_en = forms.CharField(label=_("Title in English"), max_length=120)
    introduction_fr = _text(_("Introduction in French"))
    introduction_en = _text(_("Introduction in English"))
    brings_fr = _text(_("What it brings, in French"))
    brings_en = _text(_("What it brings, in English"))
    costs_fr = _text(_("What it costs and who pays, in French"))
    costs_en = _text(_("What it costs and who pays, in English"))
    afterwards_fr = _text(_("What happens after applying, in French"), help_text=_("Empty: the usual three steps."))
    afterwards_en = _text(_("What happens after applying, in English"), help_text=_("Empty: the usual three steps."))
    also = forms.ModelMultipleChoiceField(
        label=_("Also under these schemes"),
        queryset=Scheme.objects.none(),
        required=False,
        help_text=_("Applicants then choose one."),
        widget=forms.CheckboxSelectMultiple,
    )
    opens_on = forms.DateField(label=_("Applications from"), widget=DayInput())
    closes_on = forms.DateField(label=_("Applications until"), widget=DayInput())
    departs_on = forms.DateField(label=_("Departure"), widget=DayInput())
    returns_on = forms.DateField(label=_("Return"), widget=DayInput(), help_text=_("Last day of the activity."))
    places = forms.IntegerField(label=_("Places"), min_value=1, max_value=1000)
    countries = forms.MultipleChoiceField(label=_("Destinations"), widget=forms.CheckboxSelectMultiple)
    trades = forms.ModelMultipleChoiceField(
        label=_("Only for these trades"),
        queryset=Trade.objects.none(),
        required=False,
        help_text=_("None chosen: open to all trades."),
        widget=forms.SelectMultiple(attrs={"size": 8}),
    )
    sites = forms.ModelMultipleChoiceField(
        label=_("Only for these sites"),
        queryset=Site.objects.none(),
        required=False,
        help_text=_("None chosen: open to all sites."),
        widget=forms.CheckboxSelectMultiple,
    )
    ask_referent = forms.MultipleChoiceField(
        label=_("Rules that a referent may lift"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Whoever does not meet one of these can apply all the same; the referent decides."),
    )

    def __init__(self, *args: Any, scheme: Scheme, call: Call | None = None, **kwargs: Any) -> None:
        self.scheme, self.call = scheme, call
        initial = {**(_initial_of(call) if call else {}), **kwargs.pop("initial", {})}
        super().__init__(*args, initial=initial, **kwargs)  # type: ignore[misc]
        for name in scheme.ask_per_call:
            field = _per_call_field(name)
            if field is not None:
                field.initial = (call.rules if call else {}).get(name)
                self.fields[f"rule_{name}"] = field
        self._offer_choices()
        self._ask_languages()
        self._ask_places()

    def _ask_languages(self) -> None:
        """A level for English, for what is spoken where the scheme goes, and for what is asked already."""
        asked = (self.call.rules if self.call else {}).get("languages") or {}
        codes = dict.fromkeys(
            ["en", *asked, *(SPOKEN_IN[c] for c in (self.call.countries if self.call else []) if c in SPOKEN_IN)]
        )
        for code in codes:
            self.fields[f"language_{code}"] = forms.ChoiceField(
                label=phrases.LANGUAGE_NAMES.get(code, code),
                choices=[("", _("no level asked")), *((level.value, level.value) for level in Cefr)],
                required=False,
                initial=asked.get(code, ""),
            )

    def _ask_places(self) -> None:
        """A number for each site, and for each scheme once there are several."""
        call = self.call if self.call is not None and self.call.pk is not None else None
        kept = {row.site_id: row.places for row in call.places_by_site.all()} if call else {}
        for site in self.fields["sites"].queryset:  # type: ignore[attr-defined]
            self.fields[f"site_{site.pk}"] = _places(str(site), kept.get(site.pk))
        offers = list(call.offers.select_related("scheme")) if call else []
        for offer in offers:
            self.fields[f"scheme_{offer.scheme_id}"] = _places(str(offer.scheme), offer.places)

    def _offer_choices(self) -> None:
        destinations = to_choose(Destination).order_by("zone", "country")
        fitting = destinations.filter(zone=self.scheme.zone) if self.scheme.zone else destinations
        offered = fitting if self.scheme.direction == "out" else destinations.none()
        codes = [str(one.country) for one in offered] or [str(self.scheme.network.country)]
        kept = {
            name: [one.pk for one in getattr(self.call, name).all()] if self.call else []
            for name in ("trades", "sites")
        }
        codes = list(dict.fromkeys([*codes, *(self.call.countries if self.call else [])]))
        self.fields["countries"].choices = sorted(((code, countries.name(code)) for code in codes), key=lambda c: c[1])
        self.fields["trades"].queryset = to_choose(Trade, kept=kept["trades"])
        self.fields["trades"].choices = trade_choices(kept=kept["trades"])
        self.fields["sites"].queryset = to_choose(Site, kept=kept["sites"]).filter(organisation__kind="training_centre")
        alike = {"participant_kind": self.scheme.participant_kind, "direction": self.scheme.direction}
        self.fields["also"].queryset = to_open().filter(**alike).exclude(pk=self.scheme.pk)
        asked = eligibility.rules_of(self.scheme).asked()
        self.fields["ask_referent"].choices = [
            (rule, phrases.RULE_NAMES[rule]) for rule in asked if rule in phrases.RULE_NAMES
        ]

    @property
    def per_call_fields(self) -> list[Any]:
        return [self[name] for name in self.fields if name.startswith("rule_")]

    @property
    def language_fields(self) -> list[Any]:
        return [self[name] for name in self.fields if name.startswith("language_")]

    @property
    def site_fields(self) -> list[Any]:
        return [self[name] for name in self.fields if name.startswith("site_")]

    @property
    def has_site_places(self) -> bool:
        return any(field.value() or field.errors for field in self.site_fields)

    @property
    def scheme_fields(self) -> list[Any]:
        return [self[name] for name in self.fields if name.startswith("scheme_")]

    def _kept_places(self, kind: str) -> dict[int, int]:
        given = self.cleaned_data
        return {int(name.removeprefix(kind)): given[name] for name in given if name.startswith(kind) and given[name]}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        self._in_order(given, "opens_on", "closes_on", _("The last day to apply is before the first."))
        self._in_order(given, "departs_on", "returns_on", _("The return is before the departure."))
        self._in_order(given, "closes_on", "departs_on", _("The departure is before the last day to apply."))
        opened = self.call is not None and self.call.state != CallState.DRAFT
        if (
            "departs_on" in self.changed_data
            and not opened
            and given.get("departs_on")
            and given["departs_on"] < clock.today()
        ):
            self.add_error("departs_on", _("This day is past: choose a day to come."))
        self._places_fit(given)
        if not self.errors:
            self._length_fits(given)
        return given

    def _places_fit(self, given: dict[str, Any]) -> None:
        for kind in ("site_", "scheme_"):
            kept = self._kept_places(kind)
            if given.get("places") and sum(kept.values()) > given["places"]:
                self.add_error(
                    f"{kind}{next(iter(kept))}",
                    _("Together these are %(kept)s places, and the call has only %(all)s.")
                    % {"kept": sum(kept.values()), "all": given["places"]},
                )

    def _in_order(self, given: dict[str, Any], first: str, second: str, sentence: Any) -> None:
        if given.get(first) and given.get(second) and given[second] < given[first]:
            self.add_error(second, sentence)

    def _length_fits(self, given: dict[str, Any]) -> None:
        """The stay itself must keep to the rules of the scheme, or nobody could apply."""
        call = Call(scheme=self.scheme, rules=self.rules, countries=given["countries"])
        for name in ("opens_on", "closes_on", "departs_on", "returns_on"):
            setattr(call, name, given[name])
        try:
            refusals = eligibility.refusals_of_stay(call)
        except ValidationError as error:
            self.add_error(None, _("The rules contradict one another: %(what)s.") % {"what": error.errors()[0]["msg"]})
            return
        for told in refusals:
            self.add_error("returns_on", f"{told.sentence} {told.remedy}")

    @property
    def rules(self) -> dict[str, Any]:
        """The rules of this call, as they are stored."""
        given = self.cleaned_data
        asked = {name.removeprefix("rule_"): given[name] for name in given if name.startswith("rule_") and given[name]}
        levels = {name.removeprefix("language_"): given[name] for name in given if name.startswith("language_")}
        levels = {code: level for code, level in levels.items() if level}
        if levels:
            asked["languages"] = levels
        return {**asked, eligibility.ASK_REFERENT: given.get("ask_referent", [])}

    def fields_of_call(self) -> dict[str, Any]:
        """What `actions.create_call` and `change_call` take."""
        given = self.cleaned_data
        kept = ("opens_on", "closes_on", "departs_on", "returns_on", "places", "countries", "trades", "sites")
        return {
            **{name: given[name] for name in kept},
            **{text: LazyI18nString({code: given[f"{text}_{code}"] for code in TEXT_LANGUAGES}) for text in TEXTS},
            "rules": self.rules,
            "also": list(given["also"]),
            "places_by_site": self._kept_places("site_"),
            "places_by_scheme": self._kept_places("scheme_"),
        }


def _places(label: str, number: int | None) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=1000, initial=number)


def _initial_of(call: Call) -> dict[str, Any]:
    names = ("opens_on", "closes_on", "departs_on", "returns_on", "places", "countries")
    texts = {
        f"{field}_{language}": getattr(call, field).localize(language) if getattr(call, field) else ""
        for field in TEXTS
        for language in TEXT_LANGUAGES
    }
    lists: dict[str, Any] = {"trades": list(call.trades.all()), "sites": list(call.sites.all())} if call.pk else {}
    if call.pk:
        lists |= {"also": [offer.scheme for offer in call.offers.all() if offer.scheme_id != call.scheme_id]}
        lists |= {"edition": call.edition}
    left = call.rules.get(eligibility.ASK_REFERENT, [])
    return {**{name: getattr(call, name) for name in names}, **texts, **lists, "ask_referent": left}


class ExtendForm(forms.Form):
    """A later last day to apply."""

    until = forms.DateField(label=_("Applications until"), widget=DayInput())


class CancelForm(forms.Form):
    """Why a call, or a meeting, does not take place."""

    reason = forms.CharField(
        label=_("Why? Those concerned read it in their letter"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
