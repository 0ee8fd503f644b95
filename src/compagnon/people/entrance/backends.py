"""How an account is found again at each request."""

from typing import Any

from django.contrib.auth.backends import ModelBackend

from compagnon.people.models import Person


class PersonBackend(ModelBackend):
    """Reads the account together with its network: every page behind a sign-in needs both."""

    def get_user(self, user_id: Any) -> Person | None:
        """The active account of this number, else nobody."""
        person = Person.objects.select_related("network").filter(pk=user_id).first()
        return person if person is not None and self.user_can_authenticate(person) else None
