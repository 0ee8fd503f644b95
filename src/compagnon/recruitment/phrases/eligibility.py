"""Words for the reasons of eligibility: a neutral sentence for everybody, what can be done for each reader."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from compagnon.engines.base import Answer, Reason, Source
from compagnon.people.choices import Status
from compagnon.schemes import phrases as of_schemes

LEARNER, DESK = "learner", "desk"
RULE_NAMES = of_schemes.RULE_NAMES

LANGUAGE_NAMES: dict[str, str | Promise] = {
    "en": _("English"),
    "de": _("German"),
    "es": _("Spanish"),
    "it": _("Italian"),
    "nl": _("Dutch"),
    "pt": _("Portuguese"),
    "fr": _("French"),
}
MET: dict[str, str | Promise] = {
    "audience": _("Open to: %(audience)s."),
    "directions": _("This scheme goes in this direction."),
    "forms": _("This scheme is offered in this form."),
    "opens_on": _("Applications are open since %(opens_on)s."),
    "closes_on": _("Applications are open until %(closes_on)s."),
    "trades": _("This trade can take part."),
    "sites": _("This site can take part."),
    "zones": _("The destination lies where this scheme goes."),
    "countries": _("%(destination_country)s is one of the destinations."),
    "host_kinds": _("This kind of host is accepted."),
    "min_age": _("At least %(min_age)s years old on the day of departure: %(age)s that day."),
    "max_age": _("At most %(max_age)s years old on the day of departure: %(age)s that day."),
    "min_days": _("At least %(min_days)s days: the stay has %(days)s."),
    "max_days": _("At most %(max_days)s days: the stay has %(days)s."),
    "min_months": _("Long enough: the return is on %(return_on)s, the earliest possible is %(return_from)s."),
    "max_months": _("Short enough: the return is on %(return_on)s, the latest possible is %(return_by)s."),
    "months_since_diploma_max": _("Within %(months_since_diploma_max)s months of the diploma (until %(limit)s)."),
    "within_contract": _("The whole stay lies within the contract (%(contract_start)s to %(contract_end)s)."),
    "months_left_in_contract_min": _("Enough contract is left: it ends on %(contract_end)s."),
    "contract_max_months": _("%(total_days)s days abroad under the contract, of at most %(limit_days)s."),
    "contract_max_share": _("%(total_days)s days abroad under the contract, of at most %(limit_days)s."),
    "languages": _("%(language)s: level %(level)s, and %(min_level)s is asked."),
}
NOT_MET: dict[str, str | Promise] = {
    "audience": _("This scheme is for: %(audience)s; the status here is: %(status)s."),
    "directions": _("This scheme goes in the other direction."),
    "forms": _("This scheme is not offered in this form."),
    "opens_on": _("Applications open on %(opens_on)s."),
    "closes_on": _("Applications closed on %(closes_on)s."),
    "trades": _("This call is for other trades."),
    "sites": _("This call is for other sites."),
    "zones": _("The destination does not lie where this scheme goes."),
    "countries": _("%(destination_country)s is not one of the destinations."),
    "host_kinds": _("This kind of host is not accepted."),
    "min_age": _("At least %(min_age)s years old on the day of departure: only %(age)s that day (%(reaches_on)s)."),
    "max_age": _("At most %(max_age)s years old on the day of departure: already %(age)s that day."),
    "min_days": _("At least %(min_days)s days: the stay has only %(days)s."),
    "max_days": _("At most %(max_days)s days: the stay has %(days)s."),
    "min_months": _("Too short: the return is on %(return_on)s, the earliest possible is %(return_from)s."),
    "max_months": _("Too long: the return is on %(return_on)s, the latest possible is %(return_by)s."),
    "months_since_diploma_max": _(
        "Within %(months_since_diploma_max)s months of the diploma: that is from %(diploma_date)s to %(limit)s."
    ),
    "within_contract": _(
        "The stay (%(departure_on)s to %(return_on)s) is not within the contract "
        "(%(contract_start)s to %(contract_end)s)."
    ),
    "months_left_in_contract_min": _(
        "The contract ends on %(contract_end)s; it must last until %(contract_until_at_least)s at least."
    ),
    "contract_max_months": _("%(total_days)s days abroad under the contract are more than the %(limit_days)s allowed."),
    "contract_max_share": _("%(total_days)s days abroad under the contract are more than the %(limit_days)s allowed."),
    "languages": _("%(language)s: level %(level)s, but %(min_level)s is asked."),
}
BORDERLINE = _(
    "%(total_days)s days abroad under the contract are at the limit (%(limit_days)s days, or %(months)s months): "
    "a referent decides."
)
NOT_CONCERNED = _("This rule does not concern this status (%(status)s).")
UNKNOWN = _("Still to be told: %(missing)s.")
MISSING: dict[str, str | Promise] = {
    "birth_date": _("the birth date"),
    "status": _("the status"),
    "trade": _("the trade"),
    "site": _("the site"),
    "contract_start": _("the start of the contract"),
    "contract_end": _("the end of the contract"),
    "diploma_date": _("the date of the diploma"),
    "cefr_levels": _("the level in this language"),
    "days_abroad_before": _("the days already abroad under this contract"),
    "direction": _("leaving or coming"),
    "form": _("in a group or individual"),
    "departure_on": _("the departure"),
    "return_on": _("the return"),
    "destination_country": _("the destination"),
    "destination_zone": _("the destination"),
    "host_kind": _("the kind of host"),
}

REMEDIES: dict[str, dict[str, str | Promise]] = {
    LEARNER: {
        "ask_referent": pgettext_lazy(
            "learner", "You can send it all the same: your referent will look at it with you."
        ),
        "choose_earlier_departure": pgettext_lazy("learner", "Look for a call that begins earlier."),
        "choose_later_departure": pgettext_lazy("learner", "Look for a call that begins later."),
        "choose_longer_stay": pgettext_lazy("learner", "Look for a call with a longer stay."),
        "choose_other_call": pgettext_lazy("learner", "Look at the other open calls."),
        "choose_other_destination": pgettext_lazy("learner", "Choose another destination."),
        "choose_other_host": pgettext_lazy("learner", "Choose another kind of host."),
        "choose_other_scheme": pgettext_lazy("learner", "Look at the other schemes: one may be made for you."),
        "choose_shorter_stay": pgettext_lazy("learner", "Look for a call with a shorter stay."),
        "prepare_language": pgettext_lazy("learner", "You can prepare the language: ask your referent how."),
        "wait_for_opening": pgettext_lazy("learner", "Your draft is kept: come back when it opens."),
        "complete": pgettext_lazy("learner", "Tell us in the next steps."),
    },
    DESK: {
        "ask_referent": _("Yours to decide: the text can be read in two ways, or the call leaves it to you."),
        "choose_earlier_departure": _("An earlier departure would do."),
        "choose_later_departure": _("A later departure would do."),
        "choose_longer_stay": _("A longer stay would do."),
        "choose_other_call": _("Point to another call."),
        "choose_other_destination": _("Another destination would do."),
        "choose_other_host": _("Another kind of host would do."),
        "choose_other_scheme": _("Point to another scheme."),
        "choose_shorter_stay": _("A shorter stay would do."),
        "prepare_language": _("Language preparation would do."),
        "wait_for_opening": _("Wait for the opening."),
        "complete": _("Ask for it, or complete the file."),
    },
}


@dataclass(frozen=True)
class Told:
    """One reason as a reader sees it."""

    rule: str
    answer: str
    sentence: str
    remedy: str
    source: str


def rule_of(reason: Reason) -> str:
    """The rule's name, from a code such as `eligibility.min_age.not_met`."""
    return reason.code.split(".")[1]


def told(reason: Reason, *, reader: str) -> Told:
    """The reason in words; `reader` is LEARNER (spoken to as a friend) or DESK."""
    rule = rule_of(reason)
    return Told(
        rule=str(RULE_NAMES.get(rule, rule)),
        answer=str(reason.answer or Answer.YES),
        sentence=sentence(reason),
        remedy=_remedy(reason, reader),
        source=source_of(reason),
    )


def sentence(reason: Reason) -> str:
    """What the rule found, the same for every reader."""
    _place, rule, outcome = reason.code.split(".")
    words = {
        "met": MET.get(rule),
        "not_met": NOT_MET.get(rule),
        "borderline": BORDERLINE,
        "not_concerned": NOT_CONCERNED,
        "unknown": UNKNOWN,
    }[outcome]
    return str(words) % _readable(reason.facts)


def source_of(reason: Reason) -> str:
    """Where the rule comes from, as it is printed under it."""
    if reason.source is None:
        return ""
    title = gettext(reason.source.title) if reason.source.title else ""
    return ", ".join(part for part in (title, reference_of(reason.source)) if part)


_OWN_MARK = re.compile(r"\b[A-Z]{2}-\d+\b(?:, )?")


def reference_of(source: Source | None) -> str:
    """The place in the text, without the marks of our own list of facts (such as SD-24)."""
    return _OWN_MARK.sub("", source.reference).strip() if source else ""


def _remedy(reason: Reason, reader: str) -> str:
    if reason.remedy is None:
        return ""
    key = "complete" if reason.remedy.startswith("complete_") else reason.remedy
    return str(REMEDIES[reader][key])


_A_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def _day(value: Any) -> str:
    day = value if isinstance(value, date) else date.fromisoformat(value)
    return date_format(day, "j F Y")


def _statuses(value: Any) -> str:
    given = value if isinstance(value, tuple | list) else (value,)
    return gettext(", ").join(str(Status(status).label).lower() for status in given)


_SPECIAL: dict[str, Callable[[Any], str]] = {
    "status": _statuses,
    "audience": _statuses,
    "missing": lambda names: gettext(", ").join(str(MISSING[name]) for name in names),
    "language": lambda code: str(LANGUAGE_NAMES.get(code, code)),
    "destination_country": lambda code: str(countries.name(code)),
}


def _readable(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts as people write them: days in words, codes by their names."""
    readable = {}
    for name, value in facts.items():
        if name in _SPECIAL and value is not None:
            readable[name] = _SPECIAL[name](value)
        elif isinstance(value, date) or (isinstance(value, str) and _A_DAY.fullmatch(value)):
            readable[name] = _day(value)
        else:
            readable[name] = "" if value is None else str(value)
    return readable


CONDITIONS: dict[str, str | Promise] = {
    "audience": _("%(audience)s"),
    "trades": _("Only some trades"),
    "sites": _("Only some sites"),
    "min_age": _("at least %(min_age)s on the day of departure"),
    "max_age": _("at most %(max_age)s on the day of departure"),
    "months_since_diploma_max": _("graduates: within %(months_since_diploma_max)s months of the diploma"),
    "within_contract": _("the whole stay lies within the contract"),
    "months_left_in_contract_min": _("at least %(months_left_in_contract_min)s months of contract left at departure"),
    "contract_max_months": _("at most %(contract_max_months)s months abroad under one contract"),
    "contract_max_share": _("at most half of the contract abroad"),
    "languages": _("%(languages)s"),
}


def conditions(rules: Mapping[str, Any], sources: Mapping[str, Source]) -> list[dict[str, str]]:
    """The rules that a reader can check by themselves, in words, with where each comes from."""
    shown = []
    for rule, words in CONDITIONS.items():
        if not rules.get(rule):
            continue
        facts = {rule: rules[rule]}
        if rule == "languages":
            facts = {
                rule: gettext(", ").join(
                    f"{LANGUAGE_NAMES.get(code, code)} {least}" for code, least in rules[rule].items()
                )
            }
        source = sources.get(rule)
        shown.append(
            {"rule": str(RULE_NAMES[rule]), "words": str(words) % _readable(facts), "source": reference_of(source)}
        )
    return shown
