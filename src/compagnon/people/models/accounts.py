"""People with an account, and what their roles let them see."""

from collections.abc import Hashable
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from compagnon.core import clock
from compagnon.core.activity import ERASED
from compagnon.core.models import Coded
from compagnon.network.models import Network
from compagnon.people.choices import LENT, ParticipantKind, Role
from compagnon.people.models.teams import Membership, Replacement
from compagnon.people.reach import Reach, place_of, reach_of


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
    is_support = models.BooleanField(_("support of the installation"), default=False, editable=False)
    session_round = models.PositiveIntegerField(default=0, editable=False)
    joined_at = models.DateTimeField(default=clock.now, editable=False)
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = PersonManager()
    support_access: Any = None
    """While support is let into a network: the access that lets it; set for one request."""

    USERNAME_FIELD = "email"

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.CheckConstraint(
                condition=Q(is_support=False) | Q(network__isnull=True), name="support_is_of_no_network"
            )
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """First and last name; the address of somebody who was invited by it alone; of one who was erased, that."""
        name = f"{self.first_name} {self.last_name}".strip()
        return gettext(ERASED) if name == ERASED else name or self.email

    @property
    def is_told_vous(self) -> bool:
        """Whether French says "vous" to this person: to all but learners."""
        participant = getattr(self, "participant", None)
        return participant is None or participant.kind != ParticipantKind.LEARNER

    @property
    def activity_name(self) -> str:
        return self.full_name

    @cached_property
    def memberships(self) -> list[Membership]:
        """Roles in the own network, also those lent today by colleagues whom this person replaces.

        Read once a request, in one question: a right withdrawn acts on the next one.
        """
        if self.support_access is not None:
            return [Membership(person=self, network=self.network, role=Role.SUPPORT)]
        today = clock.today()
        away = Replacement.unscoped.filter(stand_in=self, first_day__lte=today, last_day__gte=today)
        absent = away.filter(absent__is_active=True).order_by().values("absent")
        own_or_lent = Q(person=self) | Q(role__in=LENT)
        who = Person.objects.filter(pk=self.pk).values("pk").union(absent)  # "or" here would read every membership
        found = Membership.unscoped.filter(own_or_lent, person__in=who, network_id=self.network_id)
        return list(found.select_related("person", "site"))

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a session is held against at each request: a new round ends those of the rounds before."""
        value = f"{self.password}:{self.session_round}"
        return salted_hmac("compagnon.people.session", value, secret=secret, algorithm="sha256").hexdigest()

    def read_roles_again(self) -> None:
        """Forget what was read of the roles, because they have changed."""
        for known in ("memberships", "reach"):
            self.__dict__.pop(known, None)

    @property
    def roles(self) -> set[str]:
        return {membership.role for membership in self.memberships}

    @property
    def seen_as(self) -> Hashable:
        """All that decides today which rows of the network this person sees: who, and with which roles for which places."""
        roles = {(one.person_id, one.role, one.departement_code, one.site_id) for one in self.memberships}
        return (self.network_id, self.pk, frozenset(roles))

    @cached_property
    def reach(self) -> Reach:
        """Which files of the network this person sees."""
        return reach_of(self.memberships)

    def stands_in_for(self, thing: Any) -> str:
        """The name of the colleague in whose place this person acts on a thing; empty when it is the own work."""
        lent = [one for one in self.memberships if one.person_id != self.pk]
        if not lent:
            return ""
        own = [one for one in self.memberships if one.person_id == self.pk]
        place = place_of(thing)
        if place is None:
            held = {one.role for one in own}
            return next((one.person.full_name for one in lent if one.role not in held), "")
        if reach_of(own).covers(*place):
            return ""
        return next((one.person.full_name for one in lent if reach_of([one]).covers(*place)), "")
