"""Reads of reports: who receives them, which there are, where else one can complain."""

import hashlib

import rules
from django.db.models import QuerySet

from compagnon.core import clock
from compagnon.core.i18n import localised
from compagnon.inclusion.choices import ReportState
from compagnon.inclusion.models import Report
from compagnon.inclusion.queries.vault import settings_of
from compagnon.network.models import Network
from compagnon.people.choices import Role
from compagnon.people.models import Membership, Person

SELECTS = ("recruitment.decide_applications", "recruitment.open_calls", "recruitment.review_applications")
"""Who has one of these rights takes part in selections and may not receive reports about them."""


def takes_part_in_selections(person: Person) -> bool:
    """Whether somebody reviews applications, decides on them or opens calls."""
    return any(rules.test_rule(right, person) for right in SELECTS)


def confidants() -> list[Person]:
    """Who receives reports now: those named, still active, and outside of every selection."""
    found = Membership.objects.filter(role=Role.CONFIDANT, person__is_active=True).select_related("person")
    return [one.person for one in found.order_by("pk") if rules.test_rule("inclusion.handle_reports", one.person)]


def named() -> list[Person]:
    """Everybody who was named, also those who take part in selections meanwhile and therefore receive nothing."""
    found = Membership.objects.filter(role=Role.CONFIDANT).select_related("person")
    return [one.person for one in found.order_by("pk")]


def register(state: str = "") -> QuerySet[Report]:
    """The reports of the network, the first to answer on top."""
    found: QuerySet[Report] = Report.objects.select_related("person").order_by("due_on", "pk")
    if state == "open":
        return found.exclude(state=ReportState.CLOSED)
    return found.filter(state=ReportState.CLOSED) if state == "closed" else found


def waiting() -> QuerySet[Report]:
    """Reports that nobody has taken up, or that should have been answered."""
    return register("open").filter(state=ReportState.NEW) | register("open").filter(due_on__lt=clock.today())


def hash_of(reference: str) -> str:
    """What is kept of a reference: spaces, dashes and capitals do not matter when it is typed."""
    plain = "".join(one for one in reference.lower() if one.isalnum())
    return hashlib.sha256(f"compagnon.report:{plain}".encode()).hexdigest()


def by_reference(reference: str) -> Report | None:
    """The report that somebody follows by its reference; None when there is none."""
    found: Report | None = Report.objects.filter(reference_hash=hash_of(reference)).first()
    return found


def complaint_routes(network: Network, language: str) -> str:
    """What the network has written about other places to complain at; empty when it has not."""
    written = settings_of(network).complaint_routes
    return localised(written, language) if written and written.data else ""
