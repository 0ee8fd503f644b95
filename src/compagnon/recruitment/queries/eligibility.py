"""Eligibility of a participant for a call: the facts, the rules, the engine's verdict and how it is kept."""

from typing import Any

from django.utils.translation import gettext as _
from pydantic import TypeAdapter, ValidationError

from compagnon.core import clock
from compagnon.engines.base import Answer, Reason, Source, Verdict
from compagnon.engines.eligibility import ApplicantFacts, SchemeRules, assess
from compagnon.engines.eligibility.rules import RULES
from compagnon.network.models import Destination
from compagnon.people.models import Participant
from compagnon.recruitment.models import Application, Call
from compagnon.recruitment.phrases import eligibility as phrases
from compagnon.schemes.choices import Form as SchemeForm
from compagnon.schemes.models import Scheme

ASK_REFERENT = "ask_referent"
_VERDICT = TypeAdapter(Verdict)


def facts_of(
    participant: Participant, *, call: Call | None = None, application: Application | None = None
) -> ApplicantFacts:
    """What is known of somebody and of the stay asked for; what is not known is left out.

    The destination is the first country wished for, or the only one of the call. Whoever applies under a scheme asks for
    its direction, and for its form where it has one.
    """
    country = _destination(call, application)
    scheme = application.kept_scheme if application else call.kept_scheme if call else None
    known = {
        "birth_date": participant.birth_date,
        "status": participant.status or None,
        "trade": participant.trade.key if participant.trade else None,
        "site": participant.site.key if participant.site else None,
        "contract_start": participant.contract_start,
        "contract_end": participant.contract_end,
        "diploma_date": participant.diploma_date,
        "cefr_levels": (application.language_levels if application else None) or {},
        "days_abroad_before": application.days_abroad_before if application else None,
        "direction": scheme.direction if scheme else None,
        "form": scheme.form if scheme and scheme.form != SchemeForm.EITHER else None,
        "departure_on": call.departs_on if call else None,
        "return_on": call.returns_on if call else None,
        "destination_country": country,
        "destination_zone": _zone_of(country),
    }
    return ApplicantFacts.model_validate(known)


def _destination(call: Call | None, application: Application | None) -> str | None:
    if application and application.wishes:
        return str(application.wishes[0])
    if call and len(call.countries) == 1:
        return str(call.countries[0])
    return None


def _zone_of(country: str | None) -> str | None:
    if country is None:
        return None
    zone: str | None = Destination.objects.filter(country=country).values_list("zone", flat=True).first()
    return zone


def rules_of(scheme: Scheme, call: Call | None = None) -> SchemeRules:
    """The rules of a scheme with those that the call sets, as the call opened with them; raises ValueError when they contradict one another.

    The kind of host is settled later, with the placement, so nobody is asked for it here.
    """
    terms = call.kept(scheme) if call else scheme
    asked: dict[str, Any] = {**terms.rules, **(call.rules if call else {})}
    kept = {name: asked[name] for name in SchemeRules.model_fields if asked.get(name) not in (None, "", [], {})}
    kept.pop("host_kinds", None)
    if call is not None:
        kept |= _of_the_call(call)
    kept["sources"] = {rule: _source(source) for rule, source in (asked.get("sources") or {}).items() if rule in RULES}
    return SchemeRules.model_validate(kept)


def _of_the_call(call: Call) -> dict[str, Any]:
    asked: dict[str, Any] = {"opens_on": call.opens_on, "closes_on": call.closes_on, "countries": tuple(call.countries)}
    if call.pk:
        asked["trades"] = tuple(trade.key for trade in call.trades.all())
        asked["sites"] = tuple(site.key for site in call.sites.all())
    return asked


def _source(source: dict[str, Any]) -> Source:
    known = {name: source[name] for name in ("title", "reference", "grade", "url", "as_of") if source.get(name)}
    if "title" not in known:
        known["title"] = known.pop("reference", "")
    return Source(**known)


def verdict_on(application: Application) -> Verdict:
    """The engine's verdict on an application as it stands today."""
    call = application.call
    try:
        facts = facts_of(application.participant, call=call, application=application)
    except ValidationError as error:  # dates that contradict one another: a person must look
        return Verdict(Answer.UNKNOWN, (_contradiction(error),))
    verdict = assess(facts, rules_of(application.scheme, call), today=clock.today())
    return _with_leave(verdict, set(call.rules.get(ASK_REFERENT, ())))


STAY = ("min_days", "max_days", "min_months", "max_months")


def refusals_of_stay(call: Call) -> list[phrases.Told]:
    """What the rules refuse in the dates of a call, whoever applies; raises ValueError when rules contradict."""
    facts = ApplicantFacts(departure_on=call.departs_on, return_on=call.returns_on)
    found = assess(facts, rules_of(call.scheme, call), today=clock.today()).reasons
    refused = [one for one in found if one.answer == Answer.NO and phrases.rule_of(one) in STAY]
    return [phrases.told(reason, reader=phrases.DESK) for reason in refused]


def _contradiction(error: ValidationError) -> Reason:
    names = tuple(str(place) for found in error.errors() for place in found["loc"] if str(place) in phrases.MISSING)
    return Reason(
        "eligibility.within_contract.unknown", {"missing": names or ("contract_start",)}, answer=Answer.UNKNOWN
    )


def _with_leave(verdict: Verdict, left_to_referent: set[str]) -> Verdict:
    """A rule that the call leaves to the referent does not refuse: its no becomes unknown."""
    reasons = tuple(
        Reason(r.code, r.facts, r.source, ASK_REFERENT, Answer.UNKNOWN)
        if r.answer == Answer.NO and phrases.rule_of(r) in left_to_referent
        else r
        for r in verdict.reasons
    )
    answers = {r.answer for r in reasons}
    answer = next((a for a in (Answer.NO, Answer.UNKNOWN) if a in answers), Answer.YES)
    return Verdict(answer, reasons)


def kept(verdict: Verdict) -> dict[str, Any]:
    """The verdict as it is stored with the application."""
    return _VERDICT.dump_python(verdict, mode="json")  # type: ignore[no-any-return]


def read(stored: dict[str, Any]) -> Verdict | None:
    """A stored verdict; None when there is none."""
    return _VERDICT.validate_python(stored) if stored else None


def in_words(verdict: Verdict | None, *, reader: str) -> list[phrases.Told]:
    """Every reason in words, refusals first, then what is open, then what speaks in favour."""
    if verdict is None:
        return []
    rank = {Answer.NO: 0, Answer.UNKNOWN: 1}
    said = [one for one in verdict.reasons if reader == phrases.DESK or not one.code.endswith("not_concerned")]
    ordered = sorted(said, key=lambda reason: rank.get(reason.answer or Answer.YES, 2))
    return [phrases.told(reason, reader=reader) for reason in ordered]


def headline(verdict: Verdict) -> str:
    """The verdict in a few words, for lists and the desk."""
    return {Answer.YES: _("Eligible"), Answer.NO: _("Not eligible"), Answer.UNKNOWN: _("To be checked")}[verdict.answer]
