"""What only somebody can say for a paper: kept on its version until it goes out."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from compagnon.core import activity
from compagnon.core.states import locked
from compagnon.documents.actions.agreement import AgreementRefused
from compagnon.documents.actions.printing import told
from compagnon.documents.actions.sending import begin
from compagnon.documents.catalogue.filling import Filling
from compagnon.documents.catalogue.known import read
from compagnon.documents.catalogue.shape import PaperKind
from compagnon.documents.catalogue.subjects import subject_of
from compagnon.documents.models import Document
from compagnon.documents.queries import EDITABLE, current_of
from compagnon.people.models import Person


@transaction.atomic
def say(*, row: Any, kind: PaperKind, terms: dict[str, Any], by: Any) -> Document:
    """Keep what was said for a paper; what is not named stays as it was.

    Raises AgreementRefused while the paper is out for signature, or is final.
    """
    row = locked(row)
    document = current_of(row, kind.key)
    if document is None:
        document = begin(row=row, key=kind.key, by=by if isinstance(by, Person) else None, terms={})
    elif document.state not in EDITABLE:
        raise AgreementRefused(_("This paper is out for signature or final. Start a new version to change it."))
    before = document.terms
    document.terms = {key: value for key, value in {**before, **terms}.items() if value not in (None, "", {})}
    document.save()
    if document.terms != before:
        activity.record("documents.terms_said", about=document, by=by, trail=row, facts=told(document))
    return document


def proposed(*, row: Any, kind: PaperKind, by: Person | None) -> dict[str, Any]:
    """What is known elsewhere and proposed for the questions of a kind."""
    filling = Filling(kind, subject_of(row, by), {})
    wording, found = filling.wording, {}
    for term in kind.terms:
        if term.start and (text := read(term.start, filling.subject, wording)):
            found[term.key] = text if term.ask == "long" else wording.each(text, wording.languages[0])
    return found


@transaction.atomic
def prepare(*, row: Any, kind: PaperKind, by: Person) -> Document:
    """Begin a paper with what is known already; one that exists is left as it is."""
    document = current_of(row, kind.key)
    return document or say(row=row, kind=kind, terms=proposed(row=row, kind=kind, by=by), by=by)
