"""What somebody carries or is covered by, with its days; and what a named person answers for all the same."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from compagnon.core import clock
from compagnon.core.models import Coded, NetworkModel
from compagnon.mobilities.models import Mobility
from compagnon.travel.choices import Area, CoverKind


class Cover(Coded, NetworkModel):
    """One paper or insurance of one stay. Never its picture nor the number of an identity paper: days are enough.

    Told by the participant it is not seen yet; told by the staff it is.
    """

    mobility = models.ForeignKey(Mobility, on_delete=models.CASCADE, related_name="covers")
    kind = models.CharField(_("kind"), max_length=16, choices=CoverKind)
    areas: Any = models.JSONField(_("covers"), default=list, blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    issuer = models.CharField(_("insurer or fund"), max_length=120, blank=True)
    reference = models.CharField(_("number of the policy"), max_length=60, blank=True)
    phone = models.CharField(_("telephone for help, day and night"), max_length=40, blank=True)
    told_by_name = models.CharField(max_length=200, editable=False)
    seen_at = models.DateTimeField(null=True, blank=True, editable=False)
    seen_by_name = models.CharField(max_length=200, blank=True, editable=False)

    class Meta:
        verbose_name = _("paper or cover")
        verbose_name_plural = _("papers and covers")
        ordering = ["kind", "valid_from", "pk"]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    @property
    def area_words(self) -> list[str]:
        return [str(Area(area).label) for area in self.areas if area in Area.values]


class Waiver(Coded, NetworkModel):
    """One red item of a departure check for which a named person answers, with the reason and the facts as they stood."""

    mobility = models.ForeignKey(Mobility, on_delete=models.CASCADE, related_name="waivers")
    item = models.CharField(max_length=60)
    facts: Any = models.JSONField(default=list, editable=False)
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("waiver")
        verbose_name_plural = _("waivers")
        constraints = [models.UniqueConstraint(fields=["mobility", "item"], name="waived_once")]

    def __str__(self) -> str:
        return self.reason
