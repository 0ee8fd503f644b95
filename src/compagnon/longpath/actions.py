"""Sheets are written, approved and chosen; obstacles are noted, by people and as the program notices them."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from compagnon.core import activity, clock
from compagnon.core.i18n import in_every_language
from compagnon.core.states import MoveRefused, locked
from compagnon.correspondence.actions import write
from compagnon.correspondence.models import Letter
from compagnon.longpath.choices import Reason, Stage
from compagnon.longpath.models import CourseOfStay, CourseSheet, CourseVersion, ObstacleEntry
from compagnon.mobilities.models import Mobility
from compagnon.recruitment.models import Application

EMPLOYER = "longpath.employer"


@transaction.atomic
def keep_sheet(*, sheet: CourseSheet, version: dict[str, Any], by: Any) -> CourseSheet:
    """Write a sheet: an approved version stays as it is, and what is said otherwise makes the next one."""
    if sheet.pk:
        CourseSheet.objects.select_for_update().get(pk=sheet.pk)
    sheet.save()
    last = sheet.versions.order_by("-number").first()
    if last is not None and all(getattr(last, name) == words for name, words in version.items()):
        return sheet
    number = 1 if last is None else last.number + int(last.is_approved)
    written = last if last is not None and not last.is_approved else CourseVersion(sheet=sheet, number=number)
    for name, words in version.items():
        setattr(written, name, words)
    written.network_id, written.written_at, written.written_by_name = sheet.network_id, clock.now(), by.full_name
    written.save()
    facts = {"sheet": sheet.title, "number": number}
    activity.record("longpath.sheet_written", about=sheet, by=by, facts=facts)
    return sheet


@transaction.atomic
def approve_version(*, version: CourseVersion, on: Any, team: str, by: Any) -> CourseVersion:
    """Note that the teaching team approved a version, who and when. Raises MoveRefused for one that is approved already."""
    version = locked(version)
    if version.is_approved:
        raise MoveRefused(_("This version is approved already."))
    version.approved_on, version.team, version.noted_by_name = on, team.strip(), by.full_name
    version.save()
    facts = {"sheet": version.sheet.title, "number": version.number, "team": version.team}
    activity.record("longpath.version_approved", about=version.sheet, by=by, facts=facts)
    return version


@transaction.atomic
def choose_course(*, mobility: Mobility, version: CourseVersion | None, by: Any) -> CourseOfStay | None:
    """Let a stay follow this version; None takes the sheet away. Choosing twice changes nothing."""
    locked(mobility)
    kept = CourseOfStay.objects.filter(mobility=mobility).select_related("version__sheet").first()
    if (kept.version_id if kept else None) == (version.pk if version else None):
        return kept
    before = str(kept.version) if kept else ""
    if version is None and kept is not None:
        kept.delete()
        activity.record("longpath.course_removed", about=mobility, by=by, facts={"course": before})
        return None
    kept = kept or CourseOfStay(network_id=mobility.network_id, mobility_id=mobility.pk)
    kept.version, kept.chosen_at, kept.chosen_by_name = version, clock.now(), by.full_name
    kept.save()
    activity.record("longpath.course_chosen", about=mobility, by=by, facts={"course": str(version)})
    return kept


@transaction.atomic
def tell_employer(*, mobility: Mobility, by: Any) -> Letter:
    """Send the mentor at the sending company the way to its page. Raises MoveRefused when nobody there can be reached."""
    mobility = locked(mobility)
    mentor = mobility.participant.mentor
    if mobility.participant.employer is None or mentor is None or not mentor.email:
        raise MoveRefused(
            _("Nobody with an e-mail address is known at the company: add the mentor to the participant.")
        )
    return write(key="longpath.employer", reader=mentor, about=mobility, by=by, purpose=EMPLOYER)


@transaction.atomic
def tell_obstacle(*, entry: ObstacleEntry, by: Any) -> ObstacleEntry:
    """Keep an obstacle with its reason."""
    entry.told_by, entry.told_by_name = by, by.full_name
    entry.save()
    facts = {"reason": in_every_language(Reason(entry.reason).label)}
    activity.record("longpath.obstacle_told", about=entry, by=by, trail=entry.mobility, facts=facts)
    return entry


def notice(stage: Stage, *, mobility: Mobility | None = None, application: Application | None = None) -> None:
    """Somebody does not go, or came back: an entry waits for its reason, once for a file and a stage."""
    file: Any = mobility or application
    there = ObstacleEntry.objects.filter(mobility=mobility, application=application, stage=stage)
    if not there.exists():
        ObstacleEntry.objects.create(
            network_id=file.network_id,
            mobility=mobility,
            application=application,
            stage=stage,
            trade=mobility.trade if mobility else file.participant.trade,
        )
