"""Sheets are written, approved and chosen; obstacles are noted, by people and as the program notices them."""

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from compagnon.core import activity, clock
from compagnon.core.i18n import in_every_language
from compagnon.core.states import MoveRefused, locked
from compagnon.correspondence.actions import write
from compagnon.correspondence.models import Letter
from compagnon.longpath.choices import STAGES, Interest, Reason, Stage
from compagnon.longpath.models import CourseOfStay, CourseSheet, CourseVersion, EmployerWord, ObstacleEntry
from compagnon.mobilities.models import Mobility
from compagnon.people.models import Person
from compagnon.recruitment.models import Application

EMPLOYER = "longpath.employer"
APPROVAL = "longpath.approval"


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
def ask_teacher(*, version: CourseVersion, teacher: Person, by: Any) -> Letter:
    """Ask a named teacher by letter to approve a version for the team. Raises MoveRefused for one that is approved already."""
    version = locked(version)
    if version.is_approved:
        raise MoveRefused(_("This version is approved already."))
    facts = {"sheet": version.sheet.title, "number": version.number, "name": teacher.full_name}
    activity.record("longpath.approval_asked", about=version.sheet, by=by, facts=facts)
    return write(key=APPROVAL, reader=teacher, about=version, by=by, purpose=APPROVAL)


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


def word_of(mobility: Mobility) -> EmployerWord:
    """What the company has said of this stay, or an empty one."""
    found = EmployerWord.objects.filter(mobility=mobility).first()
    return found or EmployerWord(network_id=mobility.network_id, mobility=mobility)


@transaction.atomic
def answer_as_employer(*, mobility: Mobility, said: dict[str, Any], by: Any) -> EmployerWord:
    """Keep what the company says before the stay; it can say otherwise. A no is an obstacle, a wish to talk waits at the desk."""
    locked(mobility)  # so that two presses make one answer
    word = _written(mobility, said)
    word.answered_at, word.answered_by_name = clock.now(), by.full_name
    word.seen_at, word.seen_by_name = None, ""
    word.save()
    facts = {"answer": in_every_language(Interest(word.interest).label)}
    activity.record("longpath.employer_answered", about=word, by=by, trail=mobility, facts=facts)
    if word.interest == Interest.NO:
        notice(Stage.PREPARING, mobility=mobility, reason=Reason.EMPLOYER)
    return word


@transaction.atomic
def tell_what_came_back(*, mobility: Mobility, said: dict[str, Any], by: Any) -> EmployerWord:
    """Keep what the company says after the return."""
    locked(mobility)
    word = _written(mobility, said)
    word.told_at, word.told_by_name = clock.now(), by.full_name
    word.save()
    activity.record("longpath.employer_told", about=word, by=by, trail=mobility)
    return word


def _written(mobility: Mobility, said: dict[str, Any]) -> EmployerWord:
    word = word_of(mobility)
    for name, value in said.items():
        setattr(word, name, value)
    word.employer = mobility.participant.employer
    return word


@transaction.atomic
def note_talked(*, word: EmployerWord, by: Any) -> EmployerWord:
    """Somebody has called or met the company. Twice changes nothing."""
    word = locked(word)
    if word.seen_at is None:
        word.seen_at, word.seen_by_name = clock.now(), by.full_name
        word.save()
        activity.record("longpath.employer_called", about=word, by=by, trail=word.mobility)
    return word


@transaction.atomic
def tell_obstacle(*, entry: ObstacleEntry, by: Any) -> ObstacleEntry:
    """Keep an obstacle with its reason."""
    entry.told_by, entry.told_by_name = by, by.full_name
    entry.save()
    facts = {"reason": in_every_language(Reason(entry.reason).label)}
    activity.record("longpath.obstacle_told", about=entry, by=by, trail=entry.mobility, facts=facts)
    return entry


def notice(
    stage: Stage, *, mobility: Mobility | None = None, application: Application | None = None, reason: str = ""
) -> None:
    """Somebody does not go, or came back: one entry for a file, from the application to the return.

    `reason` where the program knows it. What nobody has told yet moves on with the file and keeps a reason that is known; what
    somebody told stays as it is.
    """
    file: Any = mobility or application
    application = mobility.application if mobility else application
    entry = _noticed(mobility, application)
    if entry is None:
        trade = mobility.trade if mobility else file.participant.trade
        entry = ObstacleEntry(network_id=file.network_id, application=application, trade=trade)
    elif entry.told_by_name or STAGES.index(entry.stage) > STAGES.index(stage):
        return
    entry.stage, entry.mobility, entry.reason = stage, mobility, entry.reason or reason
    entry.save()


def forget(*, application: Application, reason: str) -> None:
    """It did not stand in the way after all: who had said no says yes. What somebody told, or has gone further, stays."""
    entry = _noticed(None, application)
    if entry is not None and not entry.told_by_name and entry.reason == reason and entry.stage != Stage.ABROAD:
        entry.delete()


def _noticed(mobility: Mobility | None, application: Application | None) -> ObstacleEntry | None:
    about = Q(mobility=mobility) if mobility else Q(pk__in=())
    if application is not None:
        about |= Q(application=application) | Q(mobility__application=application)
    found: ObstacleEntry | None = ObstacleEntry.objects.filter(about).order_by("pk").first()
    return found
