"""Reads of appeals: until when a decision can be appealed, who may decide on it, what waits for an answer."""

from datetime import date, timedelta

import holidays
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.utils import timezone

from compagnon.core import clock
from compagnon.correspondence.models import Letter
from compagnon.engines.duedates import Calendar
from compagnon.people.models import Person
from compagnon.recruitment.choices import AppealState, ApplicationState
from compagnon.recruitment.models import Appeal, Application, PanelMeeting, Review, Selection
from compagnon.recruitment.queries.applications import visible_to

OPEN_TO_APPEAL = (ApplicationState.WAITING, ApplicationState.DECLINED, ApplicationState.INELIGIBLE)


def last_day(application: Application) -> date | None:
    """The last day to appeal: so many working days after the letter has left; None while it has not (SEL-10)."""
    if application.state not in OPEN_TO_APPEAL:
        return None
    told = _told_on(application)
    return working_days_after(told, days_to_appeal(application), _calendar(application)) if told else None


def days_to_appeal(application: Application) -> int:
    """How many working days the call publishes."""
    found = Selection.objects.filter(call=application.call_id).values_list("appeal_days", flat=True).first()
    return found or Selection._meta.get_field("appeal_days").default


def _told_on(application: Application) -> date | None:
    """The day on which the letter about the decision left."""
    letters = Letter.objects.filter(
        about_type=ContentType.objects.get_for_model(Application),
        about_id=application.pk,
        key=f"recruitment.{application.state}",
        sent_at__isnull=False,
    )
    sent = letters.order_by("-sent_at").values_list("sent_at", flat=True).first()
    return timezone.localdate(sent) if sent else None


def _calendar(application: Application) -> Calendar:
    country = application.call.network.country.code
    return Calendar(country if country in holidays.list_supported_countries() else "FR")


def working_days_after(start: date, count: int, calendar: Calendar) -> date:
    """The day on which so many working days have passed after `start`."""
    day = start
    while count:
        day += timedelta(days=1)
        count -= calendar.is_working_day(day)
    return day


def may_appeal(application: Application) -> bool:
    """Whether an appeal is possible today: the days are not over, and none was lodged against this decision."""
    until = last_day(application)
    if until is None or clock.today() > until:
        return False
    since = application.decided_at
    return not Appeal.objects.filter(application=application, lodged_at__gte=since).exists()


def took_part(person: Person, application: Application) -> bool:
    """Whether somebody scored this file, decided on it or presided over its panel: then the appeal is for others."""
    return (
        application.decided_by_id == person.pk
        or Review.objects.filter(application=application, reviewer=person).exists()
        or PanelMeeting.objects.filter(selection__call=application.call_id, chair=person).exists()
    )


def open_appeals(person: Person) -> QuerySet[Appeal]:
    """Appeals that wait for an answer and that this person may see."""
    seen = visible_to(person, Application.objects.all())
    return Appeal.objects.filter(application__in=seen, state=AppealState.OPEN)
