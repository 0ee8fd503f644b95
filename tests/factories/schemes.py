"""Schemes with a small timeline."""

import factory

from compagnon.schemes.models import Scheme, SchemeTask
from tests.factories.network import NetworkFactory, in_english_and_french


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
