"""Calls and the applications that answer them."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField

from compagnon.core import clock
from compagnon.core.models import Coded, NetworkModel
from compagnon.network.models import Site, Trade
from compagnon.people.models import Contact, Participant
from compagnon.recruitment.choices import (
    APPLICATION_MOVES,
    CALL_MOVES,
    CONSENT_MOVES,
    ApplicationState,
    CallState,
    ConsentKind,
    ConsentState,
)
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


class Application(Coded, NetworkModel):
    """A participant's answer to a call; a draft is kept until it is submitted."""

    MOVES = APPLICATION_MOVES

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="applications")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="applications")
    state = models.CharField(_("state"), max_length=10, choices=ApplicationState, default=ApplicationState.DRAFT)
    motivation = models.TextField(_("motivation"), blank=True)
    wishes: Any = models.JSONField(_("countries wished for"), default=list)
    language_levels: Any = models.JSONField(_("languages"), default=dict)
    days_abroad_before = models.PositiveSmallIntegerField(
        _("days already abroad"), null=True, blank=True, help_text=_("Under the same contract; empty means not told.")
    )
    needs_support = models.BooleanField(_("would like to talk about support"), default=False)
    verdict: Any = models.JSONField(_("eligibility when submitted"), default=dict)
    started_at = models.DateTimeField(default=clock.now, editable=False)
    saved_at = models.DateTimeField(auto_now=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decision_reason = models.TextField(_("reason of the decision"), blank=True)

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        indexes = [models.Index(fields=["network", "state", "submitted_at"], name="application_list")]
        constraints = [models.UniqueConstraint(fields=["call", "participant"], name="one_application_per_call")]

    def __str__(self) -> str:
        return f"{self.participant}: {self.call}"


class Consent(Coded, NetworkModel):
    """A guardian's consent or an employer's agreement to an application, given by personal link."""

    MOVES = CONSENT_MOVES

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="consents")
    kind = models.CharField(_("kind"), max_length=10, choices=ConsentKind)
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(_("state"), max_length=10, choices=ConsentState, default=ConsentState.ASKED)
    asked_at = models.DateTimeField(default=clock.now, editable=False)
    answered_at = models.DateTimeField(null=True, blank=True)
    sentence = models.TextField(_("words agreed to"), blank=True)
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        constraints = [models.UniqueConstraint(fields=["application", "kind"], name="one_consent_of_a_kind")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.get_state_display()}"

    @property
    def file(self) -> Any:
        """The file under which letters about it are shown."""
        return self.application


class Review(Coded, NetworkModel):
    """One reviewer's scored reading of an application, without seeing who the person is."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="reviews")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    score = models.PositiveSmallIntegerField(_("score"), null=True, blank=True)
    sentence = models.TextField(_("why"), blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        constraints = [
            models.UniqueConstraint(fields=["application", "reviewer"], name="one_review_per_reviewer"),
            models.CheckConstraint(
                condition=models.Q(score__isnull=True) | models.Q(score__range=(1, 5)), name="score_from_one_to_five"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application}: {self.score}"
