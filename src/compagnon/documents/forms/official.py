"""Bringing an official form, and saying what goes into each of its boxes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _

from compagnon.core.files import FileRefused
from compagnon.documents.actions.official import looked_through
from compagnon.documents.catalogue.shape import PaperKind
from compagnon.documents.models import OfficialForm
from compagnon.documents.official.giving import OTHERWISE, facts_for
from compagnon.documents.official.reading import Apart
from compagnon.documents.official.shape import Box, Given, Official
from compagnon.documents.situations import choices_for
from compagnon.documents.typesetting.facts import LANGUAGES
from compagnon.documents.typesetting.printable import letters_without_glyph

LONGEST = 2_000
_IN_BRACKETS = re.compile(r"\(([^()]+)\)\s*$")
_SOURCES: dict[str, Any] = {
    "": gettext_lazy("Left empty, for a pen"),
    "fact": gettext_lazy("A fact"),
    "text": gettext_lazy("Always these words"),
    "today": gettext_lazy("The day it is made"),
    "ticked": gettext_lazy("Always ticked"),
    "when": gettext_lazy("Ticked when…"),
}
_OF_KIND = {"tick": ("", "ticked", "when"), "signature": ("",)}
_KINDS: dict[str, Any] = {
    "text": gettext_lazy("text"),
    "lines": gettext_lazy("several lines"),
    "comb": gettext_lazy("a cell for each sign"),
    "choice": gettext_lazy("one of several"),
    "tick": gettext_lazy("to tick"),
    "signature": gettext_lazy("signature"),
}


class BringForm(forms.Form):
    """A fillable PDF and its language; once valid, `apart` is what was found in it."""

    file = forms.FileField(
        label=gettext_lazy("Fillable PDF"),
        help_text=gettext_lazy("As the agency or the operator gives it out: up to 3 MB, 30 pages and 300 boxes."),
        widget=forms.FileInput(attrs={"accept": ".pdf,application/pdf"}),
        error_messages={"required": gettext_lazy("Choose the file.")},
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the form"),
        help_text=gettext_lazy("Days, countries and answers are written in it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(code, get_language_info(code)["name_local"].capitalize()) for code in LANGUAGES]
        self.fields["language"].choices = named

    def clean_file(self) -> Apart:
        try:
            return looked_through(self.cleaned_data["file"].read())
        except FileRefused as refused:
            raise forms.ValidationError(str(refused)) from refused


@dataclass(frozen=True)
class Line:
    """A box on the page, with the fields that say what goes into it."""

    number: int
    box: Box
    told: str
    source: Any
    value: Any = None
    needed: Any = None


class BoxesForm(forms.Form):
    """What goes into each box: nothing, a fact by its name or label, fixed words, the day; a tick always or when something holds."""

    def __init__(self, posted: Any = None, *, kind: PaperKind, draft: OfficialForm) -> None:
        super().__init__(posted)
        self.official: Official = draft.official
        self.facts, self.conditions = facts_for(kind), list(conditions_for(kind))
        for number, box in enumerate(self.official.boxes, start=1):
            self._ask(number, box, self.official.given_to(box))

    def _ask(self, number: int, box: Box, given: Given) -> None:
        sources = [(one, _SOURCES[one]) for one in _OF_KIND.get(box.kind, ("", "fact", "text", "today"))]
        named = {"number": number, "box": box.title}
        what, which = _("%(number)d %(box)s: what goes in") % named, _("%(number)d %(box)s: which") % named
        self.fields[f"source-{number}"] = forms.ChoiceField(
            label=what, choices=sources, required=False, initial=given.source,
            widget=forms.Select(attrs={"aria-label": what}),
        )  # fmt: skip
        if box.kind == "signature":
            return
        self.fields[f"value-{number}"] = forms.CharField(
            label=which, required=False, max_length=LONGEST, initial=self._shown(given),
            widget=forms.TextInput(attrs={"list": "conditions" if box.kind == "tick" else "facts", "autocomplete": "off", "aria-label": which}),
        )  # fmt: skip
        if box.kind != "tick":
            self.fields[f"needed-{number}"] = forms.BooleanField(
                label=_("Needed before it goes out"), required=False, initial=given.is_needed
            )

    def _shown(self, given: Given) -> str:
        """A fact or condition with its label, as the list offers it; fixed words as they are."""
        known = self.conditions if given.source == "when" else self.facts if given.source == "fact" else []
        label = dict(known).get(given.value)
        return offered(given.value, label) if label else given.value

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for number, box in enumerate(self.official.boxes, start=1):
            typed = cleaned.get(f"value-{number}", "")
            source = cleaned[f"source-{number}"] = self._source(box, cleaned.get(f"source-{number}", ""), typed)
            known = self.conditions if source == "when" else self.facts
            name, problem = typed, ""
            if source in ("fact", "when"):
                name = meant(typed, known)
                problem = "" if name else _no_such(typed)
            elif source == "text":
                problem = _unprintable(typed)
            if problem:
                self.add_error(f"value-{number}", problem)
            cleaned[box.name] = name if source in ("fact", "when", "text") else ""
        return cleaned

    def _source(self, box: Box, chosen: str, typed: str) -> str:
        """What was chosen; of who typed something new and chose nothing, what it must be."""
        is_new = bool(typed) and typed != self._shown(self.official.given_to(box))
        return chosen if chosen or not is_new else "when" if box.kind == "tick" else "fact"

    @property
    def given(self) -> dict[str, Given]:
        """What goes into the boxes, by their names, once the form is valid."""
        found = {}
        for number, box in enumerate(self.official.boxes, start=1):
            source = self.cleaned_data[f"source-{number}"]
            is_needed = source == "fact" and self.cleaned_data.get(f"needed-{number}", False)
            found[box.name] = Given(source=source, value=self.cleaned_data[box.name], is_needed=is_needed)
        return found

    @cached_property
    def sheets(self) -> list[tuple[int, list[Line]]]:
        """The boxes of each page."""
        found: dict[int, list[Line]] = {}
        for number, box in enumerate(self.official.boxes, start=1):
            asked = [
                self[name] if (name := f"{part}-{number}") in self.fields else None
                for part in ("source", "value", "needed")
            ]
            found.setdefault(box.page, []).append(Line(number, box, _told(box), *asked))
        return sorted(found.items())

    @property
    def empty(self) -> int:
        """How many boxes get nothing."""
        return sum(not self[f"source-{number}"].value() for number in range(1, len(self.official.boxes) + 1))


def conditions_for(kind: PaperKind) -> Iterator[tuple[str, str]]:
    """What a box to tick may hang on, with its words: each fact of whom the paper is about, or that it is not so, and each answer."""
    (_about, facts), *asked = choices_for(kind)
    for name, label in facts:
        yield name, label
        yield f"{OTHERWISE}{name}", _("Not so: %(what)s") % {"what": label}
    for question, answers in asked:
        for name, label in answers:
            yield name, _("%(question)s: %(answer)s") % {"question": question, "answer": label}


def offered(name: str, label: str) -> str:
    """How the list shows a fact, and how it is typed."""
    return f"{label} ({name})"


def meant(typed: str, known: Sequence[tuple[str, str]]) -> str:
    """The fact or condition that somebody typed: as the list offers it, by its name, or by a label that only one has; else empty."""
    names = {name for name, _label in known}
    bracketed = _IN_BRACKETS.search(typed)
    for one in (bracketed[1].strip() if bracketed else "", typed.strip()):
        if one in names:
            return one
    called = [name for name, label in known if label.casefold() == typed.strip().casefold()]
    return called[0] if len(called) == 1 else ""


def _no_such(typed: str) -> str:
    if not typed:
        return _("Choose one from the list.")
    return _("There is nothing called “%(name)s” here: choose one from the list.") % {"name": typed}


def _unprintable(typed: str) -> str:
    if not typed:
        return _("Write the words, or leave the box empty.")
    strangers = letters_without_glyph(typed)
    return _("These letters cannot be printed: %(letters)s.") % {"letters": " ".join(strangers)} if strangers else ""


def _told(box: Box) -> str:
    """What sort of box it is, and what may be chosen in it."""
    sort = "lines" if box.lines else "comb" if box.comb else box.kind
    return " · ".join([str(_KINDS[sort]), *box.choices[:12]])
