"""A sign of life that is missing, and how far it has been followed."""

from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from compagnon.core.models import Coded, NetworkModel
from compagnon.mobilities.models import Mobility
from compagnon.stays.choices import Rung, SilenceKind
from compagnon.stays.models.safety import SafetyAnswer
from compagnon.stays.models.weeks import CheckIn


class Silence(Coded, NetworkModel):
    """An arrival, a check-in or an answer that did not come; `since` is when it should have. It ends with any later sign."""

    mobility = models.ForeignKey(Mobility, on_delete=models.CASCADE, related_name="silences")
    kind = models.CharField(_("what is missing"), max_length=10, choices=SilenceKind)
    check_in = models.ForeignKey(CheckIn, on_delete=models.CASCADE, null=True, blank=True, related_name="silences")
    answer = models.ForeignKey(SafetyAnswer, on_delete=models.CASCADE, null=True, blank=True, related_name="silences")
    since = models.DateTimeField(_("missing since"))
    rung = models.PositiveSmallIntegerField(_("followed"), choices=Rung, default=Rung.MISSING)
    rung_at = models.DateTimeField(null=True, blank=True)
    not_seen_at = models.DateTimeField(null=True, blank=True)  # the tutor said so
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    ended_by_name = models.CharField(max_length=200, blank=True)
    words = models.CharField(_("what was heard"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("missing sign")
        verbose_name_plural = _("missing signs")
        ordering = ["-rung", "since", "pk"]
        indexes = [
            models.Index(
                fields=["network", "-rung", "since"], name="silence_open", condition=models.Q(ended_at__isnull=True)
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["mobility", "kind", "check_in", "answer"], name="one_silence_each", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return f"{self.mobility}: {self.get_kind_display()}"

    @property
    def file(self) -> Any:
        """The file under which letters about it are shown."""
        return self.mobility

    def get_own_url(self) -> str:
        """Where the participant gives the sign."""
        if self.answer is not None:
            return reverse("stays:my-safety", args=[self.answer.code])
        if self.check_in is not None:
            return reverse("stays:my-check-in", args=[self.check_in.code])
        return reverse("stays:my-arrival", args=[self.mobility.code])
