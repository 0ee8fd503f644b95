"""What people bring: within a quota, looked at by the virus scanner, and held back until there is a verdict (SEC-32, SEC-35)."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet, Sum
from django.utils.translation import gettext as _
from django_scopes import scopes_disabled

from compagnon.core import files, scanner, security
from compagnon.core.files import FileRefused
from compagnon.core.models import Upload
from compagnon.core.scanner import Said

State = Upload.State


class FileHeld(Exception):
    """A file that somebody brought and that may not be opened, yet or ever; the message can be shown."""


@transaction.atomic
def take_in(content: bytes, *, kind: str, network_id: int, by: Any, site_id: int | None = None) -> str:
    """Keep what somebody brought and give the name by which it is read again.

    Who brings it, and the training centre to which it belongs, have a quota each. Raises FileRefused beyond it, and for what the
    scanner knows as harmful. While the scanner is silent the file is kept and held.
    """
    giver, place = f"{by._meta.model_name}:{by.pk}", f"site:{site_id}" if site_id else ""
    name = files.name_of(content, kind=kind)
    _within_quota(Upload.objects.filter(network_id=network_id).exclude(name=name), giver, place, len(content))
    state = _looked_at(content, name)
    files.keep(content, kind=kind)
    rows = {"size": len(content), "place": place, "state": state}
    Upload.objects.update_or_create(network_id=network_id, name=name, giver=giver, defaults=rows)
    return name


def forget(names: Iterable[str]) -> None:
    """Give the room of removed files back to who brought them."""
    with scopes_disabled():
        Upload.unscoped.filter(name__in=list(names)).delete()


def read(name: str) -> bytes:
    """The bytes of what somebody brought. Raises FileHeld without a verdict or with a bad one, FileLost as `files.read`."""
    ask_for([name])
    return files.read(name)


def ask_for(names: list[str]) -> None:
    """Raises FileHeld when one of these files may not be opened."""
    states = set(
        Upload.objects.filter(name__in=names, state__in=(State.HELD, State.REFUSED)).values_list("state", flat=True)
    )
    if State.REFUSED in states:
        raise FileHeld(_("The virus scanner found something harmful in this file. It is not opened: ask for it anew."))
    if State.HELD in states:
        raise FileHeld(_("The virus scanner has not looked at this file yet. Come back in a few minutes."))


@scopes_disabled()
def look_again() -> int:
    """Show what is held to the scanner; returns how many got a verdict. Stops as soon as it is silent."""
    settled = 0
    for held in Upload.unscoped.filter(state=State.HELD).order_by("pk"):
        try:
            verdict = scanner.look(files.read(held.name))
        except files.FileLost:
            continue  # `compagnon doctor` tells of lost files
        if verdict.said is Said.SILENT:
            break
        same = Upload.unscoped.filter(name=held.name)
        if verdict.said is Said.CLEAN:
            settled += same.filter(state=State.HELD).update(state=State.CLEAN)
        else:  # wherever else the same bytes were taken in unseen, too
            settled += same.exclude(state=State.REFUSED).update(state=State.REFUSED)
            security.note("file.refused", result=security.REFUSED, network=held.network, facts={"found": verdict.name})
    return settled


def _looked_at(content: bytes, name: str) -> str:
    """What is known of these bytes: a verdict of before stays, whether or not the scanner answers now."""
    with scopes_disabled():
        known = set(Upload.unscoped.filter(name=name).values_list("state", flat=True))
    if State.REFUSED in known:
        raise FileRefused(_("The virus scanner found something harmful in this very file before, so it is not kept."))
    verdict = scanner.look(content) if scanner.is_set() else None
    if verdict is not None and verdict.said is Said.FOUND:
        raise FileRefused(
            _("The virus scanner found %(name)s in this file, so it is not kept.") % {"name": verdict.name}
        )
    if State.CLEAN in known or (verdict is not None and verdict.said is Said.CLEAN):
        return State.CLEAN
    return State.UNSEEN if verdict is None and State.HELD not in known else State.HELD


def _within_quota(before: QuerySet[Upload], giver: str, place: str, size: int) -> None:
    brought: dict[str, Any] = before.filter(Q(giver=giver) | Q(place=place)).aggregate(
        giver=Sum("size", filter=Q(giver=giver), default=0), place=Sum("size", filter=Q(place=place), default=0)
    )
    if brought["giver"] + size > settings.MOST_OF_GIVER:
        raise FileRefused(
            _(
                "Your files together would be over %(size)d MB, which is the most. Make this one smaller, or write to us."
            )
            % {"size": settings.MOST_OF_GIVER // 1_000_000}
        )
    if place and brought["place"] + size > settings.MOST_OF_PLACE:
        raise FileRefused(
            _("The space of your training centre is full (%(size)d MB). Write to us: we have to make room.")
            % {"size": settings.MOST_OF_PLACE // 1_000_000}
        )
