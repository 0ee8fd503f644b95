"""What other days, or another country, would do to a timeline, told before it is done: what moves, comes, leaves and stays, and why."""

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from compagnon.core.i18n import in_every_language
from compagnon.engines.duedates import Change, Condition, Move
from compagnon.mobilities.models import Mobility
from compagnon.schemes.kinds import Condition as ConditionWords
from compagnon.schemes.models import SchemeTask
from compagnon.timeline import plans
from compagnon.timeline.models import Task


@dataclass(frozen=True)
class Changed:
    """One task with its day before and after; `why` names what becomes true, or is no longer, for one that comes or leaves."""

    task: SchemeTask
    move: Move
    why: str = ""


@dataclass
class Foreseen:
    """Everything that the change does and does not do."""

    moves: list[Changed] = field(default_factory=list)
    comes: list[Changed] = field(default_factory=list)
    leaves: list[Changed] = field(default_factory=list)
    settled: int = 0
    unmoved: int = 0

    @property
    def count(self) -> int:
        return len(self.moves) + len(self.comes) + len(self.leaves)

    @property
    def late(self) -> int:
        """How many would be late the moment they move."""
        return sum(one.move.late for one in (*self.moves, *self.comes))


def foresee(
    mobility: Mobility, tasks: Iterable[Task], *, departs_on: date, returns_on: date, today: date, country: str = ""
) -> Foreseen:
    """What these days, and this country where one is given, would do; nothing is saved."""
    tasks = list(tasks)
    template = {task.key: task for task in mobility.scheme.tasks_of(mobility.scheme_version)}
    then = copy(mobility)
    then.departs_on, then.returns_on = departs_on, returns_on
    then.country = country or mobility.country
    before, after = plans.conditions_of(mobility), plans.conditions_of(then)
    found = Foreseen(settled=sum(not task.is_open for task in tasks))
    places = {Change.MOVES: found.moves, Change.APPEARS: found.comes, Change.LEAVES: found.leaves}
    for move in plans.changes(then, template.values(), tasks, today=today):
        task = template[move.key]
        turned = {Change.APPEARS: after - before, Change.LEAVES: before - after}.get(move.change, frozenset())
        places[move.change].append(Changed(task, move, _why(task, turned)))
    still = sum(task.is_open for task in tasks)
    found.unmoved = still - len(found.moves) - len(found.leaves)
    return found


def came_because(task: SchemeTask, holding: Iterable[Condition]) -> dict[str, str]:
    """Why a row is asked for now, in every language: what it hangs on that holds."""
    return in_every_language(_Named("%(what)s", sorted({str(one) for one in holding} & set(task.conditions))))


def left_because(task: SchemeTask, holding: Iterable[Condition]) -> dict[str, str]:
    """Why a row is asked for no longer, in every language: what it hangs on that does not hold."""
    return in_every_language(_Named(_NO_LONGER, sorted(set(task.conditions) - {str(one) for one in holding})))


_NO_LONGER = gettext_lazy("no longer: %(what)s")


class _Named:
    """Conditions in the words of the language at hand; nothing where there is none."""

    def __init__(self, said: Any, names: list[str]) -> None:
        self.said, self.names = said, names

    def __str__(self) -> str:
        words = _(", ").join(str(ConditionWords(name).label) for name in self.names if name in ConditionWords.values)
        return str(self.said) % {"what": words} if words else ""


def _why(task: SchemeTask, turned: Iterable[Condition]) -> str:
    """The conditions of the row that turned, in words."""
    names = {str(condition) for condition in turned} & set(task.conditions)
    return _(", ").join(str(ConditionWords(name).label) for name in sorted(names) if name in ConditionWords.values)
