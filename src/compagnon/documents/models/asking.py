"""What papers lack, asked of whoever knows."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from compagnon.core import clock
from compagnon.core.models import Coded, NetworkModel
from compagnon.documents.catalogue.reading import title_of
from compagnon.documents.choices import Giver
from compagnon.mobilities.models import Departure, Mobility
from compagnon.network.models import Organisation
from compagnon.people.models import Contact


class Inquiry(Coded, NetworkModel):
    """What a paper lacks, asked of one person: which paper, which of its questions, when last and how often, when it was answered.

    `closed_at` is when the paper went out, or its stay was cancelled: then nothing is asked any more.
    """

    mobility = models.ForeignKey(Mobility, on_delete=models.CASCADE, null=True, blank=True, related_name="inquiries")
    departure = models.ForeignKey(Departure, on_delete=models.CASCADE, null=True, blank=True, related_name="inquiries")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, null=True, blank=True, related_name="inquiries"
    )
    kind = models.CharField(_("kind"), max_length=40)
    giver = models.CharField(_("who can say it"), max_length=12, choices=Giver)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="inquiries"
    )
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, null=True, blank=True, related_name="inquiries")
    terms: Any = models.JSONField(_("what was asked"), default=list)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(default=clock.now, editable=False)
    times = models.PositiveSmallIntegerField(default=1)
    answered_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("question about a paper")
        verbose_name_plural = _("questions about papers")
        ordering = ["-asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["mobility", "departure", "organisation", "kind", "person", "contact"],
                name="asked_once_of_each",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=models.Q(mobility__isnull=False, departure__isnull=True, organisation__isnull=True)
                | models.Q(mobility__isnull=True, departure__isnull=False, organisation__isnull=True)
                | models.Q(mobility__isnull=True, departure__isnull=True, organisation__isnull=False),
                name="inquiry_is_about_one",
            ),
            models.CheckConstraint(
                condition=models.Q(person__isnull=False) ^ models.Q(contact__isnull=False), name="inquiry_asks_one"
            ),
        ]
        indexes = [
            models.Index(fields=["person"], name="inquiry_open", condition=models.Q(answered_at=None, closed_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.holder}"

    def get_kind_display(self) -> str:
        return title_of(self.kind)

    @property
    def holder(self) -> Any:
        return self.person or self.contact

    @property
    def subject(self) -> Any:
        return self.mobility or self.departure or self.organisation

    @property
    def file(self) -> Any:
        """The file under which letters about it are shown."""
        return self.subject

    @property
    def is_open(self) -> bool:
        return self.answered_at is None and self.closed_at is None
