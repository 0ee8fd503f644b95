"""`compagnon check-trail`: hold what happened against its seals; says that it is whole, or names the first broken row."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from compagnon.core.trail import chain, checking


class Command(BaseCommand):
    help = "Check that nobody changed, removed or added rows of the trail; a broken trail ends with status 1."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--seal", action="store_true", help="Seal what is new first.")
        parser.add_argument("--mark", help="A digest that was written down: say whether the trail still leads to it.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["seal"]:
            chain.seal_new()
        names = {one.pk: str(one) for one in apps.get_model(settings.NETWORK_MODEL).objects.all()}
        found = checking.check_all()
        for one in found:
            self.stdout.write(f"{names.get(one.network or 0, 'Of no network')}: {_told(one)}")
        if options["mark"]:
            self.stdout.write(_of_mark(options["mark"]))
        if not all(one.is_whole for one in found):
            raise CommandError("The trail is broken.")


def _told(found: checking.Found) -> str:
    if found.is_whole:
        return f"whole, {found.rows} rows in {found.seals} links, mark {found.head[:16] or 'none yet'}."
    return "broken. " + " ".join(checking.sentence(trouble) for trouble in found.troubles)


def _of_mark(mark: str) -> str:
    """Raises CommandError when no link has this mark."""
    place = checking.marked(mark)
    if place is None:
        raise CommandError(f"No link of the trail has the mark {mark}: what stood before it was changed or is gone.")
    number, at = place
    return (
        f"The mark {mark} is that of link {number} of {at:%Y-%m-%d %H:%M} UTC: what stands before it is as it was then."
    )
