"""The sentences of a kind of paper in one language, each asked in a field of its own, with when it is said; and for whom a preview is made."""

from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from compagnon.documents.catalogue.reading import said_here
from compagnon.documents.catalogue.shape import PaperKind
from compagnon.documents.choices import SignerRole
from compagnon.documents.differences import Part, difference
from compagnon.documents.models import PaperWording
from compagnon.documents.situations import (
    Situation,
    answers_to,
    choices_for,
    hung_on,
    joined,
    never_said,
    ticked,
    told,
    words_of,
)
from compagnon.documents.wordings import TURN, TURNS, Conditions, Place, places_of, problem_of, turns_of

LONGEST = 2000
LABELS = {"commitment": _("What signing means"), "how": _("How it is signed")}


@dataclass(frozen=True)
class Box:
    """One thing to tick."""

    value: str
    label: str
    is_on: bool


@dataclass(frozen=True)
class Line:
    """A sentence on the page: its field, how it differs from the shipped words, and when it is said."""

    place: Place
    field: Any
    parts: list[Part]
    when: Any = None
    told: str = ""
    groups: list[tuple[str, list[Box]]] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        """Whether what can be ticked stands open: something is wrong with it."""
        return bool(self.when is not None and self.when.errors)


class WordingForm(forms.Form):
    """One field for each place; what is emptied reads as shipped. What is ticked must all hold for the sentence to be said."""

    def __init__(self, posted: Any = None, *, kind: PaperKind, start: PaperWording | None, language: str) -> None:
        super().__init__(posted)
        self.use_required_attribute = False
        self.kind, self.language, self.places = kind, language, list(places_of(kind))
        self.choices = choices_for(kind)
        content, conditions = (start.content, start.conditions) if start else ({}, {})
        for place in self.places:
            own = content.get(place.key, {}).get(language, "")
            usual = _("One more sentence of yours") if place.is_own else _("Sentence")
            self.fields[place.key] = forms.CharField(
                label=LABELS.get(place.key, usual),
                required=False,
                max_length=LONGEST,
                initial=own or place.shipped.get(language, ""),
                widget=forms.Textarea(attrs={"lang": language, "rows": 2 if place.is_own else 4}),
            )
            self.fields[place.key].is_needed = not place.is_own  # type: ignore[attr-defined]  # emptied, it reads as shipped
            if place.when is not None:
                self.fields[f"when-{place.key}"] = forms.MultipleChoiceField(
                    label=_("Said only when all of this holds"),
                    required=False,
                    choices=self.choices,
                    initial=ticked(conditions.get(place.key, place.when)),
                )
        for role, turn in turns_of(kind).items():
            self._ask_turn(role, conditions.get(f"{TURN}{role}", [str(turn)])[0])

    def _ask_turn(self, role: str, now: str) -> None:
        asked = forms.ChoiceField(
            label=SignerRole(role).label, required=False, choices=[(one, one) for one in TURNS], initial=now
        )
        asked.is_needed = True  # type: ignore[attr-defined]  # left out it stays as it is
        self.fields[f"{TURN}{role}"] = asked

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for place in self.places:
            if problem := problem_of(cleaned.get(place.key, ""), self.kind):
                self.add_error(place.key, problem)
            when = joined(cleaned.get(f"when-{place.key}", ()))
            if problem := never_said(when, place.part, self.kind):
                self.add_error(f"when-{place.key}", problem)
        return cleaned

    @property
    def conditions(self) -> Conditions:
        """When each sentence is said, once the form is valid; nothing of a page that did not ask it."""
        if "asked-when" not in self.data:
            return {}
        said = {
            place.key: joined(self.cleaned_data[f"when-{place.key}"]) for place in self.places if place.when is not None
        }
        turns = {f"{TURN}{role}": self.cleaned_data[f"{TURN}{role}"] for role in turns_of(self.kind)}
        return said | {key: [turn] for key, turn in turns.items() if turn}

    @property
    def turns(self) -> list[Any]:
        """In which turn each role signs."""
        return [self[f"{TURN}{role}"] for role in turns_of(self.kind)]

    @cached_property
    def parts(self) -> list[tuple[str, str, list[Line]]]:
        """The places under the part of the paper where they stand, with when that part is printed."""
        found: dict[str, tuple[str, list[Line]]] = {}
        for place in self.places:
            found.setdefault(place.where, (told(place.part, self.kind), []))[1].append(self._line(place))
        return [(where, when, lines) for where, (when, lines) in found.items()]

    def _line(self, place: Place) -> Line:
        asked = self[place.key]
        shipped = place.shipped.get(self.language, "")
        now = str(asked.value() or "") or shipped
        parts = difference(shipped, now) if shipped and now != shipped else []
        if place.when is None:
            return Line(place, asked, parts)
        when = self[f"when-{place.key}"]
        on = [str(one) for one in when.value() or ()]
        groups = [
            (name, [Box(value, label, value in on) for value, label in choices]) for name, choices in self.choices
        ]
        return Line(place, asked, parts, when, told(joined(on), self.kind), groups)


class SituationForm(forms.Form):
    """Of whom a paper is previewed: as far as something on it hangs on that."""

    prefix = "of"

    def __init__(self, asked: Any = None, *, kind: PaperKind, usual: Situation) -> None:
        is_chosen = asked is not None and "chosen" in asked
        super().__init__(asked if is_chosen else None)
        self.usual, hanging = usual, hung_on(kind)
        self.terms = [
            (term, answers_to(term))
            for term in kind.terms
            if any(one.startswith(f"{term.key}=") for one in hanging) and answers_to(term)
        ]
        of_terms = {term.key for term, _answers in self.terms}
        facts = [one for one in hanging if one.partition("=")[0] not in of_terms]
        self.asked = frozenset(facts)
        if facts:
            self.fields["holding"] = forms.MultipleChoiceField(
                label=_("Of somebody of whom this is true"),
                required=False,
                choices=[(one, words_of(one)) for one in facts],
                initial=[one for one in facts if one in usual.holding],
                widget=forms.CheckboxSelectMultiple,
            )
        for term, answers in self.terms:
            self.fields[term.key] = forms.ChoiceField(
                label=said_here(term.label), required=False, choices=list(answers.items()), initial=next(iter(answers))
            )
        for asked_for in self.fields.values():
            asked_for.is_needed = True  # type: ignore[attr-defined]  # something is always chosen

    def situation(self) -> Situation:
        """What was chosen; the usual where nothing was, or something unknown."""
        if not self.is_valid():
            return self.usual
        holding = (self.usual.holding - self.asked) | set(self.cleaned_data.get("holding", ()))
        return Situation(holding, {term.key: self.cleaned_data[term.key] for term, _answers in self.terms})
