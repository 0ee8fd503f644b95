"""Who may do what: the one table of roles and rights, as predicates named `<app>.<verb>_<thing>`.

Each right has its sentence in `phrases.RIGHTS`: the page of roles and rights at the desk is printed from both.
"""

from typing import Any

import rules

from compagnon.network.models import Network
from compagnon.people.choices import HELD, Role

_C, _R, _V, _A, _P = Role.COORDINATOR, Role.REFERENT, Role.REVIEWER, Role.ADMINISTRATOR, Role.PARTICIPANT
_G, _S, _D = Role.ACCOMPANYING, Role.SUPPORT, Role.PROTECTION

RIGHTS: dict[str, set[Role]] = {
    "people.work_at_desk": {_C, _R, _V, _A, _G, _S, _D, Role.CONFIDANT},
    "people.follow_own_mobility": {_P},
    "people.keep_own_account": {*HELD, _S},
    "people.view_participants": {_C, _R, _S},
    "people.change_participants": {_C, _R},
    "people.import_people": {_C, _A},
    "people.view_team": {_C, _R, _A, _S},
    "people.change_team": {_C, _A},
    "people.let_support_in": {_C, _A},
    "people.view_activity": {_C, _R, _S},
    "people.view_security": {_C, _A},
    "network.administer": {_A, _C},
    "network.run_installation": {_A},
    "correspondence.view_letters": {_C, _R},
    "correspondence.send_letters": {_C, _R},
    "consents.view_consents": {_C, _R},
    "consents.change_purposes": {_C},
    "partners.view_partners": {_C, _R, _S},
    "partners.change_partners": {_C, _R},
    "schemes.view_schemes": {_C, _R, _A, _S},
    "schemes.propose_changes": {_C, _R},
    "schemes.publish_changes": {_C},
    "toolbox.view_tools": {_C, _R},
    "toolbox.propose_tools": {_C, _R},
    "toolbox.review_tools": {_C},
    "recruitment.open_calls": {_C},
    "recruitment.view_applications": {_C, _R, _S},
    "recruitment.decide_applications": {_C, _R},
    "recruitment.review_applications": {_V},
    "recruitment.sit_on_panel": {_C, _R, _V},
    "inclusion.handle_reports": {Role.CONFIDANT},
    "people.read_vault": {_C, _R, _G},
    "inclusion.plan_support": {_C, _R},
    "inclusion.arrange_adjustments": {_C},
    "inclusion.reconcile_opportunities": {_C},
    "inclusion.change_settings": {_C},
    "mobilities.view_mobilities": {_C, _R, _G, _S},
    "mobilities.change_mobilities": {_C, _R},
    "timeline.change_tasks": {_C, _R},
    "placement.choose_hosts": {_C, _R},
    "travel.prepare_stays": {_C, _R},
    "travel.waive_checks": {_C},
    "travel.keep_countries": {_C, _R},
    "documents.prepare_documents": {_C, _R},
    "stays.follow_stays": {_C, _R},
    "stays.answer_help": {_C, _R},
    "stays.reach_all": {_C, _R},
    "stays.accompany_group": {_C, _R, _G},
    "stays.keep_incidents": {_C, _R},
    "stays.read_restricted": {_C},
    "stays.keep_rota": {_C},
    "recognition.issue_europass": {_C, _R},
    "privacy.see_own_data": set(HELD),
    "privacy.view_privacy": {_C, _A, _D},
    "privacy.keep_privacy": {_C, _A, _D},
    "privacy.open_sealed": {_D},
    "privacy.view_trail": {_C, _D},
    "insights.view_targets": {_C, _R},
    "insights.set_targets": {_C},
    "insights.view_fairness": {_C},
}


GIVES: dict[Role, set[Role]] = {
    _C: {_C, _R, _V, _G},
    _A: {_A, _C, _R, _V, _G},
}
"""Which roles each role may give and take: nobody gives rights above their own."""


def gives(person: Any) -> set[str]:
    """The roles that somebody may give and take, by the own roles and never by lent ones."""
    own = {one.role for one in person.memberships if one.person_id == person.pk}
    return {str(role) for giver, given in GIVES.items() if giver in own for role in given}


NEVER: dict[str, set[Role]] = {
    "people.read_vault": {_V, _A, Role.SUPPORT},
    "inclusion.handle_reports": {_C, _R, _V, Role.SUPPORT},
}
"""Roles that take a right away whatever other role gives it.

Who reviews or administers reads nobody's needs (SENS-03); who takes part in selections receives no reports (SD-37).
"""


def _role_gives(allowed: set[Role], never: set[Role]) -> Any:
    @rules.predicate
    def has_role(person: Any) -> bool:
        return bool(person and person.is_active and person.roles & allowed and not person.roles & never)

    return has_role


@rules.predicate
def is_of_first_network(person: Any) -> bool:
    """The network that was there first runs the installation; an administrator of another one runs only that."""
    first = Network.objects.order_by("pk").values_list("pk", flat=True).first()
    return bool(person and person.network_id == first)


for right, allowed in RIGHTS.items():
    rules.add_rule(right, _role_gives(allowed, NEVER.get(right, set())))
rules.set_rule("network.run_installation", _role_gives(RIGHTS["network.run_installation"], set()) & is_of_first_network)
