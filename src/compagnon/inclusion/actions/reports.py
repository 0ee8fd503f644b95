"""Receiving a report, answering, closing; naming who receives them. No activity rows: others would read them."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from compagnon.core import activity, clock
from compagnon.core.models import random_code
from compagnon.core.states import MoveRefused, locked
from compagnon.correspondence.actions import write
from compagnon.inclusion import sealing
from compagnon.inclusion.choices import REPORT_MOVES, ReportState
from compagnon.inclusion.models import Report, ReportMessage
from compagnon.inclusion.queries import reports as queries
from compagnon.inclusion.queries.vault import settings_of
from compagnon.network.models import Network
from compagnon.people.addresses import account_of
from compagnon.people.choices import Role
from compagnon.people.models import Membership, Person

CODES = 2  # two codes of eight characters: nobody guesses one


@transaction.atomic
def receive(*, network: Network, kind: str, told: dict[str, Any], person: Person | None) -> str:
    """Keep a report, sealed, and give the reference by which its author follows it; it is shown once and not kept.

    `person` is None for somebody who does not give a name. Who receives reports hears that one waits, not what it says.
    """
    reference = "-".join(random_code() for _part in range(CODES))
    due_on = clock.today() + timedelta(days=settings_of(network).answer_days)
    report = Report.objects.create(
        network=network,
        kind=kind,
        sealed=sealing.seal(told),
        person=person,
        reference_hash=queries.hash_of(reference),
        due_on=due_on,
    )
    for confidant in queries.confidants():
        write(key="inclusion.report_waits", reader=confidant, about=report, by=None, confidential=True)
    return reference


def words_of(report: Report) -> dict[str, Any]:
    """What was reported. Only for who receives reports, and for its author who has the reference."""
    return sealing.unseal(report.sealed)


def talk_of(report: Report, *, notes: bool) -> list[dict[str, Any]]:
    """The messages in order; with the notes only for who receives reports."""
    found = report.messages.all() if notes else report.messages.filter(is_note=False)
    return [{"message": one, "words": sealing.unseal(one.sealed)["words"]} for one in found]


@transaction.atomic
def say(*, report: Report, words: str, by: Person | None, is_note: bool = False) -> ReportMessage:
    """Add a message: of who receives reports, or of the author (`by` None). A closed report that its author answers
    opens again.
    """
    report = locked(report)
    is_from_reporter = by is None
    if is_from_reporter and report.state == ReportState.CLOSED:
        report.state, report.closed_at = ReportState.OPEN, None
        report.save()
    if not is_from_reporter and report.state == ReportState.NEW:
        report.state = ReportState.OPEN
        report.save()
    return ReportMessage.objects.create(
        network_id=report.network_id,
        report=report,
        is_from_reporter=is_from_reporter,
        is_note=is_note,
        by_name="" if by is None else by.full_name,
        sealed=sealing.seal({"words": words.strip()}),
    )


@transaction.atomic
def move_report(*, report: Report, to: str, words: str, by: Person) -> Report:
    """Take up, close or open again; closing says to its author what came of it. Raises MoveRefused otherwise."""
    report = locked(report)
    if to not in REPORT_MOVES.get(ReportState(report.state), set()):
        raise MoveRefused(_("This is not possible any more."))
    if to == ReportState.CLOSED and not words.strip():
        raise MoveRefused(_("Say what came of it: the author reads it."))
    if words.strip():
        say(report=report, words=words, by=by)
        report.refresh_from_db()
    report.state = to
    report.closed_at = clock.now() if to == ReportState.CLOSED else None
    report.save()
    return report


@transaction.atomic
def name_confidant(*, network: Network, first_name: str, last_name: str, email: str, by: Person) -> Person:
    """Name who receives reports, in place of who did. Raises MoveRefused for somebody who takes part in selections."""
    person = account_of(email)
    if person is not None and person.network_id != network.pk:
        raise MoveRefused(_("This address cannot be used here. Ask for another one."))
    if person is not None and queries.takes_part_in_selections(person):
        raise MoveRefused(
            _("%(name)s takes part in selections. Reports must go to somebody else.") % {"name": person.full_name}
        )
    if person is None:
        person = Person.objects.create_user(
            email,
            password=None,
            network=network,
            first_name=first_name,
            last_name=last_name,
            language=network.default_language,
        )
    Membership.objects.filter(role=Role.CONFIDANT).exclude(person=person).delete()
    Membership.objects.get_or_create(network=network, person=person, role=Role.CONFIDANT)
    activity.record("inclusion.confidant_named", about=network, by=by, facts={"name": person.full_name})
    return person
