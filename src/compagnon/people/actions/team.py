"""The team of a network: roles given and taken, people deactivated, replacements; each acts on the next request."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils.text import format_lazy
from django.utils.translation import gettext as _

from compagnon.core import activity, clock, security
from compagnon.core.i18n import in_every_language
from compagnon.people.choices import LENT, Role
from compagnon.people.models import Membership, Person, Replacement
from compagnon.people.rules import gives


class TeamRefused(Exception):
    """What was asked would leave the team broken, or goes beyond the rights of who asked; the message can be shown."""


@dataclass(frozen=True)
class Held:
    """One role as it is held, with its scope."""

    role: str
    departement_code: str = ""
    site_id: int | None = None
    call_code: str = ""


def held_by(person: Person) -> set[Held]:
    """The roles of a person in the own network but that of a participant, which comes with an application."""
    rows = Membership.objects.filter(person=person).exclude(role=Role.PARTICIPANT)
    return {Held(row.role, row.departement_code, row.site_id, row.call_code) for row in rows}


@transaction.atomic
def change_roles(*, person: Person, to: Iterable[Held], by: Person) -> bool:
    """Give and take roles until the person holds exactly these; False when nothing changed.

    A role taken away ends the person's sessions. Raises TeamRefused for a role above what `by` may give, and when the
    network would be left without a coordinator.
    """
    _hold_team(person.network_id)
    before, after = held_by(person), set(to)
    given, taken = after - before, before - after
    _may_give({one.role for one in given | taken}, by)
    if Role.COORDINATOR in {one.role for one in before} - {one.role for one in after}:
        _another_coordinator(person)
    if not given and not taken:
        return False
    for one in taken:
        Membership.objects.filter(person=person, role=one.role, departement_code=one.departement_code, site=one.site_id, call_code=one.call_code).delete()  # fmt: skip
    give(person=person, roles=given)
    if taken:
        end_sessions(person)
    facts = {"person": str(person), "roles": _in_words({one.role for one in after})}
    activity.record("people.roles_changed", about=person, by=by, facts=facts)
    for event, roles in (("role.given", given), ("role.withdrawn", taken)):
        if roles:
            facts = {"roles": ", ".join(sorted(one.role for one in roles))}
            security.note(event, result=security.DONE, person=by, about=person, facts=facts)
    return True


def give(*, person: Person, roles: Iterable[Held]) -> None:
    """Write roles down; who may give them was asked before."""
    for one in roles:
        Membership.objects.get_or_create(
            network_id=person.network_id, person=person, role=one.role, departement_code=one.departement_code,
            site_id=one.site_id, call_code=one.call_code,
        )  # fmt: skip
    person.read_roles_again()


@transaction.atomic
def deactivate(*, person: Person, by: Person) -> None:
    """Close an account and end its sessions; roles and everything that was done stay. Raises TeamRefused."""
    _hold_team(person.network_id)
    if person == by:
        raise TeamRefused(_("You cannot deactivate yourself: ask a colleague."))
    _may_give({one.role for one in held_by(person)}, by)
    _another_coordinator(person)
    person.is_active = False
    person.save(update_fields=["is_active"])
    end_sessions(person)
    activity.record("people.person_deactivated", about=person, by=by, facts={"person": str(person)})
    security.note("account.deactivated", result=security.DONE, person=by, about=person)


@transaction.atomic
def reactivate(*, person: Person, by: Person) -> None:
    """Open an account again with the roles that it had. Raises TeamRefused for roles above those `by` may give."""
    _may_give({one.role for one in held_by(person)}, by)
    person.is_active = True
    person.save(update_fields=["is_active"])
    activity.record("people.person_reactivated", about=person, by=by, facts={"person": str(person)})
    security.note("account.reactivated", result=security.DONE, person=by, about=person)


def end_sessions(person: Person) -> None:
    """End every session of a person, wherever it is open: the next request finds nobody signed in."""
    Person.objects.filter(pk=person.pk).update(session_round=F("session_round") + 1)
    person.refresh_from_db(fields=["session_round"])


@transaction.atomic
def name_replacement(*, absent: Person, stand_in: Person, first_day: date, last_day: date, by: Person) -> Replacement:
    """Let a colleague see and do, from the first to the last day, what the absent person may. Raises TeamRefused."""
    _hold_team(absent.network_id)
    days = Q(first_day__lte=last_day, last_day__gte=first_day)
    if absent == stand_in:
        raise TeamRefused(_("Nobody replaces themselves: choose a colleague."))
    if last_day < first_day or last_day < clock.today():
        raise TeamRefused(_("The last day lies before the first or in the past: choose a later one."))
    if not {one.role for one in held_by(absent)} & {str(role) for role in LENT}:
        raise TeamRefused(_("Only referents and coordinators are replaced."))
    if there := Replacement.objects.filter(days, absent=absent).select_related("stand_in").first():
        raise TeamRefused(
            _("%(name)s is replaced by %(other)s in these days already: end that first.")
            % {"name": absent, "other": there.stand_in}
        )
    if Replacement.objects.filter(days, absent=stand_in).exists():
        raise TeamRefused(_("%(name)s is away in these days: choose somebody else.") % {"name": stand_in})
    if Replacement.objects.filter(days, stand_in=absent).exists():
        raise TeamRefused(
            _("%(name)s replaces somebody in these days: end that first, or choose other days.") % {"name": absent}
        )
    made: Replacement = Replacement.objects.create(
        network_id=absent.network_id, absent=absent, stand_in=stand_in, first_day=first_day, last_day=last_day
    )
    _tell("people.replacement_named", made, by)
    return made


@transaction.atomic
def end_replacement(*, replacement: Replacement, by: Person) -> None:
    """End it now: what was lent is gone with the next request."""
    _tell("people.replacement_ended", replacement, by)
    today = clock.today()
    if replacement.first_day >= today:
        replacement.delete()
    elif replacement.last_day >= today:
        replacement.last_day = today - timedelta(days=1)
        replacement.save(update_fields=["last_day"])


def _in_words(roles: set[str]) -> dict[str, str]:
    """Roles in every language, as activity keeps words."""
    labels = [role.label for role in Role if role in roles]
    return in_every_language(format_lazy(", ".join(["{}"] * len(labels)) or "–", *labels))


def _tell(verb: str, replacement: Replacement, by: Person) -> None:
    absent, stand_in = replacement.absent, replacement.stand_in
    facts = {
        "absent": str(absent),
        "stand_in": str(stand_in),
        "first_day": replacement.first_day.isoformat(),
        "last_day": replacement.last_day.isoformat(),
    }
    activity.record(verb, about=absent, by=by, facts=facts)


def _hold_team(network_id: int | None) -> None:
    """Let changes of one team come one after the other: two coordinators do not remove each other."""
    list(Membership.objects.select_for_update().filter(network_id=network_id, role=Role.COORDINATOR).order_by("pk"))


def _may_give(roles: set[str], by: Person) -> None:
    above = roles - gives(by)
    if above:
        named = ", ".join(sorted(str(Role(role).label) for role in above))
        raise TeamRefused(
            _("You may not give or take this role: %(roles)s. Nobody gives rights above their own.") % {"roles": named}
        )


def _another_coordinator(person: Person) -> None:
    others = Membership.objects.filter(role=Role.COORDINATOR, person__is_active=True).exclude(person=person)
    if Role.COORDINATOR in {one.role for one in held_by(person)} and not others.exists():
        raise TeamRefused(_("%(name)s is the last coordinator: name another one first.") % {"name": person})
