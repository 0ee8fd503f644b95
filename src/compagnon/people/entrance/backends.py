"""How an account is found again at each request."""

from typing import Any

from django.contrib.auth.backends import ModelBackend

from compagnon.people.models import Person


class PersonBackend(ModelBackend):
    """Reads the account with its network and with who moves: every page behind a sign-in needs them."""

    def get_user(self, user_id: Any) -> Person | None:
        """The active account of this number, else nobody."""
        person = Person.objects.select_related("network", "participant").filter(pk=user_id).first()
        return person if person is not None and self.user_can_authenticate(person) else None
