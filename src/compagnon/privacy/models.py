"""Settings of privacy, requests, holds, sealed evidence, certificates, breaches, versions of the notice."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from compagnon.core import clock
from compagnon.core.models import Coded, NetworkModel
from compagnon.engines.dates import add_months
from compagnon.people.models import Contact
from compagnon.privacy.choices import (
    REQUEST_MOVES,
    CertificateKind,
    HoldReason,
    RequestKind,
    RequestState,
    Risk,
)


class Controller(NetworkModel):
    """Who answers for the data of a network, as the notice and the record of processing say it."""

    name = models.CharField(_("who answers for the data"), max_length=200, blank=True)
    address = models.CharField(_("postal address"), max_length=250, blank=True)
    officer = models.CharField(_("data protection officer"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail for questions about data"), blank=True)
    authority = models.CharField(
        _("supervisory authority"), max_length=200, blank=True, help_text=_("In France: CNIL, www.cnil.fr.")
    )
    processor = models.CharField(_("who hosts the software"), max_length=200, blank=True)
    is_public = models.BooleanField(
        _("public body"),
        null=True,
        blank=True,
        help_text=_("Decides between the public-interest task and the contract."),
    )

    class Meta:
        verbose_name = _("controller")
        verbose_name_plural = _("controllers")
        constraints = [models.UniqueConstraint(fields=["network"], name="one_controller_per_network")]

    def __str__(self) -> str:
        return self.name


class RetentionPeriod(NetworkModel):
    """How long this network keeps what a rule of the registry covers."""

    rule = models.SlugField(_("rule"), max_length=40)
    months = models.PositiveSmallIntegerField(_("months"))
    appeal_days = models.PositiveSmallIntegerField(_("days to appeal"), null=True, blank=True)

    class Meta:
        verbose_name = _("retention period")
        verbose_name_plural = _("retention periods")
        constraints = [models.UniqueConstraint(fields=["network", "rule"], name="retention_rule_once")]

    def __str__(self) -> str:
        return f"{self.rule}: {self.months}"


class FinalPayment(NetworkModel):
    """When a project was paid to its end: the clock of its evidence starts there, not at the end of the stay."""

    key = models.CharField(_("project"), max_length=80)
    paid_on = models.DateField(_("final payment"), null=True, blank=True)
    years = models.PositiveSmallIntegerField(_("years to keep"), default=5)
    hold_until = models.DateField(_("keep at least until"), null=True, blank=True)

    class Meta:
        verbose_name = _("final payment")
        verbose_name_plural = _("final payments")
        constraints = [models.UniqueConstraint(fields=["network", "key"], name="final_payment_once_per_project")]

    def __str__(self) -> str:
        return self.key

    @property
    def until(self) -> Any:
        """The last day on which its evidence is kept; None while no final payment is known."""
        if self.paid_on is None:
            return None
        return max(filter(None, (add_months(self.paid_on, 12 * self.years), self.hold_until)))


class Hold(Coded, NetworkModel):
    """Data about somebody may not go, whoever asks: why, until when, who said so."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="holds")
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, null=True, related_name="holds")
    reason = models.CharField(_("reason"), max_length=10, choices=HoldReason)
    words = models.CharField(_("what it is about"), max_length=300)
    until = models.DateField(_("until"), null=True, blank=True, help_text=_("Empty: until somebody lifts it."))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    set_at = models.DateTimeField(default=clock.now, editable=False)
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("hold")
        verbose_name_plural = _("holds")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person__isnull=False) ^ models.Q(contact__isnull=False), name="hold_is_on_somebody"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_reason_display()}: {self.words}"

    @property
    def subject(self) -> Any:
        return self.person or self.contact


class SealedFile(Coded, NetworkModel):
    """Evidence about somebody whose data went: locked away from daily use until its day."""

    reason = models.CharField(_("reason"), max_length=300)
    until = models.DateField(_("until"), null=True, blank=True)
    projects: Any = models.JSONField(default=list)  # whose final payment moves its day
    held_until = models.DateField(null=True, blank=True)
    is_held = models.BooleanField(default=False)  # by a hold without a day
    file = models.CharField(_("file"), max_length=100)
    sealed_at = models.DateTimeField(default=clock.now, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("sealed file")
        verbose_name_plural = _("sealed files")
        indexes = [models.Index(fields=["network", "until"], name="sealed_until")]

    def __str__(self) -> str:
        return self.code


class Certificate(Coded, NetworkModel):
    """What went, when, by whom: counts, never names. `key` tells one person again after a restore, and nothing else."""

    kind = models.CharField(_("kind"), max_length=10, choices=CertificateKind)
    rule = models.CharField(_("rule"), max_length=40, blank=True)
    key = models.CharField(max_length=64, blank=True, db_index=True)
    at = models.DateTimeField(default=clock.now, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    counts: Any = models.JSONField(default=dict)
    sealed = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("deletion certificate")
        verbose_name_plural = _("deletion certificates")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.code


class RightsRequest(Coded, NetworkModel):
    """Somebody uses a right over their data; an answer is due within one month."""

    MOVES = REQUEST_MOVES

    kind = models.CharField(_("what is asked"), max_length=14, choices=RequestKind)
    state = models.CharField(_("state"), max_length=10, choices=RequestState, default=RequestState.RECEIVED)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    who = models.CharField(_("who asks"), max_length=200, help_text=_("Name and how to answer."))
    words = models.TextField(_("in their words"), blank=True)
    received_on = models.DateField(_("received"), default=clock.today)
    extended_to = models.DateField(_("extended to"), null=True, blank=True)
    extension_reason = models.CharField(_("reason of the extension"), max_length=300, blank=True)
    decision_reason = models.TextField(_("reason of the decision"), blank=True)
    reply = models.TextField(_("reply"), blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("request about data")
        verbose_name_plural = _("requests about data")
        indexes = [models.Index(fields=["network", "state", "received_on"], name="rights_request_list")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.who}"

    @property
    def due_on(self) -> Any:
        """One month after it came in (GDPR art. 12.3), or the day to which it was extended."""
        return self.extended_to or add_months(self.received_on, 1)

    @property
    def is_late(self) -> bool:
        return self.state == RequestState.RECEIVED and self.due_on < clock.today()


class Breach(Coded, NetworkModel):
    """Personal data was lost, changed or seen by others: the clock of 72 hours runs from awareness (GDPR art. 33)."""

    what = models.TextField(_("what happened"))
    aware_at = models.DateTimeField(_("known since"))
    risk = models.CharField(_("risk"), max_length=4, choices=Risk)
    people_count = models.PositiveIntegerField(_("people affected"), null=True, blank=True)
    measures = models.TextField(_("what was done about it"), blank=True)
    notification = models.TextField(_("text to the authority"), blank=True)
    notified_at = models.DateTimeField(_("authority told"), null=True, blank=True)
    people_told_at = models.DateTimeField(_("people told"), null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("breach of data")
        verbose_name_plural = _("breaches of data")
        ordering = ["-aware_at", "-pk"]

    def __str__(self) -> str:
        return self.what[:80]

    @property
    def due_at(self) -> Any:
        """By when the authority must know."""
        return self.aware_at + timedelta(hours=72)

    @property
    def must_be_told(self) -> bool:
        return self.risk != Risk.NONE and self.notified_at is None

    @property
    def hours_left(self) -> int:
        """Whole hours of the 72 that are left; negative when they are over."""
        return int((self.due_at - clock.now()).total_seconds() // 3600)


class NoticeVersion(NetworkModel):
    """The privacy notice as it was published: the text in every language, never changed."""

    number = models.PositiveSmallIntegerField(_("version"))
    published_at = models.DateTimeField(default=clock.now, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    texts: Any = models.JSONField(default=dict)
    fingerprint = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("version of the notice")
        verbose_name_plural = _("versions of the notice")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["network", "number"], name="notice_number_once")]

    def __str__(self) -> str:
        return str(self.number)
