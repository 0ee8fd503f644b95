"""Reads of people; which participants somebody may see is said here."""

import rules
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from compagnon.core.search import Found, matching
from compagnon.people.choices import Role
from compagnon.people.models import Participant, Person


def visible_to(person: Person, participants: QuerySet[Participant]) -> QuerySet[Participant]:
    """All for a coordinator; for a referent those whose centre lies in the own départements."""
    if Role.COORDINATOR in person.roles or (Role.REFERENT in person.roles and not person.departements):
        return participants
    if Role.REFERENT in person.roles:
        return participants.filter(site__departement_code__in=person.departements)
    return participants.filter(person=person)


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
