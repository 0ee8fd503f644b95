"""What the list of the team shows and filters."""

from typing import Any

import django_filters as filters
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from compagnon.core.lists import Listing, View
from compagnon.core.sheets import Column
from compagnon.people.choices import HELD, Role
from compagnon.people.models import Membership, Person


class TeamFilters(filters.FilterSet):
    q = filters.CharFilter(label=_("Name or e-mail"), method="find")
    role = filters.ChoiceFilter(
        label=_("Role"),
        choices=[(role.value, role.label) for role in HELD if role != Role.PARTICIPANT],
        empty_label=_("All roles"),
        method="with_role",
    )
    account = filters.ChoiceFilter(
        label=_("Account"),
        choices=[("open", _("Open")), ("closed", _("Deactivated"))],
        empty_label=_("All"),
        method="with_account",
    )

    def find(self, rows: QuerySet[Person], _name: str, value: str) -> QuerySet[Person]:
        for word in value.split():
            rows = rows.filter(Q(first_name__icontains=word) | Q(last_name__icontains=word) | Q(email__icontains=word))
        return rows

    def with_role(self, rows: QuerySet[Person], _name: str, value: str) -> QuerySet[Person]:
        return rows.filter(Exists(Membership.objects.filter(person=OuterRef("pk"), role=value)))

    def with_account(self, rows: QuerySet[Person], _name: str, value: str) -> QuerySet[Person]:
        return rows.filter(is_active=value == "open")


def _roles(row: Any) -> str:
    return ", ".join(row.roles_shown)


TEAM = Listing(
    name="team",
    filters=TeamFilters,
    orders={"name": ("last_name", "first_name", "id"), "seen": ("-last_login", "id")},
    columns=(
        Column(_("Last name"), lambda row: row.last_name),
        Column(_("First name"), lambda row: row.first_name),
        Column(_("E-mail"), lambda row: row.email, 30),
        Column(_("Roles"), _roles, 40),
        Column(_("Last sign-in"), lambda row: row.last_login, 14),
    ),
    views=(
        View(_("All"), ""),
        View(_("Referents"), "role=referent"),
        View(_("Reviewers"), "role=reviewer"),
        View(_("Deactivated"), "account=closed"),
    ),
)
