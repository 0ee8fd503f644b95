"""`compagnon demo`: everything a living demonstration needs, with one command; kept between runs."""

import sys
import time
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from compagnon.config import environment
from compagnon.config.management.commands.serve import database_url
from compagnon.core import processes, wall
from compagnon.core.trail.chain import place_beside
from compagnon.doors.demo import world
from compagnon.doors.demo.personas import PERSONAS


class Command(BaseCommand):
    help = "Serve a living demonstration network; what is changed in it is kept until --reset."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--reset", action="store_true", help="Forget everything and begin afresh.")
        parser.add_argument("--prepare-only", action="store_true", help="Make the data, do not serve.")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Demonstration mode is off: set COMPAGNON_DEMO=1, or say `make demo`.")
        family = processes.Family(environment.DATA_FOLDER)
        if family.end_leftovers():
            self._say("Ended what an earlier run had left behind.")
        try:
            processes.ask_for_port(environment.PORT)
        except processes.PortTaken as error:
            raise CommandError(str(error)) from error
        self._prepare(reset=options["reset"])
        if not options["prepare_only"]:
            sys.exit(self._serve(family))

    def _say(self, sentence: str) -> None:
        self.stdout.write(sentence)
        self.stdout.flush()

    def _prepare(self, *, reset: bool) -> None:
        started = time.monotonic()
        if reset:
            self._say("Forgetting the demonstration that was here.")
            with wall.as_owner(), connection.cursor() as cursor:
                cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
            place_beside().unlink(missing_ok=True)  # it tells of the chain of the world that is forgotten
        self._say("Preparing the tables.")
        call_command("migrate", verbosity=0)
        if world.is_empty():
            self._say("Filling the network with people, companies, calls and mobilities.")
            world.fill(say=self._say)
        call_command("collectstatic", interactive=False, verbosity=0)
        self._say(f"Ready to serve after {time.monotonic() - started:.0f} s.")

    def _serve(self, family: processes.Family) -> int:
        surroundings = {"DATABASE_URL": database_url(), "COMPAGNON_DEMO": "1"}
        family.start(*processes.web_arguments(environment.PORT), environment=surroundings)
        family.start("-m", "compagnon", "worker", environment=surroundings)
        if not processes.wait_until_ready(environment.PORT):
            family.stop()
            raise CommandError("The web server did not become ready; its words are above.")
        self._say(self._where_to_go())
        status = family.wait()
        self._say("Stopped. Everything is kept for the next start.")
        return status

    def _where_to_go(self) -> str:
        address = f"http://127.0.0.1:{environment.PORT}"
        roles = ", ".join(str(persona.label).lower() for persona in PERSONAS)
        return (
            f"\n  Compagnon is at   {address}/\n"
            f"  Choose who to be  {address}/demo/  ({roles})\n"
            f"  Letters           {address}/demo/letters/\n"
            "  Ctrl-C stops; `make demo RESET=1` begins afresh.\n"
        )
