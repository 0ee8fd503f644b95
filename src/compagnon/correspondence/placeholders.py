"""What of a shipped letter changes from reader to reader, named by placeholders such as `[[participant]]`.

The shipped text is read as a template: once with a mark in the place of each value, which gives the text that people
edit; and for each letter with the values themselves, which are put into the text that people have edited. A sentence
that says something else from letter to letter, or is not always there, is one place as a whole: as words of the text it
would be said to everybody.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from copy import copy
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

Around = tuple[WithNode | SimpleNode, ...]
"""What gives names to values before a part of a text: they must hold when the part is made alone."""
PLACE = re.compile(r"\[\[([a-z0-9_]+)\]\]")
_WITH_BEFORE = re.compile(rf"(,? ?){PLACE.pattern}")
GIVEN = {"link", "code"}
"""Placeholders that stay in a letter until it leaves."""
_SENTENCES = {
    "about.document.expires_on": "sign_by",
    "due_on": "due_line",
    "about.phone": "phone_line",
    "about.scheme.is_incoming": "what_follows",
    "about.state": "outcome",
    "address": "page_line",
    "contact": "whom_to_ask",
    "is_own": "whose_days",
    "more": "and_more",
    "owed": "how_many_left",
    "own": "to_do",
    "routes": "where_to_turn",
    "tasks": "new_days",
    "unheeded": "what_stays_late",
}
"""What a sentence is called that hangs on this."""
_SUBJECT = "whole_subject"
"""The name of a subject that is not the same in each letter."""
_ONLY_MARKS = re.compile(r"[\s,()]*")
_UNSAYING = {"full_name", "name", "title"}
"""Last words of a path that say less than the one before."""


class Place:
    """Stands for a value that is not known yet: any attribute is a place too, and as text it is its placeholder."""

    def __init__(self, shown: "Shown", path: str) -> None:
        self._shown, self.path = shown, path

    def __getitem__(self, name: Any) -> "Place":
        if not isinstance(name, str):
            raise KeyError(name)
        return Place(self._shown, f"{self.path}.{name}")

    def __str__(self) -> str:
        return self._shown.mark(self.path)


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
    sentences: dict[str, str] = field(default_factory=dict)
    """Of each sentence that is one place: how it could read, with the placeholders in it."""
    is_subject: bool = True
    """While the text is read: its first line is not over yet."""
    paths: dict[str, str] = field(default_factory=dict)
    written: dict[str, FilterExpression] = field(default_factory=dict)
    """How the text writes the value of a path, where it says so: a day with its weekday, an hour."""
    nodes: dict[str, tuple[Node, Around]] = field(default_factory=dict)

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
        """Placeholders in the order in which they come in the text; then those within its sentences."""
        return list(dict.fromkeys(PLACE.findall("\n".join((self.text, *self.sentences.values())))))

    def example_of(self, key: str, say: Callable[[str], str]) -> str:
        """What could stand in a place: of a sentence how it reads with what `say` gives for each place in it."""
        text = self.sentences.get(key)
        return say(key) if text is None else fill(text, {one: say(one) for one in PLACE.findall(text)})

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
                    if isinstance(one, SimpleNode):
                        one.render(context)  # it gives its value a name
                        continue
                    for name, expression in one.extra_context.items():
                        context[name] = expression.resolve(context)
                said = node.render(context)
                target = getattr(node, "target_var", None)
                return str(context.get(target, "") if target else said).strip()
        path = self.paths[key]
        try:
            value = Variable(path).resolve(context)
        except VariableDoesNotExist:
            return ""
        if value is not None and path in self.written:
            return str(self.written[path].resolve(context))
        return _said(value)

    def keeping(self, expression: FilterExpression) -> Callable[[Any], Any]:
        """Takes the place of its filters: no filter sees a mark, and the day of each letter is written as they write it."""

        def keep(value: Any) -> Any:
            if isinstance(value, Place) and expression.filters:
                written = copy(expression)
                written.var = Variable(value.path)
                self.written.setdefault(value.path, written)
            return value

        return keep


class _Marked(Node):
    """Takes the place of a part that a letter makes by itself: a list, a period, a score."""

    def __init__(self, key: str, target: str = "") -> None:
        self.key, self.target = key, target

    def render(self, context: Context) -> str:
        if self.target:
            context[self.target] = f"[[{self.key}]]"
            return ""
        return f"[[{self.key}]]"


class _Sentence(Node):
    """A sentence that is one place; the empty lines and spaces around it stay in the text."""

    def __init__(self, key: str, inner: NodeList, made: Shown) -> None:
        self.key, self.inner, self.made = key, inner, made

    def render(self, context: Context) -> str:
        said = self.inner.render(context)
        self.made.sentences[self.key] = said.strip()
        before, after = said[: len(said) - len(said.lstrip())], said[len(said.rstrip()) :]
        return f"{before}[[{self.key}]]{after}"


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
    fresh, kept = _read(template), _read(template)
    made = Shown(is_learner, kept)
    _mark_parts(fresh.nodelist, kept.nodelist, made, ())
    context = Context(autoescape=False)
    context.dicts.append(_Places(made))
    with translation.override(language), politely(not is_learner):
        made.text = fresh.render(context).strip()
    return made


def _read(template: str) -> Template:
    """A template of one's own, which may be changed."""
    fresh: Template = engines["django"].engine.from_string(get_template(template).template.source)  # type: ignore[attr-defined]
    return fresh


def _mark_parts(nodes: NodeList, kept: NodeList, made: Shown, within: Around, *, in_sentence: bool = False) -> None:
    """Put marks in the place of the parts that a letter makes by itself, and let no filter see a mark.

    `kept` has the same nodes as they stand in the template: they give the values of each letter.
    """
    for place, (node, original) in enumerate(zip(nodes, kept, strict=True)):
        made.is_subject &= "\n" not in getattr(node, "s", "")
        key = _part(node)
        if key:
            if key in made.nodes:
                key = _told_apart(node) or f"{key}_2"
            made.nodes[key] = (original, within)
            nodes[place] = _Marked(key, getattr(node, "target_var", None) or "")
            if isinstance(original, SimpleNode) and original.target_var:
                within = (*within, original)
            continue
        for expression, kept_one in zip(_expressions(node), _expressions(original), strict=True):
            expression.filters = [(made.keeping(kept_one), [])]
        pairs, asked = _pairs(node, original, made.is_learner)
        sentence = _name(asked, made) if asked and not in_sentence else ""
        if sentence:
            made.nodes[sentence] = (original, within)
        if isinstance(node, BlockTranslateNode) and node.plural:
            nodes[place] = _Many(node)
        inner = (*within, original) if isinstance(original, WithNode) else within
        for nodelist, as_it_was in pairs:
            _mark_parts(nodelist, as_it_was, made, inner, in_sentence=in_sentence or bool(sentence))
        if sentence:
            nodes[place] = _Sentence(sentence, NodeList([nodes[place]]), made)


def _pairs(node: Node, kept: Node, is_learner: bool) -> tuple[list[tuple[NodeList, NodeList]], str]:
    """What stands inside a node, each with the same as it was, and on what it hangs whether or how it is said.

    Of a condition one branch is left: the one for these readers, else what is said otherwise, else the first.
    """
    if isinstance(node, IfNode) and isinstance(kept, IfNode):
        branches = _branches(node, kept, is_learner)
        chosen = branches[-1:] if branches and branches[-1][0] is None else branches[:1]
        node.conditions_nodelists = [(None, nodes) for _condition, nodes, _kept in chosen]
        asked = next((_asked(condition)[0] for condition, _nodes, _kept in branches if condition is not None), "")
        return [(nodes, as_it_was) for _condition, nodes, as_it_was in chosen], "" if _is_mere_value(
            branches
        ) else asked
    asked = str(node.counter.token) if isinstance(node, BlockTranslateNode) and node.counter else ""
    return list(zip(_inside(node), _inside(kept), strict=True)), asked


def _branches(node: IfNode, kept: IfNode, is_learner: bool) -> list[tuple[Any, NodeList, NodeList]]:
    """The branches that can hold for these readers: whether it is a learner is known."""
    left: list[tuple[Any, NodeList, NodeList]] = []
    for (condition, nodes), (_same, as_it_was) in zip(
        node.conditions_nodelists, kept.conditions_nodelists, strict=True
    ):
        is_about_readers = condition is not None and any(
            said == '"learner"' or said.endswith("is_learner") for said in _asked(condition)
        )
        if is_about_readers and not is_learner:
            continue
        left.append((None if is_about_readers else condition, nodes, as_it_was))
        if left[-1][0] is None:
            break
    return left


def _asked(condition: Any) -> list[str]:
    """What a condition asks about, in its order."""
    if text := getattr(condition, "text", ""):
        return [text]
    parts = (getattr(condition, "first", None), getattr(condition, "second", None))
    return [text for part in parts if part is not None for text in _asked(part)]


def _is_mere_value(branches: list[tuple[Any, NodeList, NodeList]]) -> bool:
    """Nothing but a value where there is one, with its comma or its line: `fill` leaves these out by itself."""
    if len(branches) != 1 or branches[0][0] is None:
        return False
    condition, nodes, _kept = branches[0]
    values = [str(node.filter_expression.token) for node in nodes if isinstance(node, VariableNode)]
    others = [getattr(node, "s", None) for node in nodes if not isinstance(node, VariableNode)]
    return values == _asked(condition) and all(said is not None and _ONLY_MARKS.fullmatch(said) for said in others)


def _name(asked: str, made: Shown) -> str:
    """What a sentence is called that hangs on this."""
    key = _SUBJECT if made.is_subject else _SENTENCES.get(asked, f"{asked.rpartition('.')[2]}_sentence")
    return f"{key}_2" if key in made.nodes else key


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


def fill_subject(text: str, values: dict[str, str]) -> str:
    """The same for a subject, which is one line of 200 letters at most whatever its values hold."""
    return one_line(fill(text, values))


def one_line(subject: str) -> str:
    """A subject as a letter can carry it."""
    return " ".join(subject.split())[:200]
