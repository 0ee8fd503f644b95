"""Information meetings, and who registers for them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField

from compagnon.core import clock
from compagnon.core.models import Coded, NetworkModel
from compagnon.network.models import Site, Trade
from compagnon.people.models import Contact
from compagnon.recruitment.choices import HeardOf
from compagnon.recruitment.models.calls import Call


class Meeting(Coded, NetworkModel):
    """An information meeting on a site or online, about one call or about going abroad as such.

    `link` is told only to those registered. Without a `capacity` everybody finds room.
    """

    call = models.ForeignKey(Call, on_delete=models.SET_NULL, null=True, blank=True, related_name="meetings")
    title = I18nCharField(_("title"), max_length=200)
    note = I18nTextField(_("what it is about"), blank=True)
    begins_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    site = models.ForeignKey(Site, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    place = models.CharField(_("room or address"), max_length=200, blank=True)
    link = models.URLField(_("link to the online meeting"), blank=True)
    capacity = models.PositiveSmallIntegerField(_("seats"), null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancel_reason = models.TextField(_("why it is cancelled"), blank=True)
    edition = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("information meeting")
        verbose_name_plural = _("information meetings")
        ordering = ["begins_at", "pk"]
        indexes = [models.Index(fields=["network", "begins_at"], name="meeting_list")]
        constraints = [
            models.CheckConstraint(condition=models.Q(ends_at__gt=models.F("begins_at")), name="meeting_ends_after"),
            models.CheckConstraint(
                condition=models.Q(site__isnull=False) | ~models.Q(place="") | ~models.Q(link=""),
                name="meeting_is_somewhere",
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)

    @property
    def is_online(self) -> bool:
        return bool(self.link)

    @property
    def is_to_come(self) -> bool:
        return self.cancelled_at is None and self.begins_at > clock.now()


class Registration(Coded, NetworkModel):
    """Somebody who wants to come, or who came without having said so; its code is what they show at the door."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="registrations")
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")
    trade = models.ForeignKey(Trade, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    heard_of = models.CharField(_("heard of it from"), max_length=10, choices=HeardOf, blank=True)
    registered_at = models.DateTimeField(default=clock.now, editable=False)
    reminded_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    came_at = models.DateTimeField(_("came"), null=True, blank=True)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    is_walk_in = models.BooleanField(_("came without registering"), default=False)

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering = ["contact__last_name", "contact__first_name", "pk"]

    def __str__(self) -> str:
        return f"{self.contact}: {self.meeting}"

    @property
    def file(self) -> Meeting:
        """The file under which letters and activity about it are kept."""
        return self.meeting
