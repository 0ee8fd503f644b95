"""What only somebody can say for a paper: kept on its version until it goes out."""

import hashlib
import json
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
from compagnon.documents.catalogue.subjects import Subject, subject_of
from compagnon.documents.models import Document
from compagnon.documents.queries import EDITABLE, current_of
from compagnon.people.models import Person


class Overtaken(AgreementRefused):
    """Somebody else wrote since the page was read; the message can be shown."""


def edition_of(document: Document | None) -> str:
    """A short mark of what was said: a page that carries an older one was overtaken by somebody else."""
    said = document.terms if document is not None and document.pk else {}
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:16]


@transaction.atomic
def say(*, row: Any, kind: PaperKind, terms: dict[str, Any], by: Any, edition: str | None = None) -> Document:
    """Keep what was said for a paper; what is not named stays as it was.

    Raises Overtaken when somebody else wrote since `edition` was read, AgreementRefused while the paper is out for
    signature or final.
    """
    row = locked(row)
    document = current_of(row, kind.key)
    if document is None:
        document = begin(row=row, key=kind.key, by=by if isinstance(by, Person) else None, terms={})
    elif document.state not in EDITABLE:
        raise AgreementRefused(_("This paper is out for signature or final. Start a new version to change it."))
    if edition is not None and edition != edition_of(document):
        raise Overtaken(
            _(
                "Somebody else changed this paper meanwhile. Your text is still here: compare, then save once more to replace theirs."
            )
        )
    before = document.terms
    document.terms = {key: value for key, value in {**before, **terms}.items() if value not in (None, "", {})}
    document.save()
    if document.terms != before:
        activity.record("documents.terms_said", about=document, by=by, trail=row, facts=told(document))
    return document


def proposed(*, row: Any, kind: PaperKind, by: Person | None, subject: Subject | None = None) -> dict[str, Any]:
    """What is known elsewhere and proposed for the questions of a kind."""
    filling = Filling(kind, subject or subject_of(row, by), {})
    wording, found = filling.wording, {}
    for term in kind.terms:
        if term.start and (text := read(term.start, filling.subject, wording)):
            chosen = next((key for key, words in term.choices.items() if words == text), "")
            said = text if term.ask == "long" else wording.each(text, wording.languages[0])
            found[term.key] = chosen if term.choices else said
    return found
