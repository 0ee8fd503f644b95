"""Personal links: one thing, one purpose, one holder."""

from typing import Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from compagnon.core import clock
from compagnon.core.models import Coded, NetworkModel
from compagnon.people.models.participants import Contact


class PersonalLink(Coded, NetworkModel):
    """A signed, expiring, revocable link to one thing for one purpose; only the hash of its token is stored.

    `address` is the mailbox that it was given to: corrected at the holder, the link is over, since a stranger may have it.
    """

    purpose = models.CharField(max_length=60)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, null=True, blank=True, related_name="links")
    about_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    about_id = models.BigIntegerField()
    about = GenericForeignKey("about_type", "about_id")
    address = models.EmailField(_("given to"), blank=True, editable=False)
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("personal link")
        verbose_name_plural = _("personal links")
        indexes = [models.Index(fields=["about_type", "about_id"], name="personal_link_about")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person__isnull=False) ^ models.Q(contact__isnull=False), name="link_has_one_holder"
            )
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.code}"

    @property
    def holder(self) -> Any:
        """The person or contact to whom the link was given: the actor of what is done with it."""
        return self.person or self.contact

    @property
    def is_valid(self) -> bool:
        return self.revoked_at is None and clock.now() < self.expires_at and not self.went_elsewhere

    @property
    def went_elsewhere(self) -> bool:
        """Whether it was given to an address that is no longer the holder's."""
        return bool(self.address) and self.address.casefold() != self.holder.email.casefold()
