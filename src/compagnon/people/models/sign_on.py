"""The identity provider of a network: its own directory, with which its people sign in."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from compagnon.core.models import Coded, NetworkModel
from compagnon.core.sealing import seal, unseal

_PURPOSE = "sign-on"


class IdentityProvider(Coded, NetworkModel):
    """How the OpenID Connect provider of a network is reached; its secret is sealed at rest."""

    label = models.CharField(_("words on the button"), max_length=60)
    issuer = models.URLField(_("issuer"), max_length=300)
    client_id = models.CharField(_("client ID"), max_length=200)
    sealed_secret = models.TextField(blank=True, editable=False)
    domains = models.JSONField(_("e-mail domains"), default=list, blank=True)
    vouches = models.BooleanField(_("the directory vouches for its addresses"), default=False)
    is_active = models.BooleanField(_("in use"), default=False)

    class Meta:
        verbose_name = _("identity provider")
        verbose_name_plural = _("identity providers")
        constraints = [models.UniqueConstraint(fields=["network"], name="identity_provider_once_per_network")]

    def __str__(self) -> str:
        return self.label

    @property
    def secret(self) -> str:
        """Raises SealBroken when the installation's key has changed."""
        return unseal(self.sealed_secret, purpose=_PURPOSE) if self.sealed_secret else ""

    @secret.setter
    def secret(self, secret: str) -> None:
        self.sealed_secret = seal(secret, purpose=_PURPOSE)
