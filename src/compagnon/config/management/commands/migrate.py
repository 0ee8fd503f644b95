"""`compagnon migrate`: as Django's, as the owner of the tables; then the wall between networks is raised."""

from typing import Any

from django.core.management.commands import migrate
from django.db import connection

from compagnon.core import wall
from compagnon.core.wall.raising import raise_wall


class Command(migrate.Command):
    help = "Bring the tables up to date, and raise the wall between networks."

    def handle(self, *args: Any, **options: Any) -> None:
        with wall.as_owner():
            with connection.cursor() as cursor:  # an owner whom the wall holds sees every row that a migration changes
                cursor.execute(f"SET compagnon.network = '{wall.ALL}'")
            super().handle(*args, **options)
        if not (options["plan"] or options["check_unapplied"]):
            raise_wall()
