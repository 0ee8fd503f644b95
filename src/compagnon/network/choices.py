"""Kinds of organisations, zones, and the five steps."""

from django.db.models import TextChoices
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from compagnon.core.ui.line import step_name

_step = lazy(step_name, str)


class Step(TextChoices):
    """The five steps on which everything hangs, by the names that the network in scope gives them (SD-35)."""

    PROMOTE = "promote", _step("promote")
    RECRUIT = "recruit", _step("recruit")
    PREPARE = "prepare", _step("prepare")
    MONITOR = "monitor", _step("monitor")
    EVALUATE = "evaluate", _step("evaluate")


class OrganisationKind(TextChoices):
    NETWORK_HEAD = "network_head", _("Network head")
    TRAINING_CENTRE = "training_centre", _("Training centre")
    COMPANY = "company", _("Company")
    OTHER = "other", _("Other host")


class Zone(TextChoices):
    EUROPE = "europe", _("Europe")
    OUTSIDE_EUROPE = "outside_europe", _("Outside Europe")


class EmblemKind(TextChoices):
    LOGO = "logo", _("Logo of the network")
    FUNDER = "funder", _("Emblem of a funder")
    PARTNER = "partner", _("Logo of a partner or supporter")


class ProjectRole(TextChoices):
    COORDINATOR = "coordinator", _("Coordinator")
    PARTNER = "partner", _("Partner")
    CONSORTIUM_MEMBER = "consortium_member", _("Consortium member")
