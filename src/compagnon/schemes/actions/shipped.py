"""Giving a network its own copy of those shipped with the program."""

from typing import Any

from django.db import transaction
from django_scopes import scope
from i18nfield.strings import LazyI18nString

from compagnon.core import activity
from compagnon.engines.base import Grade, Source
from compagnon.network.actions import add_missing
from compagnon.network.models import Network
from compagnon.schemes.choices import Anchor, Direction
from compagnon.schemes.models import Scheme, SchemeTask
from compagnon.schemes.seed_shape import SchemeSeed, SchemesSeed, TaskSeed


@transaction.atomic
def load_schemes(*, network: Network, seed: SchemesSeed, by: activity.Actor | None = None) -> list[Scheme]:
    """Give the network its own copy of these schemes, each with the tasks of its timeline.

    A scheme that the network has already stays as it is, its tasks too: the network may have changed or removed some.
    """
    country = str(network.country)
    with scope(network=network):
        there = set(Scheme.objects.values_list("key", flat=True))
        new = [scheme for scheme in seed.schemes if scheme.key not in there]
        rows = [_scheme_row(seed, scheme, country) for scheme in new]
        added = add_missing(model=Scheme, network=network, rows=rows)
        stored = {scheme.key: scheme for scheme in Scheme.objects.all()}
        tasks = SchemeTask.objects.bulk_create(
            SchemeTask(network=network, scheme=stored[scheme.key], position=position, **_task_row(task))
            for scheme in new
            for position, task in enumerate(seed.tasks)
            if task.concerns(scheme, country=country)
        )
        if added:
            activity.record("schemes.loaded", about=network, by=by, facts={"added": added + len(tasks)})
    return [stored[scheme.key] for scheme in seed.schemes]


def _scheme_row(seed: SchemesSeed, scheme: SchemeSeed, country: str) -> dict[str, Any]:
    return {
        "key": scheme.key,
        "name": LazyI18nString(scheme.name),
        "summary": LazyI18nString(scheme.public_summary),
        "participant_kind": scheme.participant_kind,
        "direction": scheme.direction,
        "form": scheme.form,
        "zone": scheme.zone if scheme.zone in ("europe", "outside_europe") else "",
        "host_kinds": scheme.host_kinds,
        "programme": scheme.programme or "",
        "duration_text": LazyI18nString(scheme.duration_text),
        "rules": _rules(seed, scheme, country),
        "ask_per_call": scheme.ask_per_call,
        "documents": scheme.documents,
        "grid": seed.grids[scheme.participant_kind].model_dump(mode="json") if seed.grids else {},
        "surveys": [str(one) for one in scheme.surveys],
        "position": [one.key for one in seed.schemes].index(scheme.key),
    }


def _rules(seed: SchemesSeed, scheme: SchemeSeed, country: str) -> dict[str, Any]:
    """What `engines.eligibility.SchemeRules` reads, each rule with its source.

    The zone is a rule for those who leave; whoever comes is bound to come here. The kind of host is none, since the host
    is chosen after somebody has applied.
    """
    rules = scheme.rules_for(country)
    sources = {**scheme.sources, "zones": scheme.sources.get("zone")}
    if scheme.direction == Direction.OUT and sources["zones"]:
        rules = rules.model_copy(update={"zones": (scheme.zone,)})
    named = {
        rule: Source(title=seed.text_of(source), reference=source.reference, grade=Grade(source.grade))
        for rule in rules.asked()
        if (source := sources.get(rule))
    }
    return rules.model_copy(update={"sources": named}).model_dump(mode="json", exclude_defaults=True)


def _task_row(task: TaskSeed) -> dict[str, Any]:
    amount, unit = task.offset
    return {
        "key": task.key,
        "step": task.step,
        "phase": task.phase,
        "level": task.level,
        "strand": task.strand,
        "is_shared": task.is_shared,
        "title": LazyI18nString(task.title),
        "help": LazyI18nString(task.help),
        "role": task.role,
        "anchor": task.anchor or Anchor.ASKED,
        "amount": amount,
        "unit": unit,
        "working_days": task.working_days,
        "blocks_departure": task.blocks_departure,
        "blocks_closing": task.blocks_closing,
        "conditions": task.conditions,
        "evidence": task.evidence or "",
        "produces": ", ".join(task.documents),
        "effort_minutes": task.effort_minutes,
        "source_mark": task.source.grade,
        "source": task.source.reference,
    }
