"""Words for what happens to schemes, and for where their rules come from."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from compagnon.engines.base import Reason

ACTIVITY: dict[str, str | Promise] = {
    "schemes.loaded": _("%(by)s loaded schemes from their file: %(added)s rows added."),
    "schemes.draft_begun": _("%(by)s began a new draft of “%(scheme)s”."),
    "schemes.schemeversion_draft": _("%(by)s took “%(scheme)s” back into preparation."),
    "schemes.schemeversion_proposed": _("%(by)s proposed a change of “%(scheme)s”."),
    "schemes.schemeversion_published": _("%(by)s published version %(number)s of “%(scheme)s”."),
    "schemes.schemeversion_dropped": _("%(by)s dropped the draft of “%(scheme)s”."),
    "schemes.copied": _("%(by)s made “%(scheme)s” as a copy of “%(from)s”."),
    "schemes.switched_off": _("%(by)s switched “%(scheme)s” off."),
    "schemes.switched_on": _("%(by)s switched “%(scheme)s” on again."),
    "schemes.offer_made": _("%(by)s offered the timeline of “%(scheme)s” to partners, edition %(edition)s."),
    "schemes.timelineoffer_withdrawn": _("%(by)s withdrew the offer of “%(scheme)s”."),
    "schemes.timeline_received": _("%(sender)s offers the timeline “%(scheme)s”, edition %(edition)s."),
    "schemes.timeline_withdrawn": _("%(sender)s withdrew the timeline “%(scheme)s”."),
    "schemes.timeline_read": _("%(by)s read the timeline “%(scheme)s” of %(sender)s from a file, edition %(edition)s."),
    "schemes.receivedtimeline_declined": _("%(by)s put the timeline “%(scheme)s” of %(sender)s aside."),
    "schemes.receivedtimeline_open": _("%(by)s took the timeline “%(scheme)s” of %(sender)s up again."),
    "schemes.timeline_taken": _("%(by)s took %(lines)s lines of “%(scheme)s” of %(sender)s into “%(into)s”."),
    "schemes.moved": _("%(by)s put “%(scheme)s” in another place."),
}

SOURCE_TITLES = (
    gettext_noop("Public page of CMA Pays de la Loire on international mobility"),
    gettext_noop("French law on apprentices abroad"),
    gettext_noop("Erasmus+ for vocational training"),
    gettext_noop("Default of the software, to be confirmed by the network"),
)
"""The `texts` of `seed/schemes.yaml`, marked here so that a reader meets them in a language of their own."""

RULE_NAMES: dict[str, str | Promise] = {
    "audience": _("Who it is for"),
    "directions": _("Leaving or coming"),
    "forms": _("In a group or individual"),
    "opens_on": _("Opening of the call"),
    "closes_on": _("Closing of the call"),
    "trades": _("Trade"),
    "sites": _("Site"),
    "zones": _("Part of the world"),
    "countries": _("Country"),
    "host_kinds": _("Kind of host"),
    "min_age": _("Minimum age"),
    "max_age": _("Maximum age"),
    "min_days": _("Shortest stay"),
    "max_days": _("Longest stay"),
    "min_months": _("Shortest stay"),
    "max_months": _("Longest stay"),
    "months_since_diploma_max": _("Time since the diploma"),
    "within_contract": _("Contract"),
    "months_left_in_contract_min": _("Time left in the contract"),
    "contract_max_months": _("Months abroad under the contract"),
    "contract_max_share": _("Share of the contract abroad"),
    "languages": _("Language"),
}

PARTS: dict[str, str | Promise] = {
    "words": _("In words"),
    "rules": _("Rules"),
    "tasks": _("Timeline"),
    "preparation": _("Time to prepare"),
    "documents": _("Documents"),
    "surveys": _("Surveys"),
    "grid": _("Selection grid"),
    "funders": _("Funders"),
}
"""The parts of a scheme, in the order of its page."""

ANCHORS: dict[str, str | Promise] = {
    "departure": _("the departure"),
    "arrival": _("the arrival"),
    "mid_stay": _("the middle of the stay"),
    "return": _("the return"),
    "contract": _("the start of the contract"),
    "call_close": _("the closing of the call"),
    "project_end": _("the end of the project"),
    "asked": _("the day it is added"),
}
"""The days from which tasks are reckoned, as they stand within a sentence."""
EVIDENCE: dict[str, str | Promise] = {
    "application": _("the application"),
    "interview": _("an interview"),
    "opinion": _("the trainer’s opinion"),
    "language": _("a language test"),
    "marks": _("marks"),
    "attendance": _("attendance"),
}
GRID_FINDINGS: dict[str, str | Promise] = {
    "selection.grid.measured.not_met": _(
        "Marks and attendance weigh %(percent)s %% together; at most %(percent_max)s %% are allowed: lower their weight."
    ),
    "selection.grid.measured_why.not_met": _("Write why marks or attendance count."),
    "selection.grid.complete.not_met": _("“%(criterion)s” is not complete: %(missing)s."),
    "selection.grid.tie_break.not_met": _("Choose which criteria part ties, in which order."),
    "selection.wording.question": _(
        "“%(criterion)s” uses words that touch a protected ground (%(words)s; %(source)s): "
        "reword them, or be able to say why they are needed."
    ),
}
"""What stands against opening a call with a grid; a question about words is for a person to answer, never a verdict."""
MISSING: dict[str, str | Promise] = {
    "name": _("its name"),
    "aim": _("why it is asked"),
    "bias_risk": _("what may bias it"),
    "descriptors": _("the five sentences of its levels"),
}


def finding(reason: Reason, names: Mapping[str, str]) -> str:
    """What the engine found in a grid, as a sentence; `names` are those of its criteria by key."""
    facts = {
        name: gettext(", ").join(value) if isinstance(value, tuple) else value for name, value in reason.facts.items()
    }
    if missing := reason.facts.get("missing"):
        facts["missing"] = gettext(", ").join(str(MISSING[name]) for name in missing)  # type: ignore[union-attr]
    key = str(reason.facts.get("criterion", ""))
    facts["criterion"] = names.get(key) or key
    source = reason.source
    facts["source"] = f"{source.title} {source.reference}" if source else ""
    return str(GRID_FINDINGS[reason.code]) % facts
