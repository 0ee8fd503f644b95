"""Input at the desk: calls, decisions, reviews."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django_countries import countries
from i18nfield.strings import LazyI18nString
from pydantic import ValidationError

from compagnon.core import clock
from compagnon.network.models import Destination, Site, Trade
from compagnon.network.queries import to_choose
from compagnon.people.choices import Role
from compagnon.people.models import Membership, Person
from compagnon.recruitment import eligibility, phrases
from compagnon.recruitment.actions.decisions import DECISIONS
from compagnon.recruitment.choices import ApplicationState
from compagnon.recruitment.forms.application import DayInput, trade_choices
from compagnon.recruitment.models import Call
from compagnon.schemes.choices import Form as SchemeForm
from compagnon.schemes.models import Scheme

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


class CallForm(forms.Form):
    """A call: what every call has, and what its scheme asks of each call."""

    title_fr = forms.CharField(label=_("Title in French"), max_length=120)
    title_en = forms.CharField(label=_("Title in English"), max_length=120)
    introduction_fr = forms.CharField(
        label=_("Introduction in French"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    introduction_en = forms.CharField(
        label=_("Introduction in English"), required=False, widget=forms.Textarea(attrs={"rows": 3})
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
        asked = eligibility.rules_of(self.scheme).asked()
        self.fields["ask_referent"].choices = [
            (rule, phrases.RULE_NAMES[rule]) for rule in asked if rule in phrases.RULE_NAMES
        ]

    @property
    def per_call_fields(self) -> list[Any]:
        return [self[name] for name in self.fields if name.startswith("rule_")]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        self._in_order(given, "opens_on", "closes_on", _("The last day to apply is before the first."))
        self._in_order(given, "departs_on", "returns_on", _("The return is before the departure."))
        self._in_order(given, "closes_on", "departs_on", _("The departure is before the last day to apply."))
        if "departs_on" in self.changed_data and given.get("departs_on") and given["departs_on"] < clock.today():
            self.add_error("departs_on", _("This day is past: choose a day to come."))
        if not self.errors:
            self._length_fits(given)
        return given

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
        return {**asked, eligibility.ASK_REFERENT: given.get("ask_referent", [])}

    def fields_of_call(self) -> dict[str, Any]:
        """What `actions.create_call` and `change_call` take."""
        given = self.cleaned_data
        kept = ("opens_on", "closes_on", "departs_on", "returns_on", "places", "countries", "trades", "sites")
        return {
            **{name: given[name] for name in kept},
            "title": LazyI18nString({"fr": given["title_fr"], "en": given["title_en"]}),
            "introduction": LazyI18nString({"fr": given["introduction_fr"], "en": given["introduction_en"]}),
            "rules": self.rules,
        }


def _initial_of(call: Call) -> dict[str, Any]:
    names = ("opens_on", "closes_on", "departs_on", "returns_on", "places", "countries")
    texts = {
        f"{field}_{language}": getattr(call, field).localize(language) if getattr(call, field) else ""
        for field in ("title", "introduction")
        for language in ("fr", "en")
    }
    lists = {"trades": list(call.trades.all()), "sites": list(call.sites.all())} if call.pk else {}
    left = call.rules.get(eligibility.ASK_REFERENT, [])
    return {**{name: getattr(call, name) for name in names}, **texts, **lists, "ask_referent": left}


class DecisionForm(forms.Form):
    """Admit, let wait or decline."""

    decision = forms.ChoiceField(label=_("Decision"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The learner reads it in the letter. Needed to decline."),
    )
    WORDS = {
        ApplicationState.ADMITTED: _("Admit"),
        ApplicationState.WAITING: _("Put on the waiting list"),
        ApplicationState.DECLINED: _("Decline"),
        ApplicationState.INELIGIBLE: _("Not eligible"),
    }

    def __init__(self, *args: Any, state: str = ApplicationState.SUBMITTED, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].choices = [(one.value, self.WORDS[one]) for one in DECISIONS if one != state]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if (
            given.get("decision") in (ApplicationState.DECLINED, ApplicationState.INELIGIBLE)
            and not given.get("reason", "").strip()
        ):
            self.add_error("reason", _("Say why: the learner reads this reason in the letter."))
        return given


class AssignForm(forms.Form):
    """Ask a reviewer to read."""

    reviewer = forms.ModelChoiceField(label=_("Reviewer"), queryset=Person.objects.none(), empty_label=_("Choose…"))

    def __init__(self, *args: Any, call: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        of_this_call = Membership.objects.filter(role=Role.REVIEWER, call_code__in=("", call.code)).values("person")
        self.fields["reviewer"].queryset = Person.objects.filter(
            network=call.network_id, pk__in=of_this_call, is_active=True
        )
