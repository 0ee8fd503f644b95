"""Reading the lines in which people to invite were pasted: "Name <address>" or the address alone."""

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from compagnon.people.addresses import accounts_of
from compagnon.people.choices import Role
from compagnon.people.models import Invitation, InvitationState, Membership

MOST = 100
_NAMED = re.compile(r"""^["']?(?P<name>[^<"]*?)["']?\s*<(?P<email>[^<>]+)>$""")


@dataclass(frozen=True)
class Invited:
    """Somebody to invite, as far as the line told."""

    email: str
    first_name: str = ""
    last_name: str = ""


def read(typed: str, *, network_id: int) -> tuple[list[Invited], list[str]]:
    """Who is meant, and a sentence for every line that cannot be: nothing is sent while there is one."""
    people: list[Invited] = []
    problems: list[str] = []
    for number, line in enumerate(re.split(r"[\n;]", typed), start=1):
        if not (line := line.strip().rstrip(",").strip()):
            continue
        one = _read_line(line)
        trouble = _trouble(one, {known.email for known in people})
        if trouble:
            problems.append(_("Line %(number)d, “%(line)s”: %(trouble)s") % {"number": number, "line": line[:80], "trouble": trouble})  # fmt: skip
        else:
            people.append(one)
    if len(people) > MOST:
        problems.append(_("At most %(most)d people at a time: paste the others afterwards.") % {"most": MOST})
    return people, problems + _known_troubles(people, network_id)


def _read_line(line: str) -> Invited:
    named = _NAMED.match(line)
    email, name = (named["email"], named["name"].strip()) if named else (line, "")
    if "," in name:  # Last, First
        last, first = (part.strip() for part in name.split(",", 1))
    else:
        first, _space, last = name.partition(" ")
    return Invited(email.strip().lower(), first[:80], last.strip()[:80])


def _trouble(one: Invited, before: set[str]) -> str:
    try:
        validate_email(one.email)
    except ValidationError:
        return _("this is no e-mail address; write Name <name@place.example> or the address alone.")
    return _("this address stands here twice.") if one.email in before else ""


def _known_troubles(people: list[Invited], network_id: int) -> list[str]:
    """What is wrong with people who have an account already, in the order in which they were typed."""
    accounts = accounts_of(one.email for one in people)
    waiting = set(Invitation.objects.filter(state=InvitationState.PENDING, person__in=accounts).values_list("person", flat=True))  # fmt: skip
    staff = set(Membership.objects.filter(person__in=accounts).exclude(role=Role.PARTICIPANT).values_list("person", flat=True))  # fmt: skip
    place = {one.email: number for number, one in enumerate(people)}
    problems = []
    for person in sorted(accounts, key=lambda person: place.get(person.email.lower(), 0)):
        if person.network_id != network_id:
            trouble = _("this address cannot be used here; ask for another one.")
        elif person.pk in waiting:
            trouble = _("this person is invited already; send the invitation again from the list of the team.")
        elif person.pk in staff:
            trouble = _("this person is in the team already; change the roles on their page.")
        else:
            continue
        problems.append(f"{person.email}: {trouble}")
    return problems
