"""The papers of many files at once."""

from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from compagnon.core import clock
from compagnon.core.models import Coded, NetworkModel
from compagnon.documents.choices import BUNDLE_MOVES, BundlePurpose, BundleState
from compagnon.mobilities.models import Departure, Mobility


class PaperBundle(Coded, NetworkModel):
    """The papers of many files at once: gathered by a job, looked at, downloaded as one ZIP, sent with one press.

    The ZIP lives for a day, the bundle itself for a week: the papers stay where they are.
    """

    MOVES = BUNDLE_MOVES

    purpose = models.CharField(max_length=10, choices=BundlePurpose, default=BundlePurpose.PAPERS)
    state = models.CharField(_("state"), max_length=10, choices=BundleState, default=BundleState.GATHERING)
    title = models.CharField(_("title"), max_length=200)
    project = models.CharField(_("project"), max_length=80, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField(default=clock.now, editable=False)
    file = models.CharField(_("file"), max_length=200, blank=True)
    file_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("bundle of papers")
        verbose_name_plural = _("bundles of papers")
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("documents:bundle", args=[self.code])


class BundleFile(NetworkModel):
    """One file of a bundle, a mobility or a departure; `papers` says of each kind how it stands, and what it lacks."""

    bundle = models.ForeignKey(PaperBundle, on_delete=models.CASCADE, related_name="files")
    mobility = models.ForeignKey(Mobility, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    departure = models.ForeignKey(Departure, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    is_done = models.BooleanField(default=False)
    papers: Any = models.JSONField(_("documents"), default=list)

    class Meta:
        verbose_name = _("file of a bundle")
        verbose_name_plural = _("files of bundles")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(mobility__isnull=False) ^ models.Q(departure__isnull=False),
                name="bundle_file_is_about_one",
            ),
        ]

    def __str__(self) -> str:
        return str(self.row)

    @property
    def row(self) -> Any:
        return self.mobility or self.departure


class JoinedPapers(NetworkModel):
    """The papers of a bundle as one PDF to read and print, made when somebody asks for it; it goes with the ZIP.

    `total` papers, `done` of them are in it; `left_out` names those that could not be read.
    """

    bundle = models.OneToOneField(PaperBundle, on_delete=models.CASCADE, related_name="joined")
    both_sides = models.BooleanField(_("each paper begins on a sheet of its own"), default=False)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    pages = models.PositiveIntegerField(_("pages"), default=0)
    left_out: Any = models.JSONField(_("left out"), default=list)
    file = models.CharField(_("file"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("joined papers")
        verbose_name_plural = _("joined papers")

    def __str__(self) -> str:
        return str(self.bundle)
