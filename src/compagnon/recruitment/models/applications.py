"""Applications, and the consents that they need."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from compagnon.core import clock
from compagnon.core.models import Coded, NetworkModel
from compagnon.people.models import Contact, Participant
from compagnon.recruitment.choices import (
    APPLICATION_MOVES,
    CONSENT_MOVES,
    DECIDED,
    ApplicationState,
    ConsentKind,
    ConsentState,
)
from compagnon.recruitment.models.calls import Call
from compagnon.schemes.models import Scheme


class Application(Coded, NetworkModel):
    """A participant's answer to a call; a draft is kept until it is submitted."""

    MOVES = APPLICATION_MOVES

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="applications")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="applications")
    chosen_scheme = models.ForeignKey(
        Scheme, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("scheme chosen")
    )
    state = models.CharField(_("state"), max_length=10, choices=ApplicationState, default=ApplicationState.DRAFT)
    motivation = models.TextField(_("motivation"), blank=True)
    wishes: Any = models.JSONField(_("countries wished for"), default=list)
    language_levels: Any = models.JSONField(_("languages"), default=dict)
    days_abroad_before = models.PositiveSmallIntegerField(
        _("days already abroad"), null=True, blank=True, help_text=_("Under the same contract; empty means not told.")
    )
    typed: Any = models.JSONField(
        _("typed and not yet saved"), default=dict, help_text=_("By screen, as it was typed; emptied when it is sent.")
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
    decided_by_name = models.CharField(_("decided by"), max_length=200, blank=True)
    decision_reason = models.TextField(_("reason of the decision"), blank=True)
    departure_reason = models.TextField(_("why this departs from the order"), blank=True)
    reserve_place = models.PositiveIntegerField(_("place on the reserve list"), null=True, blank=True)

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        indexes = [models.Index(fields=["network", "state", "submitted_at"], name="application_list")]
        constraints = [
            models.UniqueConstraint(fields=["call", "participant"], name="one_application_per_call"),
            models.CheckConstraint(
                condition=~models.Q(state__in=DECIDED)
                | (~models.Q(decided_by_name="") & models.Q(decided_at__isnull=False)),
                name="decided_by_a_named_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant}: {self.call}"

    @property
    def scheme(self) -> Scheme:
        """The scheme chosen among those of the call, or the call's first while none is chosen."""
        return self.chosen_scheme or self.call.scheme

    @property
    def kept_scheme(self) -> Scheme:
        """Its scheme as it stood when the call opened."""
        return self.call.kept(self.scheme)


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
