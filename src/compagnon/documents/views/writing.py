"""The page on which an agreement is written: one form for everything, so no button loses what was typed."""

import re
from typing import Any

from compagnon.documents.actions.agreement import edition_of, rewrite
from compagnon.documents.filling import paper_languages
from compagnon.documents.forms.writing import OutcomeForm, TermsForm
from compagnon.documents.models import AgreementTerms
from compagnon.mobilities.models import Mobility

MOST = 20  # outcomes on one page: more than anybody could assess
_BUTTON = re.compile(r"(up|down|remove):(\d+)")


class Writing:
    """Outcomes and terms of one mobility, as the page shows and receives them.

    The button pressed says what happens beside saving: `save`, `add`, `send`, `up:2`, `down:2`, `remove:2`. `to_amend` writes
    what a signed agreement is to say from then on.
    """

    def __init__(self, posted: Any, *, mobility: Mobility, more: bool = False, to_amend: bool = False) -> None:
        self.posted, self.mobility, self.to_amend = posted, mobility, to_amend
        self.languages = tuple(dict.fromkeys((*paper_languages(mobility), *_of_tutor(mobility))))
        self.button = (posted or {}).get("button", "save")
        self.edition = edition_of(mobility)
        outcomes: list[Any] = list(mobility.outcomes.all())
        if posted is None:
            blank = [None] if more or not outcomes else []
            self.outcomes = [self._outcome(n, one) for n, one in enumerate([*outcomes, *blank])]
        else:
            count = min(int(posted.get("count") or 0) if str(posted.get("count", "0")).isdigit() else 0, MOST)
            by_code = {one.code: one for one in outcomes}
            self.outcomes = [self._outcome(n, by_code.get(posted.get(f"o{n}-code", ""))) for n in range(count)]
        terms = AgreementTerms.objects.filter(mobility=mobility).first() or AgreementTerms()
        self.terms = TermsForm(posted, terms=terms, languages=self.languages, prefix="t")

    def _outcome(self, number: int, outcome: Any) -> OutcomeForm:
        return OutcomeForm(self.posted, outcome=outcome, languages=self.languages, prefix=f"o{number}")

    @property
    def wants_to_send(self) -> bool:
        return bool(self.button == "send")

    @property
    def count(self) -> int:
        return len(self.outcomes)

    def is_valid(self) -> bool:
        return all([self.terms.is_valid(), *(form.is_valid() for form in self.outcomes)])

    def save(self, *, by: Any) -> None:
        """Write everything in the order that the button asks for. Raises AgreementRefused."""
        outcomes = [form.written() for form in self.outcomes]
        pressed = _BUTTON.fullmatch(self.button)
        if pressed and int(pressed[2]) < len(outcomes):
            place = int(pressed[2])
            moved = outcomes.pop(place)
            if pressed[1] != "remove":
                outcomes.insert(max(0, place + (1 if pressed[1] == "down" else -1)), moved)
        edition = self.posted.get("edition", "")
        rewrite(
            mobility=self.mobility,
            outcomes=outcomes,
            terms=self.terms.written(),
            edition=edition,
            by=by,
            to_amend=self.to_amend,
        )

    def overtaken(self) -> "Writing":
        """The same text with today's mark, so that saving once more replaces what somebody else wrote."""
        again = Writing(self.posted, mobility=self.mobility, to_amend=self.to_amend)
        again.is_valid()
        return again

    def next_url(self, page: str) -> str:
        return f"{page}?more=1#new" if self.button == "add" else f"{page}#outcomes" if self.button != "save" else page


def _of_tutor(mobility: Mobility) -> tuple[str, ...]:
    return (mobility.tutor.language,) if mobility.tutor else ()
