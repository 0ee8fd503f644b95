"""An e-mail address is one account of the whole installation: whose it is, asked beyond the wall between networks."""

from collections.abc import Iterable

from django_scopes import scopes_disabled

from compagnon.people.models import Person


def account_of(email: str) -> Person | None:
    """The account with this address, in whatever network it is."""
    return next(iter(accounts_of([email.strip().lower()])), None)


def accounts_of(emails: Iterable[str]) -> list[Person]:
    """The accounts with these addresses (in lower case), in whatever network they are, each with its network."""
    with scopes_disabled():
        return list(Person.objects.select_related("network").filter(email__in=list(emails)))


def taken_elsewhere(network_id: int) -> set[str]:
    """Every address that an account beyond this network has."""
    with scopes_disabled():
        return set(Person.objects.exclude(network=network_id).values_list("email", flat=True))
