"""Reads of information meetings: lists, seats, and what came of them."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from compagnon.core import clock
from compagnon.core.i18n import localised, plain
from compagnon.recruitment.choices import ApplicationState, HeardOf
from compagnon.recruitment.models import Application, Call, Meeting, Registration


def listed(meetings: QuerySet[Meeting], *, is_over: bool, typed: str = "") -> QuerySet[Meeting]:
    """Meetings to come, the next first, or those over and cancelled, the last first; with `registered` and `there`."""
    over = Q(begins_at__lte=clock.now()) | Q(cancelled_at__isnull=False)
    rows = meetings.filter(over) if is_over else meetings.exclude(over)
    words = plain(typed).split()
    if words:
        found = [one.pk for one in rows if all(word in plain(_said(one)) for word in words)]
        rows = rows.filter(pk__in=found)
    return rows.annotate(
        registered=Count("registrations", filter=Q(registrations__cancelled_at=None)),
        there=Count("registrations", filter=Q(registrations__came_at__isnull=False)),
    ).order_by("-begins_at" if is_over else "begins_at", "pk")


def _said(meeting: Meeting) -> str:
    titles = " ".join(localised(meeting.title, language) for language in ("fr", "en"))
    return f"{titles} {meeting.place} {meeting.site or ''} {meeting.call or ''}"


def registered(meeting: Meeting) -> QuerySet[Registration]:
    """Who is expected or was there, by name; with `applied` when the same address applied since."""
    rows: QuerySet[Registration] = _with_applied(meeting).filter(cancelled_at=None)
    return rows.select_related("contact", "trade")


def _with_applied(meeting: Meeting) -> Any:
    since = Application.objects.filter(
        participant__person__email=OuterRef("contact__email"),
        started_at__gte=OuterRef("registered_at"),
    ).exclude(state=ApplicationState.DRAFT)
    if meeting.call_id:
        since = since.filter(call=meeting.call_id)
    return meeting.registrations.annotate(applied=Exists(since))


def seats_left(meeting: Meeting) -> int | None:
    """Free seats; None when there are as many as people."""
    if meeting.capacity is None:
        return None
    return max(0, meeting.capacity - meeting.registrations.filter(cancelled_at=None).count())


@dataclass(frozen=True)
class Channel:
    """What one way of hearing of a meeting brought."""

    label: str
    registered: int
    came: int
    applied: int


def by_channel(meeting: Meeting) -> list[Channel]:
    """Registered, came, applied afterwards, for each channel and for all together; walk-ins count as come only."""
    rows = list(
        _with_applied(meeting).filter(cancelled_at=None).values_list("heard_of", "is_walk_in", "came_at", "applied")
    )
    labels = {**dict(HeardOf.choices), "": "—"}
    channels = [
        _channel(str(label), [row[1:] for row in rows if row[0] == key])
        for key, label in labels.items()
        if any(row[0] == key for row in rows)
    ]
    return [*channels, _channel("", [row[1:] for row in rows])] if rows else []


def _channel(label: str, rows: list[tuple[bool, object, bool]]) -> Channel:
    return Channel(
        label,
        registered=sum(not walk_in for walk_in, _came, _applied in rows),
        came=sum(came is not None for _walk_in, came, _applied in rows),
        applied=sum(applied for _walk_in, _came, applied in rows),
    )


def to_come(call: Call | None = None) -> QuerySet[Meeting]:
    """Meetings in public: not begun, not cancelled, with `registered` for the seats.

    Of one call, those about going abroad as such included.
    """
    rows: QuerySet[Meeting] = Meeting.objects.filter(cancelled_at=None, begins_at__gt=clock.now())
    if call is not None:
        rows = rows.filter(Q(call=call) | Q(call=None))
    rows = rows.select_related("site", "call")
    return rows.annotate(registered=Count("registrations", filter=Q(registrations__cancelled_at=None)))
