"""Participants, and the contacts outside who never have to make an account."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from compagnon.core import clock
from compagnon.core.activity import ERASED
from compagnon.core.i18n import plain_words
from compagnon.core.models import Coded, NetworkModel
from compagnon.core.search import search_index
from compagnon.network.models import Organisation, Site, Trade
from compagnon.people.choices import ContactKind, ParticipantKind, Status


class Contact(Coded, NetworkModel):
    """Somebody outside the network who never has to make an account: guardian, mentor, tutor.

    Birth and postal address are noted of a guardian who signs that a minor leaves the country, and of nobody else.
    """

    kind = models.CharField(_("kind"), max_length=20, choices=ContactKind)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, null=True, blank=True, related_name="contacts"
    )
    first_name = models.CharField(_("first name"), max_length=80)
    last_name = models.CharField(_("last name"), max_length=80)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    function = models.CharField(_("function"), max_length=120, blank=True)
    address = models.CharField(_("postal address"), max_length=250, blank=True)
    birth_date = models.DateField(_("birth date"), null=True, blank=True)
    birth_place = models.CharField(_("place of birth"), max_length=120, blank=True)
    language = models.CharField(_("language"), max_length=5, default="en")
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        name = f"{self.first_name} {self.last_name}".strip()
        return gettext(ERASED) if name == ERASED else name

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
    birth_place = models.CharField(_("place of birth"), max_length=120, blank=True)
    nationality = CountryField(_("nationality"), blank=True)
    address = models.CharField(
        _("postal address"), max_length=250, blank=True, help_text=_("Street, postcode, town and country.")
    )
    site = models.ForeignKey(Site, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    trade = models.ForeignKey(Trade, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    qualification = models.CharField(_("qualification prepared"), max_length=200, blank=True)
    eqf_level = models.PositiveSmallIntegerField(_("EQF level"), null=True, blank=True)
    contract_start = models.DateField(_("start of the contract"), null=True, blank=True)
    contract_end = models.DateField(_("end of the contract"), null=True, blank=True)
    contract_number = models.CharField(
        _("registration number of the contract"), max_length=40, blank=True,
        help_text=_("As the skills operator registered the apprenticeship contract."),
    )  # fmt: skip
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
