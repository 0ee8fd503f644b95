"""Requests to hosts."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from compagnon.core.models import Coded, NetworkModel
from compagnon.mobilities.models import Mobility
from compagnon.network.models import Organisation
from compagnon.people.models import Contact


class RequestState(models.TextChoices):
    ASKED = "asked", _("Asked")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class PlacementRequest(Coded, NetworkModel):
    """The question to a host whether it takes a participant; answered by the tutor's personal link."""

    MOVES = {
        RequestState.ASKED: {RequestState.ACCEPTED, RequestState.DECLINED, RequestState.WITHDRAWN},
        RequestState.ACCEPTED: {RequestState.WITHDRAWN},
    }

    mobility = models.ForeignKey(Mobility, on_delete=models.CASCADE, related_name="placement_requests")
    host = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="placement_requests")
    tutor = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(_("state"), max_length=10, choices=RequestState, default=RequestState.ASKED)
    message = models.TextField(_("message to the tutor"), blank=True)
    reason = models.TextField(_("answer of the tutor"), blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)
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
