"""What the people app holds about people."""

from typing import Any

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions.models import UserSession
from django.contrib.auth.hashers import make_password
from django.utils.translation import gettext_lazy as _

from compagnon.core import clock
from compagnon.core.activity import ERASED
from compagnon.core.holdings import (
    Basis,
    Purpose,
    Rule,
    goes_along,
    holds,
    nothing,
    purposes,
    replaced,
    retention,
)
from compagnon.core.models import random_code
from compagnon.people.models import (
    Contact,
    IdentityProvider,
    Invitation,
    Membership,
    OneTimeCode,
    Participant,
    Person,
    PersonalLink,
    Replacement,
    SupportAccess,
    SupportVisit,
    Tries,
)

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
    "link",
    Rule(
        "link",
        _("Traces of personal links"),
        _("Day on which the link ended"),
        12,
        _("CNIL recommendation on logging, October 2021: 6 to 12 months."),
        "V",
        due=lambda network, before: PersonalLink.unscoped.filter(network=network, expires_at__date__lte=before),
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
    facts="first_name last_name email phone function address birth_date birth_place language organisation", plain="code",
    protected="email phone address birth_date birth_place",
)  # fmt: skip
holds(
    Participant, purpose="participation", rule="participant", about="person", evidence=True,
    facts="birth_date birth_place nationality address qualification contract_start contract_end contract_number diploma_date emergency_contact external_id employer sending_organisation",
    people="mentor guardian", secret="search_text", plain="code",
    protected="birth_date birth_place nationality address emergency_contact external_id",
)  # fmt: skip
holds(
    PersonalLink, purpose="account", rule="link", about="person contact *", delete=True,
    secret="token_hash code", plain="purpose", names="address",
)  # fmt: skip
holds(Replacement, purpose="account", rule="account", about="absent stand_in", delete=True, plain="code")
holds(
    Invitation, purpose="account", rule="account", about="person", delete=True, people="by", facts="roles", plain="code"
)

holds(
    SupportAccess, purpose="account", rule="security", about="supporter",
    names="supporter_name opened_by_name", words="reason", plain="code",
)  # fmt: skip
holds(SupportVisit, purpose="account", rule="security", about="access__supporter", plain="path")

holds(OneTimeCode, purpose="account", rule="account", about="person", delete=True, facts="email", plain="code purpose", protected="email")  # fmt: skip
holds(Authenticator, purpose="account", rule="account", about="user", delete=True, secret="data", plain="type")
holds(UserSession, purpose="account", rule="security", about="user", delete=True, facts="ip user_agent", secret="session_key data")  # fmt: skip
holds(EmailAddress, purpose="account", rule="account", about="user", delete=True, facts="email")
holds(SocialAccount, purpose="account", rule="account", about="user", delete=True, plain="provider", secret="uid extra_data")  # fmt: skip
for without in (Tries, IdentityProvider, EmailConfirmation, SocialApp, SocialToken):
    nothing(without)  # fingerprints, the network's own, and tables of allauth that stay empty here as the two above do

_GONE = {"code": random_code, "last_name": lambda: ERASED, "erased_at": clock.now, "language": lambda: "en"}
replaced(
    Person,
    **_GONE,
    email=lambda: f"{random_code()}@erased.invalid",
    password=lambda: make_password(None),
    is_active=lambda: False,
)
replaced(Contact, **_GONE)
replaced(Participant, code=random_code)


def _guardians_of_nobody_else(subject: Any) -> list[Any]:
    """Guardians are known only because of a learner, and go with the last one."""
    if not isinstance(subject, Person):
        return []
    everybody = Participant._base_manager  # noqa: SLF001  (those of any scope)
    mine = everybody.filter(person=subject, guardian__isnull=False).values_list("guardian", flat=True)
    others = everybody.filter(guardian__in=list(mine)).exclude(person=subject).values_list("guardian", flat=True)
    known = Contact._base_manager.filter(pk__in=list(mine), erased_at=None)  # noqa: SLF001  (as above)
    return list(known.exclude(pk__in=list(others)))


goes_along.add("guardians", _guardians_of_nobody_else)
