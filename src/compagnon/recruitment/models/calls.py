"""Calls: openings to apply."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField

from compagnon.core import clock
from compagnon.core.models import Coded, NetworkModel
from compagnon.network.models import Site, Trade
from compagnon.recruitment.choices import CALL_MOVES, CallState
from compagnon.schemes.models import Scheme


class Call(Coded, NetworkModel):
    """An opening to apply, for a scheme and a period; closing day included."""

    MOVES = CALL_MOVES

    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="calls")
    state = models.CharField(_("state"), max_length=10, choices=CallState, default=CallState.DRAFT)
    title = I18nCharField(_("title"), max_length=200)
    introduction = I18nTextField(_("introduction"), blank=True)
    opens_on = models.DateField(_("opens on"))
    closes_on = models.DateField(_("closes on"))
    departs_on = models.DateField(_("departure"))
    returns_on = models.DateField(_("return"), help_text=_("Last day of the activity."))
    places = models.PositiveSmallIntegerField(_("places"))
    countries: Any = models.JSONField(_("destinations"), default=list)
    trades: Any = models.ManyToManyField(Trade, verbose_name=_("trades"), blank=True, related_name="+")
    sites: Any = models.ManyToManyField(Site, verbose_name=_("sites"), blank=True, related_name="+")
    rules: Any = models.JSONField(_("rules of this call"), default=dict)

    class Meta:
        verbose_name = _("call")
        verbose_name_plural = _("calls")
        ordering = ["closes_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closes_on__gte=models.F("opens_on")), name="call_closes_after_opening"
            ),
            models.CheckConstraint(
                condition=models.Q(returns_on__gte=models.F("departs_on")), name="call_returns_after_departure"
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)

    @property
    def is_open(self) -> bool:
        return self.state == CallState.OPEN and self.opens_on <= clock.today() <= self.closes_on
