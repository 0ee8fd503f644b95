"""What somebody told in private, sealed, and everybody who opened it."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from compagnon.core import clock
from compagnon.core.models import Coded, NetworkModel, Sealable
from compagnon.inclusion.choices import EntryKind, Opportunity, Reader, VaultAct
from compagnon.inclusion.sealing import SealedField
from compagnon.people.models import Participant


class VaultEntry(Coded, NetworkModel):
    """One thing told in private. Only `actions.vault` opens `sealed`; `readers` are those whom the person named."""

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="vault_entries")
    kind = models.CharField(max_length=20, choices=EntryKind)
    sealed = SealedField()
    readers: Any = models.JSONField(_("who may read"), default=list)
    changed_at = models.DateTimeField(default=clock.now)
    settled_at = models.DateTimeField(_("arranged"), null=True, blank=True)

    class Meta:
        verbose_name = _("entry of the vault")
        verbose_name_plural = _("entries of the vault")
        constraints = [models.UniqueConstraint(fields=["participant", "kind"], name="vault_entry_once")]

    def __str__(self) -> str:
        return self.code


class VaultEvent(Sealable, NetworkModel):
    """Who wrote, read or deleted what, when and why; shown to the person, never to anybody else. Append-only."""

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="vault_events")
    kind = models.CharField(max_length=20, choices=EntryKind)
    act = models.CharField(max_length=10, choices=VaultAct)
    at = models.DateTimeField(default=clock.now, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    by_name = models.CharField(max_length=200)
    reader = models.CharField(_("as"), max_length=20, choices=Reader, blank=True)
    page = models.CharField(_("page"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("event of the vault")
        verbose_name_plural = _("events of the vault")
        indexes = [models.Index(fields=["participant", "-at"], name="vault_event_shown")]

    def __str__(self) -> str:
        return f"{self.by_name} {self.act}"


class OpportunityTally(NetworkModel):
    """Numbers kept when the reasons of somebody are deleted: so many people, in a year of departure, gave this family.

    The family "" counts the people who gave at least one. No name can be found from it.
    """

    year = models.PositiveSmallIntegerField(_("year"))
    family = models.CharField(_("family"), max_length=20, blank=True)
    people = models.PositiveIntegerField(_("people"), default=0)

    class Meta:
        verbose_name = _("kept number of fewer opportunities")
        verbose_name_plural = _("kept numbers of fewer opportunities")
        constraints = [models.UniqueConstraint(fields=["network", "year", "family"], name="opportunity_tally_once")]

    def __str__(self) -> str:
        return f"{self.year} {self.family}: {self.people}"


class OpportunityAnswer(NetworkModel):
    """Whether somebody counts as having fewer opportunities; the reasons lie in the vault. No row: not answered."""

    participant = models.OneToOneField(Participant, on_delete=models.CASCADE, related_name="opportunity")
    answer = models.CharField(_("answer"), max_length=10, choices=Opportunity)
    answered_at = models.DateTimeField(default=clock.now)
    by_name = models.CharField(max_length=200)

    class Meta:
        verbose_name = _("answer on fewer opportunities")
        verbose_name_plural = _("answers on fewer opportunities")

    def __str__(self) -> str:
        return str(self.pk)
