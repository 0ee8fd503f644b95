"""Planning help, and what becomes of it."""

from typing import Any

from django.db import transaction

from compagnon.core import activity
from compagnon.core.i18n import in_every_language
from compagnon.core.registries import announce
from compagnon.core.states import locked, move
from compagnon.inclusion.choices import MeasureKind
from compagnon.inclusion.models import InclusionSettings, SupportMeasure
from compagnon.network.models import Network
from compagnon.people.models import Participant, Person


@transaction.atomic
def plan(*, participant: Participant, fields: dict[str, Any], by: Person) -> SupportMeasure:
    """Add a piece of help to the plan of somebody."""
    measure = SupportMeasure(network_id=participant.network_id, participant=participant, **fields)
    measure.save()
    activity.record(
        "inclusion.help_planned",
        about=measure,
        by=by,
        trail=participant,
        facts={"kind": in_every_language(MeasureKind(measure.kind).label)},
    )
    announce("inclusion.help_planned", measure, by)
    return measure


@transaction.atomic
def change(*, measure: SupportMeasure, fields: dict[str, Any], by: Person) -> SupportMeasure:
    """Keep a piece of help as edited."""
    measure = locked(measure)
    for name, value in fields.items():
        setattr(measure, name, value)
    measure.save()
    activity.record(
        "inclusion.help_changed",
        about=measure,
        by=by,
        trail=measure.participant,
        facts={"kind": in_every_language(MeasureKind(measure.kind).label)},
    )
    return measure


@transaction.atomic
def move_measure(*, measure: SupportMeasure, to: str, by: Person) -> SupportMeasure:
    """Say what became of it. Raises MoveRefused when it does not stand there any more."""
    measure = locked(measure)
    move(
        measure,
        to,
        by=by,
        trail=measure.participant,
        facts={"kind": in_every_language(MeasureKind(measure.kind).label)},
    )
    return measure


@transaction.atomic
def keep_settings(*, network: Network, fields: dict[str, Any], by: Person) -> InclusionSettings:
    """Keep what a network sets about inclusion."""
    kept, _is_new = InclusionSettings.objects.update_or_create(network=network, defaults=fields)
    activity.record("inclusion.settings_kept", about=kept, by=by, trail=network)
    return kept
