"""Tools: what helps with a task, and what the review of it found."""

from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from compagnon.core import clock
from compagnon.core.models import Coded, NetworkModel
from compagnon.network.choices import Step
from compagnon.network.models import Trade
from compagnon.schemes.choices import TaskRole
from compagnon.toolbox.choices import TOOL_MOVES, ToolKind, ToolState


class Tool(Coded, NetworkModel):
    """Something that helps: at another address, or words kept here (a glossary, a recipe).

    `tasks` are keys of rows of timelines; without any it helps with its whole step. An empty `trade` or `country` is for
    all. `review` keeps for each criterion whether it was met and what was noted.
    """

    MOVES = TOOL_MOVES

    title = models.CharField(_("title"), max_length=200)
    summary = models.TextField(_("what it is for"), blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=ToolKind)
    url = models.URLField(_("address"), max_length=500, blank=True)
    text = models.TextField(_("words"), blank=True)
    step = models.CharField(_("step"), max_length=10, choices=Step)
    tasks: Any = models.JSONField(_("tasks"), default=list)
    role = models.CharField(_("for whom"), max_length=20, choices=TaskRole, blank=True)
    trade = models.ForeignKey(Trade, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    country = CountryField(_("country"), blank=True)
    languages: Any = models.JSONField(_("languages"), default=list)
    licence = models.CharField(_("licence"), max_length=120, blank=True)
    source = models.CharField(_("made by"), max_length=200)
    state = models.CharField(_("state"), max_length=10, choices=ToolState, default=ToolState.PROPOSED)
    review: Any = models.JSONField(_("review"), default=dict)
    review_on = models.DateField(_("next review"), null=True, blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by_name = models.CharField(max_length=200, blank=True)
    proposed_at = models.DateTimeField(default=clock.now, editable=False)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    proposed_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("tool")
        verbose_name_plural = _("tools")
        ordering = ["title", "pk"]
        indexes = [models.Index(fields=["network", "step", "state"], name="tool_at_step")]
        constraints = [models.CheckConstraint(condition=~models.Q(url="", text=""), name="tool_is_somewhere")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("toolbox:tool", args=[self.code])

    @property
    def is_overdue(self) -> bool:
        """Offered although its review date is past."""
        return self.state == ToolState.ACCEPTED and self.review_on is not None and self.review_on < clock.today()

    @property
    def terms(self) -> list[tuple[str, str]]:
        """The lines of a glossary, each as a word and what it means; a line without a sign is a word alone."""
        pairs = (line.partition("=") for line in self.text.splitlines() if line.strip())
        return [(word.strip(), meaning.strip()) for word, _sign, meaning in pairs]
