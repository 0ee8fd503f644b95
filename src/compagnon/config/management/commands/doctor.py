"""`compagnon doctor`: what is missing or wrong, in plain sentences; status 1 when something must be mended."""

import os
import shutil
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from compagnon.config.environment import VARIABLES
from compagnon.config.production import refusals
from compagnon.core import status


class Command(BaseCommand):
    help = "Say in plain sentences what is missing or wrong."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--variables", action="store_true", help="Also list every variable with its meaning.")

    def handle(self, *args: Any, **options: Any) -> None:
        well, found = status.is_ready(thorough=True)
        for finding in found:
            self.stdout.write(f"{'well ' if finding.is_well else 'MEND '} {finding.sentence}")
        told = refusals()
        for sentence in told:
            self.stdout.write(f"MEND  {sentence}")
        for sentence in _surroundings():
            self.stdout.write(f"note  {sentence}")
        if options["variables"]:
            for variable in VARIABLES:
                shown = "set" if os.environ.get(variable.name) else "not set"
                self.stdout.write(f"      {variable.name} ({shown}): {variable.help}")
        if told or not well:
            sys.exit(1)


def _surroundings() -> list[str]:
    notes = []
    free = shutil.disk_usage(settings.DATA_FOLDER).free / 1e9
    if free < 2:
        notes.append(f"Only {free:.1f} GB are free where the data folder is.")
    if not os.environ.get("DATABASE_URL"):
        notes.append("The bundled PostgreSQL is used; set DATABASE_URL to use your own.")
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            notes.append(
                "It runs as root: the server gets a user of its own and opens the way to the data folder; prefer a plain user."
            )
    if settings.DEMO:
        notes.append("Demonstration mode is on: everybody may be anybody.")
    return notes
