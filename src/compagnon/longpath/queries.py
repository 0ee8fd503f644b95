"""Reads of the long path: sheets with what they say now, the sheet of a stay, who may see which obstacle, figures."""

from typing import Any

from django.db.models import Case, Q, QuerySet, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _

from compagnon.core.registries import Point
from compagnon.correspondence.models import Letter
from compagnon.longpath.choices import SOURCE
from compagnon.longpath.models import CourseOfStay, CourseSheet, CourseVersion, EmployerWord, ObstacleEntry
from compagnon.mobilities.choices import MobilityState
from compagnon.mobilities.models import Mobility
from compagnon.mobilities.queries import visible_to
from compagnon.people.choices import ParticipantKind
from compagnon.people.models import Person
from compagnon.recruitment.models import Application
from compagnon.recruitment.queries.applications import visible_to as applications_visible_to
from compagnon.schemes.models import Scheme


def sheets() -> QuerySet[CourseSheet]:
    """Every sheet with its versions, the newest first."""
    return CourseSheet.objects.select_related("trade").prefetch_related("versions")


def offered_to(mobility: Mobility) -> list[CourseVersion]:
    """The newest version of each sheet that is offered, those of the participant's trade first."""
    mine = Case(When(trade=mobility.trade_id, then=Value(0)), default=Value(1)) if mobility.trade_id else Value(0)
    rows = sheets().filter(is_off=False).order_by(mine, "title")
    found = []
    for sheet in rows:
        newest = next(iter(sheet.versions.all()), None)
        if newest is not None:
            newest.sheet = sheet
            found.append(newest)
    return found


def course_of(mobility: Mobility) -> CourseOfStay | None:
    """The sheet that the stay follows, as it was chosen; read with the mobility where its page is shown."""
    if Mobility.course_of_stay.is_cached(mobility):
        return getattr(mobility, "course_of_stay", None)
    found: CourseOfStay | None = CourseOfStay.objects.filter(mobility=mobility).select_related("version__sheet").first()
    return found


def newer_than(version: CourseVersion) -> CourseVersion | None:
    """The version that was approved after this one."""
    rows = CourseVersion.objects.filter(sheet=version.sheet_id, number__gt=version.number, approved_on__isnull=False)
    found: CourseVersion | None = rows.first()
    return found


def points_before_leaving(mobilities: list[Mobility]) -> dict[int, list[Point]]:
    """What of the long path is not settled: nobody begins a long stay without an approved sheet and a decision (MO-02, MO-08).

    A sheet that was chosen and is not approved stands in the way of a short stay too. Who comes to us learns for a diploma of
    the own country, and staff for none.
    """
    learners = [one for one in mobilities if one.scheme.participant_kind == ParticipantKind.LEARNER]
    kept: dict[Any, Scheme] = {}  # read once a version, not once a stay
    found: dict[int, list[Point]] = {}
    for mobility in learners:
        version = (mobility.scheme_id, mobility.scheme_version)
        mobility.kept_scheme = kept.setdefault(version, kept.get(version) or mobility.kept_scheme)
        is_long = mobility.is_long and not mobility.scheme.is_incoming
        is_decided = getattr(mobility, "counts_at_home", None) is not None
        open_points = [_sheet_open(mobility, getattr(mobility, "course_of_stay", None), is_long=is_long)]
        open_points.append(_decision_open(mobility) if is_long and not is_decided else None)
        found[mobility.pk] = [one for one in open_points if one is not None]
    return found


def _sheet_open(mobility: Mobility, course: CourseOfStay | None, *, is_long: bool) -> Point | None:
    if course is None and is_long:
        return Point(
            "course",
            _("No course sheet is chosen"),
            _("A long stay follows a sheet that the teaching team has approved."),
            reverse("longpath:course", args=[mobility.code]),
            source=str(SOURCE),
        )
    if course is None or course.version.is_approved:
        return None
    return Point(
        "course",
        _("The teaching team has not approved the course sheet “%(sheet)s”") % {"sheet": course.version.sheet},
        _("It says what is learnt abroad and how it counts: the team approves it before the departure."),
        reverse("longpath:sheet", args=[course.version.sheet.code]),
        source=str(SOURCE),
        facts=(course.version.code,),
    )


def _decision_open(mobility: Mobility) -> Point:
    return Point(
        "counts",
        _("What counts in the diploma is not decided"),
        _("It is decided before a long stay begins, and confirmed after it."),
        reverse("stays:long-stay", args=[mobility.code]) + "#counts",
        source=str(SOURCE),
    )


def agreement_points(mobility: Mobility) -> dict[str, str]:
    """What the course sheet says in the learning agreement, by the name of its point."""
    course = course_of(mobility)
    if course is None:
        return {}
    version = course.version
    return {
        "programme": "\n".join(filter(None, (f"{version.sheet}: {version.learnt}", version.units))),
        "assessment": version.assessed,
        "monitoring_home": version.at_distance,
    }


def entries_seen_by(person: Person) -> QuerySet[ObstacleEntry]:
    """Obstacles of the files that somebody may see, and those of nobody by name."""
    mobilities = Q(mobility__in=visible_to(person, Mobility.objects.all()))
    applications = Q(mobility=None, application__in=applications_visible_to(person, Application.objects.all()))
    return ObstacleEntry.objects.filter(mobilities | applications | Q(mobility=None, application=None))


def for_list(entries: QuerySet[ObstacleEntry]) -> QuerySet[ObstacleEntry]:
    """With whom and what a row names."""
    return entries.select_related("trade", "mobility__participant__person", "application__participant__person")


def untold(entries: QuerySet[ObstacleEntry]) -> QuerySet[ObstacleEntry]:
    """Those whose reason nobody has told yet."""
    return entries.filter(reason="")


def outgoing(mobilities: QuerySet[Mobility]) -> QuerySet[Mobility]:
    """Stays of those who leave, that took place or will."""
    return mobilities.exclude(state=MobilityState.CANCELLED).exclude(scheme__direction="in")


def told_to_employer(mobility: Mobility) -> Letter | None:
    """The newest letter with the way to the employer's page."""
    found: Letter | None = Letter.objects.filter(key="longpath.employer", about_id=mobility.pk).order_by("-pk").first()
    return found


def words_seen_by(person: Person) -> QuerySet[EmployerWord]:
    """What companies said of the stays that somebody may see, with whom and what a row names, the newest first."""
    words = EmployerWord.objects.filter(mobility__in=visible_to(person, Mobility.objects.all()))
    return words.select_related("employer", "mobility__participant__person", "mobility__participant__mentor")


def wanting_to_talk(words: QuerySet[EmployerWord]) -> QuerySet[EmployerWord]:
    """Companies that asked for a call or a meeting and were not called yet."""
    return words.filter(seen_at=None).exclude(talk="")
