"""Holding a paper while something is done with it: what it is about first, then the paper, then the signature."""

from compagnon.core.states import locked
from compagnon.documents.models import Document, Signature


def held(document: Document) -> Document:
    """The paper, locked after what it is about: always in this order, so that nobody waits crosswise for ever.

    Who looks at a timeline holds the mobility and may come to its papers; the last signature comes from the paper to the
    timeline.
    """
    row = locked(document.subject)
    found = locked(document)
    setattr(found, row._meta.model_name, row)
    return found


def held_with(signature: Signature) -> tuple[Document, Signature]:
    """A signature with its paper, all locked."""
    document = held(signature.document)
    found = locked(signature)
    found.document = document
    return document, found
