"""An amendment as it would go out: what somebody wants to amend, filled, and checked against what keeps it from going out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from compagnon.documents.actions.agreement import AgreementRefused
from compagnon.documents.actions.printing import typeset
from compagnon.documents.amending import days
from compagnon.documents.amending.comparing import Change, answers_now, differences
from compagnon.documents.amending.kinds import Amended, AmendmentFilling
from compagnon.documents.amending.parties import Party, parties_of
from compagnon.documents.catalogue.filling import reference_of
from compagnon.documents.catalogue.subjects import Subject, subject_of
from compagnon.documents.models import Document
from compagnon.documents.queries import finals_of, terms_agreed
from compagnon.documents.typesetting.errors import TypesettingError
from compagnon.documents.typesetting.facts import PaperFacts
from compagnon.documents.wordings import kinds_of
from compagnon.people.models import Person


@dataclass(frozen=True)
class Wanted:
    """What somebody wants to amend: the points by their keys, why (by language), since when, who is told without signing.

    `said` is what the paper's own questions are answered with from then on; None where nobody answered them anew.
    """

    keys: frozenset[str]
    reason: dict[str, str]
    effective_on: date
    told_only: frozenset[str] = frozenset()
    said: dict[str, Any] | None = None


@dataclass(frozen=True)
class Drafted:
    """An amendment as it would go out now."""

    filling: AmendmentFilling
    facts: PaperFacts
    changes: list[Change]
    wanted: Wanted

    def typeset(self) -> bytes:
        """The PDF. Raises AgreementRefused when it cannot be made."""
        try:
            return typeset(self.facts, tuple(self.filling.languages))
        except TypesettingError as error:
            raise AgreementRefused(str(error)) from error


def filling_of(
    document: Document,
    changes: Iterable[Change],
    wanted: Wanted | None,
    by: Person | None,
    *,
    said: dict[str, Any] | None = None,
    finals: Sequence[Document] | None = None,
    subject: Subject | None = None,
) -> AmendmentFilling:
    """The next amendment of a paper with these changes, and `said` where its questions are answered otherwise.

    Who knows its signed amendments and whom it is about gives them. Raises AgreementRefused where the kind is no longer known.
    """
    known = kinds_of(document.network_id)
    kind = known.get(document.kind)
    if kind is None:
        raise AgreementRefused(_("This kind of paper is not known any more."))
    finals = finals_of(document) if finals is None else finals
    subject = subject or subject_of(document.subject, by, tuple(document.languages))
    reference = reference_of(kind, subject)
    untouched = tuple(sorted(wanted.told_only)) if wanted else ()
    amended = Amended(document, kind, known["amendment"], reference, len(finals) + 1, finals, untouched)
    terms = (wanted.said if wanted else said) or answers_now(document, finals)  # on which it may hang who signs
    if wanted:
        terms = {**terms, "effective": wanted.effective_on.isoformat(), "reason": wanted.reason}
    return AmendmentFilling(amended, subject, changes, terms)


def who_signs(
    document: Document, changes: Sequence[Change], by: Person | None, *, said: dict[str, Any] | None = None
) -> list[Party]:
    """Every signer with the reason why an amendment with these changes needs the signature, or does not."""
    filling = filling_of(document, changes, None, by, said=said)
    return parties_of(filling.amended.kind, filling, changes)


def draft(*, document: Document, wanted: Wanted, by: Person) -> Drafted:
    """The amendment as it would go out. Raises AgreementRefused with the sentence that says what is wrong."""
    finals = finals_of(document)
    if refused := days.why_not(document):
        raise AgreementRefused(refused)
    if wanted.said is None and (now := answers_now(document, finals)) != terms_agreed(document, finals):
        wanted = replace(wanted, said=now)
    changes = [one for one in differences(document, terms=wanted.said, by=by) if one.key in wanted.keys]
    if not changes:
        raise AgreementRefused(_("Nothing is to be amended: what was signed says what is true now."))
    if not any(text.strip() for text in wanted.reason.values()):
        raise AgreementRefused(_("Say why it changes: the reason is printed."))
    if problem := days.problem_of(wanted.effective_on, document, finals):
        raise AgreementRefused(problem)
    parties = who_signs(document, changes, by, said=wanted.said)
    if left_out := [one for one in parties if one.must and one.role in wanted.told_only]:
        names = ", ".join(f"{one.role_label} ({one.name})" for one in left_out)
        raise AgreementRefused(_("These must sign: %(names)s.") % {"names": names})
    if all(one.role in wanted.told_only for one in parties):
        raise AgreementRefused(_("Somebody must sign."))
    filling = filling_of(document, changes, wanted, by)
    version = document.amendments.filter(number=filling.amended.number).count() + 1
    return Drafted(filling, filling.facts_of(version=version), changes, wanted)
