"""What a call asks of its own: questions, and papers to be handed in."""

from typing import Any

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField
from i18nfield.strings import LazyI18nString

from compagnon.core.models import Coded, NetworkModel
from compagnon.recruitment.choices import QuestionKind, When, WishesFor
from compagnon.recruitment.models.calls import Call


class Asked(Coded, NetworkModel):
    """Something a call asks of applicants; once one has answered, it is switched off rather than deleted."""

    when = models.CharField(_("asked of"), max_length=10, choices=When, default=When.ALWAYS)
    position = models.PositiveSmallIntegerField(default=0)
    is_off = models.BooleanField(_("no longer asked"), default=False)

    class Meta:
        abstract = True


class Question(Asked):
    """A question of a call's own.

    `choices` are rows `{"key": "a1", "text": {"en": "…", "fr": "…"}}`: answers keep the key, so that words can be mended.
    `most` is the longest text in characters, the last step of a scale that begins with 1, or the number of wishes.
    """

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="questions")
    kind = models.CharField(_("kind of answer"), max_length=10, choices=QuestionKind)
    text = I18nCharField(_("question"), max_length=300)
    help = I18nTextField(_("help"), blank=True)
    choices: Any = models.JSONField(_("choices"), default=list)
    wishes_for = models.CharField(_("wishes for"), max_length=12, choices=WishesFor, blank=True)
    most = models.PositiveSmallIntegerField(_("at most"), null=True, blank=True)
    lowest = I18nCharField(_("words of the lowest step"), max_length=80, blank=True)
    highest = I18nCharField(_("words of the highest step"), max_length=80, blank=True)
    is_required = models.BooleanField(_("an answer is needed"), default=True)
    shown_to_reviewers = models.BooleanField(_("reviewers read the answer"), default=False)

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return str(self.text)

    @cached_property
    def words_of_choices(self) -> dict[str, str]:
        """What each key of `choices` says in the reader's language, in the order in which they are shown."""
        return {row["key"]: str(LazyI18nString(row["text"])) for row in self.choices}


class RequiredPiece(Asked):
    """A paper or photograph to be handed in with the application; reviewers never see it in the first reading."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="required_pieces")
    name = I18nCharField(_("name"), max_length=200)
    help = I18nTextField(_("help"), blank=True)
    is_required = models.BooleanField(_("needed to send the application"), default=True)

    class Meta:
        verbose_name = _("required piece")
        verbose_name_plural = _("required pieces")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return str(self.name)
