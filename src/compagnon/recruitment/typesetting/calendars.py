"""One meeting as a calendar file (RFC 5545), built by hand: one event needs no library."""

from datetime import UTC, datetime

from django.conf import settings

from compagnon.core import clock
from compagnon.recruitment.models import Meeting


def event_of(meeting: Meeting, *, with_link: bool) -> bytes:
    """The event; the link to an online meeting only for those who may know it."""
    where = meeting.link if with_link and meeting.link else place_of(meeting)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Compagnon//Meetings//EN",
        "BEGIN:VEVENT",
        f"UID:{meeting.code}@{settings.SITE_URL.rpartition('//')[2] or 'compagnon'}",
        f"SEQUENCE:{meeting.edition}",
        f"DTSTAMP:{_moment(clock.now())}",
        f"DTSTART:{_moment(meeting.begins_at)}",
        f"DTEND:{_moment(meeting.ends_at)}",
        f"SUMMARY:{_escaped(str(meeting.title))}",
        *([f"LOCATION:{_escaped(where)}"] if where else []),
        f"STATUS:{'CANCELLED' if meeting.cancelled_at else 'CONFIRMED'}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return b"".join(_folded(line) for line in lines)


def place_of(meeting: Meeting) -> str:
    """Where one goes: site with its town, and the room."""
    site = f"{meeting.site.name}, {meeting.site.town}".rstrip(", ") if meeting.site else ""
    return ", ".join(part for part in (site, meeting.place) if part)


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _escaped(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\r", "").replace("\n", "\\n")


def _folded(line: str) -> bytes:
    """Lines of at most 75 bytes, cut between characters."""
    pieces, now = [], b""
    for sign in line:
        if len(now) + len(sign.encode()) > 74:
            pieces.append(now)
            now = b" "
        now += sign.encode()
    return b"\r\n".join([*pieces, now]) + b"\r\n"
