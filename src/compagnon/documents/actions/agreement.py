"""Writing a learning agreement: its outcomes and terms, as long as nobody is asked to sign them."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _
from i18nfield.strings import LazyI18nString

from compagnon.core import activity
from compagnon.core.registries import announce
from compagnon.core.states import locked
from compagnon.documents.filling import by_language, terms_of
from compagnon.documents.models import AgreementTerms, LearningOutcome
from compagnon.documents.proposals import TERMS, proposed_outcomes, proposed_terms
from compagnon.documents.queries import is_editable, may_change_signed
from compagnon.mobilities.models import Mobility

TEXTS = ("title", "task", "assessment", "standard")


class AgreementRefused(Exception):
    """The agreement cannot be changed or sent now; the message can be shown."""


@dataclass(frozen=True)
class WrittenOutcome:
    """A learning outcome as somebody wrote it, texts by language; `code` is empty for a new one."""

    kind: str
    title: dict[str, str]
    task: dict[str, str]
    assessment: dict[str, str]
    standard: dict[str, str] = field(default_factory=dict)
    code: str = ""

    @property
    def is_blank(self) -> bool:
        return not any(words for text in (self.title, self.task, self.assessment) for words in text.values())


def edition_of(mobility: Mobility) -> str:
    """A short mark of what is written now: a page that carries an older one was overtaken by somebody else."""
    outcomes = [
        [one.code, one.kind, *(by_language(getattr(one, text)) for text in TEXTS)] for one in mobility.outcomes.all()
    ]
    return hashlib.sha256(json.dumps([outcomes, terms_of(mobility)], sort_keys=True).encode()).hexdigest()[:16]


@transaction.atomic
def propose(*, mobility: Mobility, by: Any) -> None:
    """Fill what is empty with the proposals of the trade and the usual terms; what somebody wrote stays."""
    mobility = _editable(mobility)
    if not mobility.outcomes.exists():
        key = mobility.trade.key if mobility.trade else ""
        for position, proposal in enumerate(proposed_outcomes(key)):
            LearningOutcome.objects.create(
                network_id=mobility.network_id, mobility=mobility, position=position, **_known_texts(proposal)
            )
    terms = _terms(mobility)
    for name, text in proposed_terms().items():
        if not by_language(getattr(terms, name)):
            setattr(terms, name, LazyI18nString(text))
    terms.save()
    activity.record("documents.agreement_proposed", about=mobility, by=by)


@transaction.atomic
def rewrite(
    *,
    mobility: Mobility,
    outcomes: Iterable[WrittenOutcome],
    terms: dict[str, dict[str, str]],
    edition: str,
    by: Any,
    to_amend: bool = False,
) -> None:
    """Replace outcomes and terms by what is given, in the given order; blank outcomes and those left out are removed.

    With `to_amend` an agreement that everybody signed is left as it is, and says otherwise from then on. Raises AgreementRefused when signatures are asked for, when somebody else wrote since `edition` was read, or when
    an outcome that was evaluated would go.
    """
    mobility = _to_amend(mobility) if to_amend else _editable(mobility)
    before = edition_of(mobility)
    if edition != before:
        raise AgreementRefused(
            _(
                "Somebody else changed this agreement meanwhile. Your text is still here: compare, then save once more to replace theirs."
            )
        )
    kept = [one for one in outcomes if not one.is_blank]
    _write_outcomes(mobility, kept)
    row = _terms(mobility)
    for name in TERMS:
        old = by_language(getattr(row, name))
        setattr(row, name, LazyI18nString({**old, **terms.get(name, {})}))
    row.save()
    if edition_of(mobility) != before:
        activity.record("documents.agreement_changed", about=mobility, by=by)
        announce("documents.agreement_changed", mobility, by)


@transaction.atomic
def complete(*, mobility: Mobility, terms: dict[str, dict[str, str]], by: Any) -> None:
    """Add what somebody said for terms that they were asked; what they were not asked stays. Raises AgreementRefused when signatures are asked for."""
    mobility = _editable(mobility)
    row = _terms(mobility)
    for name in TERMS:
        if name in terms:
            setattr(row, name, LazyI18nString({**by_language(getattr(row, name)), **terms[name]}))
    row.save()
    activity.record("documents.agreement_changed", about=mobility, by=by)
    announce("documents.agreement_changed", mobility, by)


def _write_outcomes(mobility: Mobility, outcomes: list[WrittenOutcome]) -> None:
    known = {one.code: one for one in mobility.outcomes.all()}
    for position, written in enumerate(outcomes):
        row = known.pop(written.code, None) or LearningOutcome(network_id=mobility.network_id, mobility=mobility)
        row.position, row.kind = position, written.kind
        for text in TEXTS:
            setattr(row, text, LazyI18nString({**by_language(getattr(row, text)), **getattr(written, text)}))
        row.save()
    try:
        for left_out in known.values():
            left_out.delete()
    except ProtectedError:
        raise AgreementRefused(_("The tutor has already evaluated this learning outcome: it stays.")) from None


def _editable(mobility: Mobility) -> Mobility:
    mobility = locked(mobility)
    if not is_editable(mobility):
        raise AgreementRefused(
            _("This agreement is out for signature or signed. Start a new version if something has to change.")
        )
    return mobility


def _to_amend(mobility: Mobility) -> Mobility:
    mobility = locked(mobility)
    if not may_change_signed(mobility):
        raise AgreementRefused(
            _("This agreement cannot be changed now: an amendment is out for signature, or the stay is over.")
        )
    return mobility


def _terms(mobility: Mobility) -> AgreementTerms:
    return AgreementTerms.objects.filter(mobility=mobility).first() or AgreementTerms(
        network_id=mobility.network_id, mobility=mobility
    )


def _known_texts(proposal: dict[str, Any]) -> dict[str, Any]:
    return {"kind": proposal["kind"], **{text: LazyI18nString(proposal[text]) for text in TEXTS}}
