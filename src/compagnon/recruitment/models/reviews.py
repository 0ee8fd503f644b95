"""Reviews: scored readings of applications, and what must be known before one reads."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from compagnon.core import clock
from compagnon.core.models import Coded, NetworkModel
from compagnon.recruitment.choices import ConflictKind
from compagnon.recruitment.models.applications import Application


class Review(Coded, NetworkModel):
    """One reviewer's reading of an application by the criteria of the grid, without seeing who the person is.

    `levels` are 0 to 4 by criterion, `sentences` why, also by criterion; both are a draft until `finished_at`.
    """

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="reviews")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    levels: Any = models.JSONField(_("levels"), default=dict)
    sentences: Any = models.JSONField(_("why"), default=dict)
    remark = models.TextField(_("open question for the panel"), blank=True)
    is_third = models.BooleanField(_("called because two disagree"), default=False)
    asked_at = models.DateTimeField(default=clock.now, editable=False)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        indexes = [models.Index(fields=["reviewer", "finished_at"], name="review_list")]
        constraints = [
            models.UniqueConstraint(fields=["application", "reviewer"], name="one_review_per_reviewer"),
        ]

    def __str__(self) -> str:
        return f"{self.application}: {self.reviewer}"


class Declaration(NetworkModel):
    """What somebody declared about an applicant before seeing the file: no conflict of interest, or which (SEL-06)."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="declarations")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    conflict = models.CharField(_("conflict of interest"), max_length=10, choices=ConflictKind)
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("declaration of interest")
        verbose_name_plural = _("declarations of interest")
        constraints = [models.UniqueConstraint(fields=["application", "person"], name="one_declaration_a_file")]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_conflict_display()}"


class Redaction(NetworkModel):
    """Words that staff hid in the free text of an application before reviewers read it."""

    application = models.OneToOneField(Application, on_delete=models.CASCADE, related_name="redaction")
    words: Any = models.JSONField(_("words to hide"), default=list)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("hidden words")
        verbose_name_plural = _("hidden words")

    def __str__(self) -> str:
        return str(self.application)
