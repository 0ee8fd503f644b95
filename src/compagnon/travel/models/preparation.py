"""How somebody gets ready: the language, modules of the network with what proves them, and the pages about countries."""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField
from i18nfield.fields import I18nCharField, I18nTextField

from compagnon.core import clock
from compagnon.core.models import Coded, NetworkModel
from compagnon.engines.dates import add_months
from compagnon.mobilities.models import Mobility
from compagnon.travel.choices import Level, ModuleKind


class PreparationSettings(NetworkModel):
    """What a network sets; without a row nothing is linked, country pages are read again after a year, and what is missing stops."""

    language_support_url = models.URLField(_("language support of the programme"), blank=True)
    review_months = models.PositiveSmallIntegerField(
        _("months after which a country page is read again"), default=12, validators=[MinValueValidator(1)]
    )
    missing_stops = models.BooleanField(_("what is required and missing stops the departure"), default=True)

    class Meta:
        verbose_name = _("settings of preparation")
        verbose_name_plural = _("settings of preparation")
        constraints = [models.UniqueConstraint(fields=["network"], name="preparation_settings_once")]

    def __str__(self) -> str:
        return str(self.network)


class CountryPage(Coded, NetworkModel):
    """What somebody should know of a country, as the network found it: read again by a day."""

    country = CountryField(_("country"))
    numbers: Any = models.JSONField(_("emergency numbers"), default=dict, blank=True)
    entry = I18nTextField(_("entry and papers"), blank=True)
    health = I18nTextField(_("health"), blank=True)
    customs = I18nTextField(_("daily life and customs"), blank=True)
    phrases = I18nTextField(_("useful phrases"), blank=True)
    sources = models.TextField(_("where this was found"), blank=True)
    reviewed_on = models.DateField(_("read again on"), default=clock.today)
    reviewed_by_name = models.CharField(max_length=200, blank=True, editable=False)

    class Meta:
        verbose_name = _("country page")
        verbose_name_plural = _("country pages")
        constraints = [models.UniqueConstraint(fields=["network", "country"], name="country_page_once")]

    def __str__(self) -> str:
        return str(self.country.name)

    def is_old(self, months: int) -> bool:
        """Whether it is time to read it again."""
        return add_months(self.reviewed_on, months) <= clock.today()


class Module(Coded, NetworkModel):
    """A piece of preparation that the network offers: a text, a link, and whether a sentence must prove it."""

    kind = models.CharField(_("kind"), max_length=14, choices=ModuleKind)
    title = I18nCharField(_("title"), max_length=160)
    text = I18nTextField(_("what to do"), blank=True)
    link = models.URLField(_("link"), blank=True)
    asks_for_proof = models.BooleanField(_("asks for a sentence about what was learnt"), default=False)
    position = models.PositiveSmallIntegerField(default=0)
    is_off = models.BooleanField(_("switched off"), default=False)

    class Meta:
        verbose_name = _("preparation module")
        verbose_name_plural = _("preparation modules")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return str(self.title)


class ModuleDone(NetworkModel):
    """One module done for one stay, by whom it was said, with the sentence."""

    mobility = models.ForeignKey(Mobility, on_delete=models.CASCADE, related_name="modules_done")
    module = models.ForeignKey(Module, on_delete=models.PROTECT, related_name="+")
    learnt = models.CharField(_("what was learnt"), max_length=500, blank=True)
    done_at = models.DateTimeField(default=clock.now, editable=False)
    done_by_name = models.CharField(max_length=200, editable=False)

    class Meta:
        verbose_name = _("module done")
        verbose_name_plural = _("modules done")
        constraints = [models.UniqueConstraint(fields=["mobility", "module"], name="module_done_once")]

    def __str__(self) -> str:
        return f"{self.mobility}: {self.module}"


class LanguageWork(NetworkModel):
    """The language of a stay: level before, level aimed at, hours, certificate, level after."""

    mobility = models.OneToOneField(Mobility, on_delete=models.CASCADE, related_name="language_work")
    language = models.CharField(_("language of the stay"), max_length=5, blank=True)
    before = models.CharField(_("level before"), max_length=2, choices=Level, blank=True)
    target = models.CharField(_("level aimed at"), max_length=2, choices=Level, blank=True)
    hours = models.PositiveSmallIntegerField(
        _("hours of preparation"), null=True, blank=True, validators=[MaxValueValidator(2000)]
    )
    certificate = models.CharField(_("certificate"), max_length=160, blank=True)
    after = models.CharField(_("level after"), max_length=2, choices=Level, blank=True)

    class Meta:
        verbose_name = _("language preparation")
        verbose_name_plural = _("language preparations")

    def __str__(self) -> str:
        return str(self.mobility)
