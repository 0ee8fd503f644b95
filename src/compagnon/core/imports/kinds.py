"""What an app says of a kind of import: which fields a row tells, whom it means, what differs, how it is written."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

from compagnon.core.imports.cells import Wrong
from compagnon.core.imports.columns import Field
from compagnon.core.imports.known import Known
from compagnon.core.registries import Registry

Tell = Callable[[int], None]


@dataclass(slots=True)
class Match:
    """Whom a row means: `target` is there already; `likely` may be the same and somebody must say so."""

    target: int | None = None
    likely: list[int] = field(default_factory=list)
    wrong: tuple[str, Wrong] | None = None


@dataclass(slots=True)
class Line:
    """One row as it was understood. `number` is the one that the spreadsheet shows."""

    number: int
    said: dict[str, Any]
    target: int | None = None
    differences: dict[str, Any] = field(default_factory=dict)
    stands_for: int = 1  # rows of the file that say the same and are counted together


class Register(ABC):
    """What a network has already, read once into memory, so that no row asks the database."""

    known: dict[str, Known]
    there: dict[int, dict[str, Any]]  # what is there, by its key; a field that is kept elsewhere is left out

    def wrongs(self, said: dict[str, Any]) -> Sequence[tuple[str, Wrong]]:
        """What is wrong with a row as a whole, with the field to change."""
        return ()

    def gathered(self, lines: list[Line]) -> list[Line]:
        """The rows that read well, as they are compared: a register that counts puts rows together here."""
        return lines

    @abstractmethod
    def identities(self, said: dict[str, Any]) -> Sequence[Any]:
        """What no two rows may share."""

    @abstractmethod
    def match(self, said: dict[str, Any]) -> Match:
        """Whom the row means."""

    def wrong_if_new(self, said: dict[str, Any]) -> tuple[str, Wrong] | None:
        """What a row lacks that means nobody who is there."""
        return None

    @abstractmethod
    def differences(self, target: int, said: dict[str, Any]) -> dict[str, Any]:
        """The fields whose value would change; what a row leaves blank stays as it is."""

    @abstractmethod
    def described(self, target: int) -> tuple[str, dict[str, str]]:
        """The name of what is there, and what is known of it by field, to be put beside a row."""

    @abstractmethod
    def write(self, new: Sequence[Line], changed: Sequence[Line], tell: Tell) -> dict[str, Any]:
        """Save everything in the caller's transaction; gives what `writing.undo` takes."""


@dataclass(frozen=True)
class Importer:
    """A kind of list. `title` gives the short name of a row; `most_important` are the fields shown beside likely twins."""

    name: str
    label: str | Promise
    explanation: str | Promise
    icon: str
    fields: Sequence[Field]
    open: Callable[[Any], Register]
    title: Callable[[dict[str, Any]], str]
    side_by_side: Sequence[str]
    after_undo: Callable[[dict[str, Any]], None] = lambda _record: None

    def field(self, key: str) -> Field:
        return next(one for one in self.fields if one.key == key)


IMPORTERS: Registry[Importer] = Registry("What can be imported from a spreadsheet?")
