"""States of a mobility and the moves between them; school years."""

from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MobilityState(TextChoices):
    PREPARING = "preparing", _("In preparation")
    ABROAD = "abroad", _("Abroad")
    RETURNED = "returned", _("Returned")
    CLOSED = "closed", _("Closed")
    CANCELLED = "cancelled", _("Cancelled")


BACK = (MobilityState.RETURNED, MobilityState.CLOSED)
GONE = (MobilityState.ABROAD, MobilityState.RETURNED, MobilityState.CLOSED)
RUNNING = (MobilityState.PREPARING, MobilityState.ABROAD, MobilityState.RETURNED)
MOVES = {
    MobilityState.PREPARING: {MobilityState.ABROAD, MobilityState.CANCELLED},
    MobilityState.ABROAD: {MobilityState.RETURNED, MobilityState.CANCELLED},
    MobilityState.RETURNED: {MobilityState.CLOSED},
    MobilityState.CLOSED: {MobilityState.RETURNED},
    MobilityState.CANCELLED: {MobilityState.PREPARING},
}

YEAR_BEGINS = 9  # the month: from 1 September to 31 August, as the training centres' year


def school_year(day: date) -> int:
    """The school year of a day, named by the year in which it begins."""
    return day.year if day.month >= YEAR_BEGINS else day.year - 1


def school_year_name(year: int) -> str:
    """As people write it: 2018/2019."""
    return f"{year}/{year + 1}"


def days_of(year: int) -> tuple[date, date]:
    """First and last day of a school year."""
    return date(year, YEAR_BEGINS, 1), date(year + 1, YEAR_BEGINS - 1, 31)


class Funding(TextChoices):
    """Whether a stay has a grant, where it is otherwise than its scheme says."""

    GRANT = "grant", _("With a grant")
    NONE = "none", _("Without a grant")
