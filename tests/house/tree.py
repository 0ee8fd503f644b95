"""The project's own files, read once, and the sentence that a broken house rule gives."""

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "compagnon"
_NOT_OURS = {"__pycache__", "migrations", "vendor", ".venv", ".local", "node_modules"}


def files(folder: Path, pattern: str) -> list[Path]:
    """Files of ours under a folder: nothing generated, nothing vendored."""
    return sorted(
        path for path in folder.rglob(pattern) if path.is_file() and not _NOT_OURS & set(path.relative_to(ROOT).parts)
    )


def modules() -> list[Path]:
    return files(SOURCE, "*.py")


def templates() -> list[Path]:
    return [
        path for path in files(SOURCE, "*") if "templates" in path.parts and path.suffix in {".html", ".txt", ".svg"}
    ]


@cache
def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(text(path), filename=str(path))


def name(path: Path) -> str:
    """The path as people say it: from the root of the project."""
    return path.relative_to(ROOT).as_posix()


def lines(path: Path) -> int:
    return len(text(path).splitlines())


@dataclass(frozen=True)
class Function:
    path: Path
    name: str
    node: ast.FunctionDef | ast.AsyncFunctionDef
    owner: ast.AST

    @property
    def place(self) -> str:
        return f"{name(self.path)}::{self.name}"

    @property
    def length(self) -> int:
        return (self.node.end_lineno or self.node.lineno) - self.node.lineno + 1

    @property
    def parameters(self) -> list[str]:
        """Names of the parameters that a caller chooses: not `self`, not the stars."""
        arguments = self.node.args
        names = [one.arg for one in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)]
        return names[1:] if isinstance(self.owner, ast.ClassDef) and names[:1] in (["self"], ["cls"]) else names

    @property
    def decorators(self) -> set[str]:
        """First names of its decorators: `desk` for `@desk("people.work_at_desk")`."""
        called = (one.func if isinstance(one, ast.Call) else one for one in self.node.decorator_list)
        return {one.id if isinstance(one, ast.Name) else getattr(one, "attr", "") for one in called}


def functions(path: Path) -> Iterator[Function]:
    yield from _functions(path, parsed(path), "")


def _functions(path: Path, owner: ast.AST, prefix: str) -> Iterator[Function]:
    for node in ast.iter_child_nodes(owner):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield Function(path, prefix + node.name, node, owner)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield from _functions(path, node, f"{prefix}{node.name}.")
        else:
            yield from _functions(path, node, prefix)


def calls(path: Path, called: str) -> Iterator[ast.Call]:
    """Calls of a function or method of this name, however it was imported."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) == called:
            yield node


def word(node: ast.AST | None) -> str | None:
    """The text of a literal string, else nothing."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


@cache
def strings(path: Path) -> frozenset[str]:
    """Every literal string of a module."""
    return frozenset(word(node) or "" for node in ast.walk(parsed(path)))


@cache
def _shapes() -> list[re.Pattern[str]]:
    """The f-strings of the program: their fixed parts, and a group for each place."""
    shapes = set()
    for path in modules():
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.JoinedStr) and any(re.search("[./]", word(part) or "") for part in node.values):
                shapes.add("".join(re.escape(word(part) or "") or r"([\w-]+)" for part in node.values))
    return [re.compile(shape) for shape in sorted(shapes)]


@cache
def _said() -> frozenset[str]:
    return frozenset().union(*(strings(path) for path in modules()))


def can_be_said(what: str) -> bool:
    """Whether the program has this text, or an f-string and the words to put it together."""
    if what in _said():
        return True
    found = (shape.fullmatch(what) for shape in _shapes())
    return any(match and set(match.groups()) <= _said() for match in found)


def mend(what: str, found: Iterable[str], exceptions: dict[str, str] | None = None) -> None:
    """Fail with one line for each thing to mend, and for each exception that is no longer needed.

    The first word of each line is what an exception names.
    """
    exceptions = exceptions or {}
    broken = [(line.split(" ", 1)[0], line) for line in sorted(set(found))]
    told = [line for key, line in broken if key not in exceptions]
    told += [f"{key} no longer needs its exception" for key in sorted(set(exceptions) - {key for key, _line in broken})]
    if told:
        pytest.fail(f"{what}\n  " + "\n  ".join(told), pytrace=False)
