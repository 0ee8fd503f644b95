"""`compagnon serve`: the web server and one worker, for a small installation without a process manager."""

import sys
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from compagnon.config import environment
from compagnon.config.production import refusals
from compagnon.core import processes
from compagnon.doors.setup import links
from compagnon.network.models import Network


class Command(BaseCommand):
    help = "Serve the site, with one worker, until told to stop."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")

    def handle(self, *args: Any, **options: Any) -> None:
        if told := refusals():
            raise CommandError("\n".join(told))
        family = processes.Family(environment.DATA_FOLDER)
        if family.end_leftovers():
            self.stdout.write("Ended what an earlier run had left behind.")
        try:
            processes.ask_for_port(environment.PORT)
        except processes.PortTaken as error:
            raise CommandError(str(error)) from error
        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        children_environment = {"DATABASE_URL": database_url()}
        family.start(*processes.web_arguments(environment.PORT, host=options["host"]), environment=children_environment)
        family.start("-m", "compagnon", "worker", environment=children_environment)
        self._tell_how_to_set_up()
        self.stdout.write(f"Serving on http://{options['host']}:{environment.PORT}/ (Ctrl-C stops).")
        sys.exit(family.wait())

    def _tell_how_to_set_up(self) -> None:
        """An empty installation is set up in the browser, by whoever reads this terminal."""
        if not Network.objects.exists():
            self.stdout.write(f"Nothing is set up yet. Open once, within 24 hours:\n  {links.make(alone=True)}")
            self.stdout.write("`compagnon setup-link` makes a new address.")


def database_url() -> str:
    """The address of the database in use, so that children join it instead of starting their own."""
    if environment.DATABASE_URL:
        return environment.DATABASE_URL
    from compagnon.config import bundled_database  # only when it is the one in use

    connection.close()
    return bundled_database.start(environment.DATA_FOLDER)
