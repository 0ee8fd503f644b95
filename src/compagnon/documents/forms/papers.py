"""What only somebody can say for a paper, asked on one page."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any

from django import forms
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _
from django_countries import countries as all_countries

from compagnon.documents.catalogue.reading import said_here
from compagnon.documents.catalogue.shape import PaperKind, Term
from compagnon.documents.catalogue.subjects import Subject, holds
from compagnon.documents.catalogue.tables import days_of
from compagnon.documents.filling import by_language
from compagnon.documents.forms.checks import checked_iban, right_birth, right_iban, right_number, right_phone

LONGEST = {"text": 300, "long": 2000, "day": 160}
HALVES = {"morning": _("Morning"), "afternoon": _("Afternoon")}
YES_NO = (("", "—"), ("yes", _("Yes")), ("no", _("No")))


class PaperForm(forms.Form):
    """One field for each question of the kind whose conditions hold; a long text once for each language of the paper.

    `countries` says for a question about a number of a register whose register that is.
    """

    def __init__(
        self,
        posted: Any = None,
        *,
        kind: PaperKind,
        subject: Subject,
        terms: dict[str, Any],
        languages: tuple[str, ...],
        by: str = "",
        prefix: str = "t",
        countries: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(posted, prefix=prefix)
        self.use_required_attribute = False
        self.languages, self.known, self.countries = languages, terms, countries or {}
        self.days = days_of(subject) if any(one.ask == "days" for one in kind.terms) else []
        chosen = {one.key: posted.get(f"{prefix}-{one.key}", "") for one in kind.terms if one.choices} if posted else {}
        now = {**terms, **chosen}
        self.asked = [one for one in kind.terms if holds(one.when, subject, now) and by in ("", one.by)]
        for term in self.asked:
            self._ask(term)

    def _ask(self, term: Term) -> None:
        known = self.known.get(term.key)
        if term.ask == "days":
            self._ask_days(term, known or {})
            return
        if term.ask != "long":
            self.fields[term.key] = field = self._field(term, known)
            field.is_needed = term.need == "!"  # type: ignore[attr-defined]  # said beside its name: not "optional"
            return
        texts = by_language(known)
        for code in self.languages:
            widget = forms.Textarea(attrs={"lang": code, "rows": 3})
            self.fields[f"{term.key}-{code}"] = forms.CharField(
                label=get_language_info(code)["name_translated"].capitalize(),
                widget=widget,
                required=False,
                max_length=LONGEST["long"],
                initial=texts.get(code) or texts.get("", ""),
            )

    def _ask_days(self, term: Term, known: dict[str, Any]) -> None:
        """Two short texts for each day of the stay, in the first language of the paper."""
        for name, day, half in self._halves(term):
            said = by_language(known.get(day, {}).get(half, ""))
            self.fields[name] = forms.CharField(
                label=HALVES[half],
                required=False,
                max_length=LONGEST["day"],
                initial=said.get(self.languages[0]) or next(iter(said.values()), ""),
            )

    def _halves(self, term: Term) -> Iterator[tuple[str, str, str]]:
        for one in self.days:
            for half in HALVES:
                yield f"{term.key}-{one.isoformat()}-{half}", one.isoformat(), half

    def _field(self, term: Term, known: Any) -> forms.Field:
        said: dict[str, Any] = {"label": said_here(term.label), "required": False, "initial": known}
        said["help_text"] = said_here(term.help) if term.help else ""
        chosen = [("", "—"), *((key, said_here(text)) for key, text in term.choices.items())]
        day = partial(forms.DateInput, attrs={"type": "date"}, format="%Y-%m-%d")
        made: dict[str, Callable[[], forms.Field]] = {
            "money": lambda: forms.DecimalField(min_value=0, max_digits=9, decimal_places=2, **said),
            "number": lambda: forms.IntegerField(min_value=0, max_value=100_000, **said),
            "date": lambda: forms.DateField(widget=day(), **said),
            "yes": lambda: forms.ChoiceField(choices=YES_NO, **said),
            "choice": lambda: forms.ChoiceField(choices=chosen, **said),
            "iban": lambda: forms.CharField(max_length=42, validators=[right_iban], **said),
            "birth": lambda: forms.DateField(widget=day(), validators=[right_birth], **said),
            "phone": lambda: forms.CharField(max_length=term.most, validators=[right_phone], **said),
            "email": lambda: forms.EmailField(max_length=term.most, **said),
            "register": lambda: forms.CharField(
                max_length=term.most, validators=[right_number(self.countries.get(term.key, ""))], **said
            ),
            "country": lambda: forms.ChoiceField(choices=[("", "—"), *all_countries], **said),
        }
        return made.get(term.ask, lambda: forms.CharField(max_length=term.most or LONGEST["text"], **said))()

    def rows(self) -> list[dict[str, Any]]:
        """Question by question: its field, or its fields beside one another, and whether it must be answered."""
        return [
            {
                "key": term.key,
                "label": said_here(term.label),
                "help": said_here(term.help) if term.help and term.ask == "long" else "",
                "field": self[term.key] if term.ask not in ("long", "days") else None,
                "fields": self._beside(term),
                "days": self._shown_days(term) if term.ask == "days" else [],
                "is_needed": term.need == "!",
                "by": term.by,
            }
            for term in self.asked
        ]

    def _beside(self, term: Term) -> list[Any]:
        """The fields of a question that has several."""
        names = [f"{term.key}-{code}" for code in self.languages] if term.ask == "long" else []
        names += [name for name, _day, _half in self._halves(term)] if term.ask == "days" else []
        return [self[name] for name in names]

    def _shown_days(self, term: Term) -> list[tuple[date, list[Any]]]:
        return [(one, [self[f"{term.key}-{one.isoformat()}-{half}"] for half in HALVES]) for one in self.days]

    def add_lack(self, key: str, sentence: str) -> None:
        """Say beside a question that its answer is missing."""
        first = key if key in self.fields else next(name for name in self.fields if name.startswith(f"{key}-"))
        self.add_error(first, sentence)

    def said(self) -> dict[str, Any]:
        """The answers, as they are kept; an emptied one is empty."""
        return {term.key: self._said(term) for term in self.asked}

    def _said(self, term: Term) -> Any:
        if term.ask == "long":
            texts = {code: self.cleaned_data.get(f"{term.key}-{code}", "").strip() for code in self.languages}
            return {code: text for code, text in texts.items() if text}
        if term.ask == "days":
            return self._said_of_days(term)
        value = self.cleaned_data.get(term.key)
        if term.ask == "iban":
            return checked_iban(value) if value else ""
        return "" if value is None else str(value)

    def _said_of_days(self, term: Term) -> dict[str, dict[str, Any]]:
        """What was typed for each day, in the first language of the paper; what was said of days that the stay has not now stays."""
        own, shown = self.languages[0], {one.isoformat() for one in self.days}
        known: dict[str, dict[str, Any]] = self.known.get(term.key) or {}
        found = {day: said for day, said in known.items() if day not in shown}
        for name, day, half in self._halves(term):
            if typed := self.cleaned_data.get(name, "").strip():
                found.setdefault(day, {})[half] = {own: typed}
        return found
