"""What of a shipped letter changes from reader to reader, named by placeholders such as `[[participant]]`.

The shipped text is read as a template: once with a mark in the place of each value, which gives the text that people
edit; and for each letter with the values themselves, which are put into the text that people have edited.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.template import Context, Node, NodeList, Template, engines
from django.template.base import FilterExpression, Variable, VariableDoesNotExist, VariableNode
from django.template.defaulttags import FirstOfNode, ForNode, IfNode, WithNode
from django.template.library import SimpleNode
from django.template.loader import get_template
from django.template.loader_tags import IncludeNode
from django.templatetags.i18n import BlockTranslateNode
from django.utils import formats, timezone, translation

from compagnon.core.polite import politely

PLACE = re.compile(r"\[\[([a-z0-9_]+)\]\]")
_WITH_BEFORE = re.compile(rf"(,? ?){PLACE.pattern}")
GIVEN = {"link", "code"}
"""Placeholders that stay in a letter until it leaves."""
_ONLY_FOR_LEARNERS = {"is_learner", "is_own"}
_NOT_IN_EXAMPLES = {"only", "is_incoming"}
_UNSAYING = {"full_name", "name", "title"}
"""Last words of a path that say less than the one before."""


class Place:
    """Stands for a value that is not known yet: any attribute is a place too, and as text it is its placeholder."""

    def __init__(self, shown: "Shown", path: str) -> None:
        self._shown, self._path = shown, path

    def __getitem__(self, name: Any) -> "Place":
        if not isinstance(name, str):
            raise KeyError(name)
        return Place(self._shown, f"{self._path}.{name}")

    def __str__(self) -> str:
        return self._shown.mark(self._path)

    def __eq__(self, other: object) -> bool:
        return self._shown.is_learner

    def __hash__(self) -> int:
        return hash(self._path)

    def __bool__(self) -> bool:
        last = self._path.rpartition(".")[2]
        return self._shown.is_learner if last in _ONLY_FOR_LEARNERS else last not in _NOT_IN_EXAMPLES


class _Places(dict[str, Any]):
    def __init__(self, shown: "Shown") -> None:
        super().__init__(link="[[link]]", code="[[code]]")
        self.shown = shown

    def __contains__(self, name: object) -> bool:
        return name not in {"True", "False", "None", "forloop", "block"}

    def __missing__(self, name: str) -> Place:
        return Place(self.shown, name)


@dataclass
class Shown:
    """A shipped letter as it is edited: its text with placeholders, and how each is filled."""

    is_learner: bool
    template: Template
    text: str = ""
    paths: dict[str, str] = field(default_factory=dict)
    nodes: dict[str, tuple[Node, tuple[WithNode, ...]]] = field(default_factory=dict)

    def mark(self, path: str) -> str:
        words = path.split(".")
        while len(words) > 1 and words[-1] in _UNSAYING:
            words.pop()
        key = words[-1].removeprefix("get_").removesuffix("_display")
        taken = key in GIVEN or key in self.nodes or self.paths.get(key, path) != path
        if taken and len(words) > 1:
            key = f"{words[-2]}_{key}"
        self.paths.setdefault(key, path)
        return f"[[{key}]]"

    @property
    def subject(self) -> str:
        return self.text.partition("\n")[0].strip()

    @property
    def body(self) -> str:
        return re.sub(r"\n\s*\n\s*\n+", "\n\n", self.text.partition("\n")[2]).strip()

    @property
    def keys(self) -> list[str]:
        """Placeholders in the order in which they come in the text."""
        return list(dict.fromkeys(PLACE.findall(self.text)))

    def values(self, keys: Iterable[str], facts: dict[str, Any]) -> dict[str, str]:
        """What stands in the place of these placeholders in one letter; nothing where it has none."""
        context = Context({key: f"[[{key}]]" for key in GIVEN} | facts, autoescape=False)
        with context.bind_template(self.template), context.render_context.push_state(self.template):
            return {key: f"[[{key}]]" if key in GIVEN else self._value(key, context) for key in keys}

    def _value(self, key: str, context: Context) -> str:
        if key in self.nodes:
            node, within = self.nodes[key]
            with context.push():
                for one in within:
                    for name, expression in one.extra_context.items():
                        context[name] = expression.resolve(context)
                said = node.render(context)
                target = getattr(node, "target_var", None)
                return str(context.get(target, "") if target else said).strip()
        try:
            return _said(Variable(self.paths[key]).resolve(context))
        except VariableDoesNotExist:
            return ""


class _Marked(Node):
    """Takes the place of a part that a letter makes by itself: a list, a period, a score."""

    def __init__(self, key: str, target: str = "") -> None:
        self.key, self.target = key, target

    def render(self, context: Context) -> str:
        if self.target:
            context[self.target] = f"[[{self.key}]]"
            return ""
        return f"[[{self.key}]]"


class _Many(Node):
    """A sentence with a number, as it is said of many."""

    def __init__(self, node: BlockTranslateNode) -> None:
        self.node = node

    def render(self, context: Context) -> str:
        one, names = self.node.render_token_list(self.node.singular)
        many, more = self.node.render_token_list(self.node.plural)
        said = translation.ngettext(_trimmed(one), _trimmed(many), 5)
        with context.push():
            for name, expression in self.node.extra_context.items():
                context[name] = expression.resolve(context)
            context[str(self.node.countervar)] = self.node.counter.resolve(context)  # type: ignore[union-attr]
            return said % {name: str(context[name]) for name in {*names, *more}}


def _trimmed(text: str) -> str:
    return " ".join(text.split())


def shown(template: str, language: str, *, is_learner: bool) -> Shown:
    """The shipped text of a letter in a language, to learners or to others, with its placeholders."""
    fresh: Template = engines["django"].engine.from_string(get_template(template).template.source)  # type: ignore[attr-defined]
    made = Shown(is_learner, fresh)
    _mark_parts(fresh.nodelist, made, ())
    context = Context(autoescape=False)
    context.dicts.append(_Places(made))
    with translation.override(language), politely(not is_learner):
        made.text = fresh.render(context).strip()
    return made


def _mark_parts(nodes: NodeList, made: Shown, within: tuple[WithNode, ...]) -> None:
    """Put marks in the place of the parts that a letter makes by itself, and let no filter see a mark."""
    for place, node in enumerate(nodes):
        key = _part(node)
        if key:
            if key in made.nodes:
                key = _told_apart(node) or f"{key}_2"
            made.nodes[key] = (node, within)
            nodes[place] = _Marked(key, getattr(node, "target_var", None) or "")
            continue
        for expression in _expressions(node):
            expression.filters = []
        if isinstance(node, BlockTranslateNode) and node.plural:
            nodes[place] = _Many(node)
        inner = (*within, node) if isinstance(node, WithNode) else within
        for nodelist in _inside(node):
            _mark_parts(nodelist, made, inner)


def _part(node: Node) -> str:
    """The name of a part that a letter makes by itself; nothing for any other node."""
    if isinstance(node, ForNode):
        return _last(node.sequence)
    if isinstance(node, IncludeNode):
        return str(node.template.var).rpartition("/")[2].partition(".")[0]
    if isinstance(node, FirstOfNode):
        return "sender"
    if isinstance(node, SimpleNode):
        return node.target_var or "dates"
    return ""


def _told_apart(node: Node) -> str:
    """The name of a part of which there are two: what the second one is made of."""
    told = next(iter(getattr(node, "extra_context", {}).values()), None)
    return _last(told) if told else ""


def _last(expression: Any) -> str:
    return str(expression.var).rpartition(".")[2]


def _expressions(node: Node) -> Iterator[FilterExpression]:
    if isinstance(node, VariableNode):
        yield node.filter_expression
    yield from getattr(node, "extra_context", {}).values()


def _inside(node: Node) -> Iterator[NodeList]:
    if isinstance(node, IfNode):
        yield from (nodelist for _condition, nodelist in node.conditions_nodelists)
        return
    for name in getattr(node, "child_nodelists", ()):
        nodelist = getattr(node, name, None)
        if isinstance(nodelist, NodeList):
            yield nodelist


def _said(value: Any) -> str:
    if isinstance(value, datetime):
        return formats.date_format(timezone.localtime(value), "j F Y, H:i")
    if isinstance(value, date):
        return formats.date_format(value, "j F Y")
    return "" if value is None else str(value)


def unknown(text: str, known: set[str]) -> list[str]:
    """Placeholders in a text that no letter of the kind can fill."""
    return [key for key in dict.fromkeys(PLACE.findall(text)) if key not in known]


def fill(text: str, values: dict[str, str]) -> str:
    """The text with its values; where there is none, the comma or brackets around it go, and a line of nothing else."""
    lines = []
    for line in text.splitlines():
        keys = PLACE.findall(line)
        said = _WITH_BEFORE.sub(lambda found: (found[1] + values[found[2]]) if values[found[2]] else "", line)
        said = said.replace(" ()", "")
        if keys and not said.strip():
            continue
        lines.append(said)
    return re.sub(r"\n\s*\n\s*\n+", "\n\n", "\n".join(lines)).strip()
