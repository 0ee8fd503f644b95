"""What is kept of an official form: its pages, its boxes, and what goes into each."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

From = Literal["", "fact", "text", "today", "ticked", "when"]
BoxKind = Literal["text", "choice", "tick", "signature"]


class Kept(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Page(Kept):
    """A page of the form, in points; `words` are what is printed on it."""

    width: float
    height: float
    words: str = ""


class Spot(Kept):
    """A rectangle on a page, in points from its upper left corner; `turn` is how its text is turned."""

    page: int
    x: float
    y: float
    w: float
    h: float
    turn: Literal[0, 90, 180, 270] = 0


class Box(Kept):
    """Something to fill. `said` stands in the blank form; `size` is its type, 0 where it may be chosen; a `comb` has a cell for each of `longest` signs."""

    name: str
    label: str = ""
    kind: BoxKind
    places: list[Spot]
    said: str = ""
    align: Literal[0, 1, 2] = 0
    size: float = 0
    longest: int = 0
    lines: bool = False
    comb: bool = False
    choices: list[str] = []

    @property
    def title(self) -> str:
        return self.label or self.name

    @property
    def page(self) -> int:
        return self.places[0].page


class Given(Kept):
    """What goes into a box: a fact, a fixed text, the day; a tick always or when a condition holds; nothing, for a pen."""

    source: From = ""
    value: str = ""
    is_needed: bool = False


class Official(Kept):
    """A form in use for a kind of paper: a version of a network's own, its printable pages by the name of their file."""

    number: int
    file: str
    language: str
    pages: list[Page]
    boxes: list[Box]
    given: dict[str, Given]

    def given_to(self, box: Box) -> Given:
        return self.given.get(box.name, Given())
