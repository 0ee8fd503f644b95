"""Partners: an organisation as one network works with it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from compagnon.core.models import NetworkModel
from compagnon.network.models import Network, Organisation, Trade


class Partner(NetworkModel):
    """What one network knows of an organisation it sends to or receives from.

    `network_here` is the partner's own network, where it works with this installation too: what is offered reaches it.
    """

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE, related_name="partner")
    hosts = models.BooleanField(_("hosts participants"), default=True)
    sends = models.BooleanField(_("sends participants"), default=False)
    since = models.PositiveSmallIntegerField(_("partner since"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)
    network_here = models.ForeignKey(
        Network, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("network here")
    )

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")

    def __str__(self) -> str:
        return str(self.organisation)


class Capacity(NetworkModel):
    """Places that a partner offers for a trade in a period; both days are included."""

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="capacities")
    trade = models.ForeignKey(Trade, on_delete=models.CASCADE, related_name="+")
    places = models.PositiveSmallIntegerField(_("places"))
    from_day = models.DateField(_("from"))
    to_day = models.DateField(_("to"))

    class Meta:
        verbose_name = _("capacity")
        verbose_name_plural = _("capacities")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(to_day__gte=models.F("from_day")), name="capacity_period_in_order"
            )
        ]

    def __str__(self) -> str:
        return f"{self.partner}: {self.places} × {self.trade}"
