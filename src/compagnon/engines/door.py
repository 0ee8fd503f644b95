"""The engines' door to the shell: `compagnon compute ENGINE < facts.json > result.json`. Needs neither Django nor data.

A later engine joins by one line in `ENGINES`.
"""

import json
import sys
from codecs import BOM_UTF8
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError

from compagnon.engines import base, duedates, eligibility, fairness, legal, readiness, selection, statistics, travel

USAGE = "usage: compagnon compute [ENGINE [--schema | --schema-of-result]] < facts.json > result.json"


class Refused(ValueError):
    """What was asked cannot be computed; the message is one line that names the field."""


@dataclass(frozen=True)
class Engine:
    """One engine: what it reads, what it does, what it gives."""

    question: type[BaseModel]
    compute: Callable[[Any], object]
    result: type
    answers: str


ENGINES: dict[str, Engine] = {
    "duedates": Engine(
        duedates.Question, duedates.plan, duedates.Plan, "when each task of a timeline is due, and what moves"
    ),
    "eligibility": Engine(
        eligibility.Question, eligibility.answer, base.Verdict, "whether somebody may take part in a scheme, and why"
    ),
    "fairness": Engine(
        fairness.Question, fairness.report, fairness.Result, "the funnel by group without anybody to be found in it"
    ),
    "legal": Engine(
        legal.Question,
        legal.answer,
        legal.Pack,
        "which regime a contract allows, who pays, which papers, what minors may not do",
    ),
    "readiness": Engine(
        readiness.Question, readiness.check, readiness.Checked, "whether somebody can leave, and what stands in the way"
    ),
    "selection": Engine(
        selection.Question,
        selection.select,
        selection.Result,
        "scores, order, places and waiting list of a call, and why",
    ),
    "statistics": Engine(
        statistics.Question, statistics.report, statistics.Report, "what may be said of rates, gaps and reviewers"
    ),
    "travel": Engine(
        travel.Question, travel.compare, travel.Comparison, "ways to go by carbon, time and cost, and their travel days"
    ),
}


def compute(name: str, text: str | bytes) -> str:
    """The result of an engine as JSON, from its facts as JSON. Raises Refused."""
    engine = _engine(name)
    try:
        question = engine.question.model_validate_json(text)
    except ValidationError as error:
        raise Refused(_first_line(error)) from error
    result = engine.compute(question)
    adapter: TypeAdapter[Any] = TypeAdapter(engine.result)
    return adapter.dump_json(result, indent=2).decode()


def schema(name: str, *, of_result: bool = False) -> str:
    """The JSON Schema of what an engine reads, or of what it gives. Raises Refused for an unknown engine."""
    engine = _engine(name)
    adapter: TypeAdapter[Any] = TypeAdapter(engine.result if of_result else engine.question)
    mode = "serialization" if of_result else "validation"
    described = adapter.json_schema(mode=mode)  # type: ignore[arg-type]
    return json.dumps({"$schema": "https://json-schema.org/draft/2020-12/schema", **described}, indent=2)


def main(argv: list[str]) -> int:
    """Run `compagnon compute`; 0 when answered, 2 with one line on the error output when refused."""
    try:
        answer = _run(argv)
    except Refused as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 2
    sys.stdout.write(answer + "\n")
    return 0


def _run(argv: list[str]) -> str:
    match argv:
        case []:
            return "\n".join([USAGE, "", *(f"  {name:12} {engine.answers}" for name, engine in ENGINES.items())])
        case ["-h" | "--help", *_]:
            return _run([])
        case [name, "--schema"]:
            return schema(name)
        case [name, "--schema-of-result"]:
            return schema(name, of_result=True)
        case [name]:
            _engine(name)
            return compute(name, sys.stdin.buffer.read().removeprefix(BOM_UTF8))
    raise Refused(f"arguments: {' '.join(argv)!r} is not understood; {USAGE}")


def _engine(name: str) -> Engine:
    if name not in ENGINES:
        raise Refused(f"engine: there is no {name!r}; there are {', '.join(ENGINES)}")
    return ENGINES[name]


def _first_line(error: ValidationError) -> str:
    """The first error as `field.path: what is wrong`, and how many more there are."""
    errors = error.errors(include_url=False, include_input=False, include_context=False)
    first = errors[0]
    field = ".".join(str(part) for part in first["loc"]) or "input"
    message = first["msg"].removeprefix("Value error, ")
    more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
    return " ".join(f"{field}: {message}{more}".split())
