"""What may go wrong with a mobility: few rules that anyone can read aloud, each with its sentence and where to act.

Nothing is scored: a mobility is at risk when one of the rules says so, and the rule is named.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Value
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from compagnon.core import clock, statements
from compagnon.core.i18n import localised
from compagnon.mobilities import queries as mobilities
from compagnon.mobilities.models import Mobility
from compagnon.people.models import Person
from compagnon.schemes.choices import TaskRole
from compagnon.timeline.models import Task

COUNTED = 200
"""So many are looked for by each rule: nobody looks after more than that at once, and the page stays quick."""
BLOCKED_WITHIN, WITHOUT_HOST_WITHIN, LONG_LATE, NOT_ARRIVED_AFTER, NOT_CLOSED_AFTER = 14, 45, 21, 2, 60
"""Days; our own defaults."""

Rows = QuerySet[Mobility]


@dataclass(frozen=True)
class Rule:
    """One rule: how it is called, which mobilities it finds on a day, what it says of one, and where one acts."""

    key: str
    label: str | Promise
    finds: Callable[[Rows, date], Rows]
    says: Callable[[Mobility, list[Task], date], str]
    leads: Callable[[Mobility, list[Task]], str]


@dataclass(frozen=True)
class Risk:
    rule: Rule
    sentence: str
    url: str


@dataclass
class AtRisk:
    """A mobility with all that is said of it, the most pressing first."""

    of: Mobility
    risks: list[Risk]


def _open_tasks(**which: Any) -> Exists:
    return Exists(Task.objects.filter(mobility=OuterRef("pk"), state="open", **which))


def _days(number: int) -> str:
    return ngettext("%(number)s day", "%(number)s days", number) % {"number": number}


def _leads_to_task(one: Mobility, tasks: list[Task]) -> str:
    page = one.get_absolute_url()
    return f"{page}?task={tasks[0].code}#task" if tasks else page


def _blocked(rows: Rows, today: date) -> Rows:
    until = today + timedelta(days=BLOCKED_WITHIN)
    return rows.filter(_open_tasks(blocks_departure=True), state="preparing", departs_on__lte=until)


def _says_blocked(one: Mobility, tasks: list[Task], today: date) -> str:
    left = (one.departs_on - today).days
    first = str(tasks[0].title) if tasks else ""
    more = len(tasks) - 1
    what = ngettext("%(first)s and %(more)s more", "%(first)s and %(more)s more", more) if more > 0 else "%(first)s"
    what = what % {"first": first, "more": more}
    if left < 0:
        said = _("Should have left %(days)s ago, and nobody leaves without: %(what)s.")
    else:
        said = _("Leaves in %(days)s, and nobody leaves without: %(what)s.")
    return said % {"days": _days(abs(left)), "what": what}


def _without_host(rows: Rows, today: date) -> Rows:
    until = today + timedelta(days=WITHOUT_HOST_WITHIN)
    return rows.filter(state="preparing", host=None, departs_on__range=(today, until))


def _long_late(rows: Rows, today: date) -> Rows:
    return mobilities.running(rows).filter(next_due_on__lt=today - timedelta(days=LONG_LATE))


def _says_long_late(one: Mobility, tasks: list[Task], today: date) -> str:
    late = _days((today - one.next_due_on).days) if one.next_due_on else ""
    who = TaskRole(one.waiting_for).label if one.waiting_for else ""
    what = localised(one.next_task, get_language() or "en") if one.next_task else _("something")
    return _("Late for %(days)s: %(what)s (%(who)s).") % {"days": late, "what": what, "who": who}


def _not_arrived(rows: Rows, today: date) -> Rows:
    gone = today - timedelta(days=NOT_ARRIVED_AFTER)
    return rows.filter(
        _open_tasks(evidence="arrival_confirmed"), state__in=("preparing", "abroad"), departs_on__lt=gone,
        returns_on__gte=today,
    )  # fmt: skip


def _not_closed(rows: Rows, today: date) -> Rows:
    return rows.filter(state="returned", returns_on__lt=today - timedelta(days=NOT_CLOSED_AFTER))


RULES = (
    Rule("not_arrived", gettext_lazy("Arrival not confirmed"), _not_arrived,
         lambda one, _tasks, today: _("Left %(days)s ago; the arrival is not confirmed.")
         % {"days": _days((today - one.departs_on).days)},
         lambda one, _tasks: one.get_absolute_url()),
    Rule("blocked", gettext_lazy("Cannot leave yet"), _blocked, _says_blocked, _leads_to_task),
    Rule("without_host", gettext_lazy("No host"), _without_host,
         lambda one, _tasks, today: _("Leaves in %(days)s, and has no host yet.")
         % {"days": _days((one.departs_on - today).days)},
         lambda one, _tasks: one.get_absolute_url()),
    Rule("long_late", gettext_lazy("Late for long"), _long_late, _says_long_late,
         lambda one, _tasks: one.get_absolute_url()),
    Rule("not_closed", gettext_lazy("Back and not closed"), _not_closed,
         lambda one, _tasks, today: _("Back for %(days)s, and the file is still open.")
         % {"days": _days((today - one.returns_on).days)},
         lambda one, _tasks: one.get_absolute_url()),
)  # fmt: skip
"""The most pressing first: that order is the order of the list."""
_RULES = {rule.key: rule for rule in RULES}


@dataclass(frozen=True)
class Found:
    """Which rules say something of which mobilities, before any sentence is written."""

    rules: dict[int, list[str]]
    counts: Counter[str]

    def of(self, rule: str = "") -> list[int]:
        """The mobilities of one rule, or of all, the most pressing first."""
        order = list(_RULES)
        chosen = [pk for pk, keys in self.rules.items() if not rule or rule in keys]
        return sorted(chosen, key=lambda pk: order.index(self.rules[pk][0]))


def find(person: Person, **kept: Any) -> Found:
    """Ask every rule at once, in one question, about the mobilities that somebody may see; `kept` filters them."""
    today = clock.today()

    def question() -> QuerySet[Any]:
        rows = seen_by(person).filter(**kept)
        asked = [
            rule.finds(rows, today)
            .order_by("departs_on", "pk")
            .annotate(rule=Value(rule.key))
            .values_list("rule", "pk")[:COUNTED]
            for rule in RULES
        ]
        return asked[0].union(*asked[1:], all=True)

    by_mobility: dict[int, list[str]] = {}
    for key, pk in statements.asked("risks", person, question, *sorted(kept.items())):
        by_mobility.setdefault(pk, []).append(key)
    for keys in by_mobility.values():
        keys.sort(key=list(_RULES).index)
    return Found(by_mobility, Counter(key for keys in by_mobility.values() for key in keys))


def told(found: Found, chosen: Iterable[int]) -> list[AtRisk]:
    """These mobilities with a sentence for each rule; two questions."""
    keys, today = list(chosen), clock.today()
    rows = mobilities.for_list(Mobility.objects.all()).in_bulk(keys)
    blocking: dict[int, list[Task]] = {}
    tasks = Task.objects.filter(mobility__in=keys, state="open", blocks_departure=True).select_related("template")
    for task in tasks.order_by("due_on", "position"):
        blocking.setdefault(task.mobility_id, []).append(task)
    return [
        AtRisk(
            one,
            [
                Risk(rule, rule.says(one, blocking.get(pk, []), today), rule.leads(one, blocking.get(pk, [])))
                for rule in (_RULES[key] for key in found.rules[pk])
            ],
        )
        for pk in keys
        if (one := rows.get(pk))
    ]


def seen_by(person: Person) -> Rows:
    """The mobilities whose risks somebody is told."""
    return mobilities.visible_to(person, Mobility.objects.all())
