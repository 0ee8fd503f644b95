"""People with an account, the participants among them, contacts outside, and their personal links."""

from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from compagnon.core import clock
from compagnon.core.i18n import plain_words
from compagnon.core.models import Coded, NetworkModel
from compagnon.core.search import search_index
from compagnon.network.models import Network, Organisation, Site, Trade
from compagnon.people.choices import ContactKind, ParticipantKind, Role, Status


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


class Contact(Coded, NetworkModel):
    """Somebody outside the network who never has to make an account: guardian, mentor, tutor."""

    kind = models.CharField(_("kind"), max_length=20, choices=ContactKind)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, null=True, blank=True, related_name="contacts"
    )
    first_name = models.CharField(_("first name"), max_length=80)
    last_name = models.CharField(_("last name"), max_length=80)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    function = models.CharField(_("function"), max_length=120, blank=True)
    language = models.CharField(_("language"), max_length=5, default="en")

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def activity_name(self) -> str:
        return f"{self.full_name} ({self.get_kind_display()})"

    @property
    def is_authenticated(self) -> bool:
        return False


class Participant(Coded, NetworkModel):
    """The person who moves, learner or staff, with what the rules of schemes ask for."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="participant")
    kind = models.CharField(_("kind"), max_length=10, choices=ParticipantKind)
    status = models.CharField(_("status"), max_length=24, choices=Status)
    birth_date = models.DateField(_("birth date"), null=True, blank=True)
    nationality = CountryField(_("nationality"), blank=True)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    trade = models.ForeignKey(Trade, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    qualification = models.CharField(_("qualification prepared"), max_length=200, blank=True)
    eqf_level = models.PositiveSmallIntegerField(_("EQF level"), null=True, blank=True)
    contract_start = models.DateField(_("start of the contract"), null=True, blank=True)
    contract_end = models.DateField(_("end of the contract"), null=True, blank=True)
    diploma_date = models.DateField(_("date of the diploma"), null=True, blank=True)
    employer = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    mentor = models.ForeignKey(Contact, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    guardian = models.ForeignKey(Contact, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    sending_organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("For somebody who comes from a partner abroad."),
    )
    emergency_contact = models.CharField(_("emergency contact"), max_length=200, blank=True)
    external_id = models.CharField(
        _("own number"), max_length=60, blank=True, help_text=_("In the school's or chamber's own lists.")
    )
    search_text = models.TextField(editable=False, blank=True)
    found_with = ("person", "site", "trade")

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        indexes = [
            models.Index(fields=["network", "kind"], name="participant_list"),
            search_index("participant_search"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "external_id"],
                condition=~models.Q(external_id=""),
                name="participant_own_number_once_per_network",
            )
        ]

    def __str__(self) -> str:
        return self.person.full_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search_text = self.found_by()
        super().save(*args, **kwargs)

    def found_by(self) -> str:
        """The words by which somebody is found; who saves many rows at once sets `search_text` by it."""
        trade = self.trade.name.data.values() if self.trade and isinstance(self.trade.name.data, dict) else ()
        return plain_words((self.person.full_name, self.site and self.site.town, *trade))

    def get_absolute_url(self) -> str:
        """The page at the desk."""
        return reverse("desk-people:participant", args=[self.code])

    def age_on(self, day: date) -> int | None:
        """Completed years on a day; None when the birth date is not known."""
        if self.birth_date is None:
            return None
        return day.year - self.birth_date.year - ((day.month, day.day) < (self.birth_date.month, self.birth_date.day))

    def is_minor_on(self, day: date) -> bool:
        """Under 18 on that day."""
        age = self.age_on(day)
        return age is not None and age < 18

    @property
    def is_minor(self) -> bool:
        return self.is_minor_on(clock.today())


class PersonalLink(Coded, NetworkModel):
    """A signed, expiring, revocable link to one thing for one purpose; only the hash of its token is stored."""

    purpose = models.CharField(max_length=60)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, null=True, blank=True, related_name="links")
    about_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    about_id = models.BigIntegerField()
    about = GenericForeignKey("about_type", "about_id")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("personal link")
        verbose_name_plural = _("personal links")
        indexes = [models.Index(fields=["about_type", "about_id"], name="personal_link_about")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person__isnull=False) ^ models.Q(contact__isnull=False), name="link_has_one_holder"
            )
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.code}"

    @property
    def holder(self) -> Any:
        """The person or contact to whom the link was given: the actor of what is done with it."""
        return self.person or self.contact

    @property
    def is_valid(self) -> bool:
        return self.revoked_at is None and clock.now() < self.expires_at
