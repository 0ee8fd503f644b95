"""The seals of a network: the one in use, and those before it, by which older papers are known."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from compagnon.core import clock
from compagnon.core.models import Coded, NetworkModel
from compagnon.core.sealing import seal, unseal
from compagnon.seals.certificates import Certificate

_PURPOSE = "network_seal"


class Seal(Coded, NetworkModel):
    """A certificate with its key; the key lies sealed in the database."""

    chain = models.TextField(_("certificate and those above it"), editable=False)
    sealed_key = models.TextField(blank=True, editable=False)
    sha256 = models.CharField(_("fingerprint of the certificate"), max_length=64, db_index=True, editable=False)
    subject = models.CharField(_("made out to"), max_length=200, editable=False)
    issuer = models.CharField(_("issued by"), max_length=200, editable=False)
    is_own = models.BooleanField(_("made here"), default=True, editable=False)
    valid_until = models.DateTimeField(_("valid until"), editable=False)
    began_at = models.DateTimeField(_("in use from"), default=clock.now, editable=False)
    ended_at = models.DateTimeField(_("in use until"), null=True, blank=True, editable=False)
    stamp_url = models.URLField(_("address of the time-stamping service"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("electronic seal")
        verbose_name_plural = _("electronic seals")
        ordering = ["-began_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["network"], condition=models.Q(ended_at__isnull=True), name="one_seal_in_use"
            ),
            models.UniqueConstraint(fields=["network", "sha256"], name="seal_certificate_once"),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def certificate(self) -> Certificate:
        """Raises SealBroken when the installation's key has changed."""
        return Certificate(self.chain, unseal(self.sealed_key, purpose=_PURPOSE))

    @certificate.setter
    def certificate(self, certificate: Certificate) -> None:
        self.chain, self.sealed_key = certificate.chain, seal(certificate.key, purpose=_PURPOSE)
        self.sha256, self.subject, self.issuer = certificate.sha256, certificate.subject[:200], certificate.issuer[:200]
        self.valid_until = certificate.leaf.not_valid_after_utc
