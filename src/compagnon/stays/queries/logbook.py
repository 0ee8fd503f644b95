"""Reads of the logbook: by week, by learning outcome, what nobody has read or confirmed."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count, Prefetch, Q, QuerySet

from compagnon.core import clock
from compagnon.documents.models import LearningOutcome
from compagnon.mobilities.choices import MobilityState
from compagnon.mobilities.models import Mobility
from compagnon.mobilities.queries import visible_to
from compagnon.people.models import Contact, Person
from compagnon.stays.models import LogComment, LogEntry, LogPhoto
from compagnon.stays.models.logbook import monday_of
from compagnon.stays.queries.lessons import next_lessons

AROUND = 7  # days before and after the stay on which something can have happened: the way there and back
WEEK_ENDS = 4  # Friday: from then on the tutor is asked to confirm the week


@dataclass
class LogWeek:
    """Entries of one week, in the order of their days."""

    monday: date
    entries: list[LogEntry] = field(default_factory=list)

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=6)

    @property
    def to_confirm(self) -> list[LogEntry]:
        return [entry for entry in self.entries if entry.confirmed_at is None]

    @property
    def confirmed_by(self) -> str:
        """Who confirmed it whole; empty while something is not confirmed."""
        return "" if self.to_confirm else self.entries[-1].confirmed_by_name


@dataclass(frozen=True)
class OwnStay:
    """One stay as its participant reads it in the logbook."""

    mobility: Mobility
    weeks: list[LogWeek]
    can_write: bool

    @property
    def has_begun(self) -> bool:
        """There is something to read, or something can be written."""
        known = self.weeks or hasattr(self.mobility, "arrival") or self.mobility.check_ins.all()
        return self.can_write or bool(known)


def written(entries: QuerySet[LogEntry]) -> QuerySet[LogEntry]:
    """Those that their author has not taken out."""
    return entries.filter(removed_at__isnull=True)


def whole(entries: QuerySet[LogEntry]) -> QuerySet[LogEntry]:
    """With outcomes, pictures and comments, so that a page asks once for each."""
    return written(entries).prefetch_related("outcomes", "photos", "comments")


def weeks_of(mobility: Mobility) -> list[LogWeek]:
    """The logbook of one stay, the newest week first."""
    return by_week(list(whole(mobility.log_entries.all())))


def weeks_for_tutor(mobility: Mobility, tutor: Contact) -> list[LogWeek]:
    """The same for the tutor, who reads of comments only the own: the referent writes to the participant."""
    own = Prefetch("comments", LogComment.objects.filter(by=None, by_name=tutor.full_name))
    entries = written(mobility.log_entries.all()).prefetch_related("outcomes", "photos", own)
    return by_week(list(entries))


def can_write(mobility: Mobility) -> bool:
    """From the week before the stay until the file is closed."""
    if mobility.state not in (MobilityState.PREPARING, MobilityState.ABROAD, MobilityState.RETURNED):
        return False
    return clock.today() >= mobility.departs_on - timedelta(days=AROUND)


def days_to_tell(mobility: Mobility) -> tuple[date, date]:
    """The first and the last day about which something can be told today; east of here it may be tomorrow already."""
    last = min(clock.today() + timedelta(days=1), mobility.returns_on + timedelta(days=AROUND))
    return mobility.departs_on - timedelta(days=AROUND), last


def outcomes_told(mobility: Mobility) -> QuerySet[LearningOutcome]:
    """The learning outcomes of the stay, each with how many entries touch it and how many of these are confirmed."""
    told = Q(log_entries__removed_at__isnull=True)
    return mobility.outcomes.annotate(
        told=Count("log_entries", filter=told, distinct=True),
        confirmed=Count("log_entries", filter=told & Q(log_entries__confirmed_at__isnull=False), distinct=True),
    )


def entries_seen_by(person: Person) -> QuerySet[LogEntry]:
    """Entries of the mobilities that this person may see."""
    return written(LogEntry.objects.filter(mobility__in=visible_to(person, Mobility.objects.all())))


def unread(entries: QuerySet[LogEntry]) -> QuerySet[LogEntry]:
    """Those that nobody at the desk has read."""
    return entries.filter(read_at__isnull=True)


def for_reading(entries: QuerySet[LogEntry]) -> QuerySet[LogEntry]:
    """With everybody and everything that a row names, the newest day first."""
    named = entries.select_related("mobility__participant__person", "mobility__host", "read_by")
    return named.prefetch_related("outcomes", "photos").order_by("-day", "-told_at", "-pk")


def photos_in(entries: QuerySet[LogEntry]) -> QuerySet[LogPhoto]:
    """Pictures of the entries that somebody may read."""
    return LogPhoto.objects.filter(entry__in=entries)


def own_entries(person: Person) -> QuerySet[LogEntry]:
    """The entries that this participant wrote."""
    return LogEntry.objects.filter(mobility__participant__person=person).select_related("mobility")


def own_stays(person: Person) -> list[OwnStay]:
    """The stays of a participant that have a logbook, the newest first, with what is written and who may still write."""
    entries = Prefetch("log_entries", whole(LogEntry.objects.all()))
    mine = Mobility.objects.filter(participant__person=person).exclude(state=MobilityState.CANCELLED)
    to_come = Prefetch("distance_lessons", next_lessons(), to_attr="lessons_to_come")
    found = mine.select_related("host", "participant", "tutor", "arrival").prefetch_related(
        "check_ins", entries, to_come
    )
    stays = [
        OwnStay(one, by_week(list(one.log_entries.all())), can_write(one)) for one in found.order_by("-departs_on")
    ]
    return [one for one in stays if one.has_begun]


def by_week(entries: list[LogEntry]) -> list[LogWeek]:
    """Entries that were read together, the newest week first."""
    weeks: dict[date, LogWeek] = {}
    for entry in entries:
        weeks.setdefault(entry.monday, LogWeek(entry.monday)).entries.append(entry)
    return [weeks[monday] for monday in sorted(weeks, reverse=True)]


def weeks_to_confirm() -> QuerySet[LogEntry]:
    """Entries of weeks that are over and that the tutor has not confirmed, one row for each stay and day."""
    last_told = monday_of(clock.today() - timedelta(days=WEEK_ENDS)) + timedelta(days=6)
    waiting = written(LogEntry.objects.filter(confirmed_at__isnull=True, day__lte=last_told))
    running = waiting.filter(mobility__state__in=(MobilityState.ABROAD, MobilityState.RETURNED))
    return running.exclude(mobility__tutor__isnull=True).exclude(mobility__tutor__email="")
