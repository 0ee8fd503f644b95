"""Filling and typesetting any kind of paper: one way in, whichever template prints it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from compagnon.core import files
from compagnon.documents.catalogue.filling import Filling
from compagnon.documents.catalogue.reading import titles_of
from compagnon.documents.catalogue.shape import PaperKind
from compagnon.documents.catalogue.subjects import Subject, subject_of
from compagnon.documents.choices import DocumentKind
from compagnon.documents.filling import agreement_facts, local_now
from compagnon.documents.models import Document
from compagnon.documents.official.giving import filled_form
from compagnon.documents.typesetting.compile import (
    typeset_europass,
    typeset_form,
    typeset_learning_agreement,
    typeset_paper,
)
from compagnon.documents.typesetting.facts import (
    EuropassMobilityFacts,
    LearningAgreementFacts,
    PaperFacts,
    SignatureFacts,
)
from compagnon.documents.typesetting.official import FormFacts
from compagnon.people.models import Person

AnyFacts = LearningAgreementFacts | EuropassMobilityFacts | PaperFacts


@dataclass(frozen=True)
class Paper:
    """A paper of one subject as it would go out now."""

    filling: Filling
    facts: AnyFacts
    form: FormFacts | None = None

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(self.filling.languages)

    def typeset(self) -> bytes:
        return typeset(self.facts, self.languages, form=self.form)


def fill(
    *,
    row: Any,
    kind: PaperKind,
    terms: dict[str, Any],
    version: int,
    by: Person | None,
    languages: tuple[str, ...] = (),
    subject: Subject | None = None,
) -> Paper:
    """The paper of a mobility, departure or partner with what is known today, in its own languages unless others are given;
    who fills many of a row gives its `subject`.
    """
    filling = Filling(kind, subject or subject_of(row, by, languages), terms)
    made_at = local_now()
    if kind.key == DocumentKind.LEARNING_AGREEMENT:
        facts = agreement_facts(row, version=version, made_at=made_at, languages=filling.languages)
        return Paper(filling, in_words_of(filling, facts), form_of(filling, made_at))
    return Paper(filling, filling.facts(version=version, made_at=made_at), form_of(filling, made_at))


def form_of(filling: Filling, made_at: datetime, *, names_gaps: bool = False) -> FormFacts | None:
    """The official form of the kind, filled; None for a kind that prints as our own paper."""
    official = filling.kind.official
    return filled_form(filling, official, made_at=made_at, names_gaps=names_gaps) if official else None


def in_words_of(filling: Filling, facts: LearningAgreementFacts) -> LearningAgreementFacts:
    """An agreement with what its kind says in sentences, as the network words it."""
    added = {section.key: filling.sentences(section) for section in filling.sections()}
    words = {
        "added": {key: texts for key, texts in added.items() if texts},
        "commitment": filling.commitment(),
        "how": filling.kind.how or {},
    }
    return facts.model_copy(update=words)


def typeset(
    facts: AnyFacts,
    languages: tuple[str, ...],
    signatures: Sequence[SignatureFacts] = (),
    signed_original: bytes | None = None,
    form: FormFacts | None = None,
) -> bytes:
    """The bytes of a paper by the template of its kind, or on its official form."""
    given: dict[str, Any] = {
        "languages": languages,
        "signatures": tuple(signatures),
        "signed_original": signed_original,
    }
    if form is not None:
        return typeset_form(form, facts, pages=files.read(form.file), **given)
    if isinstance(facts, LearningAgreementFacts):
        return typeset_learning_agreement(facts, **given)
    if isinstance(facts, EuropassMobilityFacts):
        return typeset_europass(facts, **given)
    return typeset_paper(facts, **given)


def kept_facts(document: Document) -> AnyFacts:
    """What a document said when it went out."""
    if document.kind == DocumentKind.LEARNING_AGREEMENT:
        return LearningAgreementFacts.model_validate(document.facts)
    if document.kind == DocumentKind.EUROPASS_MOBILITY:
        return EuropassMobilityFacts.model_validate(document.facts)
    return PaperFacts.model_validate(document.facts)


def kept_form(document: Document) -> FormFacts | None:
    """The form on which it went out, as it was filled; None for one of our own papers."""
    return FormFacts.model_validate(document.form) if document.form else None


def told(document: Document) -> dict[str, Any]:
    """What activity says of a document: its version, and its title in the languages there are."""
    return {"version": document.version, "paper": titles_of(document.kind, document.number) or document.kind}
