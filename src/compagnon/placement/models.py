"""Requests to hosts."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from compagnon.core import clock
from compagnon.core.models import Coded, NetworkModel
from compagnon.mobilities.models import Mobility
from compagnon.network.models import Organisation
from compagnon.people.models import Contact
from compagnon.placement.choices import REQUEST_MOVES, RequestState


class PlacementRequest(Coded, NetworkModel):
    """The question to a host whether it takes a participant; answered by the tutor's personal link."""

    MOVES = REQUEST_MOVES

    mobility = models.ForeignKey(Mobility, on_delete=models.CASCADE, related_name="placement_requests")
    host = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="placement_requests")
    tutor = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(_("state"), max_length=10, choices=RequestState, default=RequestState.ASKED)
    message = models.TextField(_("message to the tutor"), blank=True)
    reason = models.TextField(_("answer of the tutor"), blank=True)
    asked_at = models.DateTimeField(default=clock.now, editable=False)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("placement request")
        verbose_name_plural = _("placement requests")
        constraints = [
            models.UniqueConstraint(
                fields=["mobility"], condition=models.Q(state__in=["asked", "accepted"]), name="one_running_request"
            )
        ]

    def __str__(self) -> str:
        return f"{self.mobility}: {self.host}"

    @property
    def file(self) -> Any:
        """The file under which letters about it are shown."""
        return self.mobility

    @property
    def is_running(self) -> bool:
        return self.state in (RequestState.ASKED, RequestState.ACCEPTED)
