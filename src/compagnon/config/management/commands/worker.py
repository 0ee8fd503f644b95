"""`compagnon worker`: do the background jobs until told to stop."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from compagnon.config.production import refusals


class Command(BaseCommand):
    help = "Do the background jobs until told to stop; a job under way is finished first."

    def handle(self, *args: Any, **options: Any) -> None:
        if told := refusals():
            raise CommandError("\n".join(told))
        call_command("procrastinate", "worker", shutdown_graceful_timeout=20)
