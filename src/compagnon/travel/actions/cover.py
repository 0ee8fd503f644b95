"""Papers and covers are told, shown and taken away; a red item is waived by a named person."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from compagnon.core import activity, clock
from compagnon.core.i18n import in_every_language
from compagnon.core.states import MoveRefused, locked
from compagnon.mobilities.models import Mobility
from compagnon.timeline.actions import refresh
from compagnon.travel.choices import CoverKind
from compagnon.travel.models import Cover, Waiver
from compagnon.travel.queries.readiness import readiness_of


@transaction.atomic
def add_cover(*, mobility: Mobility, said: dict[str, Any], by: Any, seen: bool) -> Cover:
    """Keep a paper or cover; `seen` when the staff tells it, not when the participant does."""
    cover = Cover(network_id=mobility.network_id, mobility=mobility, told_by_name=by.activity_name, **said)
    _mark_seen(cover, by, seen=seen)
    cover.save()
    _record("travel.cover_added", cover, by)
    refresh(mobility=cover.mobility, by=by)
    return cover


@transaction.atomic
def add_cover_to_many(*, mobilities: Iterable[Mobility], said: dict[str, Any], by: Any) -> int:
    """Keep the same cover for each, as a policy of the network is; returns how many."""
    chosen = list(mobilities)
    for mobility in chosen:
        add_cover(mobility=mobility, said=said, by=by, seen=True)
    return len(chosen)


@transaction.atomic
def change_cover(*, cover: Cover, said: dict[str, Any], by: Any, seen: bool) -> Cover:
    """Write it anew. What a participant changes must be shown again."""
    cover = locked(cover)
    for name, value in said.items():
        setattr(cover, name, value)
    _mark_seen(cover, by, seen=seen)
    cover.save()
    _record("travel.cover_changed", cover, by)
    refresh(mobility=cover.mobility, by=by)
    return cover


@transaction.atomic
def see_cover(*, cover: Cover, by: Any) -> Cover:
    """Somebody of the staff has had it shown. Twice changes nothing."""
    cover = locked(cover)
    if cover.seen_at is None:
        _mark_seen(cover, by, seen=True)
        cover.save()
        _record("travel.cover_seen", cover, by)
        refresh(mobility=cover.mobility, by=by)
    return cover


@transaction.atomic
def remove_cover(*, cover: Cover, by: Any) -> None:
    """Take it away for good; the activity keeps that there was one."""
    cover = locked(cover)
    _record("travel.cover_removed", cover, by)
    mobility = cover.mobility
    cover.delete()
    refresh(mobility=mobility, by=by)


@transaction.atomic
def waive(*, mobility: Mobility, item: str, reason: str, by: Any) -> Waiver:
    """Answer for one red item by name, with the reason, as long as its facts are these; in place of an older answer.

    Raises MoveRefused for what is not red, or without a reason.
    """
    locked(mobility)
    red = {one.key: one for one in readiness_of(mobility, at_departure=True).red if one.can_be_waived}
    if item not in red:
        raise MoveRefused(_("This does not stand in the way any more: look at the check again."))
    if not reason.strip():
        raise MoveRefused(_("Say why somebody may leave all the same: the reason is kept with your name."))
    said = {"facts": red[item].facts, "reason": reason.strip(), "by": by, "by_name": by.full_name, "at": clock.now()}
    made: Waiver = Waiver.objects.update_or_create(
        mobility=mobility, item=item, defaults=said, create_defaults={**said, "network_id": mobility.network_id}
    )[0]
    facts = {"what": in_every_language(red[item].title)}
    activity.record("travel.check_waived", about=made, by=by, trail=mobility, facts=facts, reason=made.reason)
    return made


@transaction.atomic
def take_waiver_back(*, waiver: Waiver, by: Any) -> None:
    """The red item stands in the way again."""
    waiver = locked(waiver)
    activity.record(
        "travel.waiver_taken_back", about=waiver, by=by, trail=waiver.mobility, facts={"reason": waiver.reason}
    )
    waiver.delete()


def _mark_seen(cover: Cover, by: Any, *, seen: bool) -> None:
    cover.seen_at, cover.seen_by_name = (clock.now(), by.full_name) if seen else (None, "")


def _record(verb: str, cover: Cover, by: Any) -> None:
    what = in_every_language(CoverKind(cover.kind).label)
    activity.record(verb, about=cover, by=by, trail=cover.mobility, facts={"what": what})
