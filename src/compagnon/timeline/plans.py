"""From a mobility to what the engine of due dates reads, and back."""

from collections.abc import Iterable
from datetime import date

import holidays
from django.utils import timezone
from django_countries.fields import Country

from compagnon.core.registries import mobility_conditions
from compagnon.engines.base import Reason
from compagnon.engines.duedates import (
    Anchor,
    Calendar,
    Condition,
    Move,
    Offset,
    ScheduledTask,
    TaskRule,
    Unit,
    due_date,
    moved,
    preparation,
)
from compagnon.engines.duedates import schedule as scheduled
from compagnon.inclusion.queries.support import has_help_planned
from compagnon.mobilities.models import Mobility
from compagnon.people.choices import ParticipantKind, Status
from compagnon.schemes.choices import Anchor as TemplateAnchor
from compagnon.schemes.choices import Form, TaskLevel
from compagnon.schemes.models import SchemeTask
from compagnon.timeline.models import Task

EUROPEAN_UNION = frozenset("AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split())  # noqa: SIM905  (one line reads better than 27)
HEALTH_CARD = EUROPEAN_UNION | {"IS", "LI", "NO", "CH"}
"""Where the European health insurance card is good; the condition `eu` of a task means these countries."""
OPPOSITE = {
    Condition.MINOR: Condition.ADULT,
    Condition.GROUP: Condition.INDIVIDUAL,
    Condition.LONG_STAY: Condition.SHORT_STAY,
    Condition.STAFF: Condition.LEARNER,
    Condition.INCOMING: Condition.OUTGOING,
}
"""What is true where the condition is not."""


def rule_of(task: SchemeTask) -> TaskRule:
    """A row of a scheme's template as the engine reads it; what somebody added by hand is needed whatever is true."""
    offset = Offset(Anchor(task.anchor), task.amount, Unit(task.unit), task.working_days)
    when = task.conditions if task.level == TaskLevel.MOBILITY else ()
    return TaskRule(task.key, offset, when=frozenset(Condition(name) for name in when))


def anchors_of(mobility: Mobility) -> dict[Anchor, date]:
    """The days on which the due dates of this mobility hang, as far as they are known."""
    known = {
        Anchor.DEPARTURE: mobility.departs_on,
        Anchor.RETURN: mobility.returns_on,
        Anchor.CONTRACT: mobility.participant.contract_start,
        Anchor.CALL_CLOSE: mobility.application.call.closes_on if mobility.application else None,
    }
    return {anchor: day for anchor, day in known.items() if day is not None}


def conditions_of(mobility: Mobility) -> frozenset[Condition]:
    """What is true of the mobility (TL-05).

    The contract's regime is the parties' choice and never reckoned: true once it is told, by the chapter that keeps it.
    """
    participant, scheme = mobility.participant, mobility.kept_scheme
    in_europe = mobility.country.code in HEALTH_CARD
    is_staff = participant.kind == ParticipantKind.STAFF
    in_group = scheme.form == Form.GROUP or mobility.departure_id is not None
    said = {
        Condition.OUTGOING: not scheme.is_incoming,
        Condition.INCOMING: scheme.is_incoming,
        Condition.LEARNER: not is_staff,
        Condition.STAFF: is_staff,
        Condition.MINOR: mobility.is_minor,
        Condition.ADULT: not mobility.is_minor,
        Condition.FRENCH_APPRENTICE: participant.status == Status.APPRENTICE
        and mobility.network.country == Country("FR"),
        Condition.EU: in_europe,
        Condition.OUTSIDE_EU: not in_europe,
        Condition.FUNDED: mobility.is_funded,
        Condition.GROUP: in_group,
        Condition.INDIVIDUAL: not in_group,
        Condition.SUPPORT_NEEDS: bool(mobility.application and mobility.application.needs_support)
        or has_help_planned(participant),
        Condition.SHORT_STAY: not mobility.is_long,
        Condition.LONG_STAY: mobility.is_long,
    }
    told = frozenset(Condition(name) for tell in mobility_conditions for name in tell(mobility))
    return told | frozenset(
        condition if holds else OPPOSITE.get(condition, condition)
        for condition, holds in said.items()
        if holds or condition in OPPOSITE
    )


def calendar_of(mobility: Mobility) -> Calendar:
    """The working days of the network's country; those of France where a country's holidays are not known."""
    country = mobility.network.country.code
    return Calendar(country if country in holidays.list_supported_countries() else "FR")


def schedule(mobility: Mobility, template: Iterable[SchemeTask], *, today: date) -> list[ScheduledTask]:
    """The tasks that this mobility needs, with their due dates."""
    rules = [rule_of(task) for task in template if task.level == TaskLevel.MOBILITY]
    return scheduled(
        rules, anchors_of(mobility), calendar_of(mobility), created_on=today, facts=conditions_of(mobility)
    )


def changes(mobility: Mobility, template: Iterable[SchemeTask], tasks: Iterable[Task], *, today: date) -> list[Move]:
    """What the mobility's days and facts, as they are now, change in a timeline that exists."""
    before = [
        ScheduledTask(task.template.key, task.due_on, done_on=None if task.is_open else task.due_on or today)
        for task in tasks
        if task.template is not None
    ]
    there = {task.key for task in before}
    rules = [
        rule_of(task)
        for task in template
        if task.level == TaskLevel.MOBILITY or (task.key in there and task.anchor != TemplateAnchor.ASKED)
    ]
    return moved(before, rules, anchors_of(mobility), calendar_of(mobility), on=today, facts=conditions_of(mobility))


def due_if_added(mobility: Mobility, of: SchemeTask, *, today: date) -> date | None:
    """When a row on request is due, were somebody to add it today."""
    offset = rule_of(of).offset if of.anchor != TemplateAnchor.ASKED else None
    anchors = anchors_of(mobility)
    if offset is None:  # reckoned from today, whatever the anchor is called
        anchors = {Anchor.DEPARTURE: today}
        offset = Offset(Anchor.DEPARTURE, of.amount, Unit(of.unit), of.working_days)
    return due_date(offset, anchors, calendar_of(mobility)).date


def warnings(mobility: Mobility, tasks: Iterable[Task]) -> list[Reason]:
    """What a late opening of the file means: tasks that were late from the start, less time than the scheme asks."""
    made = [ScheduledTask(task.code, task.due_on, late_on_creation=task.late_on_creation) for task in tasks]
    return preparation(
        made,
        anchors_of(mobility),
        created_on=timezone.localdate(mobility.created_at),
        minimum_days=mobility.kept_scheme.preparation_days,
    )
