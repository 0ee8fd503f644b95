"""`compagnon setup-link`: a new one-time address under which a network is set up; earlier ones end."""

from typing import Any

from django.core.management.base import BaseCommand

from compagnon.doors.setup import links


class Command(BaseCommand):
    help = "Print a one-time address, good for 24 hours, under which a network is set up in the browser."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(links.make(alone=True))
        self.stderr.write("It works once, within 24 hours; earlier addresses open nothing any more.")
