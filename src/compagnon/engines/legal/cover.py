"""Who answers, pays and covers what during the stay, under each regime; what no source says stays not known."""

from compagnon.engines.base import Fact
from compagnon.engines.dates import days_between
from compagnon.engines.legal.facts import A1_AREA, EUROPEAN_UNION, Contract, Regime
from compagnon.engines.legal.finding import (
    ALWAYS,
    DUTY,
    NEVER_KNOWN,
    Case,
    Found,
    Rule,
    Topic,
    applies,
    does_not_apply,
    missing,
    not_known,
    table,
)


def _asleep(case: Case) -> bool:
    return case.regime is Regime.STAND_BY


def _working_conditions(case: Case) -> Found:
    """Health and safety, pay, hours, weekly rest, holidays: the host alone, under its country's law, while the contract sleeps."""
    if _asleep(case):
        return applies({"who": "host", "law": "host_country"})
    return applies({"who": "employer"}, cites="employer_stays_employer")


def _pay(case: Case) -> Found:
    """None is due by the French employer while the contract sleeps, and the host may pay; else the employer goes on paying."""
    if _asleep(case):
        return does_not_apply({"who": "employer", "may_pay": "host"})
    return applies({"who": "employer"})


def _social_cover(case: Case) -> Found:
    """While the contract sleeps: the host State's for an employee there, else French law in the EU, a voluntary insurance outside.

    Outside the EU but where EU rules or treaties reach, the sources do not say which of the two.
    """
    if not _asleep(case):
        return applies({"who": "french_scheme"}, cites="employer_stays_covering")
    match case.facts.employee_abroad:
        case None:
            return missing("employee_abroad")
        case True:
            return applies({"who": "host_state"})
    country = str(case.facts.country)
    if country in EUROPEAN_UNION:
        return applies({"who": "french_scheme"})
    if country in A1_AREA:
        return not_known("ask_social_security", {"country": country})
    return applies({"who": "voluntary_insurance"}, "take_voluntary_insurance")


def _accident_at_work(case: Case) -> Found:
    """In the EU, for who is no employee there, the training centre declares and pays in the employer's place."""
    facts = case.facts
    if facts.contract is Contract.PROFESSIONALISATION:
        return not_known("ask_social_security")
    if not _asleep(case):
        return not_known("ask_social_security", {"reading": "employer"})
    if facts.employee_abroad is None:
        return missing("employee_abroad")
    if facts.employee_abroad:
        return applies({"who": "host_state"}, cites="social_cover")
    if facts.country not in EUROPEAN_UNION:
        return not_known("ask_social_security", {"country": facts.country})
    told: dict[str, Fact] = {"who": "training_centre", "base": "legal_minimum_wage", "treated_as": "technical_pupil"}
    if facts.departure_on and facts.return_on:
        told["days"] = days_between(facts.departure_on, facts.return_on)
    return applies(told)


def _old_age_proxy(case: Case) -> Found:
    """In the EU, with the contract asleep, somebody may name a proxy in France to pay the voluntary insurance."""
    if not _asleep(case):
        return does_not_apply()
    if case.facts.contract is Contract.PROFESSIONALISATION:
        return not_known("ask_social_security")
    if case.facts.country not in EUROPEAN_UNION:
        return not_known("ask_social_security", {"country": case.facts.country})
    return applies({"who": "apprentice"})


def _leave(case: Case) -> Found:
    """Holidays follow the host country's law while the contract sleeps; under secondment no source read speaks of them."""
    if _asleep(case):
        return applies({"who": "host", "law": "host_country"}, cites="working_conditions")
    return not_known("ask_lawyer")


def _sick_leave(case: Case) -> Found:
    """Illness belongs to social cover while the contract sleeps; under secondment no source read speaks of sick leave."""
    if not _asleep(case):
        return not_known("ask_lawyer")
    found = _social_cover(case)
    return Found(found.outcome, found.facts, found.remedy, "social_cover")


def _no_source(_case: Case) -> Found:
    return not_known("ask_lawyer")


def _civil_liability(_case: Case) -> Found:
    return applies({"who": ("apprentice", "training_centre", "host"), "point": 10})


def _training_costs(case: Case) -> Found:
    """Boarding, meals and social contributions of the mobility: the OPCO pays; how much, its own rules say."""
    if case.facts.contract is Contract.PROFESSIONALISATION:
        return not_known("ask_opco")
    return applies({"who": "opco"}, "ask_opco")


def _of_the_opco(_case: Case) -> Found:
    return not_known("ask_opco")


RULES: dict[str, Rule] = {
    **table(
        Topic.COVER,
        ("working_conditions", ALWAYS, _working_conditions, ()),
        ("pay", DUTY, _pay, ()),
        ("social_cover", ALWAYS, _social_cover, ("country",)),
        ("accident_at_work", ALWAYS, _accident_at_work, ("country",)),
        ("old_age_proxy", DUTY, _old_age_proxy, ("country",)),
        ("leave", ALWAYS, _leave, ()),
        ("sick_leave", ALWAYS, _sick_leave, ("country",)),
        ("unemployment", NEVER_KNOWN, _no_source, ()),
        contract=True,
        each_regime=True,
    ),
    **table(
        Topic.COVER,
        ("civil_liability", ALWAYS, _civil_liability, ()),
        ("training_costs", ALWAYS, _training_costs, ()),
        ("income_loss", NEVER_KNOWN, _of_the_opco, ()),
        ("mobility_officer", NEVER_KNOWN, _of_the_opco, ()),
        contract=True,
    ),
}
