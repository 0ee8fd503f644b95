"""What applicants answer to a call's own questions, and the papers they hand in."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from compagnon.core import clock
from compagnon.core.models import Coded, NetworkModel
from compagnon.recruitment.models.applications import Application
from compagnon.recruitment.models.asked import Question, RequiredPiece


class KeptFile(models.Model):
    """A file under the name by which `core.files` keeps it; `file_name` is what its owner called it."""

    file = models.CharField(_("file"), max_length=100, blank=True)
    file_name = models.CharField(_("name of the file"), max_length=120, blank=True)
    media_type = models.CharField(_("kind of file"), max_length=60, blank=True)
    size = models.PositiveIntegerField(_("bytes"), default=0)

    class Meta:
        abstract = True


class Answer(Coded, KeptFile, NetworkModel):
    """One applicant's answer to one question, as far as it was given.

    `value` is a text, the key of a choice, a list of keys (in the order wished for), a step of a scale, or a list of
    names; None when the answer is a file or was left out.
    """

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="answers")
    value: Any = models.JSONField(_("answer"), null=True, blank=True)
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["question__position", "question_id"]
        constraints = [models.UniqueConstraint(fields=["application", "question"], name="one_answer_per_question")]

    def __str__(self) -> str:
        return f"{self.question}: {self.value if self.value is not None else self.file_name}"

    @property
    def is_given(self) -> bool:
        return self.value not in (None, "", []) or bool(self.file)


class Piece(Coded, KeptFile, NetworkModel):
    """A paper that somebody handed in for a required piece: a PDF, or one photograph a page."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="pieces")
    required = models.ForeignKey(RequiredPiece, on_delete=models.PROTECT, related_name="pieces")
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("piece of an application")
        verbose_name_plural = _("pieces of an application")
        ordering = ["required__position", "required_id", "pk"]

    def __str__(self) -> str:
        return f"{self.required}: {self.file_name}"
