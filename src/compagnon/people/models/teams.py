"""Roles in a network, how far each reaches, and who replaces whom, who is invited."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from compagnon.core import clock
from compagnon.core.models import Coded, NetworkModel
from compagnon.network.models import Site
from compagnon.people.choices import Role


class Membership(NetworkModel):
    """One role of a person; a referent's may be kept to a département or a site, a reviewer's to one call (SD-38).

    Somebody who looks after two départements has two. `call_code` is the code of a call: people come before calls.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(_("role"), max_length=20, choices=Role)
    departement_code = models.CharField(_("département"), max_length=3, blank=True)
    site = models.ForeignKey(Site, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    call_code = models.CharField(_("call"), max_length=12, blank=True)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        indexes = [  # the few who work here, among all who take part
            models.Index(
                fields=["network", "role", "person"], name="membership_team", condition=~Q(role="participant")
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "person", "role", "departement_code", "site", "call_code"],
                name="membership_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(departement_code="", site__isnull=True)
                | Q(role="referent", site__isnull=True)
                | Q(role="referent", departement_code=""),
                name="membership_place_is_a_referents",
            ),
            models.CheckConstraint(
                condition=Q(call_code="") | Q(role="reviewer"), name="membership_call_is_a_reviewers"
            ),
            models.CheckConstraint(condition=~Q(role="support"), name="support_is_no_member"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_role_display()}"

    @property
    def scope_words(self) -> str:
        """How far the role reaches, as people write it: a site's town, a département's code, a call's code."""
        return (self.site.town or self.site.name) if self.site else self.departement_code or self.call_code


class Replacement(Coded, NetworkModel):
    """Somebody takes over a colleague's work from a first to a last day, both included."""

    absent = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="replacements")
    stand_in = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="stands_in")
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))

    class Meta:
        verbose_name = _("replacement")
        verbose_name_plural = _("replacements")
        ordering = ["first_day", "pk"]
        indexes = [models.Index(fields=["stand_in", "last_day"], name="replacement_today")]
        constraints = [
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="replacement_ends_after_it_begins"),
            models.CheckConstraint(condition=~Q(absent=F("stand_in")), name="nobody_replaces_themselves"),
        ]

    def __str__(self) -> str:
        return f"{self.stand_in} for {self.absent}"


class InvitationState(models.TextChoices):
    """Where an invitation stands."""

    PENDING = "pending", _("Waiting for an answer")
    ACCEPTED = "accepted", _("Accepted")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Invitation(Coded, NetworkModel):
    """Somebody is asked to join the team with these roles, which are theirs when they accept."""

    MOVES = {
        InvitationState.PENDING: {InvitationState.PENDING, InvitationState.ACCEPTED, InvitationState.WITHDRAWN},
    }

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="invitations")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    state = models.CharField(_("state"), max_length=10, choices=InvitationState, default=InvitationState.PENDING)
    roles = models.JSONField(_("roles"), default=list)
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(state="pending"), name="one_open_invitation_per_person"
            )
        ]

    def __str__(self) -> str:
        return str(self.person)

    def roles_words(self, language: str | None = None) -> str:
        """The roles that come with it, in words."""
        with override(language or get_language()):
            return ", ".join(dict.fromkeys(str(Role(one["role"]).label) for one in self.roles))
