"""Who people are: accounts and roles, teams, the entrance, participants and contacts, personal links."""

from compagnon.people.models.accounts import Person, PersonManager
from compagnon.people.models.entrance import OneTimeCode, Tries
from compagnon.people.models.links import PersonalLink
from compagnon.people.models.participants import Contact, Participant
from compagnon.people.models.sign_on import IdentityProvider
from compagnon.people.models.support import SupportAccess, SupportVisit
from compagnon.people.models.teams import Invitation, InvitationState, Membership, Replacement

__all__ = [
    "Contact",
    "IdentityProvider",
    "Invitation",
    "InvitationState",
    "Membership",
    "OneTimeCode",
    "Participant",
    "Person",
    "PersonManager",
    "PersonalLink",
    "Replacement",
    "SupportAccess",
    "SupportVisit",
    "Tries",
]
