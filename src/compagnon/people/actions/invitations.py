"""Inviting people to the team by a personal link, and what they do with it."""

from dataclasses import asdict

from django.db import transaction

from compagnon.core import activity, security
from compagnon.core.registries import letter_writer
from compagnon.core.states import locked, move
from compagnon.people import links
from compagnon.people.actions.team import Held, give
from compagnon.people.invited import Invited
from compagnon.people.models import Invitation, InvitationState, Person

JOIN = "people.join"


@transaction.atomic
def invite(*, network_id: int, invited: list[Invited], roles: set[Held], language: str, by: Person) -> list[Invitation]:
    """Write to each of these people, who were checked by `people.invited`; roles are theirs when they accept.

    Somebody not known gets an account that nobody can enter before the invitation is accepted.
    """
    made = []
    for one in invited:
        person = Person.objects.filter(email=one.email).first() or _account_to_be(network_id, one, language)
        invitation = Invitation.objects.create(
            network_id=network_id, person=person, by=by, roles=[asdict(role) for role in sorted(roles, key=str)]
        )
        activity.record("people.invitation_pending", about=invitation, by=by, trail=person, facts=_told(invitation))
        security.note("account.invited", result=security.DONE, person=by, about=person)
        _write(invitation, by)
        made.append(invitation)
    return made


def _account_to_be(network_id: int, one: Invited, language: str) -> Person:
    return Person.objects.create_user(
        one.email, network_id=network_id, first_name=one.first_name, last_name=one.last_name, language=language, is_active=False,
    )  # fmt: skip


def _write(invitation: Invitation, by: Person) -> None:
    letter_writer()(
        key="people.join",
        reader=invitation.person,
        about=invitation,
        by=by,
        purpose=JOIN,
        facts={"inviter": str(by), "roles": invitation.roles_words(invitation.person.language)},
    )


@transaction.atomic
def resend(*, invitation: Invitation, by: Person) -> None:
    """Write again with a fresh link; the old one ends. Raises MoveRefused when it is no longer open."""
    invitation = locked(invitation)
    move(invitation, InvitationState.PENDING, by=by, trail=invitation.person, facts=_told(invitation))
    links.revoke(purpose=JOIN, about=invitation)
    _write(invitation, by)


@transaction.atomic
def withdraw(*, invitation: Invitation, by: Person) -> None:
    """Take it back: its link is over at once. Raises MoveRefused when it was accepted meanwhile."""
    invitation = locked(invitation)
    move(invitation, InvitationState.WITHDRAWN, by=by, trail=invitation.person, facts=_told(invitation))
    links.revoke(purpose=JOIN, about=invitation)


@transaction.atomic
def accept(
    *, invitation: Invitation, first_name: str, last_name: str, language: str, password: str, by: Person
) -> Person:
    """Open the account with the roles of the invitation; an empty password leaves the one there is, or none.

    Raises MoveRefused when the invitation was withdrawn or accepted before.
    """
    invitation = locked(invitation)
    person = invitation.person
    move(invitation, InvitationState.ACCEPTED, by=by, trail=person, facts=_told(invitation))
    person.first_name, person.last_name, person.language = first_name, last_name, language
    person.is_active = True
    if password:
        person.set_password(password)
    person.save()
    give(person=person, roles={Held(**role) for role in invitation.roles})
    links.revoke(purpose=JOIN, about=invitation)
    security.note("invitation.accepted", result=security.DONE, person=person, about=person)
    return person


def _told(invitation: Invitation) -> dict[str, str]:
    return {"person": str(invitation.person)}
