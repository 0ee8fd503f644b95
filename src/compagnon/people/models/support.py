"""Support let into a network for a time, and every page that was opened meanwhile."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from compagnon.core import clock
from compagnon.core.models import Coded, NetworkModel


class SupportAccess(Coded, NetworkModel):
    """A named support account may read this network until a time, for a reason (SEC-16).

    The name is kept beside the account: an account of the installation is not seen from inside a network.
    """

    supporter = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    supporter_name = models.CharField(_("support account"), max_length=250)
    reason = models.CharField(_("reason"), max_length=300)
    opened_by_name = models.CharField(_("opened by"), max_length=200)
    opened_at = models.DateTimeField(default=clock.now, editable=False)
    ends_at = models.DateTimeField(_("until"))

    class Meta:
        verbose_name = _("support access")
        verbose_name_plural = _("support accesses")
        ordering = ["-opened_at", "-pk"]
        indexes = [models.Index(fields=["supporter", "ends_at"], name="support_access_open")]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gte=F("opened_at")), name="support_ends_after_it_begins")
        ]

    def __str__(self) -> str:
        return self.supporter_name

    @property
    def is_open(self) -> bool:
        return clock.now() < self.ends_at


class SupportVisit(NetworkModel):
    """One page that support opened: its path, without what was searched there."""

    access = models.ForeignKey(SupportAccess, on_delete=models.CASCADE, related_name="visits")
    at = models.DateTimeField(default=clock.now, editable=False)
    path = models.CharField(_("page"), max_length=300)

    class Meta:
        verbose_name = _("page opened by support")
        verbose_name_plural = _("pages opened by support")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.path
