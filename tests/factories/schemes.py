"""Schemes with a small timeline and a grid."""

from functools import cache
from pathlib import Path
from typing import Any

import factory
import yaml

from compagnon.schemes.models import Scheme, SchemeTask
from tests.factories.network import NetworkFactory, in_english_and_french


@cache
def a_grid() -> dict[str, Any]:
    """A grid by which a call may open: project, trade and readiness."""
    read: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("grid.yaml").read_text("utf-8"))
    return read


class SchemeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Scheme

    network = factory.SubFactory(NetworkFactory)
    key = factory.Sequence(lambda n: f"scheme-{n}")
    name = in_english_and_french("Erasmus+ short internship", "Stage court Erasmus+")
    summary = in_english_and_french("Two weeks in a company.", "Deux semaines en entreprise.")
    participant_kind = "learner"
    direction = "out"
    form = "group"
    zone = "europe"
    host_kinds = ["company"]
    programme = "Erasmus+"
    rules = {"audience": ["apprentice"]}
    grid = factory.LazyFunction(a_grid)


class SchemeTaskFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SchemeTask

    network = factory.SelfAttribute("scheme.network")
    scheme = factory.SubFactory(SchemeFactory)
    key = factory.Sequence(lambda n: f"task-{n}")
    step = "prepare"
    phase = "before"
    position = factory.Sequence(lambda n: n)
    title = in_english_and_french("Sign the learning agreement", "Signer le contrat pédagogique")
    role = "learner"
    anchor = "departure"
    amount = -1
    unit = "months"
