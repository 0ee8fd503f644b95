"""`compagnon rotate-vault-key`: seal everything in the vault by a new key."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from compagnon.inclusion.actions.vault import rotate
from compagnon.inclusion.sealing import KeyLost


class Command(BaseCommand):
    help = "Seal everything in the vault by a new key; the old one then opens nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        if len(settings.VAULT_KEYS) == 1:
            raise CommandError(
                "VAULT_KEYS has one key: put a new one before it, separated by a comma, restart, and run this again."
            )
        try:
            count = rotate()
        except KeyLost as lost:
            raise CommandError("Something was sealed by a key that is not here: nothing was changed.") from lost
        self.stdout.write(f"{count} values are sealed by the new key.")
        if settings.VAULT_KEYS:
            self.stdout.write("Now leave only the first key in VAULT_KEYS and restart.")
