"""Letting support in, for longer, and out."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from compagnon.core import activity, clock, security
from compagnon.core.models import Activity
from compagnon.core.states import locked
from compagnon.people.actions.team import TeamRefused
from compagnon.people.models import Person, SupportAccess
from compagnon.people.support import support_account

LONGEST = timedelta(hours=24)


@transaction.atomic
def let_in(*, network_id: int, email: str, reason: str, hours: int, by: Person) -> SupportAccess:
    """Open the network to one support account for some hours, 24 at most; raises TeamRefused when there is none.

    Somebody who is let in already gets the new end and reason.
    """
    account = support_account(email)
    if account is None:
        raise TeamRefused(_("No support account of this installation has this address. Ask your support which it is."))
    now = clock.now()
    for earlier in SupportAccess.objects.filter(supporter_id=account.pk, ends_at__gt=now):
        end(access=earlier, by=by)
    access: SupportAccess = SupportAccess.objects.create(
        network_id=network_id,
        supporter_id=account.pk,
        supporter_name=f"{account.full_name} <{account.email}>",
        reason=reason.strip()[:300],
        opened_by_name=by.activity_name,
        opened_at=now,
        ends_at=now + min(timedelta(hours=hours), LONGEST),
    )
    _tell("people.support_let_in", access, by, reason=access.reason)
    security.note("support.let_in", result=security.DONE, person=by, about=access)
    return access


@transaction.atomic
def extend(*, access: SupportAccess, hours: int, by: Person) -> SupportAccess:
    """Let it last for some hours from now, 24 at most. Raises TeamRefused when it is over."""
    access = locked(access)
    if not access.is_open:
        raise TeamRefused(_("This access is over: open a new one with its reason."))
    access.ends_at = clock.now() + min(timedelta(hours=hours), LONGEST)
    access.save(update_fields=["ends_at"])
    _tell("people.support_extended", access, by)
    security.note("support.extended", result=security.DONE, person=by, about=access)
    return access


@transaction.atomic
def end(*, access: SupportAccess, by: Person) -> SupportAccess:
    """End it at once: the next page of the supporter is refused. One that is over stays as it is."""
    access = locked(access)
    if access.is_open:
        access.ends_at = clock.now()
        access.save(update_fields=["ends_at"])
        _tell("people.support_ended", access, by)
        security.note("support.ended", result=security.DONE, person=by, about=access)
    return access


def came_in(*, access: SupportAccess, by: Person) -> Activity:
    """Record that the supporter has entered."""
    security.note("support.came_in", result=security.DONE, person=by, about=access)
    return _tell("people.support_came_in", access, by)


def _tell(verb: str, access: SupportAccess, by: Person, *, reason: str = "") -> Activity:
    facts = {"supporter": access.supporter_name, "until": f"{access.ends_at:%Y-%m-%d %H:%M} UTC"}
    return activity.record(verb, about=access, by=by, facts=facts, reason=reason)
