"""Arrival and weekly check-ins."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from compagnon.core import clock
from compagnon.core.models import Coded, NetworkModel
from compagnon.mobilities.models import Mobility


class Mood(models.IntegerChoices):
    BAD = 1, _("Bad")
    LOW = 2, _("Not great")
    FAIR = 3, _("All right")
    GOOD = 4, _("Good")
    GREAT = 5, _("Great")


class Arrival(NetworkModel):
    """That the participant is there, told by whom and when."""

    mobility = models.OneToOneField(Mobility, on_delete=models.CASCADE, related_name="arrival")
    confirmed_at = models.DateTimeField(default=clock.now, editable=False)
    confirmed_by_name = models.CharField(max_length=200)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("arrival")
        verbose_name_plural = _("arrivals")

    def __str__(self) -> str:
        return str(self.mobility)


class CheckIn(Coded, NetworkModel):
    """One week of a stay: due on a day, answered with a mood and a sentence, or missed.

    `day` counts the first days on which minors are asked every day, where the network asks it; their `week` is 0.
    """

    mobility = models.ForeignKey(Mobility, on_delete=models.CASCADE, related_name="check_ins")
    week = models.PositiveSmallIntegerField(_("week"))
    day = models.PositiveSmallIntegerField(_("day"), default=0)
    due_on = models.DateField(_("due"))
    answered_at = models.DateTimeField(null=True, blank=True)
    mood = models.PositiveSmallIntegerField(_("mood"), choices=Mood, null=True, blank=True)
    sentence = models.CharField(_("in a sentence"), max_length=500, blank=True)
    wants_call = models.BooleanField(_("wants to be called"), default=False)
    key = models.UUIDField(null=True, blank=True, editable=False)  # of the answer, made where it was written
    seen_at = models.DateTimeField(null=True, blank=True)
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("check-in")
        verbose_name_plural = _("check-ins")
        ordering = ["week", "day"]
        indexes = [
            models.Index(
                fields=["network", "due_on"], name="check_in_missing", condition=models.Q(answered_at__isnull=True)
            ),
            models.Index(
                fields=["network", "due_on"],
                name="check_in_attention",
                condition=models.Q(seen_at__isnull=True)
                & (
                    models.Q(answered_at__isnull=True)
                    | models.Q(mood__in=[Mood.BAD, Mood.LOW])
                    | models.Q(wants_call=True)
                ),
            ),
        ]
        constraints = [models.UniqueConstraint(fields=["mobility", "week", "day"], name="one_check_in_a_week_or_day")]

    def __str__(self) -> str:
        return f"{self.mobility}: {self.label}"

    @property
    def label(self) -> str:
        """Which week or day it asks about."""
        if self.day:
            return gettext("Day %(day)s") % {"day": self.day}
        return gettext("Week %(week)s") % {"week": self.week}

    @property
    def file(self) -> Any:
        """The file under which letters about it are shown."""
        return self.mobility

    @property
    def is_missed(self) -> bool:
        return self.answered_at is None and self.due_on < clock.today()
