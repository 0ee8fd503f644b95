"""Words for the reasons of selection: what the engine found, with where the rule comes from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _
from pydantic import TypeAdapter

from compagnon.engines.base import Reason
from compagnon.recruitment.phrases.eligibility import reference_of

_REASONS = TypeAdapter(list[Reason])

SENTENCES: dict[str, str | Promise] = {
    "selection.grid.measured.met": _("Marks and attendance weigh %(percent)s%%, of at most %(percent_max)s%%."),
    "selection.grid.measured.not_met": _(
        "Marks and attendance weigh %(percent)s%% together; at most %(percent_max)s%% are allowed."
    ),
    "selection.grid.measured_why.met": _("It is written why marks or attendance count."),
    "selection.grid.measured_why.not_met": _("Write why marks or attendance count."),
    "selection.grid.complete.met": _("“%(criterion)s” is complete."),
    "selection.grid.complete.not_met": _("“%(criterion)s” still lacks: %(missing)s."),
    "selection.grid.tie_break.met": _("It is written which criteria part equal scores."),
    "selection.grid.tie_break.not_met": _("Choose which criteria part equal scores, in which order."),
    "selection.wording.question": _(
        "“%(criterion)s” says “%(words)s”, which touches a protected ground: %(ground)s. %(use)s"
    ),
    "selection.reading.too_few": _("%(reviews)s of at least %(reviews_from)s readers have finished."),
    "selection.reading.mean": _("%(score)s of 100: the mean of %(reviews)s readings."),
    "selection.reading.levels_differ": _("On “%(criterion)s” the readers are %(gap)s levels apart."),
    "selection.reading.totals_differ": _("The readers’ totals are %(gap)s points apart."),
    "selection.rank.score": _("Place %(rank)s with %(score)s of 100."),
    "selection.rank.tie_break": _("%(tied)s files were equal: “%(criterion)s” parted them, here %(level)s."),
    "selection.rank.lot": _("%(tied)s files were equal in everything: the lot decided. Lot of this file: %(lot)s."),
    "selection.place.by_rank": _("A place by the order: rank %(rank)s, %(places)s places."),
    "selection.place.reserved": _("A place by the rule “%(rule)s”, which reserves %(reserved)s."),
    "selection.place.all_taken": _("All %(places)s places are taken: number %(place)s of those who wait."),
    "selection.place.ceiling": _("The rule “%(rule)s” admits at most %(at_most)s: number %(place)s of those who wait."),
    "selection.place.held": _("A place is free, but kept by the rule “%(rule)s”: number %(place)s of those who wait."),
    "selection.moves.nobody": _("Nobody can move up."),
    "selection.moves.was_waiting": _("Had no place: nobody moves up."),
    "selection.moves.was_not_ranked": _("Was not ranked: nobody moves up."),
    "selection.assignment.too_few": _(
        "Only %(reviewers)s of %(each)s readers can be found; %(conflicts)s have a conflict of interest."
    ),
}
MAY_KNOW = _("The register finds something that you and this person share. Are you related, or do you work together?")
"""The same for all: what is shared would say who it is."""
SENTENCES |= dict.fromkeys((f"selection.conflict.{one}" for one in ("surname", "address", "employer")), MAY_KNOW)

REMEDIES: dict[str, str | Promise] = {
    "add_reviewer": _("Add a reader to the panel."),
    "ask_reviewer": _("Say it before you open the file."),
    "call_third_reviewer": _("A third person reads."),
    "choose_tie_break": _("Choose it in the grid."),
    "complete_criterion": _("Complete it in the grid."),
    "lower_weight": _("Lower the weight."),
    "reword_or_justify": _("Change the words, or write a sentence that says why they are needed."),
    "wait_for_reviews": _("Wait for the readings, or remind the readers."),
    "write_why": _("Write it below the criteria."),
}
MISSING: dict[str, str | Promise] = {
    "name": _("its name"),
    "aim": _("what it is for"),
    "bias_risk": _("which bias is known"),
    "descriptors": _("a sentence for each level"),
}
USES: dict[str, str | Promise] = {
    "never": _("It is never a criterion."),
    "support": _("It may open support, never raise or lower a score."),
    "not_before": _("It is not asked before the selection."),
    "adjust": _("It is a reason to adjust the selection, never a criterion."),
    "law_only": _("Only limits set by law count, and these are checked elsewhere."),
    "if_needed": _("Only as far as the stay needs it."),
    "sepa": _("Any account of the single euro payments area is accepted."),
}
GROUNDS: dict[str, str | Promise] = {
    "ORIG": _("Origin"),
    "SEX": _("Sex"),
    "FAM": _("Family situation"),
    "PREG": _("Pregnancy"),
    "LOOK": _("Physical appearance"),
    "ECON": _("Particular vulnerability due to economic situation"),
    "NAME": _("Surname"),
    "RES": _("Place of residence"),
    "HEALTH": _("State of health"),
    "AUTON": _("Loss of autonomy"),
    "DISAB": _("Disability"),
    "GENE": _("Genetic characteristics"),
    "MORES": _("Lifestyle"),
    "ORIENT": _("Sexual orientation"),
    "GENDER": _("Gender identity"),
    "AGE": _("Age"),
    "POL": _("Political opinions"),
    "UNION": _("Union activities"),
    "WHISTLE": _("Whistle-blower, helper or linked person"),
    "LANG": _("Ability to express oneself in a language other than French"),
    "ETHN": _("Ethnic group, real or supposed"),
    "NAT": _("Nation, real or supposed"),
    "RACE": _("Supposed race"),
    "RELIG": _("Religion"),
    "BANK": _("Bank domiciliation"),
    "SEXHAR": _("Having suffered, refused or witnessed sexual harassment"),
    "HAZING": _("Having suffered, refused or witnessed hazing"),
}
SOURCES = (
    _("Fair selection method, after the recruitment guide of the Defender of Rights"),
    _("Penal Code (France)"),
    _("Act 2008-496 (France)"),
)
"""Titles of the texts that the engine names."""
KEPT_FOR_SITES = gettext_noop("Places kept for sites, as published with the call")
KEPT_FOR_SCHEMES = gettext_noop("Places kept for schemes, as published with the call")


@dataclass(frozen=True)
class Told:
    """One reason as people read it."""

    code: str
    sentence: str
    remedy: str
    source: str


def told(reason: Reason, names: Mapping[str, str]) -> Told:
    """A reason in words; `names` are those of the criteria and of the rules about places, by their keys."""
    facts: dict[str, Any] = {**reason.facts}
    for key in ("criterion", "rule"):
        if key in facts:
            facts[key] = names.get(str(facts[key]), facts[key])
    for key, words in (("ground", GROUNDS), ("use", USES)):
        if key in facts:
            facts[key] = words.get(str(facts[key]), facts[key])
    if "missing" in facts:
        facts["missing"] = gettext(", ").join(str(MISSING[one]) for one in facts["missing"])
    if "words" in facts:
        facts["words"] = gettext(", ").join(facts["words"])
    facts = {name: _number(value) for name, value in facts.items()}
    return Told(
        code=reason.code,
        sentence=str(SENTENCES[reason.code]) % facts,
        remedy=str(REMEDIES[reason.remedy]) if reason.remedy else "",
        source=_source(reason),
    )


def _number(value: Any) -> Any:
    """78.5 rather than 78.50, and 78 rather than 78.0."""
    return f"{value:g}" if isinstance(value, float) else value


def _source(reason: Reason) -> str:
    if reason.source is None:
        return ""
    return gettext(", ").join(part for part in (gettext(reason.source.title), reference_of(reason.source)) if part)


def read(kept: Any) -> list[Reason]:
    """Reasons as they were kept beside a ranking or an offer."""
    return _REASONS.validate_python(kept or [])


def keep(reasons: Iterable[Reason]) -> Any:
    """Reasons as JSON."""
    return _REASONS.dump_python(list(reasons), mode="json")
