"""`compagnon migrate`: as Django's, as the owner of the tables; then the wall between networks is raised."""

from typing import Any

from django.core.management.base import CommandParser
from django.core.management.commands import migrate
from django.db import connection

from compagnon.config import fresh_database
from compagnon.core import wall
from compagnon.core.wall.raising import raise_wall


class Command(migrate.Command):
    help = "Bring the tables up to date, and raise the wall between networks."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--each", action="store_true", help="Go through each migration, also where nothing was made yet."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        only_asks = options["plan"] or options["check_unapplied"]
        with wall.as_owner():
            with connection.cursor() as cursor:  # an owner whom the wall holds sees every row that a migration changes
                cursor.execute(f"SET compagnon.network = '{wall.ALL}'")
            if not (only_asks or options["each"] or options["app_label"]) and fresh_database.is_empty():
                fresh_database.make()
            super().handle(*args, **options)
        if not only_asks:
            raise_wall()
