"""Kinds of organisations, zones, and the five steps."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Step(TextChoices):
    """The five steps on which everything hangs (SD-35: a network may rename them)."""

    PROMOTE = "promote", _("Promote")
    RECRUIT = "recruit", _("Recruit")
    PREPARE = "prepare", _("Prepare")
    MONITOR = "monitor", _("Monitor")
    EVALUATE = "evaluate", _("Evaluate")


class OrganisationKind(TextChoices):
    NETWORK_HEAD = "network_head", _("Network head")
    TRAINING_CENTRE = "training_centre", _("Training centre")
    COMPANY = "company", _("Company")
    OTHER = "other", _("Other host")


class Zone(TextChoices):
    EUROPE = "europe", _("Europe")
    OUTSIDE_EUROPE = "outside_europe", _("Outside Europe")


class ProjectRole(TextChoices):
    COORDINATOR = "coordinator", _("Coordinator")
    PARTNER = "partner", _("Partner")
    CONSORTIUM_MEMBER = "consortium_member", _("Consortium member")
