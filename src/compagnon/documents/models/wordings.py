"""How a network words its papers."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from compagnon.core import clock
from compagnon.core.models import Coded, NetworkModel
from compagnon.documents.catalogue.reading import title_of
from compagnon.documents.choices import WORDING_MOVES, CodeWay, WordingState


class PaperWording(Coded, NetworkModel):
    """A network's own sentences for a kind of paper, by place and language, and when each is said: each publication is a version,
    one or none is in use.
    """

    MOVES = WORDING_MOVES

    kind = models.CharField(_("kind"), max_length=40)
    number = models.PositiveSmallIntegerField(_("version"))
    state = models.CharField(_("state"), max_length=10, choices=WordingState, default=WordingState.DRAFT)
    content: Any = models.JSONField(_("own words"), default=dict)
    conditions: Any = models.JSONField(_("when a sentence is said"), default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("wording of a paper")
        verbose_name_plural = _("wordings of papers")
        ordering = ["kind", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["network", "kind", "number"], name="paper_wording_version_once"),
            models.UniqueConstraint(
                fields=["network", "kind"], condition=models.Q(state="published"), name="paper_wording_current_once"
            ),
            models.UniqueConstraint(
                fields=["network", "kind"], condition=models.Q(state="draft"), name="paper_wording_draft_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{title_of(self.kind)} {self.number}"


class CodeRule(NetworkModel):
    """Of whom a network asks a code when they sign a kind of paper by link; without a row it is as the kind proposes."""

    kind = models.CharField(_("kind"), max_length=40)
    roles: Any = models.JSONField(_("who types a code"), default=list)
    way = models.CharField(_("how the code is sent"), max_length=8, choices=CodeWay, default=CodeWay.LETTER)

    class Meta:
        verbose_name = _("code for who signs by link")
        verbose_name_plural = _("codes for who signs by link")
        constraints = [models.UniqueConstraint(fields=["network", "kind"], name="code_rule_once_per_kind")]

    def __str__(self) -> str:
        return title_of(self.kind)
