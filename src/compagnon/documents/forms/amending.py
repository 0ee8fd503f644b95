"""What somebody says to amend a signed paper: which points, why, since when, who signs."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from compagnon.documents.amending import days
from compagnon.documents.amending.asking import Known, known_elsewhere, parts_of
from compagnon.documents.amending.comparing import Change, answers_now, differences, here
from compagnon.documents.amending.drafting import Wanted, filling_of
from compagnon.documents.amending.parties import Party, parties_of
from compagnon.documents.catalogue.filling import Filling
from compagnon.documents.catalogue.reading import shipped
from compagnon.documents.catalogue.subjects import subject_of
from compagnon.documents.filling import by_language
from compagnon.documents.forms.papers import PaperForm
from compagnon.documents.models import Document
from compagnon.documents.queries import terms_agreed
from compagnon.people.models import Person


class DayForm(forms.Form):
    """A day to look at."""

    on = forms.DateField(
        label=gettext_lazy("On which day?"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


@dataclass(frozen=True)
class Asked:
    """A part of the paper with its questions; `said` is how they stand answered, `is_open` whether something of it changes."""

    title: str
    said: str
    rows: list[dict[str, Any]]
    is_open: bool


class Amending:
    """The page on which an amendment is opened, as it shows and receives what is said.

    Points and signers are ticked from the start. What changes only because of what was just typed is shown before it goes out.
    The questions of the paper stand part by part, closed until somebody opens one.
    """

    def __init__(
        self, posted: Any, *, document: Document, finals: list[Document], before: Document | None, by: Person
    ) -> None:
        """`finals` are its signed amendments, `before` is one that came back, was called back or expired."""
        self.posted, self.document, self.by = posted, document, by
        self.finals, self.before = finals, before
        self.kind = shipped().get(document.kind)
        languages = tuple(document.languages)
        self.subject = subject_of(document.subject, by, languages)
        self.questions = self._questions(languages)
        self.questions_valid = self.questions is None or posted is None or self._is_answered(self.questions)
        known: dict[str, Any] = {"said": self.said, "finals": self.finals, "subject": self.subject}
        self.filling = filling_of(document, self.changes, None, by, **known)
        self.title = self.filling.kind.title
        self.form = PaperForm(
            posted, kind=self.filling.kind, subject=self.subject, terms=self._initial(), languages=languages
        )

    def _questions(self, languages: tuple[str, ...]) -> PaperForm | None:
        """What the paper itself asks, with the answers that count now; none for a paper that asks nothing."""
        if self.kind is None or self.kind.made != "general" or not self.kind.terms:
            return None
        said = self._said_before or self._now
        return PaperForm(self.posted, kind=self.kind, subject=self.subject, terms=said, languages=languages, prefix="s")

    @cached_property
    def _now(self) -> dict[str, Any]:
        """The answers that count now."""
        return answers_now(self.document, self.finals)

    def _is_answered(self, questions: PaperForm) -> bool:
        """Whether each answer can be read, and none that must be there was taken away or is asked anew and missing."""
        if not questions.is_valid():
            return False
        said = questions.said()
        for term in questions.asked:
            if term.need == "!" and not said[term.key]:
                questions.add_lack(term.key, _("This paper cannot do without it."))
        return not questions.errors

    @cached_property
    def known(self) -> list[Known]:
        """What is changed on another page."""
        return known_elsewhere(self.document, self.finals)

    @cached_property
    def asked(self) -> list[Asked]:
        """The questions part by part; those whose answers change or are wrong stand open."""
        if self.questions is None or self.kind is None:
            return []
        agreed, rows = terms_agreed(self.document, self.finals), {one["key"]: one for one in self.questions.rows()}
        told = Filling(self.kind, self.subject, agreed)
        now = self.said or self._now
        found = []
        for part in parts_of(self.kind):
            mine = [rows[key] for key in part.terms if key in rows]
            if not mine:
                continue
            said = [here(told.said(told.asked[one["key"]])) for one in mine if one["key"] in told.asked]
            is_open = any(
                now.get(one["key"]) != agreed.get(one["key"])
                or one["key"] not in told.asked
                or any(field.errors for field in (one["fields"] or [one["field"]]))
                for one in mine
            )
            found.append(Asked(part.title, " · ".join(filter(None, said)), mine, is_open))
        return found

    @property
    def _said_before(self) -> dict[str, Any] | None:
        """What an amendment that came back wanted to say."""
        found: dict[str, Any] | None = self.before.terms.get("said") if self.before else None
        return found

    def _initial(self) -> dict[str, Any]:
        if self.before is not None:
            return {"effective": self.before.effective_on, "reason": self.before.terms.get("reason", {})}
        return {"effective": days.proposed(self.document, self.finals, self.changes)}

    @cached_property
    def said(self) -> dict[str, Any] | None:
        """The answers to the paper's own questions, where they are others than those that count now."""
        agreed = terms_agreed(self.document, self.finals)
        if self.questions is None or not self.questions_valid:
            return None
        said = self.questions.said() if self.posted is not None else self._said_before or self._now
        other = {key: value for key, value in said.items() if not self._reads_alike(value, agreed.get(key))}
        merged = {key: value for key, value in {**agreed, **other}.items() if value not in (None, "", {})}
        return merged if merged != self._now else None

    def _reads_alike(self, said: Any, agreed: Any) -> bool:
        """Whether two answers are one on this paper, in whichever languages they were kept."""
        if not isinstance(said, dict):
            return (said or "") == (agreed or "")
        one, other = by_language(said), by_language(agreed or "")
        return all((one.get(code) or "") == (other.get(code) or other.get("", "")) for code in self.document.languages)

    @cached_property
    def changes(self) -> list[Change]:
        """Every point that reads otherwise, with what was typed."""
        known: dict[str, Any] = {"finals": self.finals, "subject": self.subject}
        return differences(self.document, terms=self.said, by=self.by, **known)

    @cached_property
    def parties(self) -> list[Party]:
        return parties_of(
            self.filling.amended.kind, self.filling, [one for one in self.changes if one.key in self.keys]
        )

    @cached_property
    def keys(self) -> frozenset[str]:
        """The points to amend: those ticked, and those that nobody has seen yet."""
        found = {one.key for one in self.changes}
        if self.posted is None:
            return frozenset(found)
        return frozenset(found - (self._listed("seen") - self._listed("change")))

    @property
    def unseen(self) -> bool:
        """Whether something changes that the page did not show when it was sent."""
        return bool({one.key for one in self.changes} - self._listed("seen"))

    @cached_property
    def told_only(self) -> frozenset[str]:
        """The roles that are told without signing; who must sign does."""
        if self.posted is None:
            return frozenset(self.before.terms.get("told_only", ()) if self.before else ())
        left = self._listed("role") - self._listed("sign")
        return frozenset(one.role for one in self.parties if one.role in left and not one.must)

    def _listed(self, name: str) -> set[str]:
        return set(self.posted.getlist(name)) if self.posted is not None else set()

    def is_valid(self) -> bool:
        """Whether all is said; errors stand beside their fields."""
        if not self.form.is_valid() or not self.questions_valid:
            return False
        said = self.form.said()
        if not said["reason"]:
            first = next(name for name in self.form.fields if name.startswith("reason-"))
            self.form.add_error(first, _("Say why it changes: the reason is printed."))
        if not self.form.cleaned_data.get("effective"):
            self.form.add_error("effective", _("Say since when it counts."))
        elif problem := days.problem_of(self.form.cleaned_data["effective"], self.document, self.finals):
            self.form.add_error("effective", problem)
        return not self.form.errors

    def wanted(self) -> Wanted:
        """What was said, once it is valid."""
        return Wanted(
            keys=self.keys,
            reason=self.form.said()["reason"],
            effective_on=self.form.cleaned_data["effective"],
            told_only=self.told_only,
            said=self.said,
        )
