"""What stands at the entrance: one-time codes, and how often something was tried."""

import hashlib
import hmac
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from compagnon.core import clock
from compagnon.core.models import Coded, NetworkModel


class OneTimeCode(Coded, NetworkModel):
    """Six digits mailed to an address to show that who asks can read there.

    The digits are made again from the installation's key when the letter leaves and when somebody types them, so that
    neither the database nor the session ever holds them.
    """

    class Purpose(models.TextChoices):
        SIGN_IN = "sign_in", _("Signing in")
        PROOF = "proof", _("Proving who one is again")
        EMAIL = "email", _("Changing the e-mail address")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    purpose = models.CharField(max_length=10, choices=Purpose)
    email = models.EmailField(_("e-mail"))
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("one-time code")
        verbose_name_plural = _("one-time codes")

    def __str__(self) -> str:
        return f"{self.purpose} {self.code}"

    @property
    def digits(self) -> str:
        """What the letter says: "493 027"."""
        key = hashlib.sha256(b"compagnon.one-time-code:" + settings.SECRET_KEY.encode()).digest()
        made = hmac.new(key, f"{self.code}:{self.purpose}:{self.email}".encode(), hashlib.sha256).digest()
        number = f"{int.from_bytes(made[:8], 'big') % 1_000_000:06}"
        return f"{number[:3]} {number[3:]}"

    def is_said_by(self, typed: str) -> bool:
        """Whether somebody typed just these digits, with or without the space."""
        said = "".join(letter for letter in typed if letter.isdecimal() and letter.isascii())
        return hmac.compare_digest(said, self.digits.replace(" ", ""))

    @property
    def is_valid(self) -> bool:
        return self.used_at is None and clock.now() < self.expires_at


class Tries(models.Model):
    """How often something was tried until when; what it was is kept as a fingerprint only."""

    key = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField()
    ends_at = models.DateTimeField(db_index=True)

    objects: Any = models.Manager()

    class Meta:
        verbose_name = _("tries")
        verbose_name_plural = _("tries")

    def __str__(self) -> str:
        return f"{self.key[:8]} {self.count}"
