"""Words for the departure check: what is needed, how it stands, what can be done."""

from datetime import date

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from compagnon.engines.base import Reason
from compagnon.travel.phrases.legal import RULES

Words = str | Promise

GROUPS: dict[str, Words] = {
    "tasks": _("Tasks"),
    "people": _("Whom to call"),
    "training": _("Training"),
    "law": _("Rules of the contract"),
    "papers": _("Papers"),
    "cover": _("Insurance and health"),
}
NEEDS: dict[str, Words] = {
    "identity": _("Identity card or passport"),
    "visa": _("Visa"),
    "exit": _("Exit authorisation with the parent’s paper"),
    "health_card": _("European health card"),
    "private_health": _("Private health cover"),
    "insurance": _("Insurance"),
    "travel": _("Insurance of the travel"),
    "liability": _("Civil liability"),
    "accident": _("Accident and illness"),
    "repatriation": _("Repatriation"),
    "emergency_contact": _("Somebody to call at home"),
    "host_contact": _("A telephone number of the host or the tutor"),
}
OF_PEOPLE = {"emergency_contact", "host_contact"}
OF_COVER = {"health_card", "private_health", "insurance"}
REGIME = _("What becomes of the contract")
SETTLED = _("Settled meanwhile")
TASK_OPEN = _("Nobody leaves without this task.")
SENTENCES: dict[str, Words] = {
    "need.covered": _("There for every day, until %(last)s."),
    "need.not_covered": _("Not covered from %(from_on)s to %(until_on)s."),
    "need.expires": _("Valid until %(last)s only: before the return on %(until_on)s."),
    "need.not_seen": _("Told by the participant; nobody of the staff has seen it yet."),
    "need.days_unknown": _("It is there, but its last day is not told."),
    "need.missing": _("Needed; nobody has told yet that it is there."),
    "need.undecided": _("Nobody has said yet whether it is needed."),
    "need.not_required": _("Not needed for this stay."),
    "fact.missing": _("Not known yet."),
    "law.regime_open": _("Not chosen yet between mise en veille and mise à disposition."),
    "law.regime_chosen": _("Chosen."),
}
ADVISED = _("Good practice; nobody has told yet that it is there.")
REMEDIES: dict[str, Words] = {
    "add_paper": _("Add it below."),
    "extend_cover": _("Have the cover made longer, or add a second one."),
    "renew_paper": _("Have it renewed before departure."),
    "see_paper": _("Have it shown to you, then mark it as seen."),
    "tell_days": _("Tell its last day."),
    "tell_fact": _("Write it down there."),
    "decide_need": _("Find out, and say it with what is known of the stay."),
    "do_task": _("Do it, or do without it with a reason."),
    "settle_point": _("Settle it there."),
    "mend_law": _("See the legal pack for what would do."),
    "choose_regime": _("Choose it with the apprentice and the employer."),
}


def title(key: str) -> str:
    """The name of a need, of a rule or of the choice of the regime; a point that is settled is named no more."""
    if key.startswith("point_"):
        return str(SETTLED)
    return str(RULES[key.removeprefix("law_")] if key.startswith("law_") else NEEDS.get(key, REGIME))


def sentence(reason: Reason) -> str:
    """How one need stands."""
    code = reason.code.removeprefix("readiness.")
    if code == "need.missing" and reason.facts.get("advice"):
        return str(ADVISED)
    facts = {name: date_format(one, "j F Y") if isinstance(one, date) else one for name, one in reason.facts.items()}
    return str(SENTENCES[code]) % facts
