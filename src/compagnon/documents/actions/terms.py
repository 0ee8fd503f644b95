"""What only somebody can say for a paper: kept on its version until it goes out."""

import hashlib
import json
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from compagnon.core import activity
from compagnon.core.states import locked
from compagnon.documents import following
from compagnon.documents.actions.agreement import AgreementRefused
from compagnon.documents.actions.printing import told
from compagnon.documents.actions.sending import begin
from compagnon.documents.catalogue.filling import Filling
from compagnon.documents.catalogue.shape import PaperKind
from compagnon.documents.catalogue.subjects import Subject, subject_of
from compagnon.documents.following import NOTHING_SAID, basis_of, standing, to_keep
from compagnon.documents.models import Document
from compagnon.documents.queries import EDITABLE, current_of
from compagnon.mobilities.models import Mobility
from compagnon.people.models import Person
from compagnon.travel.actions.terms import tell_terms


class Overtaken(AgreementRefused):
    """Somebody else wrote since the page was read; the message can be shown."""


def edition_of(terms: dict[str, Any]) -> str:
    """A short mark of what a paper says: a page that carries an older one was overtaken by somebody else."""
    return hashlib.sha256(json.dumps(terms, sort_keys=True).encode()).hexdigest()[:16]


@transaction.atomic
def say(*, row: Any, kind: PaperKind, terms: dict[str, Any], by: Any, edition: str | None = None) -> Document:
    """Keep what was said for a paper; what is not named stays as it was, and follows the file where it was only proposed.

    What the terms of the stay keep too is told there. Raises Overtaken when somebody else wrote since `edition` was read,
    AgreementRefused while the paper is out for signature or final.
    """
    row = locked(row)
    document = current_of(row, kind.key)
    if document is None:
        document = begin(row=row, key=kind.key, by=by if isinstance(by, Person) else None, terms={})
    elif document.state not in EDITABLE:
        raise AgreementRefused(_("This paper is out for signature or final. Start a new version to change it."))
    subject = subject_of(row, by if isinstance(by, Person) else None)
    stood = standing(kind, subject, document)
    if edition is not None and edition != edition_of(stood):
        raise Overtaken(
            _(
                "Somebody else changed this paper meanwhile. Your text is still here: compare, then save once more to replace theirs."
            )
        )
    if isinstance(row, Mobility) and (kept := to_keep(kind, terms)):
        tell_terms(mobility=row, changes=kept, by=by)
    now = {key: value for key, value in {**stood, **terms}.items() if value not in NOTHING_SAID}
    document.basis, before, document.terms = basis_of(kind, subject, now, document), document.terms, now
    document.save()
    if document.terms != before:
        activity.record("documents.terms_said", about=document, by=by, trail=row, facts=told(document))
    return document


def proposed(*, row: Any, kind: PaperKind, by: Person | None, subject: Subject | None = None) -> dict[str, Any]:
    """What is known elsewhere and proposed for the questions of a kind."""
    return following.proposed(Filling(kind, subject or subject_of(row, by), {}))
