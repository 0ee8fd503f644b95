"""Incidents: what happened, who knew what when, what was done, how it ended. What is written is never rewritten."""

from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from compagnon.core import clock
from compagnon.core.models import Coded, NetworkModel
from compagnon.mobilities.models import Mobility
from compagnon.stays.choices import INCIDENT_MOVES, FamilyTold, IncidentKind, IncidentState, NoteKind


class Incident(Coded, NetworkModel):
    """Something that happened during a stay and has to be dealt with and told."""

    MOVES = INCIDENT_MOVES

    mobility = models.ForeignKey(Mobility, on_delete=models.CASCADE, related_name="incidents")
    kind = models.CharField(_("kind"), max_length=12, choices=IncidentKind)
    title = models.CharField(_("in a sentence"), max_length=200)
    state = models.CharField(_("state"), max_length=10, choices=IncidentState, default=IncidentState.OPEN)
    happened_on = models.DateField(_("happened on"), default=clock.today)
    opened_at = models.DateTimeField(default=clock.now, editable=False)
    opened_by_name = models.CharField(max_length=200)
    family_told = models.CharField(_("family told"), max_length=10, choices=FamilyTold, default=FamilyTold.NO)
    review_on = models.DateField(_("look at it again on"), null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    lesson = models.TextField(_("how it ended, and what we learn from it"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("incident")
        verbose_name_plural = _("incidents")
        ordering = ["-opened_at", "-pk"]
        indexes = [models.Index(fields=["network", "state", "-opened_at"], name="incident_list")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its page at the desk."""
        return reverse("stays:incident", args=[self.code])

    @property
    def file(self) -> Any:
        """The file under which letters about it are shown."""
        return self.mobility


class IncidentNote(NetworkModel):
    """One line of the record: written once. The database refuses to rewrite or remove it; erasure can only empty it."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="notes")
    at = models.DateTimeField(default=clock.now, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(max_length=200)
    kind = models.CharField(_("kind"), max_length=10, choices=NoteKind, default=NoteKind.NOTE)
    text = models.TextField(_("what"), max_length=2000)
    is_restricted = models.BooleanField(_("restricted"), default=False)

    class Meta:
        verbose_name = _("note of an incident")
        verbose_name_plural = _("notes of incidents")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.incident}: {self.get_kind_display()}"


class IncidentTask(Coded, NetworkModel):
    """Something to do about an incident."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="tasks")
    title = models.CharField(_("what"), max_length=200)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    due_on = models.DateField(_("due"), null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("task of an incident")
        verbose_name_plural = _("tasks of incidents")
        ordering = ["due_on", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def is_late(self) -> bool:
        return self.done_at is None and self.due_on is not None and self.due_on < clock.today()
