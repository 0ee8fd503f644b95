"""What others say of an application, and what a referent asks to be put right."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from compagnon.core import clock
from compagnon.core.models import Coded, NetworkModel
from compagnon.people.models import Contact
from compagnon.recruitment.choices import OPINION_MOVES, OpinionState, Readiness, StaffPurpose
from compagnon.recruitment.models.applications import Application


class Opinion(Coded, NetworkModel):
    """What a trainer of the centre thinks of somebody's wish to leave; staff read it, readers of the first pass never.

    Given by personal link, or noted at the desk; `by_name` is whose word it is.
    """

    MOVES = OPINION_MOVES

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="opinions")
    contact = models.ForeignKey(Contact, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    by_name = models.CharField(_("trainer"), max_length=170)
    state = models.CharField(_("state"), max_length=6, choices=OpinionState, default=OpinionState.ASKED)
    readiness = models.CharField(_("ready to leave"), max_length=10, choices=Readiness, blank=True)
    strengths = models.TextField(_("strengths"), blank=True)
    watch = models.TextField(_("what to watch"), blank=True)
    asked_at = models.DateTimeField(default=clock.now, editable=False)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("trainer's opinion")
        verbose_name_plural = _("trainers' opinions")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.by_name}: {self.get_readiness_display() or self.get_state_display()}"

    @property
    def file(self) -> Any:
        """The file under which letters about it are shown."""
        return self.application


class Correction(Coded, NetworkModel):
    """Answers that a referent asks to be put right after an application was sent; only these can be changed then.

    `steps` are keys of screens; `changes` rows `{"step", "title", "before", "after"}` in words.
    """

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="corrections")
    steps: Any = models.JSONField(_("answers to correct"), default=list)
    sentence = models.TextField(_("what to correct, and why"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    asked_at = models.DateTimeField(default=clock.now, editable=False)
    done_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)
    changes: Any = models.JSONField(_("what was changed"), default=list)

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application"], condition=models.Q(done_at__isnull=True), name="one_correction_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.application}: {self.sentence}"

    @property
    def file(self) -> Any:
        """The file under which letters about it are shown."""
        return self.application


class StaffPlan(NetworkModel):
    """What a member of staff plans to do abroad, and what the centre gains by it."""

    application = models.OneToOneField(Application, on_delete=models.CASCADE, related_name="staff_plan")
    purpose = models.CharField(_("purpose"), max_length=12, choices=StaffPurpose, blank=True)
    programme = models.TextField(_("programme of the stay"), blank=True)
    sharing = models.TextField(_("how it is shared afterwards"), blank=True)
    replacement = models.TextField(_("who replaces you"), blank=True)

    class Meta:
        verbose_name = _("plan of a stay of staff")
        verbose_name_plural = _("plans of stays of staff")

    def __str__(self) -> str:
        return f"{self.application}: {self.get_purpose_display()}"
