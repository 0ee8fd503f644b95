"""Writing the logbook, confirming and commenting it. What is sent twice is kept once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from compagnon.core import activity, clock
from compagnon.core.pictures import Picture
from compagnon.core.states import locked
from compagnon.core.uploads import take_in
from compagnon.correspondence.actions import write
from compagnon.correspondence.models import Letter
from compagnon.mobilities.models import Mobility
from compagnon.people.models import Contact, Person
from compagnon.privacy.erasing import remove_files
from compagnon.stays.actions.weeks import StayRefused
from compagnon.stays.models import LogComment, LogEntry, LogPhoto
from compagnon.stays.models.logbook import monday_of
from compagnon.stays.queries.logbook import can_write, weeks_to_confirm, written

CONFIRM_WEEK = "stays.confirm_week"
MOST_PHOTOS = 6


@dataclass(frozen=True)
class Told:
    """What the participant tells of a day; `key` and `told_at` come from where it was written."""

    key: UUID
    day: date
    text: str
    outcomes: tuple[str, ...] = ()
    told_at: datetime | None = None


@transaction.atomic
def write_entry(*, mobility: Mobility, told: Told, by: Any) -> tuple[LogEntry, bool]:
    """Keep an entry, and whether it is new: the same key finds what was kept, and nothing changes."""
    mobility = locked(mobility)
    known = LogEntry.objects.filter(mobility=mobility, key=told.key).first()
    if known is not None:
        return known, False
    if not can_write(mobility):
        raise StayRefused(_("The logbook of this stay is closed."))
    entry = LogEntry.objects.create(
        network_id=mobility.network_id,
        mobility=mobility,
        key=told.key,
        day=told.day,
        text=told.text.strip(),
        told_at=min(told.told_at or clock.now(), clock.now()),
    )
    entry.outcomes.set(mobility.outcomes.filter(code__in=told.outcomes))
    _note("stays.entry_written", entry, by)
    return entry, True


@transaction.atomic
def change_entry(*, entry: LogEntry, text: str, outcomes: Iterable[str], by: Any) -> LogEntry:
    """Write it anew; the desk reads it anew. Raises StayRefused once the tutor has confirmed it."""
    entry = _open(entry)
    entry.text, entry.read_at, entry.read_by = text.strip(), None, None
    entry.save()
    entry.outcomes.set(entry.mobility.outcomes.filter(code__in=outcomes))
    _note("stays.entry_changed", entry, by)
    return entry


@transaction.atomic
def remove_entry(*, entry: LogEntry, by: Any) -> LogEntry:
    """Take it out of the logbook. It can be put back for a week; then it is gone."""
    entry = _open(entry)
    entry.removed_at = clock.now()
    entry.save()
    _note("stays.entry_removed", entry, by)
    return entry


@transaction.atomic
def restore_entry(*, entry: LogEntry, by: Any) -> LogEntry:
    """Put back what was taken out."""
    entry = locked(entry)
    if entry.removed_at is not None:
        entry.removed_at = None
        entry.save()
        _note("stays.entry_restored", entry, by)
    return entry


@transaction.atomic
def add_photo(*, entry: LogEntry, key: UUID, picture: Picture, words: str, by: Any) -> tuple[LogPhoto, bool]:
    """Keep a picture as `pictures.photograph` has drawn it anew, and whether it is new. Raises FileRefused beyond the quota."""
    entry = locked(entry)
    known = LogPhoto.objects.filter(entry=entry, key=key).first()
    if known is not None:
        return known, False
    if not entry.is_open:
        raise StayRefused(_("This entry does not change any more."))
    if entry.photos.count() >= MOST_PHOTOS:
        raise StayRefused(_("At most %(count)d pictures for one entry.") % {"count": MOST_PHOTOS})
    content, kind = picture
    photo = LogPhoto.objects.create(
        network_id=entry.network_id,
        entry=entry,
        key=key,
        file=take_in(content, kind=kind, network_id=entry.network_id, by=by, site_id=entry.mobility.site_id),
        media_type=kind,
        words=words.strip()[:200],
    )
    _note("stays.photo_added", entry, by)
    return photo, True


@transaction.atomic
def confirm_week(*, mobility: Mobility, monday: date, by: Any, note: str = "") -> int:
    """The tutor says that a week was so; returns how many entries were new. What is written later is asked again."""
    mobility = locked(mobility)
    within = (monday, monday + timedelta(days=6))
    waiting = written(LogEntry.objects.filter(mobility=mobility, day__range=within, confirmed_at__isnull=True))
    entries = list(waiting.select_for_update(of=("self",)))
    for entry in entries:
        entry.confirmed_at, entry.confirmed_by_name = clock.now(), by.full_name
        entry.save()
    if entries:
        facts = {"week": date_format(monday, "j/n/Y"), "entries": len(entries)}
        activity.record("stays.week_confirmed", about=entries[-1], by=by, trail=mobility, facts=facts)
        if note.strip():
            _comment(entries[-1], note, by)
    return len(entries)


@transaction.atomic
def comment(*, entry: LogEntry, text: str, by: Any) -> LogComment:
    """Say something about an entry; who comments at the desk has read it."""
    entry = locked(entry)
    if isinstance(by, Person) and entry.read_at is None:
        _mark_read(entry, by)
    said = _comment(entry, text, by)
    _note("stays.entry_commented", entry, by)
    return said


@transaction.atomic
def mark_read(*, entries: Iterable[LogEntry], by: Person) -> int:
    """The referent has read them; returns how many were new to the desk."""
    fresh = [entry for one in sorted(entries, key=lambda one: one.pk) if (entry := locked(one)).read_at is None]
    for entry in fresh:
        _mark_read(entry, by)
    return len(fresh)


@transaction.atomic
def ask_tutor(*, mobility: Mobility, by: Any) -> Letter | None:
    """Send the tutor the link by which weeks are confirmed, at most once a day; None when nobody can be asked."""
    mobility = locked(mobility)
    if mobility.tutor is None or not mobility.tutor.email or _was_asked(mobility, clock.today()):
        return None
    return write(key="stays.confirm_week", reader=mobility.tutor, about=mobility, by=by, purpose=CONFIRM_WEEK)


def ask_tutors() -> int:
    """Ask every tutor whose week is over and waits, once a week; returns how many letters."""
    asked = 0
    friday = monday_of(clock.today()) + timedelta(days=4)
    since = friday if clock.today() >= friday else friday - timedelta(days=7)
    stays = Mobility.objects.filter(pk__in=weeks_to_confirm().values("mobility"))
    for mobility in stays.order_by("pk"):
        with transaction.atomic():
            if not _was_asked(locked(mobility), since):
                asked += ask_tutor(mobility=mobility, by=None) is not None
    return asked


@transaction.atomic
def forget_removed() -> int:
    """Let go of what was taken out a week ago, with its pictures; returns how many entries."""
    old = LogEntry.objects.filter(removed_at__lt=clock.now() - timedelta(days=7)).exclude(text="")
    emptied, freed = list(old.prefetch_related("photos")), set[str]()
    for entry in emptied:
        freed |= {photo.file for photo in entry.photos.all()}
        entry.photos.all().delete()
        entry.text = ""
        entry.save()
    remove_files(freed)
    return len(emptied)


def _was_asked(mobility: Mobility, since: date) -> bool:
    asked = Letter.objects.filter(key="stays.confirm_week", about_id=mobility.pk, to_contact=mobility.tutor)
    return bool(asked.filter(written_at__date__gte=since).exists())


def _open(entry: LogEntry) -> LogEntry:
    entry = locked(entry)
    if not entry.is_open:
        raise StayRefused(_("The tutor has confirmed this entry: it does not change any more. Write a new one."))
    return entry


def _comment(entry: LogEntry, text: str, by: Any) -> LogComment:
    said: LogComment = LogComment.objects.create(
        network_id=entry.network_id,
        entry=entry,
        by=None if isinstance(by, Contact) else by,
        by_name=by.full_name,
        text=text.strip()[:1000],
    )
    return said


def _mark_read(entry: LogEntry, by: Person) -> None:
    entry.read_at, entry.read_by = clock.now(), by
    entry.save()


def _note(verb: str, entry: LogEntry, by: Any) -> None:
    activity.record(verb, about=entry, by=by, trail=entry.mobility, facts={"day": date_format(entry.day, "j/n/Y")})
