"""A task of a timeline, a criterion of a grid, and the sentence that goes with a version."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from compagnon.core.ui.in_languages import InLanguages, Words
from compagnon.core.ui.line import STEPS, step_name
from compagnon.engines.selection.grid import LEVELS
from compagnon.schemes.choices import Anchor, Phase, SourceMark, Strand, TaskLevel, TaskRole, Unit
from compagnon.schemes.kinds import Condition, Proof
from compagnon.schemes.phrases import EVIDENCE

_SIDES = (("before", _("before")), ("after", _("after")))


class TaskForm(InLanguages):
    """Who does what, when, under which conditions, and how it is proved."""

    in_languages = {
        "title": Words(_("Task")),
        "help": Words(_("Help"), is_long=True, required=False, help=_("How to do it, for whoever is responsible.")),
    }
    order = ("title", "help", "step", "role", "amount", "unit", "side", "anchor")

    step = forms.ChoiceField(label=_("Step"))
    phase = forms.ChoiceField(label=_("Phase"), choices=Phase.choices)
    level = forms.ChoiceField(label=_("For"), choices=TaskLevel.choices, initial=TaskLevel.MOBILITY)
    strand = forms.ChoiceField(label=_("Strand"), choices=Strand.choices, initial=Strand.ADMINISTRATIVE)
    is_shared = forms.BooleanField(
        label=_("Done once for the whole group"), required=False,
        help_text=_("Whoever settles it for one person of a departure settles it for all who travel along."),
    )  # fmt: skip
    role = forms.ChoiceField(label=_("Responsible"), choices=TaskRole.choices)
    amount = forms.IntegerField(label=_("How long"), min_value=0, max_value=120, help_text=_("0: on the day itself."))
    unit = forms.ChoiceField(label=_("Unit"), choices=Unit.choices)
    side = forms.ChoiceField(label=_("Before or after"), choices=_SIDES)
    anchor = forms.ChoiceField(label=_("Reckoned from"), choices=Anchor.choices)
    working_days = forms.BooleanField(label=_("On a working day"), required=False)
    blocks_departure = forms.BooleanField(label=_("Nobody leaves without it"), required=False)
    blocks_closing = forms.BooleanField(label=_("No closing without it"), required=False)
    conditions = forms.MultipleChoiceField(
        label=_("Only when"), choices=Condition.choices, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("All that is ticked must hold. Nothing ticked: for everybody."),
    )  # fmt: skip
    evidence = forms.ChoiceField(
        label=_("Done by itself when"), choices=[("", _("somebody says so")), *Proof.choices], required=False
    )
    effort_minutes = forms.IntegerField(label=_("Minutes of work"), min_value=1, max_value=600, required=False)
    source = forms.CharField(label=_("Where the date comes from"), max_length=250, required=False)
    source_mark = forms.ChoiceField(label=_("How well it is known"), choices=SourceMark.choices, initial=SourceMark.P)

    _PLAIN = (
        "step", "phase", "role", "unit", "anchor", "working_days", "blocks_departure", "blocks_closing", "conditions",
        "evidence", "effort_minutes", "source", "source_mark", "level", "strand", "is_shared",
    )  # fmt: skip

    def __init__(self, *args: Any, row: dict[str, Any], **kwargs: Any) -> None:
        self.before = row
        initial = {name: row[name] for name in self._PLAIN if name in row}
        if row:
            initial |= {"amount": abs(row["amount"]), "side": "after" if row["amount"] > 0 else "before"}
        said = {name: row.get(name) for name in self.in_languages}
        super().__init__(*args, said=said, initial=initial, **kwargs)
        self.fields["step"].choices = [(step, step_name(step)) for step in STEPS]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("level") == TaskLevel.MOBILITY and cleaned.get("anchor") == Anchor.ASKED:
            self.add_error(
                "anchor", _("Nobody adds a task of each mobility: reckon it from another day, or choose another “For”.")
            )
        return cleaned

    def row(self) -> dict[str, Any]:
        """The row as the content keeps it, without its key when it is new."""
        given = self.cleaned_data
        amount = -given["amount"] if given["side"] == "before" else given["amount"]
        texts = {name: dict(text.data or {}) for name, text in self.texts().items()}
        plain = {name: given[name] for name in self._PLAIN}
        return {"produces": "", **self.before, **texts, **plain, "amount": amount}


class CriterionForm(InLanguages):
    """A line of the grid: its weight, why it is asked, what may bias it, and a sentence for each level (SEL-03)."""

    in_languages = {
        "name": Words(_("Criterion")),
        "aim": Words(_("Why it is asked: the link with the learning aim"), most=1000),
        "bias_risk": Words(_("What may bias it"), most=1000),
        **{f"level_{level}": Words(_("Level %(level)s"), most=1000) for level in LEVELS},
    }
    order = ("name", "weight", "evidence")

    weight = forms.IntegerField(label=_("Weight"), min_value=1, max_value=1000)
    evidence = forms.ChoiceField(label=_("Read from"), choices=list(EVIDENCE.items()))
    parts_ties = forms.TypedChoiceField(
        label=_("Parts ties"), coerce=int, empty_value="", required=False,
        choices=[(0, _("no")), (1, _("first")), (2, _("second")), (3, _("third"))],
    )  # fmt: skip

    def __init__(self, *args: Any, criterion: dict[str, Any], parts_ties: int, **kwargs: Any) -> None:
        self.before = criterion
        levels = criterion.get("descriptors") or [{}] * len(LEVELS)
        said = {name: criterion.get(name) for name in ("name", "aim", "bias_risk")}
        said |= {f"level_{level}": sentence for level, sentence in enumerate(levels)}
        initial = {
            "weight": criterion.get("weight", 10),
            "evidence": criterion.get("evidence"),
            "parts_ties": parts_ties,
        }
        super().__init__(*args, said=said, initial=initial, **kwargs)
        for level in LEVELS:
            for code in self.spoken:
                field = self.fields[f"level_{level}_{code}"]
                field.label = str(field.label) % {"level": level}

    def criterion(self) -> dict[str, Any]:
        """The line as the content keeps it."""
        texts = {name: dict(text.data or {}) for name, text in self.texts().items()}
        return {
            **self.before,
            **{name: texts[name] for name in ("name", "aim", "bias_risk")},
            "weight": self.cleaned_data["weight"],
            "evidence": self.cleaned_data["evidence"],
            "descriptors": [texts[f"level_{level}"] for level in LEVELS],
        }


class WantedForm(forms.Form):
    """One sentence about a version: what is changed, and why."""

    wanted = forms.CharField(
        label=_("What is changed, and why"),
        max_length=500,
        help_text=_("One sentence: it stands in the list of versions."),
    )
