"""Two networks that know nothing of each other, filled once for a whole module; own rows, a neighbour's, another centre's."""

import hashlib
import re

import pytest
from django.db import connection, transaction
from django_scopes import scope, scopes_disabled

from compagnon.core.wall.tables import walled
from compagnon.people.choices import HELD, Role
from compagnon.people.models import Membership, Person
from tests.factories.people import PersonFactory
from tests.house.filled import Filled
from tests.people.entrance import JustSignedIn

OF_A_ROLE = (
    ("core.SavedView", "person", Role.COORDINATOR),
    ("recruitment.Review", "reviewer", Role.REVIEWER),
)
"""Rows that only who made them opens, and whose they are."""


class Worlds:
    """`own`, `neighbour` (same centre) and `far` (another centre) are of one network, `alien` is of another."""

    def __init__(self):
        self.own = Filled("ownmk")
        self.neighbour, self.far = Filled("sibmk", beside=self.own), Filled("farmk", beside=self.own, departement="44")
        self.alien = Filled("alien", country="IT")
        self.people = {}
        with scopes_disabled():
            for role in HELD:
                if role == Role.PARTICIPANT:
                    person = self.own.rows["people.Participant"].person
                    Membership.unscoped.create(network=self.own.network, person=person, role=role)
                else:
                    person = PersonFactory(network=self.own.network, role=role)
                self.people[role.value] = person
            Membership.unscoped.filter(person=self.people[Role.REFERENT]).update(departement_code="53")
            for label, column, role in OF_A_ROLE:
                row = self.own.rows[label]
                type(row).unscoped.filter(pk=row.pk).update(**{column: self.people[role]})
            codes = {getattr(row, "code", "") for row in self.alien.rows.values()} - {""}
        self.alien_marks = re.compile(rf"alien\d+q|aliennet|{'|'.join(sorted(codes))}")

    def client(self, role=None):
        """Signed in as the person of a role, as read anew."""
        client = JustSignedIn(raise_request_exception=False)
        if role is not None:
            with scopes_disabled():
                client.force_login(Person.objects.get(pk=self.people[role].pk))
        return client

    def alien_rows(self):
        """A fingerprint of everything the other network has."""
        digest = hashlib.sha256()
        with scope(network=self.alien.network), connection.cursor() as cursor:
            for table in walled():
                cursor.execute(f"SELECT string_agg(t::text, '|' ORDER BY t::text) FROM {table.name} t")
                if table.sees == table.writes:
                    digest.update(str(cursor.fetchone()).encode())
        return digest.hexdigest()


@pytest.fixture(scope="module")
def worlds(django_db_setup, django_db_blocker):
    """Filled once; what a test marked `django_db` does to them is undone after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield Worlds()
        transaction.set_rollback(True)
