"""Who people are: accounts and roles, participants and contacts, personal links."""

from compagnon.people.models.accounts import Membership, Person, PersonManager
from compagnon.people.models.links import PersonalLink
from compagnon.people.models.participants import Contact, Participant

__all__ = ["Contact", "Membership", "Participant", "Person", "PersonManager", "PersonalLink"]
