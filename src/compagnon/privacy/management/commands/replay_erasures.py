"""`compagnon replay-erasures`: after a restore, erase again everybody who was erased since the backup."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from compagnon.privacy import erasures
from compagnon.privacy.actions import replay


class Command(BaseCommand):
    help = "After a restore, erase again everybody on the list of erasures."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--list", help="The list to use. Default: erasures.txt in the data folder.")

    def handle(self, *args: Any, **options: Any) -> None:
        path = Path(options["list"]) if options["list"] else erasures.place()
        if not path.exists():
            raise CommandError(f"There is no list at {path}: bring erasures.txt back from the newest backup.")
        keys = erasures.listed(path)
        self.stdout.write(f"{len(keys)} erasures on the list; {replay(keys)} repeated.")
