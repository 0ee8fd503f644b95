"""Who is abroad on a day, and where, from what is known: nobody is followed."""

from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from compagnon.core import clock
from compagnon.mobilities.choices import MobilityState
from compagnon.mobilities.models import Mobility, Period

TRAVELLING = 1  # day before and after: people travel ahead and come back later


def abroad_on(mobilities: QuerySet[Mobility], day: date) -> QuerySet[Mobility]:
    """Who is away on a day by their dates, a day of travel around them; today also who left and is not back by the file.

    Who is at home between two periods of a split stay is not away.
    """
    within = Q(departs_on__lte=day + timedelta(days=TRAVELLING), returns_on__gte=day - timedelta(days=TRAVELLING))
    passing = {"first_day__lte": day + timedelta(days=TRAVELLING), "last_day__gte": day - timedelta(days=TRAVELLING)}
    abroad = Exists(Period.objects.filter(mobility=OuterRef("pk"), **passing))
    at_home = within & Q(days_at_home__gt=0) & ~Q(abroad)
    by_dates = within & Q(state__in=(MobilityState.PREPARING, MobilityState.ABROAD, MobilityState.RETURNED))
    if day == clock.today():
        by_dates = (within & Q(state=MobilityState.PREPARING)) | Q(state=MobilityState.ABROAD)
    return mobilities.filter(by_dates).exclude(at_home)


def for_reaching(mobilities: QuerySet[Mobility]) -> QuerySet[Mobility]:
    """With everybody through whom somebody abroad can be reached."""
    return mobilities.select_related(
        *("participant__person", "participant__guardian", "host", "tutor", "referent"),
        *("departure__accompanying", "scheme", "arrival", "site"),
    )


def countries_of(mobilities: QuerySet[Mobility]) -> list[str]:
    """The countries of these stays that are under way, by their days or by the file, or to come."""
    by_days = Q(returns_on__gte=clock.today() - timedelta(days=TRAVELLING))
    rows = mobilities.filter(by_days | Q(state=MobilityState.ABROAD)).order_by()
    return list(rows.values_list("country", flat=True).distinct())


def by_country(mobilities: QuerySet[Mobility]) -> list[tuple[str, int]]:
    """How many people are in each country, most first."""
    rows = mobilities.order_by().values_list("country").annotate(people=Count("pk"))
    return sorted(rows, key=lambda row: (-row[1], row[0]))
