"""Reviews: scored readings of applications."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from compagnon.core.models import Coded, NetworkModel
from compagnon.recruitment.models.applications import Application


class Review(Coded, NetworkModel):
    """One reviewer's scored reading of an application, without seeing who the person is."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="reviews")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    score = models.PositiveSmallIntegerField(_("score"), null=True, blank=True)
    sentence = models.TextField(_("why"), blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        constraints = [
            models.UniqueConstraint(fields=["application", "reviewer"], name="one_review_per_reviewer"),
            models.CheckConstraint(
                condition=models.Q(score__isnull=True) | models.Q(score__range=(1, 5)), name="score_from_one_to_five"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application}: {self.score}"
