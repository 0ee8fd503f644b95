"""Asking a guardian or an employer for their word, and keeping what they answer."""

from django.db import transaction
from django.utils.translation import gettext as _

from compagnon.core import clock
from compagnon.core.states import MoveRefused, locked, move
from compagnon.correspondence.actions import write
from compagnon.people import links
from compagnon.people.actions import may_try
from compagnon.people.models import Contact, Person
from compagnon.recruitment.choices import ApplicationState, ConsentKind, ConsentState
from compagnon.recruitment.models import Application, Consent
from compagnon.recruitment.queries.applications import UNDECIDED, needed_consents

PURPOSES = {
    ConsentKind.GUARDIAN: "recruitment.guardian_consent",
    ConsentKind.EMPLOYER: "recruitment.employer_agreement",
}


@transaction.atomic
def ask_needed_consents(*, application: Application, by: Person | None) -> list[Consent]:
    """Ask everybody whose word is needed and who was not asked yet."""
    asked = set(application.consents.values_list("kind", flat=True))
    made = [
        ask_consent(application=application, kind=kind, by=by)
        for kind in needed_consents(application)
        if kind not in asked
    ]
    return [consent for consent in made if consent is not None]


@transaction.atomic
def ask_consent(*, application: Application, kind: ConsentKind, by: Person | None) -> Consent | None:
    """Write to the guardian or the mentor with a personal link; asking again sends the letter again.

    When the contact has changed, the former one's link ends and their answer no longer counts. Gives None when no
    address is known.
    """
    contact = _contact_of(application, kind)
    if contact is None or not contact.email:
        return None
    consent: Consent | None = Consent.objects.filter(application=application, kind=kind).first()
    if consent is not None and consent.contact_id != contact.pk:
        links.revoke(purpose=PURPOSES[kind], about=consent)
        consent.delete()
        consent = None
    if consent is not None and consent.state == ConsentState.GIVEN:
        return consent
    if consent is None:
        consent = Consent.objects.create(
            network_id=application.network_id, application=application, kind=kind, contact=contact
        )
    write(key=PURPOSES[kind], reader=contact, about=consent, by=by, purpose=PURPOSES[kind])
    return consent


def _contact_of(application: Application, kind: ConsentKind) -> Contact | None:
    participant = application.participant
    return participant.guardian if kind == ConsentKind.GUARDIAN else participant.mentor


def may_ask_again(application: Application, kind: str) -> bool:
    """A learner may send the letter again twice a day at most; at the desk there is no limit."""
    return may_try(f"ask-consent:{application.pk}:{kind}", times=2, seconds=86_400)


@transaction.atomic
def answer_consent(*, consent: Consent, given: bool, by: Contact, sentence: str = "", reason: str = "") -> Consent:
    """Keep the answer with the words agreed to; it can be changed until the application is decided.

    Giving the same answer twice keeps the first. A first answer is welcome after an admission too; raises MoveRefused
    when an answer would be changed after the decision, or when the application is out of the running.
    """
    consent = locked(consent)
    state = consent.application.state
    first_word = consent.state == ConsentState.ASKED and state == ApplicationState.ADMITTED
    if state not in UNDECIDED and not first_word:
        raise MoveRefused(_("The application has been decided: the answer can no longer be changed here."))
    to = ConsentState.GIVEN if given else ConsentState.REFUSED
    if consent.state == to:
        return consent
    consent.answered_at = clock.now()
    consent.sentence, consent.reason = (sentence, "") if given else ("", reason)
    facts = {"name": str(consent.application.participant), "kind": str(consent.kind)}
    move(consent, to, by=by, reason=consent.reason, trail=consent.application, facts=facts)
    return consent
