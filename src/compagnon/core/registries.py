"""Where a later chapter plugs into an earlier one: few registries, each with one question."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from django.utils.functional import Promise

_A = TypeVar("_A")


class Registry(Generic[_A]):
    """Named answers to one question, in the order of their `position`."""

    def __init__(self, question: str) -> None:
        self.question = question
        self._answers: dict[str, tuple[int, _A]] = {}

    def add(self, name: str, answer: _A, *, position: int = 100) -> None:
        if name in self._answers:
            raise ValueError(f"{name!r} is registered twice for: {self.question}")
        self._answers[name] = (position, answer)

    def get(self, name: str) -> _A | None:
        kept = self._answers.get(name)
        return kept[1] if kept else None

    def names(self) -> set[str]:
        return set(self._answers)

    def in_order(self) -> list[str]:
        """The names in the order of their position."""
        return sorted(self._answers, key=lambda name: self._answers[name][0])

    def items(self) -> Iterator[tuple[str, _A]]:
        """Name and answer, in that order."""
        return ((name, self._answers[name][1]) for name in self.in_order())

    def __iter__(self) -> Iterator[_A]:
        return (answer for _position, answer in sorted(self._answers.values(), key=lambda kept: kept[0]))


class Plug(Generic[_A]):
    """A question that exactly one later chapter answers."""

    def __init__(self, question: str) -> None:
        self.question = question
        self._answer: _A | None = None

    def answer(self, answer: _A) -> None:
        self._answer = answer

    def __call__(self) -> _A:
        if self._answer is None:
            raise LookupError(f"Nobody answers: {self.question}")
        return self._answer


@dataclass(frozen=True)
class Entry:
    """One entry of a door's navigation. `rows(request)` gives those whose number stands beside it: one question counts all,
    and may depend on no more than that of `Waiting`.

    What is `beside` is looked up now and then rather than worked on: it stands below a line.
    """

    label: str | Promise
    url_name: str
    icon: str
    right: str
    rows: Callable[[Any], Any] | None = None
    beside: bool = False


@dataclass(frozen=True)
class Standing:
    """How a part of the settings stands: a short value to read beside it, and whether somebody still has to see to it."""

    value: str | Promise = ""
    is_to_do: bool = False


@dataclass(frozen=True)
class Setting:
    """One part of a network's settings, with a page of its own behind the same right.

    `told` says in one sentence what is set there. `state(request)` gives how it stands; without it nothing is said, and
    nothing is asked for.
    """

    label: str | Promise
    told: str | Promise
    url_name: str
    icon: str
    right: str
    state: Callable[[Any], Standing] | None = None


@dataclass(frozen=True)
class Evidence:
    """How a task of this kind knows that it is done; `url(mobility)` is where the work is done, per door.

    `remind(mobility, by)` asks whoever is outside once more, with their personal link, and returns how many
    letters it wrote; without it the timeline writes its own reminder. `by` is None when the program reminds by itself:
    then only people without an account are asked, because all others read of it in their letter of the day.
    """

    done: Callable[[Any], Any]
    desk_url: Callable[[Any], str] | None = None
    journey_url: Callable[[Any], str] | None = None
    remind: Callable[[Any, Any], int] | None = None


@dataclass(frozen=True)
class Panel:
    """A piece of HTML on somebody else's page: `render(request, thing)`; empty when there is nothing to say.

    `beside` puts it into the narrow column, for what is looked up rather than worked on.
    """

    render: Callable[[Any, Any], str]
    beside: bool = False


@dataclass(frozen=True)
class Link:
    """The way from a thing's page to one of another chapter about it; shown to who has the right. `url(thing)` is where.

    `applies(thing)` keeps it to the things that have such a page.
    """

    label: str | Promise
    icon: str
    right: str
    url: Callable[[Any], str]
    applies: Callable[[Any], bool] = lambda _thing: True


@dataclass(frozen=True)
class Obstacle:
    """What stands in the way of a move, and where it is dealt with."""

    title: str
    url: str = ""


@dataclass(frozen=True)
class Point:
    """Something that must be settled before somebody leaves, and is not; a named person may answer for it.

    A waiver counts as long as `facts` are these.
    """

    key: str
    title: str
    sentence: str
    url: str
    source: str = ""
    facts: tuple[str, ...] = ()


@dataclass(frozen=True)
class FileKind:
    """A kind of file that activity is kept under.

    `seen_by(person)` gives the files that somebody may see, joined with what their name needs; `address(file)` the
    page on which one is read.
    """

    label: str | Promise
    right: str
    seen_by: Callable[[Any], Any]
    address: Callable[[Any], str]


@dataclass(frozen=True)
class CalendarAsk:
    """Whose calendar is made, and for which days: the own dates, or those of all files within reach (of one `site`).

    `named(person)` says how a participant is called in it: whole, or by initials.
    """

    person: Any
    is_own: bool
    site: Any
    since: date
    until: date
    named: Callable[[Any], str]


@dataclass(frozen=True)
class CalendarEntry:
    """A day (or the days to `ends`, the last one included), or an hour with its zone. `key` never changes, 60 letters at most.

    Nobody's address, health or money stands in it: it is read by whoever runs the calendar.
    """

    key: str
    title: str
    begins: date | datetime
    ends: date | datetime | None = None
    place: str = ""
    note: str = ""
    url: str = ""
    is_busy: bool = False


@dataclass(frozen=True)
class PaperMaker:
    """A kind of paper that a later chapter fills; it is signed, filed and checked like any other.

    `lacks(row)` gives sentences that say what stands in the way, none when it can go out; `printed(row, by)` its bytes as it
    would go out now; `send(row, by, reason)` puts it out for signature, anew where a reason says why; both raise what
    refuses any paper. `brings(document, reader)` says that this reader hears of the final paper by a letter of its own;
    `taken_as(document)` names other forms in which its participant takes the final paper along, each with its address.
    """

    lacks: Callable[[Any], list[str]]
    printed: Callable[[Any, Any], bytes]
    send: Callable[[Any, Any, str], Any]
    brings: Callable[[Any, Any], bool] = lambda _document, _reader: False
    taken_as: Callable[[Any], list[tuple[str | Promise, str]]] = lambda _document: []


@dataclass(frozen=True)
class Workload:
    """Something that the people of a team have on their hands: `count(keys)` gives a number for each person's key."""

    label: str | Promise
    count: Callable[[list[int]], dict[int, int]]


@dataclass(frozen=True)
class SchemeUse:
    """A kind of thing that begins with a version of a scheme and keeps it.

    Both give numbers by the pair of the scheme's key in the table and the number of the version: `begun` of all that
    ever began with one, `running` of what still goes on. `words(number)` says "3 calls".
    """

    begun: Callable[[], dict[tuple[int, int], int]]
    running: Callable[[], dict[tuple[int, int], int]]
    words: Callable[[int], str]


MANY = 99


def told(count: int) -> str:
    """A number as people read it beside a word: beyond `MANY` it is only "more", and is not counted further."""
    return f"{MANY}+" if count > MANY else str(count)


@dataclass(frozen=True)
class Attention:
    """What waits for somebody at the desk, as a sentence with its number, and where it is dealt with.

    An app answers `desk_attention` with one function of one argument, the request: `request.person` is who looks,
    `request.network` where. None, or a count of 0, when nothing waits.
    """

    title: str
    count: int
    url: str
    icon: str = "inbox"
    is_late: bool = False


@dataclass(frozen=True)
class Waiting:
    """The same with rows still to count: `core.lists.attention_for` counts those of all apps in one question.

    `rows` makes the question and asks nothing itself, since it is kept for the day: it may depend on who asks, their
    roles and the day alone. `title` gives the sentence for a number, with `%(count)s` where it goes.
    """

    rows: Callable[[], Any]
    title: Callable[[int], str]
    url: str
    icon: str = "inbox"
    is_late: bool = False

    def counted(self, count: int) -> Attention:
        return Attention(self.title(count) % {"count": told(count)}, count, self.url, self.icon, self.is_late)


@dataclass(frozen=True)
class Batch:
    """What can be done to many rows of a list: `run(request, rows)` answers with a page, or a sentence when done."""

    label: str | Promise
    icon: str
    right: str
    run: Callable[[Any, Any], Any]


@dataclass(frozen=True)
class LinkPurpose:
    """What a personal link is for: the view that answers it and the days it lives."""

    url_name: str
    label: str | Promise
    days: int = 60


desk_navigation: Registry[Entry] = Registry("Which entries has the desk?")
portal_navigation: Registry[Entry] = Registry("Which entries has the portal of a network?")
network_settings: Registry[Setting] = Registry("What can be set in a network, on which page, and how does it stand?")
mobility_panels: Registry[Panel] = Registry("What do you show beside the timeline of a mobility?")
participant_panels: Registry[Panel] = Registry("What do you show on the page of a participant?")
departure_panels: Registry[Panel] = Registry("What do you show on the page of a departure?")
departure_links: Registry[Link] = Registry("Which page of yours is about a departure, and who may open it?")
partner_panels: Registry[Panel] = Registry("What do you show on the page of a partner?")
agreement_points: Registry[Callable[[Any], dict[str, str]]] = Registry(
    "What do you add to the points of this mobility's learning agreement? Texts by the name of the point."
)
paper_makers: Registry[PaperMaker] = Registry("Which kinds of papers do you fill, by their key?")
outcome_results: Registry[Callable[[Any, tuple[str, ...]], dict[int, tuple[dict[str, str], dict[str, str]]]]] = (
    Registry(
        "How far was each learning outcome of this mobility reached? Level and comment by language, by the outcome's key."
    )
)
mobility_obstacles: Registry[Callable[[Any, str], list[Obstacle]]] = Registry(
    "What stands in the way of moving this mobility to this state?"
)
departure_points: Registry[Callable[[list[Any]], dict[int, list[Point]]]] = Registry(
    "What of yours is not settled before the departure of these mobilities? By their keys, in as many queries for many as for one."
)
mobility_joins: Registry[str] = Registry("What is read with a mobility whose page is shown, by its name in a query?")
departure_joins: Registry[str] = Registry(
    "What is read with a mobility whose departure is checked, by its name in a query?"
)
mobility_conditions: Registry[Callable[[Any], Iterable[str]]] = Registry(
    "What else is true of this mobility, on which its tasks may hang?"
)
mobility_batches: Registry[Batch] = Registry("What can be done to many mobilities at once?")
desk_attention: Registry[Callable[[Any], Attention | Waiting | None]] = Registry(
    "What waits for this person at the desk? `ask(request)` gives a `Waiting`, an `Attention` or None."
)
evidence: Registry[Evidence] = Registry("How does a task of this kind know it is done?")
link_purposes: Registry[LinkPurpose] = Registry("What may a personal link be for?")
search_sources: Registry[Callable[..., Any]] = Registry(
    "What do you find for these words? `find(person, typed)` gives at most 8 `core.search.Found`."
)

scheme_uses: Registry[SchemeUse] = Registry("What began with which version of a scheme, and keeps it?")
activity_files: Registry[FileKind] = Registry("Which files is activity kept under, by the model's name in the trail?")
calendar_entries: Registry[Callable[[CalendarAsk], Iterable[CalendarEntry]]] = Registry(
    "Which dates do you put into somebody's calendar?"
)
workloads: Registry[Workload] = Registry("How much does each of these people have on their hands?")

doorkeepers: Registry[Callable[[Any], Any]] = Registry(
    "What must somebody do before a door of the desk or the journey opens? `ask(request)` gives a response or None, and "
    "asks the database nothing: it stands before every page."
)

call_choices: Plug[Callable[[], list[tuple[str, str]]]] = Plug(
    "Which calls can a reviewer be kept to? Pairs of code and title, the newest first."
)
network_finder: Plug[Callable[[str], Any]] = Plug("Which network has this key? Raises Http404 when none has.")
letter_writer: Plug[Callable[..., Any]] = Plug("Who writes letters? Takes what `correspondence.actions.write` takes.")
organisations_that_hosted: Plug[Callable[[], Any]] = Plug(
    "Which organisations of the network have hosted somebody? A query of their keys."
)
personal_links: Plug[Any] = Plug("Which personal link has this token, and what is said when it is over?")

Consequence = Callable[[Any, Any], None]
_consequences: dict[str, list[Consequence]] = {}


def follow(verb: str, consequence: Consequence) -> None:
    """When a move of this verb is recorded, `consequence(thing, by)` runs in the same transaction.

    So an earlier chapter never knows who needs to hear of it: admission makes a mobility, a mobility its timeline.
    """
    _consequences.setdefault(verb, []).append(consequence)


def announce(verb: str, thing: Any, by: Any) -> None:
    """Run what follows from `verb`, in the order in which it was plugged in."""
    for consequence in _consequences.get(verb, ()):
        consequence(thing, by)
