"""Every field of every model is declared: what it holds about people, or that it holds nothing (GDPR-01)."""

from django.db import models
from django.utils.functional import Promise

from compagnon.core import holdings
from compagnon.core.holdings import Treatment, holds, nothing, undeclared
from compagnon.privacy.phrases import FIELDS
from compagnon.stays.models import Arrival, CheckIn
from tests.house.tree import mend


def test_every_field_is_declared():
    mend("Declare these in the privacy.py of their app (docs/understand/privacy.md):", undeclared())


def test_every_field_that_is_told_to_people_has_words():
    told = (Treatment.WORDS, Treatment.FACTS, Treatment.FILES)
    found = [
        f"{one.model._meta.label}.{name}"
        for one in holdings.holdings()
        for name in one.treated(*told)
        if not isinstance(one.model._meta.get_field(name).verbose_name, Promise) and name not in FIELDS
    ]

    mend("Mark the verbose_name of these fields, or give them words in privacy/phrases.py:", found)


def test_every_way_to_a_person_leads_to_one():
    found = []
    for one in holdings.holdings():
        for way in set(one.about) - {"self", "*"}:
            model: type[models.Model] = one.model
            for step in way.split("__"):
                model = model._meta.get_field(step).related_model
            if model._meta.label not in {"people.Person", "people.Contact"}:
                found.append(f"{one.model._meta.label} goes by {way} to {model._meta.label}")

    mend("Lead these ways to a person or a contact:", found)


def test_a_field_that_is_missing_or_unknown_is_said_exactly(monkeypatch):
    monkeypatch.setattr(holdings, "_holdings", dict(holdings._holdings))
    monkeypatch.setattr(holdings, "_empty", set(holdings._empty))

    holds(CheckIn, purpose="mobility", rule="with_file", about="mobility__participant__person", plain="code")
    nothing(Arrival)
    del holdings._holdings[Arrival]

    assert sorted(said for said in undeclared() if said.startswith("stays.")) == [
        "stays.CheckIn.key is not declared: name it in holds(CheckIn, …) as words, facts, names, files, people, secret or plain",
        "stays.CheckIn.seen_by is not declared: name it in holds(CheckIn, …) as words, facts, names, files, people, secret or plain",
        "stays.CheckIn.sentence is not declared: name it in holds(CheckIn, …) as words, facts, names, files, people, secret or plain",
    ]
