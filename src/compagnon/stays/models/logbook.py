"""The logbook: what the participant did on a day, what it was good for, pictures of it, and what others say about it."""

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from compagnon.core import clock
from compagnon.core.models import Coded, NetworkModel
from compagnon.documents.models import LearningOutcome
from compagnon.mobilities.models import Mobility


def monday_of(day: date) -> date:
    """The Monday of the week of a day, by which weeks of the logbook are named."""
    return day - timedelta(days=day.weekday())


class LogEntry(Coded, NetworkModel):
    """What was done on one day, in the participant's own words.

    `key` is made where it was written, so that what is sent twice is kept once; `told_at` is the moment there.
    What the tutor has confirmed does not change any more.
    """

    mobility = models.ForeignKey(Mobility, on_delete=models.CASCADE, related_name="log_entries")
    key = models.UUIDField(editable=False)
    day = models.DateField(_("day"))
    text = models.TextField(_("what was done"), max_length=4000)
    outcomes: Any = models.ManyToManyField(
        LearningOutcome, verbose_name=_("learning outcomes"), blank=True, related_name="log_entries"
    )
    told_at = models.DateTimeField(_("written"), default=clock.now)
    kept_at = models.DateTimeField(default=clock.now, editable=False)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by_name = models.CharField(max_length=200, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("logbook entry")
        verbose_name_plural = _("logbook entries")
        ordering = ["day", "told_at", "pk"]
        indexes = [
            models.Index(
                fields=["network", "day"],
                name="log_entry_unread",
                condition=models.Q(read_at__isnull=True, removed_at__isnull=True),
            ),
        ]
        constraints = [models.UniqueConstraint(fields=["mobility", "key"], name="log_entry_once")]

    def __str__(self) -> str:
        return f"{self.mobility}: {self.day.isoformat()}"

    @property
    def monday(self) -> date:
        return monday_of(self.day)

    @property
    def is_open(self) -> bool:
        """It can still be changed or taken out by its author."""
        return self.confirmed_at is None and self.removed_at is None


class LogPhoto(Coded, NetworkModel):
    """A picture of the work, freed of place and camera."""

    entry = models.ForeignKey(LogEntry, on_delete=models.CASCADE, related_name="photos")
    key = models.UUIDField(editable=False)
    file = models.CharField(_("picture"), max_length=100, editable=False)
    media_type = models.CharField(max_length=30, editable=False)
    words = models.CharField(_("what it shows"), max_length=200, blank=True)
    kept_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("picture of the logbook")
        verbose_name_plural = _("pictures of the logbook")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["entry", "key"], name="log_photo_once")]

    def __str__(self) -> str:
        return self.words or self.code


class LogComment(Coded, NetworkModel):
    """A word of the referent or the tutor about an entry; the participant reads it."""

    entry = models.ForeignKey(LogEntry, on_delete=models.CASCADE, related_name="comments")
    at = models.DateTimeField(default=clock.now, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    by_name = models.CharField(max_length=200)
    text = models.TextField(_("comment"), max_length=1000)

    class Meta:
        verbose_name = _("comment in the logbook")
        verbose_name_plural = _("comments in the logbook")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.by_name}: {self.entry}"
