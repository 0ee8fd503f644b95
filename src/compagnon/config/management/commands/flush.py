"""`compagnon flush`: as Django's, as the owner of the tables; the tests that commit empty theirs with it."""

from typing import Any

from django.core.management.commands import flush

from compagnon.core import wall


class Command(flush.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        with wall.as_owner():
            super().handle(*args, **options)
