"""The grid of a call between its page and the engine: texts in several languages, questions on words, what still lacks."""

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from compagnon.core.i18n import localised
from compagnon.engines.base import Answer, Reason
from compagnon.engines.selection import Grid, ReviewRules, may_open
from compagnon.people.choices import Role
from compagnon.people.models import Membership
from compagnon.recruitment.choices import Part
from compagnon.recruitment.models import Call, Selection
from compagnon.recruitment.phrases import selection as phrases
from compagnon.schemes import grids as of_schemes

TEXTS = ("name", "aim", "bias_risk")
PANEL_FROM = 3
"""A panel has three members at least, of more than one capacity (SEL-08)."""


def proposed_for(call: Call) -> dict[str, Any]:
    """The grid that a new call starts from: that of its scheme, else the one shipped for its people."""
    scheme = call.kept_scheme
    return dict(scheme.grid if of_schemes.has_criteria(scheme.grid) else of_schemes.shipped(scheme.participant_kind))


def languages_of(grid: dict[str, Any]) -> list[str]:
    """The languages in which something of the grid is written."""
    texts = [text for criterion in grid.get("criteria", []) for text in _texts_of(criterion)]
    return sorted({code for text in texts if isinstance(text, dict) for code in text}) or ["en"]


def _texts_of(criterion: dict[str, Any]) -> list[Any]:
    return [*(criterion.get(name, "") for name in TEXTS), *criterion.get("descriptors", [])]


def in_language(grid: dict[str, Any], language: str) -> dict[str, Any]:
    """The grid with each text in one language, or in another where it is not written in this one."""
    criteria = [
        {
            **criterion,
            **{name: localised(criterion.get(name) or "", language) for name in TEXTS},
            "descriptors": [localised(text, language) for text in criterion.get("descriptors", [])],
        }
        for criterion in grid.get("criteria", [])
    ]
    why = localised(grid.get("measured_why", ""), language)
    return {**grid, "criteria": criteria, "measured_why": why}


def shown(grid: dict[str, Any]) -> dict[str, Any]:
    """The grid as it is shown to whoever reads this page, each criterion with its share of the whole."""
    read = in_language(grid, get_language() or "en")
    total = sum(int(one["weight"]) for one in read["criteria"]) or 1
    names = {one["key"]: one["name"] for one in read["criteria"]}
    for one in read["criteria"]:
        one["percent"] = round(100 * int(one["weight"]) / total)
        one["levels"] = list(enumerate(one["descriptors"]))
    return {**read, "tie_names": [names[key] for key in read.get("tie_break", []) if key in names]}


def for_engine(grid: dict[str, Any], language: str = "en") -> Grid:
    """The grid as the engine takes it. Raises pydantic's ValidationError when it is not one."""
    return Grid.model_validate({**in_language(grid, language), "languages": [language]})


def rules_of(selection: Selection) -> ReviewRules:
    """How many read each file, and when one more is called."""
    return ReviewRules(reviews_from=selection.reviews_from)


def reasons_of(grid: dict[str, Any]) -> list[Reason]:
    """What the engine says of a grid in each of its languages, each thing once."""
    found: dict[tuple[str, str], Reason] = {}
    if not grid.get("criteria"):
        return []
    for language in languages_of(grid):
        for reason in may_open(for_engine(grid, language)).reasons:
            found.setdefault((reason.code, str(sorted(reason.facts.items()))), reason)
    return list(found.values())


def key_of(question: Reason) -> str:
    """Under which an answer to this question is kept: other words are another question."""
    return "|".join((str(question.facts["criterion"]), str(question.facts["ground"]), *question.facts["words"]))  # type: ignore[misc]


def questions_of(selection: Selection) -> list[tuple[Reason, str, str]]:
    """Words of the grid that touch a protected ground: the question, its key, the sentence given so far."""
    asked = [one for one in reasons_of(selection.grid) if one.answer == Answer.UNKNOWN]
    return [(one, key_of(one), selection.answers.get(key_of(one), "")) for one in asked]


def lacks(selection: Selection) -> list[str]:
    """What must still be done before the call can open, as sentences (SEL-01, SEL-03, SEL-04, SEL-08, SEL-10)."""
    return [*_grid_lacks(selection), *_panel_lacks(selection), *_appeal_lacks(selection)]


def _grid_lacks(selection: Selection) -> list[str]:
    if not selection.grid.get("criteria"):
        return [_("The grid has no criterion yet.")]
    names = {one["key"]: one["name"] for one in shown(selection.grid)["criteria"]}
    missing = [phrases.told(one, names) for one in reasons_of(selection.grid) if one.answer == Answer.NO]
    open_questions = [phrases.told(one, names) for one, _key, answer in questions_of(selection) if not answer.strip()]
    return [one.sentence for one in (*missing, *open_questions)]


def _panel_lacks(selection: Selection) -> list[str]:
    panel = list(selection.panel.select_related("person"))
    found = []
    if len(panel) < PANEL_FROM:
        found.append(_("The panel needs three members at least; it has %(count)s.") % {"count": len(panel)})
    if len({one.capacity.strip().casefold() for one in panel}) < 2:
        found.append(_("The members of the panel need more than one capacity, such as trainer and employer."))
    if not any(one.part == Part.CHAIR for one in panel):
        found.append(_("Somebody of the panel must preside."))
    able = set(readers_of_network(selection.call))
    readers = sum(one.part == Part.READER and one.person_id in able for one in panel)
    if readers < selection.reviews_from:
        facts = {"needed": selection.reviews_from, "count": readers}
        found.append(
            _("Each file needs %(needed)s readers with the role of reviewer; the panel has %(count)s.") % facts
        )
    return found


def readers_of_network(call: Call) -> list[int]:
    """The keys of those who hold the role of reviewer for this call."""
    held = Membership.objects.filter(role=Role.REVIEWER, call_code__in=("", call.code), person__is_active=True)
    return list(held.values_list("person_id", flat=True))


def _appeal_lacks(selection: Selection) -> list[str]:
    found = []
    if not selection.appeal_route.strip():
        found.append(_("Say who decides on an appeal, and how."))
    if not selection.other_routes.strip():
        found.append(_("Say where else one can turn: the mediator, the National Agency, the Defender of Rights."))
    if selection.call.places < 1:
        found.append(_("Say how many places there are."))
    kept = sum(selection.call.places_by_site.values_list("places", flat=True))
    kept += sum(rule["places"] for rule in selection.place_rules if rule["kind"] == "reserve")
    if kept > selection.call.places:
        facts = {"kept": kept, "all": selection.call.places}
        found.append(_("%(kept)s places are reserved or kept for sites, and the call has only %(all)s.") % facts)
    return found
