"""Input about how a call is decided: a criterion, the settings, the panel, reserved places, a reading."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from compagnon.core.i18n import localised
from compagnon.core.models import random_code
from compagnon.engines.selection import Evidence, Kind
from compagnon.engines.selection.grid import MEASURED_SHARE
from compagnon.network.models import Site, Trade
from compagnon.people.choices import Role
from compagnon.people.models import Membership, Person
from compagnon.recruitment.choices import ConflictKind, Part
from compagnon.recruitment.models import Selection
from compagnon.recruitment.queries import grids

_EVIDENCE = {
    Evidence.APPLICATION: _("The application"),
    Evidence.INTERVIEW: _("An interview"),
    Evidence.OPINION: _("The trainer’s opinion"),
    Evidence.LANGUAGE: _("The language level"),
    Evidence.MARKS: _("Marks"),
    Evidence.ATTENDANCE: _("Attendance"),
}
_KINDS = {Kind.RESERVE: _("Keep at least so many places for"), Kind.CEILING: _("Admit at most so many of")}
LEVELS = 5


def _long(label: Any, *, required: bool = True, help_text: Any = "", rows: int = 2) -> forms.CharField:
    box = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=required, max_length=1000, help_text=help_text, widget=box)


class CriterionForm(forms.Form):
    """One criterion of the grid, in the language of who writes; words changed in one language replace all others."""

    name = forms.CharField(label=_("Name"), max_length=100)
    weight = forms.IntegerField(label=_("Weight"), min_value=1, max_value=1000)
    evidence = forms.ChoiceField(
        label=_("Read from"), choices=[(one.value, words) for one, words in _EVIDENCE.items()], initial="application"
    )
    aim = _long(_("What it is for"))
    bias_risk = _long(_("Known bias"), help_text=_("What readers must beware of."))
    level_0 = _long(_("Level 0"))
    level_1 = _long(_("Level 1"))
    level_2 = _long(_("Level 2"))
    level_3 = _long(_("Level 3"))
    level_4 = _long(_("Level 4"))

    def __init__(self, *args: Any, criterion: dict[str, Any] | None, **kwargs: Any) -> None:
        self.criterion = criterion or {}
        language = get_language() or "en"
        texts = {name: localised(self.criterion.get(name) or "", language) for name in grids.TEXTS}
        levels = {
            f"level_{n}": localised(text, language) for n, text in enumerate(self.criterion.get("descriptors", []))
        }
        known: dict[str, Any] = {
            name: self.criterion[name] for name in ("weight", "evidence") if name in self.criterion
        }
        super().__init__(*args, initial={**known, **texts, **levels}, **kwargs)  # type: ignore[misc]

    @property
    def level_fields(self) -> list[Any]:
        return [self[f"level_{number}"] for number in range(LEVELS)]

    def content(self) -> dict[str, Any]:
        """The criterion as the grid keeps it."""
        given, before = self.cleaned_data, self.criterion.get("descriptors", [])
        texts = {name: self._kept(self.criterion.get(name) or "", given[name]) for name in grids.TEXTS}
        levels = [
            self._kept(before[number] if number < len(before) else "", given[f"level_{number}"])
            for number in range(LEVELS)
        ]
        key = self.criterion.get("key") or random_code()
        return {"key": key, "weight": given["weight"], "evidence": given["evidence"], **texts, "descriptors": levels}

    @staticmethod
    def _kept(before: Any, now: str) -> Any:
        language = get_language() or "en"
        return before if before and localised(before, language) == now else {language: now}


class SelectionForm(forms.ModelForm):
    """What is settled beside the grid, before the call opens."""

    tie_1 = forms.ChoiceField(label=_("Equal scores are parted first by"), required=False)
    tie_2 = forms.ChoiceField(label=_("then by"), required=False)
    measured_share_max = forms.IntegerField(
        label=_("Marks and attendance weigh at most"),
        min_value=0,
        max_value=100,
        help_text=_("Per cent of all weights together."),
    )
    measured_why = _long(_("Why marks or attendance count"), required=False)

    class Meta:
        model = Selection
        fields = (
            "reviews_from", "hides_identity", "shows_identity_after", "quorum", "names_in_minutes", "answer_days",
            "appeal_days", "appeal_route", "other_routes",
        )  # fmt: skip
        help_texts = dict.fromkeys(("appeal_route", "other_routes"), _("Needed before the call opens."))
        widgets = {"appeal_route": forms.Textarea(attrs={"rows": 3}), "other_routes": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        grid = self.instance.grid
        names = [(one["key"], one["name"]) for one in grids.shown(grid)["criteria"]]
        ties = [*grid.get("tie_break", []), "", ""]
        for number, field in enumerate(("tie_1", "tie_2")):
            self.fields[field].choices = [("", _("nothing more: the lot decides")), *names]  # type: ignore[attr-defined]
            self.fields[field].initial = ties[number]
        self.fields["measured_share_max"].initial = grid.get("measured_share_max", MEASURED_SHARE)
        self.fields["measured_why"].initial = localised(grid.get("measured_why") or "", get_language() or "en")

    def said(self) -> dict[str, Any]:
        """What `actions.change_selection` takes."""
        given = dict(self.cleaned_data)
        ties = [key for key in (given.pop("tie_1"), given.pop("tie_2")) if key]
        grid = {
            **self.instance.grid,
            "tie_break": list(dict.fromkeys(ties)),
            "measured_share_max": given.pop("measured_share_max"),
            "measured_why": given.pop("measured_why"),
        }
        return {**given, "grid": grid}


class SeatForm(forms.Form):
    """Somebody on the panel."""

    person = forms.ModelChoiceField(label=_("Person"), queryset=Person.objects.none(), empty_label=_("Choose…"))
    part = forms.ChoiceField(label=_("Part"), choices=Part.choices, initial=Part.READER)
    capacity = forms.CharField(
        label=_("Capacity"), max_length=80, help_text=_("For example: trainer, employer, referent.")
    )
    employer = forms.CharField(
        label=_("Own employer or centre"),
        max_length=120,
        required=False,
        help_text=_("Whoever shares it with an applicant is asked before reading."),
    )
    at_most = forms.IntegerField(label=_("Reads at most"), min_value=1, max_value=5000, required=False)

    def __init__(self, *args: Any, network: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = Membership.objects.exclude(role__in=(Role.PARTICIPANT, Role.SUPPORT)).values("person")
        people = Person.objects.filter(network=network, pk__in=held, is_active=True)
        self.fields["person"].queryset = people.order_by("last_name", "first_name")  # type: ignore[attr-defined]


class PlaceRuleForm(forms.Form):
    """A reserved place or a ceiling: published with its basis, beside the order and never in the score."""

    kind = forms.ChoiceField(label=_("Rule"), choices=[(one.value, words) for one, words in _KINDS.items()])
    group = forms.ChoiceField(label=_("Group"))
    places = forms.IntegerField(label=_("Places"), min_value=0, max_value=1000)
    held = forms.BooleanField(
        label=_("Stays empty when nobody of the group can take it"),
        required=False,
        help_text=_("Reserved places only."),
    )
    basis = forms.CharField(
        label=_("Basis"), max_length=300, help_text=_("The text or decision that allows this rule; it is published.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].choices = group_choices()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("held") and given.get("kind") == Kind.CEILING:
            self.add_error("held", _("Only a reserved place can stay empty."))
        return given

    def content(self) -> dict[str, Any]:
        """The rule as the engine takes it."""
        given = self.cleaned_data
        dimension, _colon, group = given["group"].partition(":")
        return {
            "key": random_code(),
            "kind": given["kind"],
            "group": [dimension, group],
            "places": given["places"],
            "held": given["held"],
            "source": {"title": given["basis"]},
        }


def group_choices() -> list[tuple[str, str]]:
    """The groups that a rule about places may name: sites and trades, never a protected ground."""
    sites = [(f"site:{one.key}", str(one)) for one in Site.objects.filter(organisation__kind="training_centre")]
    trades = [(f"trade:{one.key}", str(one)) for one in Trade.objects.all()]
    return [*sites, *trades]


class DeclarationForm(forms.Form):
    """Before the file: is there a conflict of interest?"""

    conflict = forms.ChoiceField(
        label=_("Do you know this person?"), choices=ConflictKind.choices, widget=forms.RadioSelect
    )


class ReadingForm(forms.Form):
    """A level and a sentence for each criterion. `keep` saves a draft, in which anything may lack."""

    remark = _long(
        _("Question for the panel"), required=False, help_text=_("What you could not settle alone; the panel reads it.")
    )

    def __init__(self, *args: Any, criteria: list[dict[str, Any]], is_draft: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        for one in criteria:
            self.fields[f"level_{one['key']}"] = forms.TypedChoiceField(
                label=one["name"],
                coerce=int,
                empty_value=None,
                required=not is_draft,
                choices=[(number, f"{number}: {text}") for number, text in one["levels"]],
                widget=forms.RadioSelect,
                help_text=one["bias_risk"],
                error_messages={"required": _("Choose a level.")},
            )
            self.fields[f"why_{one['key']}"] = forms.CharField(
                label=_("Why? One sentence"),
                required=not is_draft,
                max_length=600,
                widget=forms.Textarea(attrs={"rows": 2}),
                error_messages={"required": _("Write a sentence: it is what the applicant gets as a reason.")},
            )

    @property
    def rows(self) -> list[tuple[dict[str, Any], Any, Any]]:
        """Each criterion with its two fields."""
        return [(one, self[f"level_{one['key']}"], self[f"why_{one['key']}"]) for one in self.criteria]

    def said(self) -> dict[str, Any]:
        """What `actions.review` and `keep_review` take; what lacks in a draft is left out."""
        given = self.cleaned_data
        keys = [one["key"] for one in self.criteria]
        return {
            "levels": {key: given[f"level_{key}"] for key in keys if given[f"level_{key}"] is not None},
            "sentences": {key: given[f"why_{key}"] for key in keys if given[f"why_{key}"].strip()},
            "remark": given["remark"],
        }


def initial_of(review: Any) -> dict[str, Any]:
    """A reading as it was kept."""
    levels = {f"level_{key}": level for key, level in review.levels.items()}
    return {"remark": review.remark, **levels, **{f"why_{key}": text for key, text in review.sentences.items()}}
