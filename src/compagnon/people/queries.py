"""Reads of people; which participants somebody may see is said here."""

from collections.abc import Iterable
from datetime import date

import rules
from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from compagnon.core import clock
from compagnon.core.registries import workloads
from compagnon.core.search import Found, matching
from compagnon.people.choices import LENT, Role
from compagnon.people.models import Membership, Participant, Person, Replacement


def visible_to(person: Person, participants: QuerySet[Participant]) -> QuerySet[Participant]:
    """All for a coordinator; for a referent those whose centre is the own, or lies in the own départements. None erased."""
    participants = participants.filter(person__erased_at=None)
    if person.reach:
        return person.reach.of(participants, "site__departement_code", "site")
    return participants.filter(person=person)


def who_looks_after(departement_code: str, site_id: int | None = None) -> list[Person]:
    """The referents of a site, else of its département; none when neither has its own."""
    found = Membership.objects.filter(role=Role.REFERENT, person__is_active=True).select_related("person")
    places = [Q(site=site_id)] if site_id else []
    places += [Q(departement_code=departement_code)] if departement_code else []
    for place in places:
        people = [one.person for one in found.filter(place).order_by("pk")]
        if people:
            return people
    return []


def last_birth_of_age(day: date) -> date:
    """The last day of birth of those who are 18 on a day: who was born later is under age (`Participant.is_minor_on`)."""
    try:
        return day.replace(year=day.year - 18)
    except ValueError:  # 29 February of a year whose eighteenth before has none
        return day.replace(year=day.year - 18, day=28)


def whole_network(*roles: Role) -> list[Person]:
    """Those who hold one of these roles for the whole network, in the order of the roles."""
    found = Membership.objects.filter(
        role__in=roles, departement_code="", site__isnull=True, call_code="", person__is_active=True
    ).select_related("person")
    ordered = sorted(found, key=lambda one: (roles.index(Role(one.role)), one.pk))
    return list({one.person_id: one.person for one in ordered}.values())


def reachable(people: list[Person]) -> list[Person]:
    """The same people; in the place of those who are away today, who replaces them."""
    today = clock.today()
    away = Replacement.objects.filter(
        absent__in=people, first_day__lte=today, last_day__gte=today, stand_in__is_active=True
    )
    stand_ins = {one.absent_id: one.stand_in for one in away.select_related("stand_in")}
    return list({one.pk: one for person in people for one in [stand_ins.get(person.pk, person)]}.values())


def team_of(network_id: int) -> QuerySet[Person]:
    """Everybody with another role than that of a participant, deactivated or not."""
    roles = Membership.objects.filter(person=OuterRef("pk")).exclude(role=Role.PARTICIPANT)
    return Person.objects.filter(Exists(roles), network_id=network_id)


def colleagues_of(person: Person) -> QuerySet[Person]:
    """Who could replace somebody: open accounts of referents and coordinators, the person left out."""
    lent = Membership.objects.filter(role__in=LENT).values("person")
    rows = Person.objects.filter(network=person.network, is_active=True, pk__in=lent).exclude(pk=person.pk)
    return rows.order_by("last_name", "first_name", "pk")


def show_roles(people: Iterable[Person]) -> None:
    """Give each of these people `roles_shown`: their roles with their scope in words, in one question."""
    rows = Membership.objects.filter(person__in=[one.pk for one in people]).exclude(role=Role.PARTICIPANT)
    by_person: dict[int, dict[str, list[str]]] = {}
    for row in rows.select_related("site").order_by("role", "departement_code", "site"):
        scopes = by_person.setdefault(row.person_id, {}).setdefault(str(row.get_role_display()), [])
        scopes += [row.scope_words] if row.scope_words else []
    for one in people:
        roles = by_person.get(one.pk, {})
        one.roles_shown = [f"{role} ({', '.join(within)})" if within else role for role, within in roles.items()]  # type: ignore[attr-defined]


def show_workloads(people: Iterable[Person]) -> list[str]:
    """Give each of these people `loads`, one number for each kind of work; gives the labels of the kinds."""
    keys = [one.pk for one in people]
    kinds = list(workloads)
    counts = [kind.count(keys) for kind in kinds]
    for one in people:
        one.loads = [count.get(one.pk, 0) for count in counts]  # type: ignore[attr-defined]
    return [str(kind.label) for kind in kinds]


def replacements_to_come() -> QuerySet[Replacement]:
    """Under way or to come, the soonest first."""
    rows: QuerySet[Replacement] = Replacement.objects.filter(last_day__gte=clock.today())
    return rows.select_related("absent", "stand_in").order_by("first_day", "pk")


def for_list(participants: QuerySet[Participant]) -> QuerySet[Participant]:
    """With what a row shows."""
    return participants.select_related("person", "site", "trade", "employer").defer("search_text")


def find_participants(person: Person, typed: str) -> list[Found]:
    """For the instant search."""
    if not rules.test_rule("people.view_participants", person):
        return []
    rows = matching(for_list(visible_to(person, Participant.objects.all())), typed)
    return [
        Found(
            str(row.person),
            ", ".join(str(part) for part in (row.get_status_display(), row.trade, row.site and row.site.town) if part),
            row.get_absolute_url(),
            str(_("People")),
            "user",
        )
        for row in rows.order_by("person__last_name", "person__first_name", "pk")[:8]
    ]


def factors_of(person: Person) -> QuerySet[Authenticator]:
    """The second factors of somebody: the application and the passkeys, not the recovery codes."""
    return Authenticator.objects.filter(user=person).exclude(type=Authenticator.Type.RECOVERY_CODES).order_by("pk")


def has_second_factor(person: Person) -> bool:
    """Whether somebody has a second factor."""
    return factors_of(person).exists()


def works_at_desk(person: Person) -> bool:
    """Whether the desk is the page of somebody, rather than the journey."""
    return bool(rules.test_rule("people.work_at_desk", person))
