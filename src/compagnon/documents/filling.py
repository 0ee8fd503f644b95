"""From the rows of the database to the facts of a learning agreement: everything is known once, nothing is typed again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from i18nfield.strings import LazyI18nString

from compagnon.core import clock, files
from compagnon.core.registries import agreement_points
from compagnon.documents.choices import DocumentKind, SignerRole
from compagnon.documents.models import AgreementTerms
from compagnon.documents.proposals import TERMS
from compagnon.documents.sentences import identified
from compagnon.documents.typesetting.facts import (
    FunderFacts,
    LearningAgreementFacts,
    OrganisationFacts,
    OutcomeFacts,
    ParticipantFacts,
    PartyFacts,
    PartyRole,
    PeriodFacts,
    PersonFacts,
    SignatureFacts,
)
from compagnon.documents.typesetting.printable import drawn
from compagnon.mobilities.models import Mobility
from compagnon.mobilities.splitting import spans_of
from compagnon.network.choices import EmblemKind
from compagnon.network.models import Network, Organisation
from compagnon.people.choices import ContactKind
from compagnon.people.models import Contact, Person
from compagnon.placement.choices import RequestState
from compagnon.placement.models import PlacementRequest

PARTIES: dict[str, PartyRole] = {
    SignerRole.PARTICIPANT: "participant",
    SignerRole.GUARDIAN: "guardian",
    SignerRole.EMPLOYER: "employer",
    SignerRole.CENTRE: "sending",
    SignerRole.HOST: "host",
    SignerRole.ACCOMPANYING: "accompanying",
    SignerRole.PARTNER: "partner",
    SignerRole.RECEIVING: "receiving",
}

ANSWERING: tuple[str, ...] = (ContactKind.HOST_COORDINATOR, ContactKind.OTHER, ContactKind.TUTOR, ContactKind.MENTOR)
"""Who answers for an organisation, the likeliest first."""

PICTURES: dict[str, Literal["png", "jpg", "svg"]] = {files.PNG: "png", files.JPEG: "jpg", files.SVG: "svg"}


@dataclass(frozen=True)
class Signer:
    """Who signs in which role; `who` is None when nobody is known yet."""

    role: SignerRole
    who: Any
    organisation: str = ""


def signers_of(mobility: Mobility) -> list[Signer]:
    """Everybody who signs: the guardian while the participant is a minor, the employer if there is one."""
    participant = mobility.participant
    signers = [Signer(SignerRole.PARTICIPANT, participant.person)]
    if mobility.guardian_signs:
        signers.append(Signer(SignerRole.GUARDIAN, participant.guardian))
    if participant.employer:
        signers.append(Signer(SignerRole.EMPLOYER, participant.mentor, str(participant.employer)))
    sending, who = sender_of(mobility)
    signers.append(Signer(SignerRole.CENTRE, who, str(sending or "")))
    signers.append(Signer(SignerRole.HOST, mobility.tutor, str(mobility.host or "")))
    return signers


def agreement_of(mobility: Mobility) -> str:
    """The kind of agreement made before a stay: that of staff where its scheme asks for it instead of the learning agreement."""
    asked = mobility.kept_scheme.documents
    return "staff_agreement" if "D22" in asked and "D2" not in asked else str(DocumentKind.LEARNING_AGREEMENT)


def agreement_reference(mobility: Mobility) -> str:
    """What the agreement made before the stay is called."""
    is_learning = agreement_of(mobility) == DocumentKind.LEARNING_AGREEMENT
    return f"{'LA' if is_learning else 'SA'}-{mobility.code.upper()}"


def local_now() -> datetime:
    """The moment that a paper prints, to the second, in the time of the installation."""
    return timezone.localtime(clock.now()).replace(microsecond=0)


def acceptance_of(mobility: Mobility) -> PlacementRequest | None:
    """The question to a host that was answered with yes and stands; None where a host was named otherwise."""
    asked = mobility.placement_requests.all()
    return next((one for one in asked if one.state == RequestState.ACCEPTED), None)


def comes_to_us(mobility: Mobility) -> bool:
    """Whether the stay is one that the network receives."""
    return bool(mobility.kept_scheme.is_incoming)


def sending_organisation(mobility: Mobility) -> Organisation | None:
    """The participant's centre; for somebody who comes to the network, the partner abroad and nobody else."""
    sender: Organisation | None = mobility.participant.sending_organisation
    return sender if sender or comes_to_us(mobility) else _own_centre(mobility)


def receiving_organisation(mobility: Mobility) -> Organisation | Network:
    """The centre of ours that receives somebody; the network itself while no centre is named."""
    return _own_centre(mobility) or mobility.network


def _own_centre(mobility: Mobility) -> Organisation | None:
    return mobility.site.organisation if mobility.site else None


def sender_of(mobility: Mobility) -> tuple[Organisation | None, Person | Contact | None]:
    """The sending side and who answers for it: our referent, or for somebody who comes to us the contact of the sender."""
    sending = sending_organisation(mobility)
    return sending, contact_at(sending) if comes_to_us(mobility) else mobility.referent


def contact_at(organisation: Organisation | None) -> Contact | None:
    """Who answers for an organisation: its coordinator, else another contact, else a tutor; who can be written to first."""
    known = [] if organisation is None else [one for one in organisation.contacts.all() if one.erased_at is None]
    able = [one for one in known if one.kind in ANSWERING]
    return min(able, key=lambda one: (ANSWERING.index(one.kind), not one.email, one.pk), default=None)


def paper_languages(mobility: Mobility) -> tuple[str, ...]:
    """The participant's language and one shared with the host, side by side; one when they are the same (DA-05).

    The shared language is the tutor's, or English as long as an outcome is written in English but not in the tutor's.
    """
    own = mobility.participant.person.language
    shared = mobility.tutor.language if mobility.tutor else own
    written = [set(by_language(outcome.title)) for outcome in mobility.outcomes.all()]
    if shared != own and any(shared not in known for known in written) and all("en" in known for known in written):
        shared = "en"
    return tuple(dict.fromkeys((own, shared)))


def check_address() -> str:
    """Where anybody checks a paper of this installation."""
    return f"{settings.SITE_URL}{reverse('documents:check')}"


def agreement_facts(
    mobility: Mobility, *, version: int, made_at: datetime, languages: tuple[str, ...] = ()
) -> LearningAgreementFacts:
    """What the learning agreement of this mobility says today; what nobody knows stays empty."""
    languages = languages or paper_languages(mobility)
    participant = mobility.participant
    terms: dict[str, Any] = dict(terms_of(mobility))
    for name, text in added_points(mobility).items():
        terms[name] = {code: f"{said}\n{text}" for code, said in terms[name].items() if said} or {"": text}
    return LearningAgreementFacts(
        reference=f"LA-{mobility.code.upper()}",
        check=check_address(),
        made_at=made_at,
        version=version,
        scheme=by_language(mobility.scheme.name),
        network=str(mobility.network),
        project_code=mobility.project_code,
        mobility_id=mobility.programme_id,
        participant=participant_facts(mobility).model_copy(update={"progress": terms.pop("progress")}),
        is_minor=mobility.guardian_signs,
        guardian=person_facts(participant.guardian) if mobility.guardian_signs and participant.guardian else None,
        is_incoming=comes_to_us(mobility),
        sending=organisation_facts(*sender_of(mobility), languages),
        employer=organisation_facts(participant.employer, participant.mentor, languages)
        if participant.employer
        else None,
        host=organisation_facts(mobility.host, mobility.tutor, languages),
        period=period_facts(mobility).model_copy(update={"virtual": terms.pop("virtual")}),
        outcomes=outcomes_facts(mobility),
        funder=funder_facts(mobility),
        monitoring_host=terms.pop("monitoring"),
        monitoring_sending=terms.pop("monitoring_home"),
        parties=tuple(
            PartyFacts(role=PARTIES[one.role], name=str(one.who or ""), organisation=one.organisation)
            for one in signers_of(mobility)
        ),
        **terms,
    )


def added_points(mobility: Mobility) -> dict[str, str]:
    """What later chapters add to the terms, each text once."""
    found: dict[str, str] = {}
    for add in agreement_points:
        for name, text in add(mobility).items():
            if text:
                found[name] = f"{found[name]}\n{text}" if name in found else text
    return found


def period_facts(mobility: Mobility) -> PeriodFacts:
    """The days of the stay, its periods where it is split, and the days on the way that was chosen."""
    spans = tuple(spans_of(mobility))
    way = next((one for one in mobility.ways.all() if one.is_chosen), None)
    parts = spans if len(spans) > 1 else ()
    days = (way.days or 0) if way else 0
    return PeriodFacts(start=mobility.departs_on, end=mobility.returns_on, parts=parts, travel_days=days)


def funder_facts(mobility: Mobility) -> FunderFacts:
    """The funder of the scheme's programme with the statement it asks for; one for all programmes where none is named."""
    funders = [one for one in mobility.network.emblems if one.kind == EmblemKind.FUNDER]
    programme = mobility.kept_scheme.programme.casefold()
    named = [one for one in funders if one.code in mobility.kept_scheme.funders]
    named = named or [one for one in funders if one.programme and one.programme.casefold() == programme]
    found = next(iter(named or [one for one in funders if not one.programme]), None)
    if found is None:
        return FunderFacts()
    return FunderFacts(
        statement=by_language(found.statement),
        picture=files.read(found.file),
        picture_format=PICTURES[found.media_type],
        picture_words=by_language(found.words),
    )


def terms_of(mobility: Mobility) -> dict[str, dict[str, str]]:
    """The text of each term by language; empty where nothing was written. The workplace is the host's unless it differs."""
    terms = getattr(mobility, "terms", None) or AgreementTerms()
    texts = {name: by_language(getattr(terms, name)) for name in TERMS}
    if not texts["workplace"] and mobility.host and mobility.host.address:
        texts["workplace"] = {"": f"{mobility.host}, {address_of(mobility.host)}"}
    return texts


def outcomes_facts(mobility: Mobility) -> tuple[OutcomeFacts, ...]:
    """The learning outcomes in their order, assessed by the tutor."""
    tutor = str(mobility.tutor or "")
    return tuple(
        OutcomeFacts(
            text=by_language(outcome.title),
            level=by_language(outcome.standard),
            task=by_language(outcome.task),
            assessed_how=by_language(outcome.assessment),
            assessed_by={"": tutor} if tutor else {},
        )
        for outcome in mobility.outcomes.all()
    )


def participant_facts(mobility: Mobility) -> ParticipantFacts:
    """The person who moves."""
    participant = mobility.participant
    return ParticipantFacts(
        name=participant.person.full_name,
        birth_date=participant.birth_date,
        trade=by_language(mobility.trade.name) if mobility.trade else {},
        qualification=by_language(participant.qualification),
        eqf_level=participant.eqf_level,
        email=participant.person.email,
        phone=participant.person.phone,
    )


def organisation_facts(
    organisation: Organisation | None, person: Person | Contact | None, languages: Iterable[str]
) -> OrganisationFacts:
    """An organisation with whoever answers for it; empty when it is not known."""
    if organisation is None:
        return OrganisationFacts()
    return OrganisationFacts(
        name=organisation.name,
        address=address_of(organisation),
        country={code: _country_in(organisation, code) for code in languages},
        registration_number=organisation.registration_number,
        oid=organisation.oid,
        email=organisation.email,
        person=person_facts(person),
    )


def address_of(organisation: Organisation) -> str:
    """Street, postcode and town on one line."""
    return ", ".join(filter(None, (organisation.address, f"{organisation.postcode} {organisation.town}".strip())))


def _country_in(organisation: Organisation, language: str) -> str:
    with translation.override(language):
        return str(organisation.country.name)


def person_facts(person: Person | Contact | None) -> PersonFacts:
    """Name, function, e-mail and phone."""
    if person is None:
        return PersonFacts()
    return PersonFacts(
        name=person.full_name,
        function=by_language(getattr(person, "function", "")),
        email=person.email,
        phone=person.phone,
    )


def by_language(text: Any) -> dict[str, str]:
    """A text in several languages as the papers take it; empty languages are left out."""
    if isinstance(text, LazyI18nString):
        text = text.data
    if isinstance(text, dict):
        return {code: str(words) for code, words in text.items() if words}
    return {"": str(text)} if text else {}


def signature_facts(signature: Any, languages: Iterable[str]) -> SignatureFacts:
    """One signature with its evidence, as the signature page prints it."""
    how = {}
    for code in languages:
        with translation.override(code):
            how[code] = identified(signature.identified_by)
    return SignatureFacts(
        role=PARTIES[signature.role],
        name=drawn(signature.typed_name or str(signature.signer)),
        method=signature.method,
        drawing=bytes(signature.drawing or b""),
        signed_at=timezone.localtime(signature.signed_at),
        consent={"": signature.consent_sentence},  # as it was shown: the page may have been read in another language
        identified_by=how,
        instead_of=drawn(signature.instead_of),
        checked_by=drawn(str(signature.checked_by or "")),
        copy_sha256=signature.scan_sha256,
        sha256=signature.signed_sha256,
    )
