"""Who may sign in somebody's place: of the same organisation, and reachable."""

from compagnon.documents.choices import OURS, SignerRole
from compagnon.documents.models import Signature
from compagnon.people.choices import Role
from compagnon.people.models import Contact, Membership, Person


def deputies_of(signature: Signature) -> list[Person | Contact]:
    """For the centre those who look after mobilities in the network, for a company or partner its other contacts.

    Nobody signs for a participant or a guardian but these themselves.
    """
    busy = {(one.person_id, one.contact_id) for one in signature.document.signatures.all()}
    if signature.person_id and signature.role in (*OURS, SignerRole.ACCOMPANYING):
        roles = (Role.REFERENT, Role.COORDINATOR)
        held = Membership.objects.filter(role__in=roles).values("person")
        people = Person.objects.filter(network_id=signature.network_id, is_active=True, pk__in=held)
        return [one for one in people.order_by("last_name", "pk") if (one.pk, None) not in busy]
    organisation = signature.contact.organisation_id if signature.contact else None
    if organisation is None or signature.role == SignerRole.GUARDIAN:
        return []
    contacts = Contact.objects.filter(organisation=organisation, erased_at=None).exclude(email="")
    return [one for one in contacts.order_by("last_name", "pk") if (None, one.pk) not in busy]
