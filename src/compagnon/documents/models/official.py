"""The official forms on which a network prints its papers."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from compagnon.core import clock
from compagnon.core.models import Coded, NetworkModel
from compagnon.documents.catalogue.reading import title_of
from compagnon.documents.choices import WORDING_MOVES, WordingState
from compagnon.documents.official.shape import Official


class OfficialForm(Coded, NetworkModel):
    """A fillable form for a kind of paper and what goes into its boxes: each publication is a version, one or none is in use.

    Of what was brought only `file` is kept: the printable pages. `content` are these pages and the boxes as they were found,
    `given` what goes into each by its name, `left_out` what the PDF carried and does not come along.
    """

    MOVES = WORDING_MOVES

    kind = models.CharField(_("kind"), max_length=40)
    number = models.PositiveSmallIntegerField(_("version"))
    state = models.CharField(_("state"), max_length=10, choices=WordingState, default=WordingState.DRAFT)
    name = models.CharField(_("name of the file"), max_length=120)
    language = models.CharField(_("language of the form"), max_length=5)
    file = models.CharField(_("file"), max_length=200)
    content: Any = models.JSONField(_("pages and boxes"), default=dict)
    given: Any = models.JSONField(_("what goes into the boxes"), default=dict)
    left_out: Any = models.JSONField(_("what does not come along"), default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("official form")
        verbose_name_plural = _("official forms")
        ordering = ["kind", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["network", "kind", "number"], name="official_form_version_once"),
            models.UniqueConstraint(
                fields=["network", "kind"], condition=models.Q(state="published"), name="official_form_current_once"
            ),
            models.UniqueConstraint(
                fields=["network", "kind"], condition=models.Q(state="draft"), name="official_form_draft_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{title_of(self.kind)} {self.number}"

    @property
    def official(self) -> Official:
        """The form as papers are filled with it."""
        return Official.model_validate(
            {"number": self.number, "file": self.file, "language": self.language, "given": self.given, **self.content}
        )
