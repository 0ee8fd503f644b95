"""Asking a trainer of the centre what they think, and keeping what they say."""

from django.db import transaction
from django.utils.translation import gettext as _

from compagnon.core import activity, clock
from compagnon.core.states import MoveRefused, locked, move
from compagnon.correspondence.actions import write
from compagnon.people import links
from compagnon.people.actions import may_try
from compagnon.people.choices import ContactKind
from compagnon.people.models import Contact, Person
from compagnon.recruitment.choices import OpinionState
from compagnon.recruitment.models import Application, Opinion
from compagnon.recruitment.queries.applications import UNDECIDED

OPINION = "recruitment.opinion"


@transaction.atomic
def ask_opinion(*, application: Application, first_name: str, last_name: str, email: str, by: Person) -> Opinion:
    """Write to a trainer with a personal link; asking the same address again sends the letter again.

    Raises MoveRefused once the application is decided.
    """
    application = locked(application)
    _undecided(application)
    opinion = application.opinions.filter(contact__email__iexact=email).select_related("contact").first()
    if opinion is None:
        contact = Contact.objects.create(
            network_id=application.network_id,
            kind=ContactKind.OTHER,
            first_name=first_name,
            last_name=last_name,
            email=email,
            function=_("Trainer"),
            language=application.network.default_language,
        )
        opinion = Opinion.objects.create(
            network_id=application.network_id, application=application, contact=contact, by_name=contact.full_name
        )
        activity.record(
            "recruitment.opinion_asked", about=opinion, by=by, trail=application,
            facts={"trainer": contact.full_name, "name": str(application.participant)},
        )  # fmt: skip
    if opinion.state == OpinionState.ASKED and opinion.contact is not None:
        write(key=OPINION, reader=opinion.contact, about=opinion, by=by, purpose=OPINION)
    return opinion


def may_ask_trainer(application: Application) -> bool:
    """A learner may write to trainers three times a day at most; at the desk there is no limit."""
    return may_try(f"ask-opinion:{application.pk}", times=3, seconds=86_400)


@transaction.atomic
def give_opinion(*, opinion: Opinion, readiness: str, strengths: str, watch: str, by: Contact | Person) -> Opinion:
    """Keep what a trainer says; it can be said anew until the application is decided, then raises MoveRefused."""
    opinion = locked(opinion)
    _undecided(opinion.application)
    opinion.readiness, opinion.strengths, opinion.watch = readiness, strengths.strip(), watch.strip()
    opinion.answered_at = clock.now()
    facts = {"trainer": opinion.by_name, "name": str(opinion.application.participant)}
    move(opinion, OpinionState.GIVEN, by=by, trail=opinion.application, facts=facts)
    if isinstance(by, Person):
        links.revoke(purpose=OPINION, about=opinion)
    return opinion


@transaction.atomic
def note_opinion(
    *, application: Application, trainer: str, readiness: str, strengths: str, watch: str, by: Person
) -> Opinion:
    """Note at the desk what a trainer said, under their name."""
    opinion = Opinion.objects.create(network_id=application.network_id, application=application, by_name=trainer)
    return give_opinion(opinion=opinion, readiness=readiness, strengths=strengths, watch=watch, by=by)


def _undecided(application: Application) -> None:
    if application.state not in UNDECIDED:
        raise MoveRefused(_("The application has been decided: no opinion is asked any more."))
