"""Calls: openings to apply."""

from typing import Any

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField

from compagnon.core import clock
from compagnon.core.models import Coded, NetworkModel
from compagnon.network.models import Site, Trade
from compagnon.recruitment.choices import CALL_MOVES, CallState
from compagnon.schemes.models import Scheme


class Call(Coded, NetworkModel):
    """An opening to apply, for schemes and a period; closing day included.

    `scheme` is the first of its schemes, or the only one; all of them are `offers`. `edition` counts changes, so that
    two people who edit at once lose nothing.
    """

    MOVES = CALL_MOVES

    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="calls")
    scheme_version = models.PositiveSmallIntegerField(
        _("version of the scheme"), null=True, blank=True, editable=False,
        help_text=_("Settled when the call opens for the first time."),
    )  # fmt: skip
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
    costs = I18nTextField(_("what it costs, and who pays"), blank=True)
    brings = I18nTextField(_("what it brings"), blank=True)
    afterwards = I18nTextField(_("what happens after applying"), blank=True)
    edition = models.PositiveIntegerField(default=0, editable=False)

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

    @cached_property
    def kept_scheme(self) -> Scheme:
        """Its first scheme as it stood when the call opened; as it stands now while the call is in preparation."""
        return self.kept(self.scheme)

    def kept(self, scheme: Scheme) -> Scheme:
        """One of its schemes as it stood when the call opened."""
        return scheme.as_of(self.version_of(scheme))

    def version_of(self, scheme: Scheme) -> int | None:
        """The version of one of its schemes that the call keeps; none while it is in preparation."""
        if self.state == CallState.DRAFT:
            return None
        if scheme.pk == self.scheme_id:
            return self.scheme_version
        return next((offer.scheme_version for offer in self.offers.all() if offer.scheme_id == scheme.pk), None)

    @property
    def schemes(self) -> list[Scheme]:
        """The schemes among which an applicant chooses, in their order; the first one alone when nothing else is said."""
        return [offer.scheme for offer in self.offers.all()] or [self.scheme]

    @property
    def is_open(self) -> bool:
        return self.state == CallState.OPEN and self.opens_on <= clock.today() <= self.closes_on


class CallScheme(NetworkModel):
    """A scheme that a call offers; `places` keeps some of the call's places for it, None when they are shared."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="offers")
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="+")
    scheme_version = models.PositiveSmallIntegerField(_("version of the scheme"), null=True, blank=True, editable=False)
    places = models.PositiveSmallIntegerField(_("places"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("scheme of a call")
        verbose_name_plural = _("schemes of a call")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["call", "scheme"], name="scheme_once_per_call")]

    def __str__(self) -> str:
        return f"{self.call}: {self.scheme}"


class CallPlaces(NetworkModel):
    """Places of a call that are kept for one site; together never more than the call has."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="places_by_site")
    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+")
    places = models.PositiveSmallIntegerField(_("places"))

    class Meta:
        verbose_name = _("places of a site")
        verbose_name_plural = _("places by site")
        ordering = ["site__position", "site__name"]
        constraints = [models.UniqueConstraint(fields=["call", "site"], name="places_once_per_site")]

    def __str__(self) -> str:
        return f"{self.site}: {self.places}"
