"""Who is on call, and calls for help."""

from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from compagnon.core import clock
from compagnon.core.models import Coded, NetworkModel
from compagnon.mobilities.models import Mobility
from compagnon.stays.choices import HELP_MOVES, URGENT, HelpLevel, HelpState

_HOURS = [MinValueValidator(1), MaxValueValidator(168)]


class CareSettings(NetworkModel):
    """How a network answers calls for help: the number that somebody answers day and night, and when the next is asked."""

    phone = models.CharField(
        _("number answered day and night"),
        max_length=30,
        blank=True,
        help_text=_("Shown to participants beside the person on call. Leave it empty if there is none."),
    )
    answer_within = models.PositiveSmallIntegerField(
        _("minutes until the next is asked"),
        default=15,  # our own proposal: no text sets one
        validators=[MinValueValidator(2), MaxValueValidator(240)],
    )
    remind_after = models.PositiveSmallIntegerField(
        _("hours until the participant is reminded"),
        default=12,
        null=True,
        blank=True,
        validators=_HOURS,
        help_text=_("Counted from the end of the day on which a check-in or the arrival was due, where the stay is."),
    )
    tutor_after = models.PositiveSmallIntegerField(
        _("hours until the host tutor is asked"), default=24, null=True, blank=True, validators=_HOURS
    )
    call_after = models.PositiveSmallIntegerField(
        _("hours until somebody calls"),
        default=36,
        validators=_HOURS,
        help_text=_("From then on it stands on the list of whom to call; who is on call and the referent are told."),
    )
    answer_minutes = models.PositiveSmallIntegerField(
        _("minutes for each of these steps when somebody does not answer whether they are safe"),
        default=30,  # our own proposal: no text sets one
        validators=[MinValueValidator(5), MaxValueValidator(600)],
    )
    daily_days = models.PositiveSmallIntegerField(
        _("first days on which minors are asked every day"),
        default=0,
        validators=[MaxValueValidator(14)],
        help_text=_(
            "0: minors are asked once a week, like everybody. It counts for stays that begin after the change."
        ),
    )

    class Meta:
        verbose_name = _("settings of help")
        verbose_name_plural = _("settings of help")
        constraints = [models.UniqueConstraint(fields=["network"], name="care_settings_once_per_network")]

    def __str__(self) -> str:
        return self.phone


class OnCallTurn(Coded, NetworkModel):
    """Somebody is on call from one day to another; `place` says who is asked first, second…"""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="on_call_turns")
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    place = models.PositiveSmallIntegerField(
        _("asked as"), default=1, validators=[MinValueValidator(1), MaxValueValidator(9)]
    )
    phone = models.CharField(_("phone on call"), max_length=30)
    is_off = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("turn on call")
        verbose_name_plural = _("turns on call")
        ordering = ["first_day", "place", "pk"]
        indexes = [models.Index(fields=["network", "last_day"], name="on_call_turns")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last_day__gte=models.F("first_day")), name="on_call_turn_ends_after_it_begins"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.first_day.isoformat()}"


class HelpCall(Coded, NetworkModel):
    """A participant asked for help: who was asked, who took it, how it ended. The steps are in the activity.

    `key` is made where the button was pressed, so that a call sent twice is one. `place` counts those asked so far;
    `answer_by` is empty when nobody else will be asked.
    """

    MOVES = HELP_MOVES

    mobility = models.ForeignKey(Mobility, on_delete=models.CASCADE, related_name="help_calls")
    key = models.UUIDField(editable=False)
    level = models.CharField(_("how grave"), max_length=10, choices=HelpLevel)
    state = models.CharField(_("state"), max_length=10, choices=HelpState, default=HelpState.ASKED)
    words = models.TextField(_("what happened"), max_length=2000, blank=True)
    phone = models.CharField(_("phone to call back"), max_length=30, blank=True)
    called_at = models.DateTimeField(default=clock.now, editable=False)
    asked = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    asked_phone = models.CharField(max_length=30, blank=True)
    place = models.PositiveSmallIntegerField(default=0)
    answer_by = models.DateTimeField(null=True, blank=True)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    taken_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.TextField(_("how it ended"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("call for help")
        verbose_name_plural = _("calls for help")
        ordering = ["-called_at", "-pk"]
        indexes = [
            models.Index(fields=["network", "-called_at"], name="help_call_list"),
            models.Index(fields=["answer_by"], name="help_call_waits", condition=models.Q(state="asked")),
        ]
        constraints = [models.UniqueConstraint(fields=["mobility", "key"], name="help_call_once")]

    def __str__(self) -> str:
        return f"{self.mobility}: {self.get_level_display()}"

    def get_absolute_url(self) -> str:
        """Its page at the desk."""
        return reverse("stays:call", args=[self.code])

    @property
    def is_urgent(self) -> bool:
        return self.level in URGENT

    @property
    def file(self) -> Any:
        """The file under which letters about it are shown."""
        return self.mobility
