"""What is held about people, declared once by each app, for export, erasure, retention and the record of processing.

An app says in its `privacy.py`, for every model, what it holds about somebody, or that it holds nothing. A house test
fails for each field that is not declared.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from compagnon.core.registries import Registry


class Basis(models.TextChoices):
    """Lawful bases that the activities of a network rest on; which of the first two articles, the network says."""

    MISSION = "mission", _("Task in the public interest (GDPR art. 6.1.e)")
    OBLIGATION = "obligation", _("Legal obligation (GDPR art. 6.1.c)")
    CONSENT = "consent", _("Consent, asked for apart and withdrawable (GDPR art. 6.1.a)")
    EXPLICIT = "explicit", _("Explicit consent (GDPR art. 9.2.a)")


class Level(models.TextChoices):
    """How much care a value needs."""

    ORDINARY = "ordinary", _("Ordinary")
    PROTECTED = "protected", _("Protected")
    SPECIAL = "special", _("Special category (GDPR art. 9)")


class Treatment(models.TextChoices):
    """What a value is, so what export and erasure do with it."""

    WORDS = "words", _("Free text: exported; emptied at erasure")
    FACTS = "facts", _("Fact about the person: exported; emptied at erasure")
    NAMES = "names", _("Copy of a name: not exported; replaced at erasure")
    FILES = "files", _("File: exported; removed from the disk at erasure")
    PEOPLE = "people", _("Points to somebody else: not exported; leads to nobody after erasure")
    SECRET = "secret", _("Secret of the program: not exported; emptied at erasure")
    PLAIN = "plain", _("Says nothing once the person is gone: exported; stays for the figures")


@dataclass(frozen=True)
class Purpose:
    """Why data is held: one activity of the record of processing (GDPR art. 30)."""

    key: str
    label: str | Promise
    basis: Basis
    people: str | Promise
    recipients: str | Promise = ""


@dataclass(frozen=True)
class Holding:
    """What one model holds. `about` are the ways from a row to the person or contact whom it is about.

    Rows for which the field `kept_back` is true are told in an export only by what says nothing: that they are there.
    """

    model: type[models.Model]
    purpose: str
    rule: str
    about: tuple[str, ...]
    is_deleted: bool
    is_evidence: bool
    treatments: dict[str, Treatment]
    levels: dict[str, Level] = field(default_factory=dict)
    kept_back: str = ""

    def treated(self, *treatments: Treatment) -> list[str]:
        """Names of the fields that are treated so, in the order of the model."""
        return [name for name in self.names() if self.treatments.get(name, Treatment.PLAIN) in treatments]

    def names(self) -> list[str]:
        """Every field of a row that may say something: not its keys, nor the network."""
        return [one.name for one in _fields(self.model) if one.name not in UNSAYING]

    def level(self, name: str) -> Level:
        return self.levels.get(name, Level.ORDINARY)


UNSAYING = {"id", "network", "about_type", "about_id"}
"""Fields that every row has and that are nobody's: its number, its network, what it is attached to."""

purposes: Registry[Purpose] = Registry("Why is data about people held?")
_holdings: dict[type[models.Model], Holding] = {}
_empty: set[type[models.Model]] = set()


@dataclass(frozen=True)
class Rule:
    """How long something is kept: what it is called, from when, how long where a text or our own proposal says so.

    `months` is None where the facts name no period: the network is asked, and nothing goes before it has answered.
    `due(network, before)` gives the rows whose clock started on a day or before; without it a rule only describes. With
    `has_own_clock` it is asked with the day itself. `retire(row, by)` takes one row away and counts what went; without
    it rows are emptied as declared, or deleted whole when `is_dropped`.
    """

    key: str
    label: str | Promise
    starts: str | Promise
    months: int | None
    source: str | Promise
    grade: str
    due: Callable[[Any, Any], models.QuerySet[Any]] | None = None
    retire: Callable[[Any, Any], dict[str, int]] | None = None
    is_dropped: bool = False
    has_own_clock: bool = False
    bounds: tuple[int, int] = (1, 600)


retention: Registry[Rule] = Registry("How long is it kept?")


@dataclass(frozen=True)
class Kept:
    """Why something about a person may not go yet. `until` is None while its end cannot be reckoned.

    `is_whole` when everything is needed, as in a dispute; else what is declared as evidence.
    """

    reason: str
    until: Any = None
    is_whole: bool = False
    project: str = ""


reasons_to_keep: Registry[Callable[[Any], list[Kept]]] = Registry("What must be kept about this person or contact?")
still_at_work: Registry[Callable[[Any], list[str]]] = Registry("What is under way, so that this person is needed?")
funded: Registry[Callable[[Any], list[tuple[str, str, int, Any]]]] = Registry(
    "Which projects of this network must be accounted for: key, what people call it, mobilities, last return?"
)
goes_along: Registry[Callable[[Any], list[Any]]] = Registry("Who is known only because of this person?")
also_erased: Registry[Callable[[Any], dict[str, int]]] = Registry(
    "What else names this person? Takes a `privacy.erasing.Trace`, gives counts."
)


def holds(
    model: type[models.Model],
    *,
    purpose: str,
    rule: str,
    about: str = "",
    delete: bool = False,
    evidence: bool = False,
    kept_back: str = "",
    **fields: str,
) -> None:
    """Declare what a model holds: names of fields, separated by spaces, under the name of their `Treatment`.

    `about` says the way from a row to its person or contact, `participant__person`; several, separated by spaces; `*`
    for rows that hang on anything by `about_type` and `about_id`. Without it a row is about nobody, but its words may
    name somebody. `delete` lets whole rows go at erasure, else they are emptied and stay for the figures. `evidence`
    marks what a funder may ask for: it is sealed before it goes. `kept_back` names the field that marks rows of which
    the person is told only that they are there, for the sake of others (GDPR art. 15.4). `protected` and `special` raise the level of fields.
    """
    known = {one.name for one in _fields(model)}
    levels = {name: level for level in (Level.PROTECTED, Level.SPECIAL) for name in fields.pop(level.value, "").split()}
    treatments = {name: Treatment(kind) for kind, names in fields.items() for name in names.split()}
    for name in (*treatments, *levels):
        if name not in known:
            raise LookupError(f"{model.__name__} has no field {name!r}: correct its declaration.")
    ways = tuple(about.split())
    _holdings[model] = Holding(model, purpose, rule, ways, delete, evidence, treatments, levels, kept_back)


replacements: dict[type[models.Model], dict[str, Callable[[], Any]]] = {}


def replaced(model: type[models.Model], **makers: Callable[[], Any]) -> None:
    """Say what erasure writes into fields that cannot be empty, row by row."""
    replacements[model] = makers


def nothing(*empty: type[models.Model]) -> None:
    """Declare models that hold nothing about people."""
    _empty.update(empty)


def holdings() -> list[Holding]:
    """Every declaration, in the order of the apps."""
    return [_holdings[model] for model in apps.get_models() if model in _holdings]


def holding_of(model: type[models.Model]) -> Holding | None:
    return _holdings.get(model)


def undeclared() -> Iterator[str]:
    """One sentence for each thing that is not declared."""
    for model in apps.get_models(include_auto_created=True):
        label = model._meta.label
        if model in _empty:
            yield from (
                f"{label}.{one.name} points to people: declare {label} with holds()"
                for one in _fields(model)
                if _is_somebody(one.related_model)
            )
        elif model in _holdings:
            yield from _unnamed(_holdings[model])
        elif not model._meta.auto_created:
            yield f"{label} is not declared: say holds({model.__name__}, …) or nothing({model.__name__})"


def _unnamed(holding: Holding) -> Iterator[str]:
    label = holding.model._meta.label
    if purposes.get(holding.purpose) is None:
        yield f"{label} names the purpose {holding.purpose!r}, which nobody has added"
    if retention.get(holding.rule) is None:
        yield f"{label} names the rule {holding.rule!r}, which nobody has added"
    ways = {way.split("__")[0] for way in holding.about}
    for one in _fields(holding.model):
        if one.name in holding.treatments or one.name in ways or one.name in UNSAYING:
            continue
        if _may_tell(one):
            yield f"{label}.{one.name} is not declared: name it in holds({holding.model.__name__}, …) as words, facts, names, files, people, secret or plain"


def _may_tell(one: Any) -> bool:
    """Whether a field must be named: text, JSON, bytes, addresses, files, and what points to people."""
    if one.is_relation:
        return _is_somebody(one.related_model)
    if one.choices:
        return False
    bulk = (models.BooleanField, models.IntegerField, models.DecimalField, models.FloatField, models.DurationField)
    return not isinstance(one, (*bulk, models.DateField, models.TimeField))


def _is_somebody(model: Any) -> bool:
    """Whether rows of a model stand for people: an actor, or one-to-one with one."""
    if model is None or not isinstance(model, type):
        return False
    return hasattr(model, "activity_name") or any(
        one.one_to_one and hasattr(one.related_model, "activity_name") for one in _fields(model)
    )


def _fields(model: type[models.Model]) -> list[Any]:
    return list(model._meta.concrete_fields)


def hangs_on_anything(model: type[models.Model]) -> bool:
    """Whether rows are attached to any other row by `about_type` and `about_id`."""
    return any(isinstance(one, GenericForeignKey) for one in model._meta.private_fields)
