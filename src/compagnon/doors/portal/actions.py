"""A message from the public page to a person of the network."""

from django.db import transaction

from compagnon.correspondence.actions import write
from compagnon.network.models import Network
from compagnon.people.choices import Role
from compagnon.people.models import Membership, Person


@transaction.atomic
def send_message(*, network: Network, name: str, email: str, departement: str, message: str) -> int:
    """Bring a visitor's message to the referents of a département, else to the coordinators; gives how many read it."""
    readers = _referents(departement) or _coordinators()
    for reader in readers:
        write(
            key="portal.message",
            reader=reader,
            about=network,
            by=None,
            facts={"name": name, "email": email, "message": message, "departement": departement},
        )
    return len(readers)


def _referents(departement: str) -> list[Person]:
    found = Membership.objects.filter(role=Role.REFERENT, departement_code=departement, person__is_active=True).exclude(
        departement_code=""
    )
    return [one.person for one in found.select_related("person")]


def _coordinators() -> list[Person]:
    found = Membership.objects.filter(role=Role.COORDINATOR, person__is_active=True)
    return [one.person for one in found.select_related("person")]
