"""Documents, their signatures, and the learning outcomes they promise."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField

from compagnon.core import clock
from compagnon.core.models import Coded, NetworkModel
from compagnon.documents.choices import (
    DOCUMENT_MOVES,
    SIGNATURE_MOVES,
    DocumentKind,
    DocumentState,
    OutcomeKind,
    SignatureMethod,
    SignatureState,
    SignerRole,
)
from compagnon.mobilities.models import Mobility
from compagnon.people.models import Contact


class LearningOutcome(Coded, NetworkModel):
    """What the participant will be able to do; the same row feeds agreement, evaluation and Europass (DA-02)."""

    mobility = models.ForeignKey(Mobility, on_delete=models.CASCADE, related_name="outcomes")
    position = models.PositiveSmallIntegerField(default=0)
    title = I18nCharField(_("learning outcome"), max_length=300)
    kind = models.CharField(_("kind"), max_length=20, choices=OutcomeKind, default=OutcomeKind.PROFESSIONAL)
    task = I18nCharField(_("task at the host"), max_length=300, blank=True)
    assessment = I18nCharField(_("how it is assessed"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("learning outcome")
        verbose_name_plural = _("learning outcomes")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return str(self.title)


class AgreementTerms(NetworkModel):
    """What the learning agreement says beyond what is known elsewhere, in the languages of its readers."""

    mobility = models.OneToOneField(Mobility, on_delete=models.CASCADE, related_name="terms")
    programme = I18nTextField(_("programme and tasks"), blank=True)
    workplace = I18nCharField(_("workplace"), max_length=250, blank=True)
    schedule = I18nCharField(_("working hours"), max_length=200, blank=True)
    monitoring = I18nTextField(_("follow-up by the tutor"), blank=True)
    monitoring_home = I18nTextField(_("follow-up by the centre"), blank=True)
    assessment = I18nTextField(_("how the learning outcomes are assessed"), blank=True)
    recognition = I18nTextField(_("recognition at home"), blank=True)
    preparation = I18nTextField(_("preparation and support"), blank=True)
    insurance = I18nTextField(_("insurance and safety"), blank=True)
    accommodation = I18nTextField(_("accommodation"), blank=True)

    class Meta:
        verbose_name = _("terms of the agreement")
        verbose_name_plural = _("terms of agreements")

    def __str__(self) -> str:
        return str(self.mobility)


class Document(Coded, NetworkModel):
    """One version of one paper; its facts are frozen when it is prepared, its bytes when it goes out."""

    MOVES = DOCUMENT_MOVES

    mobility = models.ForeignKey(Mobility, on_delete=models.CASCADE, related_name="documents")
    kind = models.CharField(_("kind"), max_length=30, choices=DocumentKind)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    state = models.CharField(_("state"), max_length=10, choices=DocumentState, default=DocumentState.DRAFT)
    languages: Any = models.JSONField(_("languages"), default=list)
    facts: Any = models.JSONField(default=dict)
    made_at = models.DateTimeField(default=clock.now, editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    agreed_file = models.CharField(max_length=200, blank=True)
    agreed_sha256 = models.CharField(_("fingerprint of the text signed"), max_length=64, blank=True)
    final_file = models.CharField(max_length=200, blank=True)
    final_sha256 = models.CharField(_("fingerprint of the final paper"), max_length=64, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["kind", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["mobility", "kind", "version"], name="document_version_once"),
            models.UniqueConstraint(
                fields=["mobility", "kind"], condition=~models.Q(state="replaced"), name="one_current_document"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.version}"

    @property
    def file(self) -> Any:
        """The file under which letters about it are shown."""
        return self.mobility


class Signature(Coded, NetworkModel):
    """One signer's answer, with its evidence: who, when, how, under which words, over which bytes."""

    MOVES = SIGNATURE_MOVES

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="signatures")
    role = models.CharField(_("role"), max_length=12, choices=SignerRole)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="signatures"
    )
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, null=True, blank=True, related_name="signatures")
    state = models.CharField(_("state"), max_length=10, choices=SignatureState, default=SignatureState.WAITING)
    method = models.CharField(_("method"), max_length=10, choices=SignatureMethod, blank=True)
    typed_name = models.CharField(_("typed name"), max_length=200, blank=True)
    drawing = models.BinaryField(null=True, blank=True)
    consent_sentence = models.TextField(_("words agreed to"), blank=True)
    identified_by = models.CharField(_("identified by"), max_length=120, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_sha256 = models.CharField(max_length=64, blank=True)
    address = models.GenericIPAddressField(null=True, blank=True)
    browser = models.CharField(max_length=300, blank=True)
    refusal_reason = models.TextField(_("reason of the refusal"), blank=True)

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["document", "role"], name="one_signature_per_role"),
            models.CheckConstraint(
                condition=models.Q(person__isnull=False) ^ models.Q(contact__isnull=False),
                name="signature_has_one_signer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.get_state_display()}"

    @property
    def file(self) -> Any:
        """The file under which letters about it are shown."""
        return self.document.mobility

    @property
    def signer(self) -> Any:
        return self.person or self.contact
