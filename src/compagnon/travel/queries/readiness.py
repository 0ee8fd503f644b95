"""The departure check: needs from the legal pack, what is held, what is open; for one stay or for many at once."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.urls import reverse

from compagnon.core import clock
from compagnon.core.registries import Obstacle, Point, departure_joins, departure_points
from compagnon.engines.base import Answer
from compagnon.engines.legal import Contract, Finding, Outcome, Pack
from compagnon.engines.readiness import Held, Item, Light, Need, Question, Task, check
from compagnon.mobilities.choices import MobilityState
from compagnon.mobilities.models import Mobility
from compagnon.mobilities.splitting import home_between, spans_of
from compagnon.people.choices import ParticipantKind
from compagnon.timeline.models import Task as OpenTask
from compagnon.travel import telling
from compagnon.travel.choices import Area, CoverKind
from compagnon.travel.models import Cover, PreparationSettings, StayTerms, Waiver
from compagnon.travel.phrases import readiness as words
from compagnon.travel.queries.legal import facts_of, has_pack, pack_of_facts

ASKED_BY: dict[str, tuple[str, ...]] = {
    "health_card": (CoverKind.HEALTH_CARD,),
    "health_card_in": (CoverKind.HEALTH_CARD,),
    "private_health_cover": (CoverKind.PRIVATE_HEALTH,),
    "programme_insurance": (Area.TRAVEL, Area.LIABILITY, Area.ACCIDENT, Area.REPATRIATION),
    "civil_liability": (Area.LIABILITY,),
    "identity_document": (CoverKind.IDENTITY,),
    "exit_authorisation": (CoverKind.EXIT,),
    "repatriation_cover": (Area.REPATRIATION,),
    "stay_permit": (CoverKind.VISA,),
}
"""Which papers and covers each rule asks for, the strongest rule first."""
Other = telling.Broken | Point
"""What stands in the way beside papers and tasks."""
ADVICE = {"repatriation_cover"}
STOPS_BEFORE = timedelta(days=14)
"""From this long before the departure, what is required and missing stands in its way."""
OF_THE_RETURN = {CoverKind.IDENTITY, CoverKind.EXIT}
"""Papers that need only be valid to the last day."""


@dataclass(frozen=True)
class Told:
    """One item of a check in words, and where it is dealt with."""

    key: str
    light: str
    group: str
    title: str
    sentence: str
    remedy: str
    url: str
    waiver: Waiver | None
    """Who answers for it or, where it is red, who did when other facts stood: that counts no more."""
    source: str
    can_be_waived: bool
    facts: Any
    """What a waiver is given for, as it is kept with it."""


@dataclass(frozen=True)
class Readiness:
    """The check of one stay with what it was made from."""

    mobility: Mobility
    light: str
    items: list[Told]
    pack: Pack
    idle: list[tuple[str, Waiver]]
    """Waivers of what does not stand in the way now, each with the name of its item."""

    @property
    def red(self) -> list[Told]:
        return [item for item in self.items if item.light == Light.RED]

    @property
    def amber(self) -> list[Told]:
        return [item for item in self.items if item.light == Light.AMBER]

    @property
    def groups(self) -> dict[str, str]:
        """The worst light of each group of items, green where it has none."""
        worst = dict.fromkeys(words.GROUPS, str(Light.GREEN))
        for item in self.items:
            if list(Light).index(Light(item.light)) < list(Light).index(Light(worst[item.group])):
                worst[item.group] = item.light
        return worst


def to_check(mobilities: QuerySet[Mobility]) -> QuerySet[Mobility]:
    """With all that a check reads, in as many queries for many as for one."""
    open_tasks = OpenTask.objects.filter(state="open", blocks_departure=True).select_related("template")
    told_only = PreparationSettings.objects.filter(network=OuterRef("network"), missing_stops=False)
    joined = mobilities.select_related(
        *("scheme", "participant__person", "participant__sending_organisation", "participant__guardian"),
        *("host", "tutor", "departure", "stay_terms"),
        *departure_joins,
    )
    return joined.annotate(missing_is_told_only=Exists(told_only)).prefetch_related(
        Prefetch("tasks", open_tasks, to_attr="blocking_tasks"),
        Prefetch("covers", to_attr="held_covers"),
        Prefetch("waivers", to_attr="given_waivers"),
        "periods",
    )


def readiness_of(mobility: Mobility, *, at_departure: bool = False) -> Readiness:
    """The check of one stay, read anew; `at_departure`, as it stands for who leaves now, however far the day is."""
    (row,) = to_check(Mobility.objects.filter(pk=mobility.pk))  # no LIMIT, which makes a wide join slow to plan
    return readiness_of_each([row], at_departure=at_departure)[0]


def readiness_of_each(mobilities: Iterable[Any], *, at_departure: bool = False) -> list[Readiness]:
    """The checks of stays that `to_check` has read."""
    rows = list(mobilities)
    points: dict[int, list[Point]] = {}
    for ask in departure_points:
        for key, found in ask(rows).items():
            points.setdefault(key, []).extend(found)
    return [
        _readiness(one, {point.key: point for point in points.get(one.pk, ())}, at_departure=at_departure)
        for one in rows
    ]


def obstacles(mobility: Mobility, to: str) -> list[Obstacle]:
    """Red items stand in the way of the departure; open tasks say so themselves."""
    if to != MobilityState.ABROAD:
        return []
    found = readiness_of(mobility, at_departure=True)
    return [Obstacle(f"{item.title}: {item.sentence}", item.url) for item in found.red if item.group != "tasks"]


def stops_for_what_is_missing(mobility: Any, *, at_departure: bool) -> bool:
    """Whether what is required and missing stops this departure: in its last two weeks, unless the network only tells it.

    SAFE-01 of the facts on safety abroad; the two weeks are a proposal, with time left to have a cover written.
    """
    is_near = at_departure or clock.today() >= mobility.departs_on - STOPS_BEFORE
    return is_near and not mobility.missing_is_told_only


def _lacking(mobility: Any) -> Iterator[str]:
    """Whom to call: at home, where a guardian's number does as well, and there where somebody hosts (SAFE-01)."""
    participant = mobility.participant
    guardian_answers = participant.guardian is not None and participant.guardian.phone
    if participant.kind == ParticipantKind.LEARNER and not (participant.emergency_contact.strip() or guardian_answers):
        yield "emergency_contact"
    if mobility.host and not (mobility.host.phone or (mobility.tutor and mobility.tutor.phone)):
        yield "host_contact"


def _readiness(mobility: Any, points: dict[str, Point], *, at_departure: bool) -> Readiness:
    terms = getattr(mobility, "stay_terms", None) or StayTerms(network_id=mobility.network_id, mobility=mobility)
    facts = facts_of(mobility, terms)
    pack = pack_of_facts(facts)
    broken = telling.broken_rules(pack, regime=facts.regime) if has_pack(mobility) else {}
    others: dict[str, Other] = {f"law_{rule}": said for rule, said in broken.items()}
    others |= {f"point_{key}": point for key, point in points.items()}
    question = Question(
        away_from=mobility.departs_on,
        away_until=mobility.returns_on,
        at_home=tuple(home_between(spans_of(mobility))),
        needs=tuple(needs_of(pack, terms, regime=facts.regime)),
        held=tuple(_held(one) for one in mobility.held_covers),
        open_tasks=tuple(Task(key=task.code) for task in mobility.blocking_tasks),
        open_points=tuple(points),
        broken_rules=tuple(broken),
        lacking=tuple(_lacking(mobility)),
        missing_stops=stops_for_what_is_missing(mobility, at_departure=at_departure),
        regime_chosen=facts.regime is not None if facts.contract not in {None, Contract.NONE} else None,
    )
    found = check(question)
    given = {one.item: one for one in mobility.given_waivers}
    counting = frozenset(
        one.key for one in found.items if one.key in given and given[one.key].facts == _stands(one, others)
    )
    if counting:
        found = check(question.model_copy(update={"waived": counting}))
    tasks = {f"task_{task.code}": task for task in mobility.blocking_tasks}
    items = [_item(one, mobility, tasks, others, given.get(one.key)) for one in found.items]
    shown = {one.key for one in items if one.waiver}
    idle = [(words.title(key), waiver) for key, waiver in given.items() if key not in shown]
    return Readiness(mobility, str(found.light), items, pack, idle)


def _stands(item: Item, others: dict[str, Other]) -> Any:
    """The facts of an item as they can be kept: while they are equal, a waiver of it counts."""
    other = others.get(item.key)
    return json.loads(json.dumps([item.reason.code, item.reason.facts, other.facts if other else []], default=str))


def needs_of(pack: Pack, terms: StayTerms, *, regime: Any) -> list[Need]:
    """What the rules ask to be held; asked by several, the strongest counts. A visa is asked for as the terms say."""
    found: dict[str, Need] = {}
    for finding in _by_strength(pack.findings):
        if finding.regime not in {None, regime}:
            continue
        for key in ASKED_BY[finding.rule]:
            found.setdefault(key, _need(str(key), finding))
    if terms.visa_needed is not None or "visa" in {one.rule for one in pack.findings}:
        required = {True: Answer.YES, False: Answer.NO, None: Answer.UNKNOWN}[terms.visa_needed]
        found[CoverKind.VISA] = Need(key=str(CoverKind.VISA), required=required)
    return list(found.values())


def _by_strength(findings: Sequence[Finding]) -> list[Finding]:
    """What holds before what is not known before what does not; and a text before advice."""
    order = [Outcome.APPLIES, Outcome.UNKNOWN, Outcome.DOES_NOT_APPLY]
    asked = [one for one in findings if one.rule in ASKED_BY and one.outcome in order]
    return sorted(asked, key=lambda one: (order.index(one.outcome), one.rule in ADVICE))


def _need(key: str, finding: Finding) -> Need:
    required = {Outcome.APPLIES: Answer.YES, Outcome.DOES_NOT_APPLY: Answer.NO}.get(finding.outcome, Answer.UNKNOWN)
    return Need(
        key=key,
        required=required,
        is_advice=finding.rule in ADVICE,
        to_return_only=key in OF_THE_RETURN,
        source=finding.reason.source,
    )


def _held(cover: Cover) -> Held:
    first, last = cover.valid_from, cover.valid_until
    if first and last and last < first:
        first = None
    areas = [area for area in cover.areas if area in Area.values]
    serves = tuple(areas) if cover.kind == CoverKind.INSURANCE and areas else (str(cover.kind),)
    return Held(serves=serves, first=first, last=last, is_seen=cover.seen_at is not None)


def _item(item: Item, mobility: Any, tasks: dict[str, Any], others: dict[str, Other], waiver: Waiver | None) -> Told:
    page = mobility.get_absolute_url()
    task, other = tasks.get(item.key), others.get(item.key)
    source = telling.source_words(item.reason.source)
    if task is not None:
        group, title, sentence = "tasks", str(task.title), str(words.TASK_OPEN)
        url = f"{page}?task={task.code}#task"
    elif isinstance(other, Point):
        group, title, sentence = "training", other.title, other.sentence
        url, source = other.url, other.source
    elif other is not None or item.key == "regime":
        group = "law"
        title = other.title if other else words.title(item.key)
        sentence = other.sentence if other else str(words.SENTENCES[item.reason.code.removeprefix("readiness.")])
        source = other.source if other else source
        url = reverse("travel:legal", args=[mobility.code])
    elif item.key in words.OF_PEOPLE:
        group, title, sentence = "people", words.title(item.key), words.sentence(item.reason)
        told_in = reverse("travel:terms", args=[mobility.code]) + "#id_contract-emergency_contact"
        url = told_in if item.key == "emergency_contact" else mobility.host.get_absolute_url()
    else:
        group = "cover" if item.key in Area.values or item.key in words.OF_COVER else "papers"
        title = words.title(item.key)
        sentence = words.sentence(item.reason)
        url = reverse("travel:check", args=[mobility.code]) + "#papers"
    return Told(
        key=item.key,
        light=str(item.light),
        group=group,
        title=title,
        sentence=sentence,
        remedy=str(words.REMEDIES[item.reason.remedy]) if item.reason.remedy else "",
        url=url,
        waiver=waiver if item.is_waived or item.light is Light.RED else None,
        source=source,
        can_be_waived=item.light is Light.RED and task is None,
        facts=_stands(item, others),
    )
