"""The host tutor's evaluation of the learning outcomes."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from compagnon.core import clock
from compagnon.core.models import Coded, NetworkModel
from compagnon.documents.models import LearningOutcome
from compagnon.mobilities.models import Mobility
from compagnon.people.models import Contact


class Level(models.IntegerChoices):
    NOT_SHOWN = 0, _("Could not be shown")
    WITH_HELP = 1, _("With help")
    ALONE = 2, _("Alone, in known situations")
    SURE = 3, _("Surely, in new situations too")


class TutorEvaluation(Coded, NetworkModel):
    """One tutor's word on one stay; asked by personal link, given once."""

    mobility = models.OneToOneField(Mobility, on_delete=models.CASCADE, related_name="tutor_evaluation")
    tutor = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=clock.now, editable=False)
    answered_at = models.DateTimeField(null=True, blank=True)
    comment = models.TextField(_("overall comment"), blank=True)
    would_host_again = models.BooleanField(_("would host again"), null=True, blank=True)

    class Meta:
        verbose_name = _("tutor's evaluation")
        verbose_name_plural = _("tutors' evaluations")

    def __str__(self) -> str:
        return str(self.mobility)

    @property
    def file(self) -> Any:
        """The file under which letters about it are shown."""
        return self.mobility


class OutcomeRating(NetworkModel):
    """How far one learning outcome was reached, in the tutor's eyes."""

    evaluation = models.ForeignKey(TutorEvaluation, on_delete=models.CASCADE, related_name="ratings")
    outcome = models.OneToOneField(LearningOutcome, on_delete=models.PROTECT, related_name="rating")
    level = models.PositiveSmallIntegerField(_("level reached"), choices=Level)
    comment = models.CharField(_("comment"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("rating of an outcome")
        verbose_name_plural = _("ratings of outcomes")

    def __str__(self) -> str:
        return f"{self.outcome}: {self.get_level_display()}"


class CourseResult(NetworkModel):
    """A course followed at a host that teaches, with what its own system says of it (table 5b of the Europass Mobility)."""

    evaluation = models.ForeignKey(TutorEvaluation, on_delete=models.CASCADE, related_name="courses")
    position = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(pgettext_lazy("guest", "Course or module"), max_length=160)
    number = models.CharField(pgettext_lazy("guest", "Its code, if it has one"), max_length=40, blank=True)
    length = models.CharField(pgettext_lazy("guest", "How long"), max_length=60, blank=True)
    mark = models.CharField(pgettext_lazy("guest", "Mark or grade, in your own scale"), max_length=60, blank=True)
    credits = models.CharField(pgettext_lazy("guest", "Credits or points"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("result of a course")
        verbose_name_plural = _("results of courses")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return f"{self.title} {self.mark}".strip()
