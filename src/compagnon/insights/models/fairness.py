"""What fairness keeps: each table as it was shown, and the review of a gap."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from compagnon.core import clock
from compagnon.core.models import Coded, NetworkModel
from compagnon.insights.choices import GAP_MOVES, Audience, GapState
from compagnon.mobilities.choices import school_year_name
from compagnon.recruitment.models import Call


class FairnessRelease(Coded, NetworkModel):
    """One table as it was shown, of one call or of the other calls of a school year together; never changed.

    `register` holds the true counts, for the engine alone: no page, export or letter reads it. `calls` are those that
    were counted: a call is counted alone or with others, never both, so that nothing is found by subtracting.
    """

    year = models.PositiveSmallIntegerField(_("school year"))
    call = models.ForeignKey(Call, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    audience = models.CharField(_("for"), max_length=10, choices=Audience)
    at = models.DateTimeField(default=clock.now, editable=False)
    calls: Any = models.JSONField(default=list)
    register: Any = models.JSONField(default=dict)
    shown: Any = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("table of fairness")
        verbose_name_plural = _("tables of fairness")
        indexes = [models.Index(fields=["network", "year", "-at"], name="fairness_release_list")]

    def __str__(self) -> str:
        return str(self.call) if self.call else school_year_name(self.year)


class GapReview(Coded, NetworkModel):
    """A gap that people look into: what they found step by step, and the action that comes of it (DISP-05)."""

    MOVES = GAP_MOVES

    release = models.ForeignKey(FairnessRelease, on_delete=models.CASCADE, related_name="reviews")
    dimension = models.CharField(max_length=20)
    group = models.CharField(max_length=100)
    of = models.CharField(max_length=20)
    reached = models.CharField(max_length=20)
    state = models.CharField(_("state"), max_length=10, choices=GapState, default=GapState.OPEN)
    opened_at = models.DateTimeField(default=clock.now, editable=False)
    stage_note = models.TextField(_("Where in the funnel does the gap begin?"), blank=True)
    criteria_note = models.TextField(_("Criterion by criterion: which one sets the groups apart?"), blank=True)
    reviewers_note = models.TextField(_("Reviewer by reviewer: do all read alike?"), blank=True)
    outreach_note = models.TextField(_("Who heard of the call, and how?"), blank=True)
    adjustments_note = models.TextField(_("Were adjustments offered and given?"), blank=True)
    action = models.TextField(_("What will be done"), blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Who does it"),
    )
    due_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("review of a gap")
        verbose_name_plural = _("reviews of gaps")
        ordering = ["state", "due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["release", "dimension", "group", "of", "reached"], name="gap_reviewed_once")
        ]

    def __str__(self) -> str:
        return str(self.release)

    @property
    def is_late(self) -> bool:
        return self.state == GapState.OPEN and self.due_on is not None and self.due_on < clock.today()
