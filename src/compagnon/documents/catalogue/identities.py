"""What a paper identifies people and organisations by, read from their files: nothing of it stands anywhere else."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from compagnon.documents.catalogue.subjects import OfMobility, is_erasmus
from compagnon.documents.filling import organisation_facts, period_facts, sending_organisation
from compagnon.documents.sentences import AT_HOST, AT_MENTOR, AT_SENDING, IN_FILE, OF_GUARDIAN
from compagnon.documents.typesetting.facts import Bilingual
from compagnon.documents.typesetting.labels import all_labels
from compagnon.documents.typesetting.wording import Wording
from compagnon.engines.legal import parent_document_holds
from compagnon.network.models import Organisation
from compagnon.people.choices import ParticipantKind

Read = Callable[[Any, Wording], Any]

IDENTITY_LABELS = {
    "legal_form": "legal_form", "registration_number": "registration_number", "address": "address", "email": "email",
    "phone": "phone", "oid": "oid", "activity": "business", "representative": "representative",
    "representative_function": "representative_function", "uai_code": "uai_code", "declaration_number": "declaration_number",
}  # fmt: skip
"""Fields of an organisation that papers print, each with its label."""
OF_SOMEBODY = {"function": "function", "email": "email", "phone": "phone", "address": "postal_address", "birth_place": "birth_place"}  # fmt: skip
ORGANISATIONS: dict[str, tuple[Callable[[OfMobility], Organisation | None], Any]] = {
    "employer": (lambda one: one.mobility.participant.employer, AT_MENTOR),
    "sending": (lambda one: sending_organisation(one.mobility), AT_SENDING),
    "host": (lambda one: one.mobility.host, AT_HOST),
}
"""Of whom facts are read, and who can give them."""
PEOPLE: dict[str, tuple[Callable[[OfMobility], Any], Any, tuple[str, ...]]] = {
    "guardian": (
        lambda one: one.mobility.participant.guardian, OF_GUARDIAN, ("name", "email", "phone", "address", "birth_place"),
    ),
    "mentor": (lambda one: one.mobility.participant.mentor, AT_MENTOR, ("name", "function", "email", "phone")),
    "tutor": (lambda one: one.mobility.tutor, AT_HOST, ("name", "function", "email", "phone")),
}  # fmt: skip
SHORT, LONG = range(10, 90), range(90, 366)
"""Days of the two kinds of learning mobility of one learner, as the agencies' pages state them for VET from 2021 on."""


def identities() -> Iterator[tuple[str, str, Read, Any]]:
    """Every fact as its name, its label, how it is read, and who can give it."""
    for role, (whose, giver) in ORGANISATIONS.items():
        for field, label in IDENTITY_LABELS.items():
            yield f"{role}.{field}", label, _address(whose) if field == "address" else _of(whose, field), giver
    for role, (who, giver, fields) in PEOPLE.items():
        for field in fields:
            label = role if field == "name" else OF_SOMEBODY[field]
            yield f"{role}.{field}", label, _of(who, "full_name" if field == "name" else field), giver
    yield "guardian.birth_date", "birth_date", _guardian_born, OF_GUARDIAN
    for field in ("address", "birth_place", "contract_number"):
        label = {"address": "postal_address"}.get(field, field)
        yield f"participant.{field}", label, _of(lambda one: one.mobility.participant, field), IN_FILE
    yield "parent.document_french", "document_french", _document_french, OF_GUARDIAN
    yield "parent.document_until", "document_until", _document_until, OF_GUARDIAN
    yield "parent.document_check", "document_check", _document_check, OF_GUARDIAN


def _of(whose: Callable[[OfMobility], Any], field: str) -> Read:
    return lambda subject, _wording: getattr(whose(subject), field, "")


def _address(whose: Callable[[OfMobility], Organisation | None]) -> Read:
    """Street, postcode, town and country; nothing while the street is not known, so that it is asked for."""

    def read(subject: OfMobility, wording: Wording) -> Bilingual:
        found = whose(subject)
        if found is None or not found.address:
            return {}
        said = wording.address(organisation_facts(found, None, wording.languages))
        return {one["lang"]: one["text"] for one in said}

    return read


def _guardian_born(subject: OfMobility, wording: Wording) -> Bilingual:
    return _day(getattr(subject.mobility.participant.guardian, "birth_date", None), wording)


def _day(day: date | None, wording: Wording) -> Bilingual:
    return wording.day(day) if day else {}


def _told(subject: OfMobility, field: str) -> Any:
    return getattr(getattr(subject.mobility, "stay_terms", None), field, None)


def _document_french(subject: OfMobility, _wording: Wording) -> Bilingual:
    is_french = _told(subject, "parent_document_french")
    return {} if is_french is None else all_labels()["yes" if is_french else "no"]


def _document_until(subject: OfMobility, wording: Wording) -> Bilingual:
    return _day(_told(subject, "parent_document_until"), wording)


def _document_check(subject: OfMobility, _wording: Wording) -> Bilingual:
    """Whether the parent's paper does on the day of departure, in words (FR-27); nothing while that cannot be said."""
    until = _told(subject, "parent_document_until")
    if until is None:
        return {}
    leaves = subject.mobility.departs_on
    holds = parent_document_holds(until=until, is_french=_told(subject, "parent_document_french"), departure=leaves)
    if holds is None:
        return {}
    return all_labels()[
        "document_does_not" if not holds else "document_valid" if until >= leaves else "document_expired"
    ]


def activity_type(subject: OfMobility, _wording: Wording) -> Bilingual:
    """The kind of activity of the programme, as far as the length of a learner's stay says it; else somebody chooses."""
    mobility, days = subject.mobility, period_facts(subject.mobility).days or 0
    if not is_erasmus(mobility) or mobility.participant.kind != ParticipantKind.LEARNER:
        return {}
    name = "activity_short" if days in SHORT else "activity_long" if days in LONG else ""
    return all_labels()[name] if name else {}


def programme_number(subject: OfMobility, _wording: Wording) -> Bilingual:
    """The number that the programme gave the mobility, or that it has given none yet."""
    number = subject.mobility.programme_id
    return {"": number} if number else all_labels()["not_given_yet"]
