"""What a scheme and its tasks can be."""

from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

LONG_FROM_DAYS = 60
"""From how many days abroad on a stay is long, unless its scheme says otherwise: the national programme for apprentices counts
stays of two months and more as long (MO-01, MO-11; MONA, euroappmobility.eu)."""


class VersionState(TextChoices):
    """A version is worked on, proposed by a referent, published by the coordinator (SD-39), or dropped."""

    DRAFT = "draft", _("In preparation")
    PROPOSED = "proposed", _("Proposed")
    PUBLISHED = "published", _("Published")
    DROPPED = "dropped", _("Dropped")


VERSION_MOVES: dict[str, set[str]] = {
    VersionState.DRAFT: {VersionState.PROPOSED, VersionState.PUBLISHED, VersionState.DROPPED},
    VersionState.PROPOSED: {VersionState.DRAFT, VersionState.PUBLISHED, VersionState.DROPPED},
    VersionState.PUBLISHED: {VersionState.DRAFT},
}


class OfferState(TextChoices):
    """A timeline is offered to partners, or is not any more."""

    OFFERED = "offered", _("Offered")
    WITHDRAWN = "withdrawn", _("Withdrawn")


OFFER_MOVES: dict[str, set[str]] = {
    OfferState.OFFERED: {OfferState.WITHDRAWN},
}


class ReceivedState(TextChoices):
    """What a partner's offer is to who received it: open to take, put aside, or taken back by the partner."""

    OPEN = "open", _("Offered to us")
    DECLINED = "declined", _("Put aside")
    WITHDRAWN = "withdrawn", _("Withdrawn by the partner")


RECEIVED_MOVES: dict[str, set[str]] = {
    ReceivedState.OPEN: {ReceivedState.DECLINED},
    ReceivedState.DECLINED: {ReceivedState.OPEN},
}


class Direction(TextChoices):
    OUT = "out", _("Outgoing")
    IN = "in", _("Incoming")


class Form(TextChoices):
    GROUP = "group", _("In a group")
    INDIVIDUAL = "individual", _("Individual")
    EITHER = "either", _("In a group or individual")


class Phase(TextChoices):
    """The usual order of European partners, beside the five steps (MT-03)."""

    BEFORE = "before", _("Before")
    DURING = "during", _("During")
    AFTER = "after", _("After")


class TaskRole(TextChoices):
    """Who is responsible for a task."""

    REFERENT = "referent", _("Referent")
    COORDINATOR = "coordinator", _("Coordinator")
    MANAGEMENT = "management", _("Management")
    TRAINER = "trainer", _("Trainer")
    EMPLOYER = "employer", _("Employer")
    LEARNER = "learner", _("Participant")
    GUARDIAN = "guardian", _("Guardian")
    HOST_TUTOR = "host_tutor", _("Host tutor")
    HOST_COORDINATOR = "host_coordinator", _("Host coordinator")
    HR = "hr", _("Human resources")
    ACCOMPANYING = "accompanying", _("Accompanying person")


class TaskLevel(TextChoices):
    """What a row of a timeline is for."""

    MOBILITY = "mobility", _("each mobility")
    ON_REQUEST = "on_request", _("a mobility to which somebody adds it")
    PROJECT = "project", _("the project, not each mobility")


class Strand(TextChoices):
    """Learning and paperwork, whose progress is shown apart (MT-08)."""

    PEDAGOGICAL = "pedagogical", _("Pedagogical")
    ADMINISTRATIVE = "administrative", _("Administrative")


class Anchor(TextChoices):
    DEPARTURE = "departure", _("departure")
    ARRIVAL = "arrival", _("arrival")
    MID_STAY = "mid_stay", _("middle of the stay")
    RETURN = "return", _("return")
    CONTRACT = "contract", _("start of the contract")
    CALL_CLOSE = "call_close", _("closing of the call")
    PROJECT_END = "project_end", _("end of the project")
    ASKED = "asked", _("day it is added")


class Unit(TextChoices):
    DAYS = "days", _("days")
    WEEKS = "weeks", _("weeks")
    MONTHS = "months", _("months")


class SourceMark(TextChoices):
    """How well an offset or a rule is known (TL-08)."""

    V = "V", _("read in a public source")
    S = "S", _("secondary source")
    K = "K", _("known practice")
    P = "P", _("our default, yours to change")


MARKS: dict[str, Any] = {
    "V": _("Read in a public source. Change it only if a rule of yours says otherwise."),
    "S": _("Read at second hand. Check it with the source before you rely on it."),
    "K": _("Known practice, not read again. Change it if you do it otherwise."),
    "P": _("Our default. Change it freely."),
}
"""What each mark of a source allows (TL-08)."""
