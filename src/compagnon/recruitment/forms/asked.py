"""Input at the desk: a question of a call's own, a paper that it asks for."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from i18nfield.strings import LazyI18nString

from compagnon.recruitment.choices import QuestionKind, When, WishesFor
from compagnon.recruitment.models import Question, RequiredPiece

_LINES = {"rows": 5}
MOST = {QuestionKind.TEXT: 200, QuestionKind.LONG_TEXT: 2000, QuestionKind.SCALE: 5, QuestionKind.WISHES: 3}
"""The usual bound of each kind: characters, last step, number of wishes."""


def _both(given: dict[str, Any], name: str) -> LazyI18nString:
    return LazyI18nString({code: given.get(f"{name}_{code}", "") for code in ("fr", "en")})


def _known(asked: Any, names: tuple[str, ...]) -> dict[str, Any]:
    return {
        f"{name}_{code}": getattr(asked, name).localize(code) if getattr(asked, name) else ""
        for name in names
        for code in ("fr", "en")
    }


class QuestionForm(forms.Form):
    """A question in both languages; choices one a line, the same number of lines in each language."""

    model = Question

    kind = forms.ChoiceField(label=_("Kind of answer"), choices=QuestionKind.choices)
    text_fr = forms.CharField(label=_("Question in French"), max_length=300)
    text_en = forms.CharField(label=_("Question in English"), max_length=300)
    help_fr = forms.CharField(label=_("Help in French"), max_length=500, required=False)
    help_en = forms.CharField(label=_("Help in English"), max_length=500, required=False)
    choices_fr = forms.CharField(
        label=_("Choices in French"), required=False, widget=forms.Textarea(attrs=_LINES), help_text=_("One a line.")
    )
    choices_en = forms.CharField(
        label=_("Choices in English"), required=False, widget=forms.Textarea(attrs=_LINES),
        help_text=_("One a line, in the same order."),
    )  # fmt: skip
    wishes_for = forms.ChoiceField(
        label=_("Wishes for"), choices=[("", "—"), *WishesFor.choices], required=False,
        help_text=_("Only for wishes in order."),
    )  # fmt: skip
    most = forms.IntegerField(
        label=_("At most"), required=False, min_value=1, max_value=5000,
        help_text=_("Characters of a text, last step of a scale, number of wishes. Empty: the usual."),
    )  # fmt: skip
    when = forms.ChoiceField(label=_("Asked of"), choices=When.choices)
    is_required = forms.BooleanField(label=_("An answer is needed"), required=False, initial=True)
    shown_to_reviewers = forms.BooleanField(
        label=_("Reviewers read the answer"), required=False,
        help_text=_("Without names and addresses. Files and names of others are never shown in the first reading."),
    )  # fmt: skip

    def __init__(self, *args: Any, asked: Question | None = None, **kwargs: Any) -> None:
        self.asked = asked
        initial = {}
        if asked is not None:
            initial = {name: getattr(asked, name) for name in ("kind", "wishes_for", "most", "when", "is_required")}
            initial |= {"shown_to_reviewers": asked.shown_to_reviewers, **_known(asked, ("text", "help"))}
            for code in ("fr", "en"):
                initial[f"choices_{code}"] = "\n".join(
                    LazyI18nString(row["text"]).localize(code) for row in asked.choices
                )
        super().__init__(*args, initial=initial, **kwargs)  # type: ignore[misc]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        kind, wishes = given.get("kind"), given.get("wishes_for")
        if kind == QuestionKind.WISHES and not wishes:
            self.add_error("wishes_for", _("Say what is wished for."))
        self._choices_match(given, needed=kind in (QuestionKind.CHOICE, QuestionKind.SEVERAL) or wishes == "choices")
        if kind == QuestionKind.SCALE and (given.get("most") or 5) > 10:
            self.add_error("most", _("A scale has ten steps at most."))
        if given.get("shown_to_reviewers") and (kind == QuestionKind.FILE or wishes == WishesFor.BUDDIES):
            self.add_error("shown_to_reviewers", _("This answer could tell who somebody is: reviewers cannot read it."))
        return given

    def _choices_match(self, given: dict[str, Any], *, needed: bool) -> None:
        french, english = _lines(given.get("choices_fr")), _lines(given.get("choices_en"))
        if not needed:
            return
        if len(french) < 2:
            self.add_error("choices_fr", _("Write two choices at least, one a line."))
        if len(french) != len(english):
            self.add_error("choices_en", _("Write as many lines as in French, in the same order."))

    def fields_of_asked(self) -> dict[str, Any]:
        given = self.cleaned_data
        kind = QuestionKind(given["kind"])
        pairs = zip(_lines(given["choices_fr"]), _lines(given["choices_en"]), strict=False)
        return {
            "kind": kind,
            "text": _both(given, "text"),
            "help": _both(given, "help"),
            "choices": [
                {"key": f"c{place}", "text": {"fr": fr, "en": en}} for place, (fr, en) in enumerate(pairs, start=1)
            ],
            "wishes_for": given["wishes_for"] if kind == QuestionKind.WISHES else "",
            "most": given["most"] or MOST.get(kind),
            **{name: given[name] for name in ("when", "is_required", "shown_to_reviewers")},
        }


def _lines(text: str | None) -> list[str]:
    return [line.strip() for line in re.split(r"\r?\n", text or "") if line.strip()]


class PieceForm(forms.Form):
    """A paper to hand in."""

    model = RequiredPiece

    name_fr = forms.CharField(label=_("Name in French"), max_length=200)
    name_en = forms.CharField(label=_("Name in English"), max_length=200)
    help_fr = forms.CharField(label=_("Help in French"), max_length=500, required=False)
    help_en = forms.CharField(label=_("Help in English"), max_length=500, required=False)
    when = forms.ChoiceField(label=_("Asked of"), choices=When.choices)
    is_required = forms.BooleanField(label=_("Needed to send the application"), required=False, initial=True)

    def __init__(self, *args: Any, asked: RequiredPiece | None = None, **kwargs: Any) -> None:
        self.asked = asked
        initial = {}
        if asked is not None:
            initial = {"when": asked.when, "is_required": asked.is_required, **_known(asked, ("name", "help"))}
        super().__init__(*args, initial=initial, **kwargs)  # type: ignore[misc]

    def fields_of_asked(self) -> dict[str, Any]:
        given = self.cleaned_data
        names = {name: given[name] for name in ("when", "is_required")}
        return {"name": _both(given, "name"), "help": _both(given, "help"), **names}
