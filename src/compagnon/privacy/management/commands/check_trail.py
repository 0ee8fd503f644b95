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
            self.stdout.write(_of_mark(options["mark"], {one.network: one for one in found}))
        if not all(one.is_whole for one in found):
            raise CommandError("The trail is broken.")


def _told(found: checking.Found) -> str:
    since = checking.unsealed_since(found.network)
    late = f" Nothing was sealed since {since:%Y-%m-%d %H:%M} UTC: does the worker run?" if since else ""
    if not found.is_whole:
        return "broken. " + " ".join(checking.sentence(trouble) for trouble in found.troubles) + late
    if not found.seals:
        return f"nothing is sealed yet.{late}"
    told = f"whole, {found.rows} rows in {found.seals} links, {found.rewritten} rewritten and {found.gone} gone"
    return f"{told} by erasure, retention or a merge; mark {found.head[:16]}.{late}"


def _of_mark(mark: str, found: dict[int | None, checking.Found]) -> str:
    """Raises CommandError when no link has this mark, or when the chain that it stands in does not hold."""
    if len(mark.strip()) < checking.SHORTEST_MARK:
        raise CommandError(f"Give at least {checking.SHORTEST_MARK} characters of the mark.")
    link = checking.marked(mark)
    if link is None:
        raise CommandError(f"No link of the trail has the mark {mark}: what stood before it was changed or is gone.")
    where = f"The mark {mark} is that of link {link.number} of {link.at:%Y-%m-%d %H:%M} UTC"
    chain_of_it = found[link.network_id]
    if not chain_of_it.is_whole or chain_of_it.seals < link.number:
        raise CommandError(f"{where}, but its chain is broken: the mark proves nothing.")
    return f"{where}: what stands before it is as it was then, but for what erasure and retention took since."
