"""What the people app holds about people."""

from django.utils.translation import gettext_lazy as _

from compagnon.core.holdings import Basis, Purpose, Rule, holds, purposes, retention
from compagnon.people.models import Contact, Invitation, Membership, Participant, Person, PersonalLink, Replacement

purposes.add(
    "account",
    Purpose(
        "account",
        _("Signing in, and letting everybody see only what they need"),
        Basis.MISSION,
        _("Everybody with an account or a personal link"),
        _("Administrators of the network"),
    ),
    position=10,
)
purposes.add(
    "participation",
    Purpose(
        "participation",
        _("Knowing who can take part: learners and staff, their training, whom to reach around them"),
        Basis.MISSION,
        _("Learners, staff, their guardians and mentors"),
        _("Mobility referents and coordinators"),
    ),
    position=20,
)
retention.add(
    "account",
    Rule("account", _("Accounts"), _("Last sign-in"), None, _("No period was found in a text."), "not found"),
    position=20,
)
retention.add(
    "participant",
    Rule(
        "participant",
        _("Files of participants"),
        _("End of the contract or date of the diploma, whichever is later"),
        None,
        _("Data leaves daily use when schooling ends; no period for training centres was found."),
        "not found",
    ),
    position=30,
)
retention.add(
    "link",
    Rule(
        "link",
        _("Traces of personal links"),
        _("Day on which the link ended"),
        12,
        _("CNIL recommendation on logging, October 2021: 6 to 12 months."),
        "V",
        bounds=(6, 12),
    ),
    position=40,
)
holds(
    Person, purpose="account", rule="account", about="self", evidence=True,
    facts="email first_name last_name phone language last_login", secret="password", plain="code",
    protected="email phone",
)  # fmt: skip
holds(
    Membership,
    purpose="account",
    rule="account",
    about="person",
    delete=True,
    facts="departement_code",
    plain="call_code",
)
holds(
    Contact, purpose="participation", rule="participant", about="self",
    facts="first_name last_name email phone function language", plain="code", protected="email phone",
)  # fmt: skip
holds(
    Participant, purpose="participation", rule="participant", about="person", evidence=True,
    facts="birth_date nationality qualification contract_start contract_end diploma_date emergency_contact external_id",
    people="mentor guardian", secret="search_text", plain="code",
    protected="birth_date nationality emergency_contact external_id",
)  # fmt: skip
holds(
    PersonalLink, purpose="account", rule="link", about="person contact *", delete=True,
    secret="token_hash code", plain="purpose",
)  # fmt: skip
holds(Replacement, purpose="account", rule="account", about="absent stand_in", delete=True, plain="code")
holds(
    Invitation, purpose="account", rule="account", about="person", delete=True, people="by", facts="roles", plain="code"
)
