"""`compagnon forget_factors EMAIL`: for somebody who has lost the telephone and the recovery codes."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django_scopes import scopes_disabled

from compagnon.people.actions.factors import forget_factors
from compagnon.people.models import Person


class Command(BaseCommand):
    help = "Take all second factors from somebody who has lost them; make sure first who asks."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        with scopes_disabled():
            person = Person.objects.filter(email=options["email"].strip().lower()).first()
            if person is None:
                raise CommandError(f"Nobody has the address {options['email']}.")
            gone = forget_factors(person=person)
        self.stdout.write(f"{gone} second factors are gone; a letter tells {person}.")
