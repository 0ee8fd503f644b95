"""A message from the public page to a person of the network."""

from django.db import transaction

from compagnon.correspondence.actions import write
from compagnon.network.models import Network
from compagnon.people.choices import Role
from compagnon.people.queries import reachable, who_looks_after, whole_network


@transaction.atomic
def send_message(*, network: Network, name: str, email: str, departement: str, message: str) -> int:
    """Bring a visitor's message to the referents of a département, else to the coordinators; gives how many read it."""
    readers = reachable(who_looks_after(departement) or whole_network(Role.COORDINATOR))
    for reader in readers:
        write(
            key="portal.message",
            reader=reader,
            about=network,
            by=None,
            facts={"name": name, "email": email, "message": message, "departement": departement},
        )
    return len(readers)
