"""Reads of stays: when check-ins are due, what is missed, what sounds low."""

from datetime import date, timedelta

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from compagnon.core import clock
from compagnon.mobilities.choices import MobilityState
from compagnon.mobilities.models import Mobility
from compagnon.mobilities.queries import visible_to
from compagnon.mobilities.splitting import spans_of
from compagnon.people.models import Person
from compagnon.stays.models import CareSettings, CheckIn, LogEntry, Mood

FRIDAY = 4
STUB = 4  # days after the last Friday that deserve a check-in of their own: a Monday alone does not
OPENS_BEFORE = 4  # a check-in due on Friday can be answered from Monday on
LOW = (Mood.BAD, Mood.LOW)


def check_in_days(departs_on: date, returns_on: date) -> list[date]:
    """The day on which each check-in is due: every Friday of the stay, and the last day when four days or more are left.

    A Friday that is the day of departure is left out: there is nothing to tell yet. The shortest stay has one check-in.
    """
    first = departs_on + timedelta(days=(FRIDAY - departs_on.weekday()) % 7)
    if first == departs_on:
        first += timedelta(days=7)
    fridays = [first + timedelta(weeks=week) for week in range((returns_on - first).days // 7 + 1)]
    last = fridays[-1] if fridays else departs_on
    if not fridays or (returns_on - last).days >= STUB:
        fridays.append(returns_on)
    return fridays


def daily_days(mobility: Mobility, kept: CareSettings) -> list[date]:
    """The first days of a minor's stay, each with a question of its own, where the network asks it; the last has its week's."""
    if not mobility.is_minor or not kept.daily_days:
        return []
    first, last = spans_of(mobility)[0]
    days = [first + timedelta(days=number) for number in range(kept.daily_days)]
    return [day for day in days if day < last]


def plan(mobility: Mobility, kept: CareSettings) -> dict[tuple[int, int], date]:
    """Every check-in of a stay: week and day as they are counted, and when it is due."""
    days = [day for span in spans_of(mobility) for day in check_in_days(*span)]
    weekly = {(week, 0): day for week, day in enumerate(days, start=1)}
    daily = {(0, number): day for number, day in enumerate(daily_days(mobility, kept), start=1) if day not in days}
    return daily | weekly


def opens_on(check_in: CheckIn) -> date:
    """The first day on which it makes sense to answer."""
    if check_in.day:
        return check_in.due_on
    return check_in.due_on - timedelta(days=OPENS_BEFORE)


def to_answer(mobility: Mobility) -> QuerySet[CheckIn]:
    """Open now and not answered, the oldest first."""
    weekly = Q(day=0, due_on__lte=clock.today() + timedelta(days=OPENS_BEFORE))
    is_open = weekly | Q(day__gt=0, due_on__lte=clock.today())
    return mobility.check_ins.filter(is_open, answered_at__isnull=True).order_by("due_on", "-day")


def counted(mobility: Mobility) -> list[CheckIn]:
    """The check-ins of a stay in one question, each with `entries`: how many its logbook has, unread and confirmed; None without any."""
    kept = LogEntry.objects.filter(mobility=OuterRef("mobility"), removed_at=None).order_by().values("mobility")
    numbers = JSONObject(
        told=Count("pk"),
        unread=Count("pk", filter=Q(read_at=None)),
        confirmed=Count("pk", filter=Q(confirmed_at__isnull=False)),
    )
    return list(
        CheckIn.objects.filter(mobility=mobility).annotate(
            entries=Subquery(kept.annotate(numbers=numbers).values("numbers"))
        )
    )


def seen_by(person: Person) -> QuerySet[CheckIn]:
    """Check-ins of the mobilities that this person may see."""
    return CheckIn.objects.filter(mobility__in=visible_to(person, Mobility.objects.all()))


def missed(check_ins: QuerySet[CheckIn]) -> QuerySet[CheckIn]:
    """Not answered by the end of the day on which they were due."""
    return check_ins.filter(answered_at__isnull=True, due_on__lt=clock.today()).exclude(
        mobility__state=MobilityState.CANCELLED
    )


def low(check_ins: QuerySet[CheckIn]) -> QuerySet[CheckIn]:
    """Answered, and not going well."""
    return check_ins.filter(mood__in=LOW)


def unseen(check_ins: QuerySet[CheckIn]) -> QuerySet[CheckIn]:
    """Those that nobody at the desk has dealt with."""
    return check_ins.filter(seen_at__isnull=True)


def asking_for_attention(check_ins: QuerySet[CheckIn]) -> QuerySet[CheckIn]:
    """Missed, low or asking for a call, and nobody at the desk has noted it."""
    return unseen(check_ins).filter(
        Q(mood__in=LOW)
        | Q(wants_call=True)
        | Q(answered_at__isnull=True, due_on__lt=clock.today()) & ~Q(mobility__state=MobilityState.CANCELLED)
    )


def ways_to_look(check_ins: QuerySet[CheckIn]) -> dict[str, QuerySet[CheckIn]]:
    """The four lists of the desk's page, by the word in its address."""
    return {
        "attention": asking_for_attention(check_ins),
        "missed": missed(check_ins),
        "low": low(check_ins),
        "answered": check_ins.filter(answered_at__isnull=False),
    }


def for_list(check_ins: QuerySet[CheckIn]) -> QuerySet[CheckIn]:
    """With everybody whom a row names, the newest first."""
    named = check_ins.select_related("mobility__participant__person", "mobility__host", "seen_by")
    return named.order_by("-wants_call", "-due_on", "pk")


def has_arrived(mobility: Mobility) -> bool:
    """Somebody confirmed that the participant is there."""
    return hasattr(mobility, "arrival")


def can_confirm_arrival(mobility: Mobility) -> bool:
    """From the day before the first day on (people travel ahead), until the file is closed; once."""
    if has_arrived(mobility) or mobility.state not in (MobilityState.PREPARING, MobilityState.ABROAD):
        return False
    return clock.today() >= mobility.departs_on - timedelta(days=1)


def is_followed_up(mobility: Mobility) -> bool:
    """Every week of the stay was answered, or noted by the referent when it was missed; the last one too."""
    check_ins = mobility.check_ins.all()
    return bool(check_ins) and all(one.answered_at or one.seen_at for one in check_ins)
