"""The seals of a network: the one in use, and those before it, by which older papers are known; and which authorities it trusts."""

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from django.db import models
from django.utils.translation import gettext_lazy as _

from compagnon.core import clock
from compagnon.core.models import Coded, NetworkModel
from compagnon.core.sealing import seal, unseal
from compagnon.seals.certificates import Certificate, name_of

_PURPOSE = "network_seal"


class Authority(Coded, NetworkModel):
    """A certificate that a network trusts to vouch for the names in signatures that others bring."""

    pem = models.TextField(_("certificate"), editable=False)
    sha256 = models.CharField(_("fingerprint of the certificate"), max_length=64, editable=False)
    subject = models.CharField(_("made out to"), max_length=200, editable=False)
    issuer = models.CharField(_("issued by"), max_length=200, editable=False)
    valid_until = models.DateTimeField(_("valid until"), editable=False)
    added_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("trusted authority")
        verbose_name_plural = _("trusted authorities")
        ordering = ["subject", "pk"]
        constraints = [models.UniqueConstraint(fields=["network", "sha256"], name="authority_trusted_once")]

    def __str__(self) -> str:
        return self.subject

    @property
    def fingerprint(self) -> str:
        """In groups, as it is compared and as it fits on a phone."""
        return " ".join(self.sha256[at : at + 8] for at in range(0, 64, 8))

    @property
    def certificate(self) -> x509.Certificate:
        return x509.load_pem_x509_certificate(self.pem.encode())

    @certificate.setter
    def certificate(self, certificate: x509.Certificate) -> None:
        self.pem = certificate.public_bytes(serialization.Encoding.PEM).decode()
        self.sha256 = certificate.fingerprint(hashes.SHA256()).hex()
        self.subject, self.issuer = name_of(certificate.subject)[:200], name_of(certificate.issuer)[:200]
        self.valid_until = certificate.not_valid_after_utc


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
    unstamped_since = models.DateTimeField(null=True, blank=True, editable=False)  # the service does not answer since
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
