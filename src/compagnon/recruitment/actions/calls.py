"""Opening, changing and closing calls."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from compagnon.core import activity, clock
from compagnon.core.states import MoveRefused, locked, move
from compagnon.people.models import Person
from compagnon.recruitment.actions.selection import freeze, prepare
from compagnon.recruitment.choices import CallState
from compagnon.recruitment.models import Call
from compagnon.schemes.models import Scheme

_MANY = ("trades", "sites")


@transaction.atomic
def create_call(*, scheme: Scheme, by: Person, **fields: Any) -> Call:
    """Prepare a call as a draft: nobody outside the desk sees it before it is published."""
    chosen = {name: fields.pop(name, ()) for name in _MANY}
    call: Call = Call.objects.create(network_id=scheme.network_id, scheme=scheme, **fields)
    for name, rows in chosen.items():
        getattr(call, name).set(rows)
    prepare(call=call)
    activity.record("recruitment.call_created", about=call, by=by)
    return call


@transaction.atomic
def change_call(*, call: Call, by: Person, **fields: Any) -> Call:
    """Change a call. Once people have applied, its scheme stays."""
    call = locked(call)
    for name in _MANY:
        if name in fields:
            getattr(call, name).set(fields.pop(name))
    for name, value in fields.items():
        setattr(call, name, value)
    call.save()
    activity.record("recruitment.call_changed", about=call, by=by)
    return call


@transaction.atomic
def publish_call(*, call: Call, by: Person) -> Call:
    """Show the call on the public portal and let people apply; it keeps the versions of its schemes in force now.

    How it is decided is published and frozen with it. Raises MoveRefused when its last day is past or when something
    of that still lacks.
    """
    call = locked(call)
    if call.closes_on < clock.today():
        raise MoveRefused(_("The last day to apply is past: choose a later day first."))
    if call.state == CallState.OPEN:
        return call
    if call.state == CallState.DRAFT:
        call.scheme_version = locked(call.scheme).version
        for offer in call.offers.all():
            offer.scheme_version = locked(offer.scheme).version
            offer.save(update_fields=["scheme_version"])
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
