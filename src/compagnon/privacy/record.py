"""The record of processing (GDPR art. 30) and the impact assessment (art. 35), written from the declarations of the apps."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from compagnon.core import clock
from compagnon.core.holdings import Basis, Holding, Level, Purpose, Rule, Treatment, holdings, purposes, retention
from compagnon.network.choices import Zone
from compagnon.network.models import Destination
from compagnon.privacy.models import Controller, RetentionPeriod
from compagnon.privacy.phrases import GRADES, LEVELS, field_words


@dataclass(frozen=True)
class Period:
    """A retention rule with what this network has set."""

    rule: Rule
    months: int | None
    appeal_days: int | None = None

    @property
    def is_asked(self) -> bool:
        return self.months is None

    @property
    def words(self) -> str:
        """The period as people say it."""
        if self.months is None:
            return _("to be set by the network")
        if self.months == 0:
            return _("not longer")
        return ngettext("%(count)d month", "%(count)d months", self.months) % {"count": self.months}

    @property
    def grade(self) -> str:
        return str(GRADES.get(self.rule.grade, self.rule.grade))


@dataclass(frozen=True)
class Category:
    """What one model holds for an activity, in words."""

    label: str
    fields: tuple[str, ...]
    level: str
    period: Period


@dataclass
class Processing:
    """One activity of the record."""

    purpose: Purpose
    basis: str
    categories: list[Category] = field(default_factory=list)

    @property
    def periods(self) -> list[Period]:
        """The rules of its categories, each once."""
        return list({one.period.rule.key: one.period for one in self.categories}.values())

    @property
    def is_sensitive(self) -> bool:
        return any(one.level != Level.ORDINARY for one in self.categories)


def controller_of(network: Any) -> Controller:
    """Who answers for a network's data; empty fields until somebody has said so."""
    return Controller.objects.filter(network=network).first() or Controller(network=network)


def periods_of(network: Any) -> dict[str, Period]:
    """Every rule with the period of this network: its own, else the one that a text gives, else none."""
    own = {one.rule: one for one in RetentionPeriod.objects.filter(network=network)}
    found = {}
    for rule in retention:
        kept = own.get(rule.key)
        months = kept.months if kept else rule.months
        if rule.key == "application" and (kept is None or kept.appeal_days is None):
            months = None  # the clock starts when nobody can appeal any more: without that day it never starts
        found[rule.key] = Period(rule, months, kept.appeal_days if kept else None)
    return found


def basis_words(basis: Basis, controller: Controller) -> str:
    """The lawful basis; a private centre acts on contract where a public one acts on its task."""
    if basis == Basis.MISSION and controller.is_public is False:
        return _("Contract and steps before it (GDPR art. 6.1.b)")
    if basis == Basis.MISSION and controller.is_public is None:
        return _("Task in the public interest (GDPR art. 6.1.e) or contract (art. 6.1.b): say in the settings which")
    return str(basis.label)


def processings(network: Any) -> list[Processing]:
    """The activities of the record, in the order of a mobility."""
    controller, periods = controller_of(network), periods_of(network)
    found = {one.key: Processing(one, basis_words(one.basis, controller)) for one in purposes}
    for holding in holdings():
        found[holding.purpose].categories += _categories(holding, periods[holding.rule])
    return [one for one in found.values() if one.categories]


def _categories(holding: Holding, period: Period) -> Iterator[Category]:
    """The fields of a model by level, those with words."""
    for level in Level:
        words = (field_words(holding, name) for name in _telling(holding) if holding.level(name) == level)
        if said := tuple(dict.fromkeys(word for word in words if word)):
            yield Category(str(holding.model._meta.verbose_name_plural), said, level, period)


def _telling(holding: Holding) -> list[str]:
    kinds = (Treatment.WORDS, Treatment.FACTS, Treatment.NAMES, Treatment.FILES)
    told = holding.treated(*kinds)
    return told + [name for name in holding.treated(Treatment.PLAIN) if holding.about and name != "code"]


def countries_beyond(network: Any) -> list[str]:
    """Countries outside Europe to which the network sends: each needs a tool for transfers (GDPR art. 44 and on)."""
    rows = Destination.objects.filter(network=network, zone=Zone.OUTSIDE_EUROPE)
    return sorted(str(one.country.name) for one in rows)


def as_json(network: Any) -> dict[str, Any]:
    """The record as other programs read it."""
    controller = controller_of(network)
    return {
        "network": str(network),
        "made_on": clock.today().isoformat(),
        "controller": {
            "name": controller.name,
            "address": controller.address,
            "officer": controller.officer,
            "email": controller.email,
            "processor": controller.processor,
        },
        "countries_outside_europe": countries_beyond(network),
        "activities": [
            {
                "purpose": str(one.purpose.label),
                "basis": one.basis,
                "people": str(one.purpose.people),
                "recipients": str(one.purpose.recipients),
                "categories": [
                    {"of": c.label, "fields": list(c.fields), "level": c.level, "kept": c.period.words,
                     "from": str(c.period.rule.starts), "source": str(c.period.rule.source)}
                    for c in one.categories
                ],
            }
            for one in processings(network)
        ],
    }  # fmt: skip


def rows(network: Any) -> Iterator[dict[str, str]]:
    """One row for each category of each activity, for a spreadsheet."""
    for one in processings(network):
        for category in one.categories:
            yield {
                "purpose": str(one.purpose.label),
                "basis": one.basis,
                "people": str(one.purpose.people),
                "of": category.label,
                "fields": ", ".join(category.fields),
                "level": str(LEVELS[category.level]),
                "kept": category.period.words,
                "from": str(category.period.rule.starts),
                "source": f"{category.period.rule.source} ({category.period.grade})",
                "recipients": str(one.purpose.recipients),
            }
