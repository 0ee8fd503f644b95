"""Targets of a school year."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from compagnon.core.models import Coded, NetworkModel
from compagnon.insights.choices import SHARES, Measure
from compagnon.insights.phrases import hundredths
from compagnon.mobilities.choices import school_year_name
from compagnon.network.models import Site, Trade
from compagnon.people.choices import Status


class Target(Coded, NetworkModel):
    """What a network means to reach in a school year, for all of it or for one site, trade, country or status (SD-21).

    `value` is a number, or hundredths for a share. What was reached is never kept: it is counted.
    """

    year = models.PositiveSmallIntegerField(_("school year"), help_text=_("The year in which it begins."))
    measure = models.CharField(_("what is counted"), max_length=20, choices=Measure)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    trade = models.ForeignKey(Trade, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    country = CountryField(_("country"), blank=True)
    status = models.CharField(_("status"), max_length=30, choices=Status, blank=True)
    value = models.PositiveIntegerField(_("target"))

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        indexes = [models.Index(fields=["network", "year"], name="target_list")]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "year", "measure", "site", "trade", "country", "status"],
                nulls_distinct=False,
                name="target_once",
                violation_error_message=_("There is a target for this already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_measure_display()}, {self.year_name}"

    @property
    def year_name(self) -> str:
        return school_year_name(self.year)

    @property
    def is_share(self) -> bool:
        return self.measure in SHARES

    @property
    def told(self) -> str:
        """The value with its unit."""
        return self.in_unit(self.value)

    def in_unit(self, number: int) -> str:
        """A figure of this target with its unit."""
        return hundredths(number) if self.is_share else str(number)

    @property
    def place(self) -> str:
        """For whom it stands, in words; empty for the whole network."""
        site = (self.site.town or self.site.name) if self.site else ""
        country = str(self.country.name) if self.country else ""
        status = str(self.get_status_display())
        return ", ".join(part for part in (site, str(self.trade or ""), country, status) if part)
