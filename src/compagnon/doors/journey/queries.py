"""What a participant has to do now, gathered from the work itself: one list, the most urgent first."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.urls import reverse

from compagnon.core import clock
from compagnon.core.registries import evidence
from compagnon.documents import queries as documents
from compagnon.documents.choices import DocumentKind
from compagnon.doors.journey.phrases import LEARNER, LEARNER_RESTS, STAFF, STAFF_RESTS, Asking, Rest, Words
from compagnon.mobilities.choices import MobilityState
from compagnon.mobilities.models import Mobility
from compagnon.people.choices import ParticipantKind
from compagnon.people.models import Participant, Person
from compagnon.recruitment.choices import ApplicationState
from compagnon.recruitment.models import Application
from compagnon.recruitment.queries import of_participant
from compagnon.schemes.choices import TaskRole
from compagnon.stays.queries import weeks as stays
from compagnon.stays.queries.followup import to_answer as follow_ups
from compagnon.stays.queries.pocket import has_pocket
from compagnon.stays.queries.safety import asked_now
from compagnon.timeline.choices import TaskState
from compagnon.timeline.models import Task
from compagnon.toolbox import queries as toolbox
from compagnon.toolbox.models import Tool

ELSEWHERE = {"learning_agreement_signed", "arrival_confirmed", "weekly_check_ins", "application_submitted"}
"""Tasks with this evidence are asked for in words of their own."""
_ORDER = {MobilityState.ABROAD: 0, MobilityState.PREPARING: 1, MobilityState.RETURNED: 2, MobilityState.CLOSED: 3}


@dataclass(frozen=True)
class Ask:
    """One thing to do; `rank` puts what cannot wait before what has a date."""

    title: Words
    sentence: Words
    button: Words
    url: str
    step: str
    due: date | None = None
    rank: int = 5

    @property
    def state(self) -> str:
        return "late" if self.due is not None and self.due < clock.today() else "open"


@dataclass(frozen=True)
class Home:
    """All that the first screen shows."""

    mobility: Mobility | None
    first: Ask | None
    following: list[Ask]
    rest: Rest
    done: list[Task]
    applications: list[Application]

    @property
    def line(self) -> str:
        """The line without its mark for late: what others have not done must not worry a participant."""
        return self.mobility.line.replace("!", "") if self.mobility else ""

    @property
    def has_pocket(self) -> bool:
        return self.mobility is not None and has_pocket(self.mobility)


def home_of(person: Person) -> Home:
    """What this participant sees first."""
    participant = Participant.objects.filter(person=person).first()
    is_staff = participant is not None and participant.kind == ParticipantKind.STAFF
    mobility = main_mobility(person)
    applications = list(of_participant(person)[:5])
    asks = sorted(_asks(person, mobility, applications, STAFF if is_staff else LEARNER), key=_urgency)
    rests = STAFF_RESTS if is_staff else LEARNER_RESTS
    done = list(_own_tasks(mobility).filter(state=TaskState.DONE)) if mobility else []
    undecided = [one for one in applications if one.state in (ApplicationState.SUBMITTED, ApplicationState.WAITING)]
    return Home(
        mobility=mobility,
        first=asks[0] if asks else None,
        following=asks[1:7],
        rest=rests[_rest_key(mobility, undecided)],
        done=done,
        applications=undecided,
    )


def main_mobility(person: Person) -> Mobility | None:
    """The mobility that matters now: the one abroad, else the next in preparation, else the last one."""
    found = list(
        mobilities_of(person)
    )  # few; a LIMIT would make the plan of its joins several times as dear (measured)
    return found[0] if found else None


def mobilities_of(person: Person) -> QuerySet[Mobility]:
    """Own mobilities that were not cancelled, the one that matters now first."""
    whens = [When(state=state, then=Value(place)) for state, place in _ORDER.items()]
    return (
        Mobility.objects.filter(participant__person=person)
        .exclude(state=MobilityState.CANCELLED)
        .select_related("participant", "scheme", "host", "tutor", "referent", "departure__accompanying", "arrival")
        .order_by(Case(*whens, default=Value(9), output_field=IntegerField()), "departs_on")
    )


def _asks(
    person: Person, mobility: Mobility | None, applications: list[Application], words: dict[str, Asking]
) -> Iterator[Ask]:
    for signature in documents.waiting_for(person).filter(document__mobility__participant__person=person):
        url = reverse("documents:my-signature", args=[signature.code])
        document = signature.document
        is_agreement = document.kind == DocumentKind.LEARNING_AGREEMENT
        asked = words["sign"] if is_agreement else replace(words["paper"], title=document.get_kind_display())
        yield _ask(asked, url=url, step="prepare", due=document.file.departs_on, rank=2)
    if mobility is not None:
        yield from _asks_of_stay(mobility, words)
        yield from _asks_of_timeline(mobility, words["task"])
    for application in applications:
        if application.state == ApplicationState.DRAFT and application.call.is_open:
            url = reverse("recruitment:apply", args=[application.call.code])
            yield _ask(words["finish"], url=url, step="recruit", due=application.call.closes_on, rank=3)


def _asks_of_stay(mobility: Mobility, words: dict[str, Asking]) -> Iterator[Ask]:
    if (asked := asked_now(mobility)) is not None:
        yield _ask(words["safe"], url=reverse("stays:my-safety", args=[asked.code]), step="monitor", rank=-1)
    if stays.can_confirm_arrival(mobility):
        url = reverse("stays:my-arrival", args=[mobility.code])
        yield _ask(words["arrive"], url=url, step="monitor", due=mobility.departs_on, rank=0)
    if mobility.state in (MobilityState.ABROAD, MobilityState.RETURNED):
        for month in follow_ups(mobility):
            url = reverse("stays:my-follow-up", args=[month.code])
            yield _ask(words["month"], url=url, step="monitor", due=month.due_on, rank=1)
        for check_in in stays.to_answer(mobility):
            url = reverse("stays:my-check-in", args=[check_in.code])
            yield _ask(words["check_in"], url=url, step="monitor", due=check_in.due_on, rank=1)


def _asks_of_timeline(mobility: Mobility, words: Asking) -> Iterator[Ask]:
    for task in _own_tasks(mobility).filter(state=TaskState.OPEN).exclude(evidence__in=ELSEWHERE):
        proof = evidence.get(task.evidence) if task.evidence else None
        url = proof.journey_url(mobility) if proof and proof.journey_url else reverse("journey:task", args=[task.code])
        yield Ask(str(task.title), str(task.help), words.button, url=url, step=task.step, due=task.due_on)


def _own_tasks(mobility: Mobility) -> QuerySet[Task]:
    return Task.objects.filter(mobility=mobility, role=TaskRole.LEARNER).select_related("template")


def _ask(words: Asking, **where: Any) -> Ask:
    return Ask(title=words.title, sentence=words.sentence, button=words.button, **where)


def _urgency(ask: Ask) -> tuple[int, date]:
    return ask.rank, ask.due or date.max


def _rest_key(mobility: Mobility | None, undecided: list[Application]) -> str:
    if mobility is not None:
        return str(mobility.state)
    return str(undecided[0].state) if undecided else "nothing"


def tools_for(task: Task) -> QuerySet[Tool]:
    """What helps the participant with a task: tools for everybody, or for participants."""
    stay, key = task.mobility, task.template.key if task.template else ""
    tools = toolbox.for_task(key, task.step, trade_id=stay.trade_id, country=stay.country.code)
    return tools.filter(role__in=("", TaskRole.LEARNER))
