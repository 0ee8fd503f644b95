"""Input of decisions, meetings, offered places and appeals."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from compagnon.recruitment.choices import DECIDED

_DECISIONS = [(one.value, one.label) for one in DECIDED]


def _long(label: Any, *, required: bool = True, help_text: Any = "", rows: int = 3) -> forms.CharField:
    box = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=required, max_length=2000, help_text=help_text, widget=box)


class DecideManyForm(forms.Form):
    """One decision on the chosen files."""

    decision = forms.ChoiceField(label=_("Decision"), choices=_DECISIONS)
    reason = _long(_("Reason"), required=False, rows=2, help_text=_("Each person reads it beside their own scores."))
    departure = _long(
        _("Why this departs from the order"),
        required=False,
        rows=2,
        help_text=_("Needed when the order would say otherwise; it stands in the minutes, not in the letter."),
    )


class NoteForm(forms.Form):
    """What the panel says about a file, and what it decides."""

    text = _long(_("Note"), required=False, rows=2)
    decision = forms.ChoiceField(label=_("Decision"), choices=[("", _("None yet")), *_DECISIONS], required=False)
    reason = _long(_("Reason"), required=False, rows=2)
    departure = _long(_("Why this departs from the order"), required=False, rows=2)


class SittingForm(forms.Form):
    """When and where the panel meets next."""

    sits_at = forms.DateTimeField(
        label=_("The panel meets on"),
        required=False,
        help_text=_("It stands in the calendars of its members. Empty: nothing is planned."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    sits_in = forms.CharField(label=_("Where"), max_length=200, required=False)


class AppealForm(forms.Form):
    """What should be looked at again, and why."""

    what = forms.CharField(
        label=pgettext_lazy("learner", "What should we look at again?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=pgettext_lazy("learner", "For example: one criterion, or something that was overlooked."),
    )
    why = forms.CharField(
        label=pgettext_lazy("learner", "Why?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )


class AppealAnswerForm(forms.Form):
    """The answer to an appeal."""

    upheld = forms.TypedChoiceField(
        label=_("Answer"),
        coerce=lambda value: value == "yes",
        choices=[("yes", _("The appeal is right")), ("no", _("The decision stays"))],
        widget=forms.RadioSelect,
    )
    answer = _long(_("Why"), help_text=_("The person reads it in the letter."))


class HiddenWordsForm(forms.Form):
    """Words that say who somebody is and that the mask did not find."""

    words = _long(
        _("Words to hide"), required=False, rows=5, help_text=_("One a line. Accents and capitals do not count.")
    )

    def clean_words(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["words"].splitlines() if line.strip()][:100]
