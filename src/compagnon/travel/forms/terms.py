"""The terms of a stay, and the question what other dates or another regime would change."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from compagnon.engines.legal import Regime
from compagnon.mobilities.forms import day_input
from compagnon.mobilities.models import Mobility
from compagnon.people.models import Participant
from compagnon.travel.choices import Known, RegimeChoice
from compagnon.travel.models import StayTerms
from compagnon.travel.queries.legal import scheme_says_erasmus

_ANSWERS = {Known.UNKNOWN: None, Known.YES: True, Known.NO: False}
_KEPT = {None: Known.UNKNOWN, True: Known.YES, False: Known.NO}

CONTRACT = ("regime", "signed_on", "days_abroad_before", "four_week_template", "erasmus")
HOST = ("hosts", "host_signs", "guarantees_signed", "partnership_from", "partnership_until", "employee_abroad", "resides_abroad")  # fmt: skip
MINOR = ("with_parent", "with_adult", "parent_document_french", "parent_document_until")
PAPERS = ("visa_needed",)
WORK = (
    *("hours_a_day", "hours_a_week", "daily_rest", "rest_days_in_a_row", "starts_at", "ends_at"),
    *("dangerous_work", "inspectorate_told", "medical_opinion_on"),
)
HELPS = {
    "days_abroad_before": _("Earlier stays under the same contract; 0 if there was none."),
    "hosts": _("Only where the kind of the host in the file does not say it."),
    "employee_abroad": _("Not with a mere agreement of training; the host knows."),
    "hours_a_day": _("On the longest day."),
    "visa_needed": _("Nationality and country decide: ask the consulate."),
}


class KnownField(forms.ChoiceField):
    """Yes, no, or not known yet, which is neither."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=Known.choices, required=False, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return _KEPT.get(value, value)

    def clean(self, value: Any) -> Any:
        return _ANSWERS[Known(super().clean(value))]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(_KEPT.get(initial, initial), data)


class TermsForm(forms.ModelForm):
    """Only what concerns this stay is asked: nobody of age is asked for parents, nobody incoming for a regime."""

    class Meta:
        model = StayTerms
        fields = (*CONTRACT, *HOST, *PAPERS, *MINOR, *WORK)
        widgets = {
            **{name: day_input() for name in fields if name.endswith(("_on", "_from", "_until"))},
            **{name: forms.TimeInput(attrs={"type": "time"}, format="%H:%M") for name in ("starts_at", "ends_at")},
        }

    def __init__(self, *args: Any, mobility: Mobility, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for column in StayTerms._meta.fields:
            if column.name in self.fields and column.get_internal_type() == "BooleanField":
                self.fields[column.name] = KnownField(label=column.verbose_name)
        for name in set(self.fields) - set(self._asked(mobility)):
            del self.fields[name]
        for name in self.fields:
            self.fields[name].help_text = HELPS.get(name, self.fields[name].help_text)

    @staticmethod
    def _asked(mobility: Mobility) -> list[str]:
        asked = [*WORK] if mobility.is_minor or mobility.participant.birth_date is None else []
        if mobility.scheme.is_incoming:
            return [*asked, "resides_abroad", *PAPERS]
        contract = [name for name in CONTRACT if name != "erasmus" or scheme_says_erasmus(mobility) is None]
        return [*contract, *HOST, *PAPERS, *(MINOR if asked else ()), *asked]

    def groups(self) -> list[tuple[Any, list[Any]]]:
        """The fields by what they are about."""
        named = (
            (_("The contract and the agreement"), CONTRACT),
            (_("The host"), HOST),
            (_("Papers"), PAPERS),
            (_("Leaving as a minor"), MINOR),
            (_("Work of somebody under 18"), WORK),
        )
        groups = [(title, [self[name] for name in names if name in self.fields]) for title, names in named]
        return [(title, fields) for title, fields in groups if fields]

    def changes(self) -> dict[str, Any]:
        """What was typed otherwise than it stood."""
        return {name: self.cleaned_data[name] for name in self.changed_data}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        first, last = cleaned.get("partnership_from"), cleaned.get("partnership_until")
        if first and last and last < first:
            self.add_error("partnership_until", _("The last day cannot be before the first: choose a later day."))
        return cleaned


class ContractForm(forms.ModelForm):
    """What the participant's file says of the contract and of whom to call: corrected here, true everywhere."""

    class Meta:
        model = Participant
        fields = ("contract_start", "contract_end", "birth_date", "nationality", "emergency_contact")
        widgets = {name: day_input() for name in ("contract_start", "contract_end", "birth_date")}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        start, end = cleaned.get("contract_start"), cleaned.get("contract_end")
        if start and end and end < start:
            self.add_error("contract_end", _("The contract cannot end before it starts: choose a later day."))
        return cleaned

    def changes(self) -> dict[str, Any]:
        """What was typed otherwise than it stood."""
        return {name: self.cleaned_data[name] for name in self.changed_data}


class WhatIfForm(forms.Form):
    """Other dates, another country, another regime: tried, never kept."""

    departure_on = forms.DateField(label=_("Departure"), widget=day_input())
    return_on = forms.DateField(label=_("Return"), widget=day_input())
    country = forms.ChoiceField(label=_("Country"), choices=lambda: list(countries))
    regime = forms.ChoiceField(
        label=_("What becomes of the contract"),
        choices=[("", _("Not chosen")), *RegimeChoice.choices],
        required=False,
    )
    contract_end = forms.DateField(label=_("End of the contract"), widget=day_input(), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        leaves, returns = cleaned.get("departure_on"), cleaned.get("return_on")
        if leaves and returns and returns < leaves:
            self.add_error("return_on", _("The return cannot be before the departure: choose a later day."))
        return cleaned

    def facts(self, *, is_incoming: bool) -> dict[str, Any]:
        """What is tried, as the engine reads it; the country of who comes to France is where they are from: it stays."""
        said = self.cleaned_data
        tried = {
            "departure_on": said["departure_on"],
            "return_on": said["return_on"],
            "regime": Regime(said["regime"]) if said["regime"] else None,
            "contract_end": said["contract_end"],
        }
        return tried if is_incoming else {**tried, "country": said["country"]}
