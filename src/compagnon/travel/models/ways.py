"""Ways to travel, leg by leg from door to door, compared before a ticket is bought."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from compagnon.core.models import Coded, NetworkModel
from compagnon.mobilities.models import Mobility
from compagnon.travel.choices import TravelMode


class Way(Coded, NetworkModel):
    """One way to go, as the legs of the way there; the way back counts the same."""

    mobility = models.ForeignKey(Mobility, on_delete=models.CASCADE, related_name="ways")
    name = models.CharField(_("name"), max_length=100)
    cost = models.DecimalField(
        _("cost there and back (EUR)"),
        max_digits=8,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100_000)],
    )
    days = models.PositiveSmallIntegerField(
        _("days on the way, there and back"), null=True, blank=True, validators=[MaxValueValidator(30)]
    )
    is_chosen = models.BooleanField(_("chosen"), default=False)

    class Meta:
        verbose_name = _("way to travel")
        verbose_name_plural = _("ways to travel")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["mobility"], condition=models.Q(is_chosen=True), name="one_way_chosen"),
            models.UniqueConstraint(fields=["mobility", "name"], name="way_name_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Leg(Coded, NetworkModel):
    """From one place to the next by one means. Places are points of the list; kilometres typed always win."""

    way = models.ForeignKey(Way, on_delete=models.CASCADE, related_name="legs")
    position = models.PositiveSmallIntegerField(default=0)
    mode = models.CharField(_("by"), max_length=20, choices=TravelMode)
    start_country = CountryField(_("country of the start"))
    start = models.CharField(_("from"), max_length=120)
    start_latitude = models.FloatField(editable=False)
    start_longitude = models.FloatField(editable=False)
    end_country = CountryField(_("country of the end"))
    end = models.CharField(_("to"), max_length=120)
    end_latitude = models.FloatField(editable=False)
    end_longitude = models.FloatField(editable=False)
    on = models.DateField(_("day"), null=True, blank=True)
    hours = models.DecimalField(
        _("hours"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(30)],
    )
    km = models.DecimalField(
        _("kilometres, if known"),
        max_digits=7,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(40000)],
    )
    people = models.PositiveSmallIntegerField(
        _("people in the car"), default=1, validators=[MinValueValidator(1), MaxValueValidator(9)]
    )

    class Meta:
        verbose_name = _("leg of a way")
        verbose_name_plural = _("legs of ways")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return f"{self.start} – {self.end}"
