"""The parts of a scheme that have one form each: its words, its rules, what it asks for, who pays."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django_countries import countries
from pydantic import ValidationError

from compagnon.core.ui.in_languages import InLanguages, Words
from compagnon.engines.eligibility import SchemeRules
from compagnon.network.choices import EmblemKind, Zone
from compagnon.network.models import Emblem, Network
from compagnon.network.queries import languages_of, to_choose, trades_by_sector
from compagnon.people.choices import Status
from compagnon.schemes.choices import LONG_FROM_DAYS, Direction, Form
from compagnon.schemes.content import TEXTS
from compagnon.schemes.kinds import AskedPerCall, Document, HostKind, Survey
from compagnon.schemes.models import Scheme
from compagnon.schemes.phrases import RULE_NAMES

_Boxes = forms.CheckboxSelectMultiple


class PartForm(forms.Form):
    """One part of a draft; `content()` gives the fields of the content that it writes."""

    def __init__(self, *args: Any, scheme: Scheme, content: dict[str, Any], **kwargs: Any) -> None:
        self.scheme, self.before = scheme, content
        super().__init__(*args, **{"initial": self.begin(content), **kwargs})

    def begin(self, content: dict[str, Any]) -> dict[str, Any]:
        return {name: content.get(name) for name in self.base_fields}

    def groups(self) -> list[list[Any]]:
        return [[self[name]] for name in self.fields]

    def content(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class WordsForm(InLanguages):
    """What a scheme is called, what the portal says of it, its length in words, its programme."""

    in_languages = {
        "name": Words(_("Name")),
        "summary": Words(
            _("Summary"), is_long=True, help=_("Two or three sentences on the portal, to whoever may go.")
        ),
        "duration_text": Words(_("Length in words"), required=False, most=80),
    }
    programme = forms.CharField(label=_("Programme"), max_length=60, required=False)

    def __init__(self, *args: Any, scheme: Scheme, content: dict[str, Any], **kwargs: Any) -> None:
        said = {name: content.get(name) for name in TEXTS}
        languages = languages_of(scheme.network)
        super().__init__(
            *args, languages=languages, said=said, initial={"programme": content.get("programme")}, **kwargs
        )

    def content(self) -> dict[str, Any]:
        texts = {name: dict(text.data or {}) for name, text in self.texts().items()}
        return {**texts, "programme": self.cleaned_data["programme"]}


class CopyForm(InLanguages):
    """The name of a scheme made as a copy."""

    in_languages = {"name": Words(_("Name of the new scheme"))}

    def __init__(self, *args: Any, network: Network, **kwargs: Any) -> None:
        super().__init__(*args, languages=languages_of(network), **kwargs)


class ListForm(PartForm):
    """What a scheme asks for, ticked in a list."""

    part = ""
    choices: Any = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[self.part] = forms.MultipleChoiceField(
            label=self.label, choices=self.offered(), required=False, widget=_Boxes, initial=self.before.get(self.part)
        )

    label: Any = ""

    def offered(self) -> Any:
        return self.choices


class DocumentsForm(ListForm):
    part, label, choices = "documents", _("Documents that this scheme asks for"), Document.choices


class SurveysForm(ListForm):
    part, label, choices = "surveys", _("Surveys that this scheme asks for"), Survey.choices


class FundersForm(ListForm):
    part, label = "funders", _("Funders named on its papers")

    def offered(self) -> Any:
        return [(one.code, str(one)) for one in to_choose(Emblem).filter(kind=EmblemKind.FUNDER)]


_NUMBERS = {
    "min_days": _("Shortest stay in days"),
    "max_days": _("Longest stay in days"),
    "min_months": _("Shortest stay in months"),
    "max_months": _("Longest stay in months"),
    "min_age": _("Minimum age at departure"),
    "max_age": _("Maximum age at departure"),
    "months_since_diploma_max": _("Months since the diploma, at most"),
    "months_left_in_contract_min": _("Months of contract left at departure, at least"),
    "contract_max_months": _("Months abroad under one contract, at most"),
}
_MOST = {"min_days": 3660, "max_days": 3660}
_STATED = {"form": "forms", "zone": "zones", "host_kinds": "host_kinds"}
_SOURCED = ("audience", *_NUMBERS, "contract_max_share", "within_contract", "trades", "countries")


class RulesForm(PartForm):
    """Every rule of a scheme with where it comes from; an empty rule is not asked."""

    audience = forms.MultipleChoiceField(
        label=_("Audience and status"), choices=Status.choices, required=False, widget=_Boxes
    )
    form = forms.ChoiceField(label=_("Form"), choices=Form.choices)
    zone = forms.ChoiceField(label=_("Part of the world"), choices=[("", _("Not said")), *Zone.choices], required=False)
    countries = forms.MultipleChoiceField(
        label=_("Only these countries"), required=False, widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text=_("None chosen: all countries of that part of the world."),
    )  # fmt: skip
    host_kinds = forms.MultipleChoiceField(
        label=_("Kinds of hosts"), choices=HostKind.choices, required=False, widget=_Boxes
    )
    trades = forms.MultipleChoiceField(
        label=_("Only these trades"), required=False, widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text=_("None chosen: open to all trades."),
    )  # fmt: skip
    min_months_exclusive = forms.BooleanField(
        label=_("More than the shortest stay in months, as in “over 3 months”"), required=False
    )
    within_contract = forms.BooleanField(label=_("The whole stay lies within the contract"), required=False)
    contract_max_share = forms.IntegerField(
        label=_("Share of the contract abroad, at most"),
        min_value=1,
        max_value=100,
        required=False,
        help_text=_("Per cent."),
    )
    ask_per_call = forms.MultipleChoiceField(
        label=_("Set by each call"), choices=AskedPerCall.choices, required=False, widget=_Boxes,
        help_text=_("Whoever opens a call must say these."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rules = self.before.get("rules") or {}
        for name, label in _NUMBERS.items():
            self.fields[name] = forms.IntegerField(
                label=label, min_value=0 if name.endswith("age") else 1, max_value=_MOST.get(name, 120), required=False,
                initial=rules.get(name),
            )  # fmt: skip
        for name in _SOURCED:
            self.fields[f"source_{name}"] = forms.CharField(
                label=str(_("Source of “%(rule)s”")) % {"rule": self.fields[name].label},
                max_length=250, required=False, initial=self._reference(name),
            )  # fmt: skip
        self.fields["countries"].choices = list(countries)
        self.fields["trades"].choices = [
            (sector, [(trade.key, str(trade)) for trade in trades]) for sector, trades in trades_by_sector()
        ]

    def begin(self, content: dict[str, Any]) -> dict[str, Any]:
        rules = content.get("rules") or {}
        share = rules.get("contract_max_share")
        return {
            **{name: rules.get(name) for name in self.base_fields},
            **{name: content.get(name) for name in ("form", "zone", "host_kinds", "ask_per_call")},
            "contract_max_share": round(100 * float(share)) if share else None,
        }

    def groups(self) -> list[list[Any]]:
        """Each rule with its source beside it."""
        order = ["audience", "form", "zone", "countries", "host_kinds", *_NUMBERS]
        order.insert(order.index("min_months") + 1, "min_months_exclusive")
        order += ["contract_max_share", "within_contract", "trades", "ask_per_call"]
        return [[self[name], *([self[f"source_{name}"]] if name in _SOURCED else [])] for name in order]

    def _reference(self, name: str) -> str:
        return str(((self.before.get("rules") or {}).get("sources") or {}).get(name, {}).get("reference", ""))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name in given.get("ask_per_call", ()):
            field = {"zones": "zone"}.get(name, name)
            if field in _NUMBERS and given.get(field):
                self.add_error(field, _("Each call sets this: leave it empty here, or do not ask the calls for it."))
        if not self.errors:
            self._rules_agree()
        return given

    def _rules_agree(self) -> None:
        try:
            SchemeRules.model_validate(self._rules())
        except ValidationError as error:
            for found in error.errors():
                field = str(found["loc"][0]) if found["loc"] else ""
                said = _("The longest is below the shortest: change one of them.")
                self.add_error(field if field in self.fields else None, said)

    def _rules(self) -> dict[str, Any]:
        """The rules as they are stored; those that have no field here stay."""
        given = self.cleaned_data
        named = ("audience", "trades", "countries", "min_months_exclusive", "within_contract", *_NUMBERS)
        written = {name: given[name] for name in named}
        written["contract_max_share"] = str(given["contract_max_share"] / 100) if given["contract_max_share"] else None
        if self.scheme.direction == Direction.OUT:
            written["zones"] = [given["zone"]] if given["zone"] else []
        before = self.before.get("rules") or {}
        rules = {**{name: value for name, value in before.items() if name != "sources"}, **written}
        rules = {name: value for name, value in rules.items() if value not in (None, "", [], {}, False)}
        if sources := self._sources(rules):
            rules["sources"] = sources
        return rules

    def _sources(self, rules: dict[str, Any]) -> dict[str, Any]:
        """A source that was not touched keeps its grade; one that was typed is the network's own word."""
        before = (self.before.get("rules") or {}).get("sources") or {}
        found = {}
        for name in rules:
            typed = self.cleaned_data.get(f"source_{name}", self._reference(name))
            if typed and typed == self._reference(name):
                found[name] = before[name]
            elif typed:
                found[name] = {"reference": typed, "grade": "P"}
        return {name: source for name, source in found.items() if name in RULE_NAMES}

    def content(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "rules": self._rules(),
            **{name: given[name] for name in ("form", "zone", "host_kinds", "ask_per_call")},
        }


class PreparationForm(PartForm):
    """How long before a departure a file is opened, which nobody says for the network; from when on a stay is long."""

    preparation_days = forms.IntegerField(
        label=_("Days of preparation, at least"), min_value=1, max_value=730, required=False,
        help_text=_("A file that is opened later says so on its page. Empty: nobody is warned."),
    )  # fmt: skip
    long_from_days = forms.IntegerField(
        label=_("A stay is long from this many days abroad on"), min_value=14, max_value=366, initial=LONG_FROM_DAYS,
        help_text=_(
            "From then on it has monthly follow-ups and the tasks of long stays, and nobody leaves without an approved course "
            "sheet and a decision what counts in the diploma. 60: the national programme counts two months and more as long."
        ),
    )  # fmt: skip

    def begin(self, content: dict[str, Any]) -> dict[str, Any]:
        return {
            "long_from_days": LONG_FROM_DAYS,
            **{name: content[name] for name in self.base_fields if name in content},
        }


FORMS: dict[str, Any] = {
    "words": WordsForm,
    "rules": RulesForm,
    "documents": DocumentsForm,
    "surveys": SurveysForm,
    "funders": FundersForm,
    "preparation": PreparationForm,
}
"""The parts that one form writes; tasks and grid have pages of their own."""
