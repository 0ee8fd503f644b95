"""Make an account for somebody of support; it belongs to the installation and to no network."""

import sys
from getpass import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django_scopes import scopes_disabled

from compagnon.people.models import Person


class Command(BaseCommand):
    help = "Make a support account. The password is asked for, or read as one line when nobody types."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("first_name")
        parser.add_argument("last_name")

    def handle(self, *_args: Any, email: str, first_name: str, last_name: str, **_options: Any) -> None:
        password = getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
        person = Person(email=email.strip().lower(), first_name=first_name, last_name=last_name, is_support=True)
        try:
            validate_password(password, person)
        except ValidationError as weak:
            raise CommandError(" ".join(weak.messages)) from weak
        person.set_password(password)
        with scopes_disabled():
            if Person.objects.filter(email=person.email).exists():
                raise CommandError(f"{person.email} has an account already.")
            person.save()
        self.stdout.write(f"{person} of support can sign in; each network lets support in for itself.")
