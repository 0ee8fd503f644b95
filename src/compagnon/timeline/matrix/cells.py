"""People and tasks over against one another: who has what still to do, thirty people at a time."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import islice
from typing import Any

from django.db.models import QuerySet
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from compagnon.core.i18n import localised
from compagnon.core.sheets import Column as SheetColumn
from compagnon.core.ui.dates import say_day, say_late
from compagnon.core.ui.icons import drawn_icon
from compagnon.core.ui.line_page import TASK_STATES
from compagnon.mobilities.models import Mobility
from compagnon.network.choices import Step
from compagnon.timeline.models import Task
from compagnon.timeline.through_time import shown_as

_STEPS: dict[str, int] = {step: place for place, step in enumerate(Step.values)}


@dataclass
class Column:
    """One task over all people: the same row of a scheme in any of its versions, or the same words of one's own."""

    key: str
    title: str
    step: str
    position: int
    open: int = 0
    late: int = 0
    total: int = 0

    @property
    def done(self) -> int:
        return self.total - self.open


@dataclass
class Row:
    """One person, with a cell for each column."""

    of: Mobility
    cells: list[SafeString] = field(default_factory=list)
    words: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Matrix:
    columns: list[Column]
    rows: list[Row]

    @property
    def steps(self) -> list[tuple[str, int]]:
        """The steps above the columns, each with how many it spans."""
        counted: dict[str, int] = {}
        for column in self.columns:
            counted[column.step] = counted.get(column.step, 0) + 1
        return list(counted.items())


def matrix(
    mobilities: Sequence[Mobility], tasks: Iterable[Task], mine: list[str], *, chosen: str = "", step: str = ""
) -> Matrix:
    """The whole table; the open cells of the column named `chosen` come ticked."""
    language = get_language() or "en"
    columns: dict[str, Column] = {}
    cells: dict[tuple[int, str], Task] = {}
    for task in tasks:
        if step and task.step != step:
            continue
        key = task.template.key if task.template else f"own:{task.own_title}"
        column = columns.get(key)
        if column is None:
            title = localised(task.template.title, language) if task.template else task.own_title
            column = columns[key] = Column(key, title, task.step, task.position)
        column.total += 1
        column.open += task.is_open
        column.late += task.is_late
        cells[task.mobility_id, key] = task
    ordered = sorted(columns.values(), key=lambda one: (_STEPS[one.step], one.position, one.title))
    return Matrix(ordered, [_row(one, ordered, cells, mine, chosen) for one in mobilities])


def _row(of: Mobility, columns: list[Column], cells: dict[tuple[int, str], Task], mine: list[str], chosen: str) -> Row:
    row = Row(of)
    name = of.participant.person.full_name
    for column in columns:
        task = cells.get((of.pk, column.key))
        row.cells.append(_cell(task, column, name, mine, chosen))
        row.words.append(_words(task, mine) if task else "")
    return row


_NONE = mark_safe("<td></td>")


def _cell(task: Task | None, column: Column, name: str, mine: list[str], chosen: str) -> SafeString:
    """One cell; plain Python, because there are a thousand of them. What is settled has nothing to tick."""
    if task is None:
        return _NONE
    state = shown_as(task, mine)
    shape = drawn_icon(TASK_STATES[state][0])
    said = escape(f"{name}, {column.title}: {_words(task, mine)}")
    if not task.is_open:
        return mark_safe(
            f'<td data-state="{state}" title="{said}">{shape}<span class="visually-hidden">{said}</span></td>'
        )
    ticked = " checked" if chosen == column.key else ""
    return mark_safe(
        f'<td class="pick" data-state="{state}" title="{said}"><label><input type="checkbox" name="selected" '
        f'value="{task.code}" data-column="{escape(column.key)}" aria-label="{said}"{ticked}>{shape}</label></td>'
    )


def _words(task: Task, mine: list[str]) -> str:
    """The state of a cell in words, with its day."""
    state = str(TASK_STATES[shown_as(task, mine)][1])
    if not task.is_open or task.due_on is None:
        return state
    when = say_late(task.due_on) if task.is_late else say_day(task.due_on, short=True)
    return _("%(state)s, %(when)s") % {"state": state, "when": when}


AT_ONCE = 500
"""So many people of a spreadsheet are read at a time, however many there are."""


def sheet_rows(
    people: QuerySet[Mobility],
    columns: list[Column],
    tasks_of: Callable[[list[Mobility]], Iterable[Task]],
    mine: list[str],
) -> Iterator[Row]:
    """The rows of a spreadsheet with these columns, read piece by piece."""
    found = people.iterator(chunk_size=AT_ONCE)
    while some := list(islice(found, AT_ONCE)):
        shown = matrix(some, tasks_of(some), mine)
        for row in shown.rows:
            said = {column.key: words for column, words in zip(shown.columns, row.words, strict=True)}
            row.words = [said.get(column.key, "") for column in columns]
            yield row


def sheet_columns(of: list[Column]) -> list[SheetColumn]:
    """The columns of a spreadsheet with the same cells in words."""
    fixed = [
        SheetColumn(_("Who"), lambda row: row.of.participant.person.full_name, 26),
        SheetColumn(_("Departure"), lambda row: row.of.departs_on, 12),
    ]
    return [*fixed, *(SheetColumn(one.title, _at(place), 18) for place, one in enumerate(of))]


def _at(place: int) -> Any:
    return lambda row: row.words[place]
