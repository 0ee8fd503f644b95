"""Every table of a network is walled in PostgreSQL itself, whoever asks."""

from django.apps import apps
from django.conf import settings
from django.db import connection

from compagnon.core.wall import raising
from tests.house import exceptions
from tests.house.tree import mend

_OPEN = """
SELECT c.relname FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'
AND NOT (c.relrowsecurity AND c.relforcerowsecurity AND EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid))
"""


def open_tables():
    with connection.cursor() as cursor:
        cursor.execute(_OPEN)
        return {name for (name,) in cursor.fetchall()}


def belongs_to_a_network(model):
    """Itself, or through something that does; an account's own things (its sessions, its keys) go with the account."""
    points_at = {field.related_model for field in model._meta.concrete_fields if field.is_relation}
    labels = {one._meta.label for one in points_at if one is not None}
    through = {
        one for one in points_at if one is not None and one._meta.label != settings.AUTH_USER_MODEL
        and any(field.name == "network" for field in one._meta.concrete_fields)
    }  # fmt: skip
    return settings.NETWORK_MODEL in labels or bool(through)


def test_every_table_of_a_network_has_a_forced_policy(db):
    tables = open_tables()
    found = [
        f"{model._meta.db_table} of {model._meta.label}"
        for model in apps.get_models(include_auto_created=True)
        if belongs_to_a_network(model) and model._meta.db_table in tables
    ]

    mend(
        "`core.wall.tables` leaves these open: let the model be a NetworkModel, or name its `network`:",
        found,
        exceptions.TABLES_WITHOUT_WALL,
    )


def test_the_wall_stands_as_the_models_ask(db):
    mend(
        "These policies are not what `core.wall.tables` says; recreate the test database:",
        raising.standing_without_wall(),
    )
