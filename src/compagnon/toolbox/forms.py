"""What the desk may write about a tool."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from compagnon.core import clock
from compagnon.core.i18n import localised
from compagnon.engines.dates import add_months
from compagnon.network.choices import Step
from compagnon.network.models import Trade
from compagnon.network.queries import to_choose
from compagnon.schemes.choices import TaskRole
from compagnon.schemes.models import SchemeTask
from compagnon.toolbox.choices import Criterion, ToolKind
from compagnon.toolbox.models import Tool

_EVERYBODY = [("", _("Everybody"))]


class ToolForm(forms.ModelForm):
    """What it is, where it is, with what it helps, for whom."""

    tasks = forms.MultipleChoiceField(
        label=_("Tasks"), required=False, widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text=_("None chosen: it helps with the whole step."),
    )  # fmt: skip
    languages = forms.MultipleChoiceField(label=_("Languages"), widget=forms.CheckboxSelectMultiple)
    url = forms.URLField(
        label=_("Address"), required=False, max_length=500, assume_scheme="https",
        help_text=_("Where it is found. It opens in the reader’s browser; nothing is loaded from there before."),
    )  # fmt: skip
    trade = forms.ModelChoiceField(
        label=_("Trade"), queryset=Trade.objects.none(), required=False, empty_label=_("All trades")
    )
    country = forms.ChoiceField(
        label=_("Country"), required=False, choices=lambda: [("", _("All countries")), *countries]
    )

    field_order = (
        "title", "kind", "url", "text", "summary", "step", "tasks", "role", "trade", "country", "languages", "source",
        "licence",
    )  # fmt: skip

    class Meta:
        model = Tool
        fields = (
            "title", "kind", "text", "summary", "step", "tasks", "role", "country", "languages", "source",
            "licence",
        )  # fmt: skip
        labels = {"text": _("Or words kept here"), "source": _("Made by"), "title": _("Title")}
        help_texts = {
            "text": _("For a glossary: one term a line, as in “rabot = plane”."),
            "licence": _("As the author names it, for example CC BY 4.0. Leave it empty when you do not know."),
        }
        widgets = {"text": forms.Textarea(attrs={"rows": 6}), "summary": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = ToolKind.choices  # type: ignore[attr-defined]
        self.fields["step"].choices = Step.choices  # type: ignore[attr-defined]
        self.fields["role"].choices = [*_EVERYBODY, *TaskRole.choices]  # type: ignore[attr-defined]
        self.fields["trade"].queryset = to_choose(Trade)  # type: ignore[attr-defined]
        self.fields["trade"].initial, self.fields["url"].initial = self.instance.trade_id, self.instance.url
        self.fields["tasks"].choices = self._tasks()  # type: ignore[attr-defined]
        self.fields["languages"].choices = settings.LANGUAGES  # type: ignore[attr-defined]

    @staticmethod
    def _tasks() -> list[tuple[str, str]]:
        """The rows of all timelines in force, each once."""
        language = get_language() or "en"
        rows = SchemeTask.objects.filter(until=None).order_by("position", "pk").values_list("key", "title")
        titles = {key: localised(getattr(title, "data", title), language) for key, title in rows}
        return list(titles.items())

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("url") and not cleaned.get("text") and "url" not in self.errors:
            self.add_error("url", _("Give an address, or write the words below."))
        return cleaned

    def said(self) -> dict[str, Any]:
        """The fields of the tool as they were given."""
        return {name: self.cleaned_data[name] for name in (*(self._meta.fields or ()), "url", "trade")}


class ReviewForm(forms.Form):
    """The four criteria, each with yes or no and a note, and when it is looked at again."""

    review_on = forms.DateField(
        label=_("Next review"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, tool: Tool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["review_on"].initial = add_months(clock.today(), 12)
        for criterion in Criterion:
            before = tool.review.get(criterion, {})
            self.fields[f"{criterion}_met"] = forms.TypedChoiceField(
                label=criterion.label, coerce=lambda value: value == "yes", widget=forms.RadioSelect,
                choices=[("yes", _("Yes")), ("no", _("No"))],
                initial={True: "yes", False: "no"}.get(before.get("met")),
            )  # fmt: skip
            self.fields[f"{criterion}_note"] = forms.CharField(
                label=_("Note"), required=False, max_length=500, initial=before.get("note", "")
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for criterion in Criterion:
            if cleaned.get(f"{criterion}_met") is False and not cleaned.get(f"{criterion}_note", "").strip():
                self.add_error(f"{criterion}_note", _("Say what is missing."))
        if (day := cleaned.get("review_on")) and day <= clock.today():
            self.add_error("review_on", _("Choose a day to come."))
        return cleaned

    def verdicts(self) -> dict[str, dict[str, Any]]:
        said = self.cleaned_data
        return {str(one): {"met": said[f"{one}_met"], "note": said[f"{one}_note"].strip()} for one in Criterion}


class WithdrawForm(forms.Form):
    reason = forms.CharField(label=_("Why is it withdrawn?"), widget=forms.Textarea(attrs={"rows": 2}), max_length=500)
