"""An own text that says what the program says makes the same letter, whichever of its sentences the letter needs."""

import re
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.template.loader import get_template, render_to_string
from django.utils import translation

from compagnon.core.polite import politely
from compagnon.correspondence import texts
from compagnon.correspondence.kinds import kinds
from compagnon.correspondence.placeholders import PLACE, fill, fill_subject

NUMBERS = ("count", "more", "owed")
ASKED = re.compile(r"{% (?:el)?if ([^%]+) %}")
NAMED_INSIDE = re.compile(r" as (\w+) %}")
INCLUDED = re.compile(r'{% include "([^"]+)"')


def day_of(name):
    """What is told of a name that stands for a day or an hour; nothing for another."""
    if name.endswith("_on") or name == "answer_by":
        return date(2027, 3, 12)
    return datetime(2027, 3, 14, 18, tzinfo=ZoneInfo("Europe/Paris")) if name.endswith("_at") else None


class Fact:
    """Anything that a letter can ask for: every path below it exists, is true unless said otherwise, and reads as itself."""

    def __init__(self, path, branch):
        self.path, self.branch = path, branch

    def __getitem__(self, name):
        if not isinstance(name, str):
            raise KeyError(name)
        path = f"{self.path}.{name}"
        if path in self.branch["missing"]:
            return None
        if (day := day_of(name)) is not None:
            return day
        if name in {"is_learner", "is_own"}:
            return self.branch["is_learner"]
        return Fact(path, self.branch)

    def __iter__(self):
        return iter([Fact(f"{self.path}.first", self.branch), Fact(f"{self.path}.second", self.branch)])

    def __bool__(self):
        return self.path not in self.branch["missing"]

    def __eq__(self, other):
        return self.branch["is_learner"] if other == "learner" or isinstance(other, Fact) else bool(self)

    def __hash__(self):
        return hash(self.path)

    def __str__(self):
        return f"<{self.path}>"


def _source(template):
    source = get_template(template).template.source
    return source + "".join(_source(one) for one in INCLUDED.findall(source))


def branches(template):
    """Each letter that the template can become: with everything, with nothing, and without each single thing."""
    asked = {
        word
        for condition in ASKED.findall(_source(template))
        for word in condition.split()
        if re.fullmatch(r"[a-z_][\w.]*", word)
        and not word.endswith((".kind", "is_learner", "is_own"))
        and word not in {"and", "or", "not", "reader"}
    }
    for missing in (set(), asked, *({one} for one in sorted(asked))):
        for is_learner in (True, False):
            for number in (1, 5):
                yield {"missing": missing, "is_learner": is_learner, "number": number}


def facts_of(template, branch):
    names = set(re.findall(r"[a-z_]+", _source(template))) - {"link", "code", "forloop"}
    names -= set(NAMED_INSIDE.findall(_source(template)))
    facts = {name: day_of(name) or Fact(name, branch) for name in names if name not in branch["missing"]}
    facts |= {name: 0 if name in branch["missing"] else branch["number"] for name in NUMBERS}
    return facts | {"is_learner": branch["is_learner"], "is_own": branch["is_learner"]}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_program_s_text_kept_as_one_s_own_says_the_same_in_every_branch(language):
    differing = []
    for kind in kinds():
        app, name = kind.key.split(".", 1)
        template = f"{app}/letters/{name}.txt"
        for branch in branches(template):
            facts = facts_of(template, branch)
            program = texts.program_text(kind.key, language, is_learner=branch["is_learner"])
            with translation.override(language), politely(not branch["is_learner"]):
                shipped = render_to_string(template, {"link": "[[link]]", "code": "[[code]]", **facts}).strip()
                values = program.values(PLACE.findall(program.subject + program.body), facts)
            own = f"{fill_subject(program.subject, values)}\n{fill(program.body, values)}"
            if own.split() != shipped.split():
                differing.append((kind.key, branch, own, shipped))

    assert not differing, "\n\n".join(
        f"{key} {branch}\n{own}\n----\n{shipped}" for key, branch, own, shipped in differing
    )


def test_every_letter_of_the_program_is_looked_at():
    there = {
        f"{path.parents[1].name}.{path.stem}"
        for config in apps.get_app_configs()
        for path in Path(config.path).glob("templates/*/letters/*.txt")
    }

    assert {kind.key for kind in kinds()} <= there
    assert any(list(branches(f"{key.replace('.', '/letters/', 1)}.txt"))[4:] for key in there)
