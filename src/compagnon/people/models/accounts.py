"""People with an account, and their roles."""

from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from compagnon.core import clock
from compagnon.core.models import Coded, NetworkModel
from compagnon.network.models import Network
from compagnon.people.choices import Role


class PersonManager(BaseUserManager["Person"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Person":
        person = self.model(email=self.normalize_email(email).lower(), **fields)
        person.set_password(password)
        person.save()
        return person


class Person(Coded, AbstractBaseUser):
    """An account; it belongs to one network, an administrator of the installation to none or one."""

    network = models.ForeignKey(Network, on_delete=models.CASCADE, null=True, blank=True, related_name="people")
    email = models.EmailField(_("e-mail"), unique=True)
    first_name = models.CharField(_("first name"), max_length=80)
    last_name = models.CharField(_("last name"), max_length=80)
    language = models.CharField(_("language"), max_length=5, default="en")
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=clock.now, editable=False)

    objects = PersonManager()

    USERNAME_FIELD = "email"

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def activity_name(self) -> str:
        return self.full_name

    @cached_property
    def memberships(self) -> "list[Membership]":
        """Roles in the own network, read once a request: a right withdrawn acts on the next one."""
        return list(Membership.unscoped.filter(person=self, network_id=self.network_id))

    @property
    def roles(self) -> set[str]:
        return {membership.role for membership in self.memberships}

    @property
    def departements(self) -> set[str]:
        """Departement codes that a referent looks after; empty means the whole network."""
        return {m.departement_code for m in self.memberships if m.role == Role.REFERENT and m.departement_code}


class Membership(NetworkModel):
    """One role of a person; a referent's may be scoped to a département (SD-38)."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(_("role"), max_length=20, choices=Role)
    departement_code = models.CharField(_("département"), max_length=3, blank=True)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(fields=["network", "person", "role", "departement_code"], name="membership_once")
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_role_display()}"
