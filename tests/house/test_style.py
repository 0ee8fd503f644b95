"""Names, imports, docstrings and comments as the architecture guide asks."""

import ast
import io
import re
import tokenize
from pathlib import Path

from tests.house import exceptions
from tests.house.tree import ROOT, SOURCE, Function, files, functions, mend, modules, name, parsed, strings, text

NOT_AS_MODULE = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "misc",
    "manager",
    "managers",
    "data",
    "info",
    "process",
    "handle",
}
NOT_AS_CLASS_ENDING = {
    "Utils",
    "Helper",
    "Helpers",
    "Common",
    "Misc",
    "Manager",
    "Data",
    "Info",
    "Process",
    "Handle",
    "Handler",
}
NOT_AS_VERB = {"handle", "process", "manage"}
LEFT_BEHIND = re.compile(r"#.*\b(TODO|FIXME|XXX|HACK)\b")
NOQA = re.compile(r"#\s*(noqa|type: ignore)[^(#]*")
SPOKEN = ("actions", "queries")  # rooms whose functions other apps call


def banned_classes(path: Path) -> list[str]:
    nodes = (node for node in ast.walk(parsed(path)) if isinstance(node, ast.ClassDef))
    return [
        f"{name(path)}::{node.name} says nothing"
        for node in nodes
        if (re.findall(r"[A-Z][a-z0-9]*", node.name) or [""])[-1] in NOT_AS_CLASS_ENDING
    ]


def test_names_say_what_a_thing_is():
    found = [f"{name(path)} says nothing" for path in modules() if set(path.stem.split("_")) & NOT_AS_MODULE] + [
        line for path in modules() for line in banned_classes(path)
    ]

    mend("Name these after what they are in the domain:", found, exceptions.NAMES)


def test_functions_are_named_after_what_they_do():
    found = [
        f"{one.place} says nothing"
        for path in modules()
        for one in functions(path)
        if one.node.name.strip("_").split("_")[0] in NOT_AS_VERB and not is_command(one)
    ]

    mend("Name these functions after what they do:", found)


def is_command(function: Function) -> bool:
    """Django calls the body of a command `handle`, and a part of a middleware `process_exception`."""
    of_command = function.node.name == "handle" and "management" in function.path.parts
    return of_command or function.node.name == "process_exception"


def test_only_a_listed_few_modules_leave_the_scope_of_a_network():
    found = [
        f"{name(path)} uses scopes_disabled" for path in modules() if re.search(r"\bscopes_disabled\b", text(path))
    ]

    mend("Open a scope instead, or list the module with its reason:", found, exceptions.OUT_OF_SCOPE)


def test_an_import_inside_a_function_has_its_reason_on_the_line():
    found = [
        f"{name(path)}:{node.lineno} imports inside {one.name}"
        for path in modules()
        for one in functions(path)
        for node in ast.walk(one.node)
        if isinstance(node, ast.Import | ast.ImportFrom)
        and not has_reason(text(path).splitlines()[node.lineno - 1 : node.end_lineno])
    ]

    mend("Import these at the top, or say why not on the line:", found)


def has_reason(source: list[str]) -> bool:
    comments = " ".join("#" + line.partition("#")[2] for line in source if "#" in line)
    return len(re.findall(r"\w+", NOQA.sub("", comments))) >= 3


def test_every_public_function_of_actions_queries_and_engines_says_what_it_means():
    found = [
        f"{one.place} has no docstring"
        for path in modules()
        if set(SPOKEN) & {path.stem, path.parent.name} or (SOURCE / "engines") in path.parents
        for one in functions(path)
        if isinstance(one.owner, ast.Module) and not one.node.name.startswith("_") and not ast.get_docstring(one.node)
    ]

    mend("Give these functions a docstring:", found)


def test_every_module_says_what_it_is_for():
    found = [
        f"{name(path)} has no docstring"
        for path in modules()
        if text(path).strip() and path.name != "apps.py" and not ast.get_docstring(parsed(path))
    ]

    mend("Begin these modules with a sentence:", found)


def test_writes_are_named_and_say_who_acts():
    """An action is keyword-only; only what follows from a move is called by the registry as (thing, by)."""
    found = [
        f"{one.place} takes parameters by position"
        for path in modules()
        if path.stem == "actions" or path.parent.name == "actions"
        for one in functions(path)
        if isinstance(one.owner, ast.Module)
        and not one.node.name.startswith("_")
        and "by" in one.parameters
        and len(one.parameters) > 2
        and (one.node.args.args or one.node.args.posonlyargs)
    ]

    mend("Make the parameters of these actions keyword-only:", found)


def test_nothing_is_left_to_do_in_a_comment():
    found = [
        f"{name(path)}:{number} {line.strip()}"
        for path in [*modules(), *files(ROOT / "tools", "*.py"), *files(ROOT / "tests", "*.py")]
        for number, line in comments(path)
        if LEFT_BEHIND.search(line)
    ]

    mend("Do it, or write an issue:", found)


def comments(path: Path) -> list[tuple[int, str]]:
    tokens = tokenize.generate_tokens(io.StringIO(text(path)).readline)
    return [(token.start[0], token.string) for token in tokens if token.type == tokenize.COMMENT]


def test_a_model_names_only_earlier_models_in_its_foreign_keys():
    """A name in a string escapes the import contract; only the account and the network may be named so."""
    relation = re.compile(r"^(?!auth\b)[a-z_]+\.[A-Z]\w+$")
    found = [
        f"{name(path)} names {one}"
        for path in modules()
        if path.stem == "models" or path.parent.name == "models"
        for one in strings(path)
        if relation.match(one)
    ]

    mend("Import these models instead of naming them:", found)
