"""Everybody in a place asked at once whether they are safe, and who of a group is present."""

from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from compagnon.core import clock
from compagnon.core.models import Coded, NetworkModel
from compagnon.mobilities.models import Departure, Mobility
from compagnon.stays.choices import Safety


class SafetyRound(Coded, NetworkModel):
    """One question to everybody who is in a country or town. A drill writes to nobody (SAFE-09)."""

    country = CountryField(_("country"))
    town = models.CharField(_("town"), max_length=120, blank=True)
    words = models.TextField(_("what happened, and what to do"), max_length=1000)
    is_drill = models.BooleanField(_("an exercise"), default=False)
    asked_at = models.DateTimeField(default=clock.now, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(max_length=200)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("question whether people are safe")
        verbose_name_plural = _("questions whether people are safe")
        ordering = ["-asked_at", "-pk"]
        indexes = [models.Index(fields=["network", "-asked_at"], name="safety_round_list")]

    def __str__(self) -> str:
        return f"{self.town or self.country.name}, {self.asked_at:%Y-%m-%d %H:%M}"

    def get_absolute_url(self) -> str:
        """Its page at the desk, with the counts."""
        return reverse("stays:round", args=[self.code])


class SafetyAnswer(Coded, NetworkModel):
    """What one participant answered; the last answer counts."""

    round = models.ForeignKey(SafetyRound, on_delete=models.CASCADE, related_name="answers")
    mobility = models.ForeignKey(Mobility, on_delete=models.CASCADE, related_name="safety_answers")
    state = models.CharField(_("answer"), max_length=10, choices=Safety, default=Safety.WAITING)
    words = models.CharField(_("in a sentence"), max_length=300, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("answer whether somebody is safe")
        verbose_name_plural = _("answers whether somebody is safe")
        constraints = [models.UniqueConstraint(fields=["round", "mobility"], name="one_safety_answer_each")]

    def __str__(self) -> str:
        return f"{self.mobility}: {self.get_state_display()}"

    @property
    def file(self) -> Any:
        """The file under which letters about it are shown."""
        return self.mobility


class RollCall(Coded, NetworkModel):
    """At a moment, somebody counted a group."""

    departure = models.ForeignKey(Departure, on_delete=models.CASCADE, related_name="roll_calls")
    at = models.DateTimeField(default=clock.now, editable=False)
    by_name = models.CharField(max_length=200)
    place = models.CharField(_("where"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("roll call")
        verbose_name_plural = _("roll calls")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.departure}, {self.at:%Y-%m-%d %H:%M}"


class RollMark(NetworkModel):
    """Whether one of the group was there."""

    roll_call = models.ForeignKey(RollCall, on_delete=models.CASCADE, related_name="marks")
    mobility = models.ForeignKey(Mobility, on_delete=models.CASCADE, related_name="+")
    is_present = models.BooleanField(_("present"))

    class Meta:
        verbose_name = _("mark of a roll call")
        verbose_name_plural = _("marks of roll calls")
        constraints = [models.UniqueConstraint(fields=["roll_call", "mobility"], name="one_mark_a_roll_call")]

    def __str__(self) -> str:
        return f"{self.mobility}: {self.is_present}"
