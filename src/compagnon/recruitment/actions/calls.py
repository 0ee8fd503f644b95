"""Preparing, changing, opening, extending, closing and cancelling calls."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from compagnon.core import activity, clock
from compagnon.core.states import MoveRefused, locked, move
from compagnon.correspondence.actions import write
from compagnon.people.models import Person
from compagnon.recruitment import queries
from compagnon.recruitment.actions.selection import SETTINGS, freeze, prepare
from compagnon.recruitment.choices import CallState
from compagnon.recruitment.models import Call, CallPlaces, CallScheme, Question, RequiredPiece, Selection
from compagnon.schemes.models import Scheme

_MANY = ("trades", "sites")
TOLD = ("closes_on", "departs_on", "returns_on", "places", "countries", "costs", "rules")
"""What applicants are told of when it changes after the opening (SEL-02)."""


class ChangedMeanwhile(MoveRefused):
    """Somebody else has changed the call since its form was opened; nothing was saved."""

    def __init__(self, call: Call) -> None:
        self.call = call
        super().__init__(
            _("Somebody has changed this call while you were writing. Compare below, then save again what is to stay.")
        )


@transaction.atomic
def create_call(
    *,
    scheme: Scheme,
    by: Person,
    also: Iterable[Scheme] = (),
    places_by_site: dict[int, int] | None = None,
    places_by_scheme: dict[int, int] | None = None,
    **fields: Any,
) -> Call:
    """Prepare a call as a draft: nobody outside the desk sees it before it is published."""
    chosen = {name: fields.pop(name, ()) for name in _MANY}
    call: Call = Call.objects.create(network_id=scheme.network_id, scheme=scheme, **fields)
    for name, rows in chosen.items():
        getattr(call, name).set(rows)
    prepare(call=call)
    _keep_schemes(call, also, places_by_scheme or {})
    _keep_places(call, places_by_site or {})
    activity.record("recruitment.call_created", about=call, by=by)
    return call


@transaction.atomic
def clone_call(*, call: Call, by: Person, **fields: Any) -> Call:
    """A new draft with all that the call says and asks, but for the dates given; nothing of people goes along.

    How it is decided goes along too, without its panel and with lots of its own; a grid that was left as its scheme
    proposed it follows the scheme as it is now.
    """
    fresh = create_call(scheme=call.scheme, by=by, **fields)
    _copy_selection(call, fresh)
    for model in (Question, RequiredPiece):
        for one in model.objects.filter(call=call, is_off=False):
            said = {name: getattr(one, name) for name in _copied(model)}
            model.objects.create(call=fresh, **said)
    return fresh


def _copy_selection(call: Call, fresh: Call) -> None:
    earlier = Selection.objects.filter(call=call).first()
    if earlier is None:
        return
    selection = fresh.selection
    for name in SETTINGS:
        setattr(selection, name, getattr(earlier, name))
    if earlier.grid != queries.grids.proposed_for(call):
        selection.grid, selection.answers = earlier.grid, earlier.answers
    selection.save()


def _copied(model: type[Question] | type[RequiredPiece]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields if field.name not in ("id", "code", "call")]


@transaction.atomic
def change_call(
    *,
    call: Call,
    by: Person,
    edition: int | None = None,
    also: Iterable[Scheme] | None = None,
    places_by_site: dict[int, int] | None = None,
    places_by_scheme: dict[int, int] | None = None,
    **fields: Any,
) -> Call:
    """Change a call. Once people have applied, its scheme stays; who has applied hears of what changes after the opening.

    With the `edition` that the writer saw, raises ChangedMeanwhile when somebody else has saved since then. Raises
    MoveRefused when the places of sites or schemes are more than the call has.
    """
    call = locked(call)
    if edition is not None and edition != call.edition:
        raise ChangedMeanwhile(call)
    before = {name: getattr(call, name) for name in TOLD}
    for name in _MANY:
        if name in fields:
            getattr(call, name).set(fields.pop(name))
    for name, value in fields.items():
        setattr(call, name, value)
    call.edition += 1
    call.save()
    if also is not None:
        _keep_schemes(call, also, places_by_scheme or {})
    if places_by_site is not None:
        _keep_places(call, places_by_site)
    else:
        _check_places(call)
    changed = [name for name in TOLD if str(before[name]) != str(getattr(call, name))]
    activity.record("recruitment.call_changed", about=call, by=by, facts={"changed": changed})
    if changed and call.state == CallState.OPEN:
        _tell(call, "recruitment.call_changed", by=by)
    return call


def _keep_schemes(call: Call, also: Iterable[Scheme], places: dict[int, int]) -> None:
    """All schemes of a call, its first one on top; a scheme that somebody has chosen already stays."""
    others = [one for one in also if one.pk != call.scheme_id]
    taken = call.applications.exclude(chosen_scheme=None).values_list("chosen_scheme_id", flat=True).distinct()
    kept = {call.scheme_id, *(one.pk for one in others)} if others else set()
    if set(taken) - (kept or {call.scheme_id}):
        raise MoveRefused(_("People have applied under a scheme that you took away: it has to stay."))
    call.offers.exclude(scheme__in=kept).delete()
    for position, scheme in enumerate([call.scheme, *others] if others else []):
        CallScheme.objects.update_or_create(
            call=call,
            scheme=scheme,
            defaults={"network_id": call.network_id, "position": position, "places": places.get(scheme.pk)},
        )
    if call.state != CallState.DRAFT:
        _keep_versions(call)
    _check_places(call)


def _keep_versions(call: Call) -> None:
    """Each scheme of an open call stays as it stood when it was offered: the first ones at the opening, others when added."""
    for offer in call.offers.filter(scheme_version=None).select_related("scheme"):
        first = offer.scheme_id == call.scheme_id
        offer.scheme_version = call.scheme_version if first else locked(offer.scheme).version
        offer.save(update_fields=["scheme_version"])


def _keep_places(call: Call, places: dict[int, int]) -> None:
    call.places_by_site.exclude(site__in=places).delete()
    for site, number in places.items():
        CallPlaces.objects.update_or_create(
            call=call, site_id=site, defaults={"network_id": call.network_id, "places": number}
        )
    _check_places(call)


def _check_places(call: Call) -> None:
    """Raises MoveRefused when more places are kept than there are; the caller holds the call."""
    for rows, sentence in (
        (call.places_by_site, _("The sites have %(kept)s places together, the call only %(all)s.")),
        (call.offers, _("The schemes have %(kept)s places together, the call only %(all)s.")),
    ):
        kept = sum(number or 0 for number in rows.values_list("places", flat=True))
        if kept > call.places:
            raise MoveRefused(sentence % {"kept": kept, "all": call.places})


@transaction.atomic
def publish_call(*, call: Call, by: Person) -> Call:
    """Show the call on the public portal and let people apply; it keeps the versions of its schemes in force now.

    How it is decided is published and frozen with it. Raises MoveRefused when its last day is past, when something of
    that still lacks, or for a draft when something lacks without which nobody could apply.
    """
    call = locked(call)
    if call.closes_on < clock.today():
        raise MoveRefused(_("The last day to apply is past: choose a later day first."))
    if call.state == CallState.OPEN:
        return call
    if call.state == CallState.DRAFT:
        for one in queries.calls.lacking(call):
            if one.stops:
                raise MoveRefused(str(one.sentence))
        call.scheme_version = locked(call.scheme).version
        _keep_versions(call)
    freeze(call=call, by=by)
    move(call, CallState.OPEN, by=by)
    return call


@transaction.atomic
def close_call(*, call: Call, by: Person) -> Call:
    """Take no more applications; drafts are kept."""
    call = locked(call)
    if call.state == CallState.CLOSED:
        return call
    move(call, CallState.CLOSED, by=by)
    return call


@transaction.atomic
def reopen_call(*, call: Call, by: Person) -> Call:
    """Take applications again. Raises MoveRefused when the last day to apply is past."""
    return publish_call(call=call, by=by)


@transaction.atomic
def extend_call(*, call: Call, until: date, by: Person) -> Call:
    """Take applications until a later day, also when the call is closed already: it opens again.

    Everybody with a draft hears of it. Raises MoveRefused when the day is not later, is past or comes after the departure.
    """
    call = locked(call)
    if call.state not in (CallState.OPEN, CallState.CLOSED):
        raise MoveRefused(_("Only a call that was opened can be extended."))
    if until <= call.closes_on or until < clock.today():
        raise MoveRefused(_("Choose a day after the present last day, and not in the past."))
    if until > call.departs_on:
        raise MoveRefused(_("People leave before that day: choose an earlier one."))
    call.closes_on = until
    call.edition += 1
    call.save()
    activity.record("recruitment.call_extended", about=call, by=by, facts={"until": until.isoformat()})
    if call.state == CallState.CLOSED:
        move(call, CallState.OPEN, by=by)
    for application in queries.calls.drafts_of(call):
        write(key="recruitment.call_extended", reader=application.participant.person, about=application, by=by)
    return call


@transaction.atomic
def cancel_call(*, call: Call, reason: str, by: Person) -> Call:
    """Call the whole thing off, for good; everybody who applied or began to is told why."""
    call = locked(call)
    move(call, CallState.CANCELLED, by=by, reason=reason)
    _tell(call, "recruitment.call_cancelled", by=by, facts={"reason": reason})
    return call


def _tell(call: Call, key: str, *, by: Person, facts: dict[str, Any] | None = None) -> None:
    for application in queries.calls.concerned_by(call):
        write(key=key, reader=application.participant.person, about=application, by=by, facts=facts)
