"""What the long path plugs into others."""

from typing import Any

import rules
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from compagnon.core.activity import words
from compagnon.core.imports.kinds import IMPORTERS
from compagnon.core.registries import (
    Entry,
    LinkPurpose,
    Panel,
    Waiting,
    agreement_points,
    departure_joins,
    departure_points,
    desk_attention,
    desk_navigation,
    follow,
    link_purposes,
    mobility_joins,
    mobility_panels,
)
from compagnon.longpath import actions, queries
from compagnon.longpath.choices import Reason, Stage
from compagnon.longpath.imports import COURSES
from compagnon.longpath.views import panels
from compagnon.mobilities.models import Mobility
from compagnon.recruitment.choices import ConsentKind
from compagnon.recruitment.models import Application, Consent

words(
    {
        "longpath.sheet_written": _("%(by)s wrote the course sheet “%(sheet)s”, version %(number)s."),
        "longpath.version_approved": _(
            "%(by)s noted that the teaching team (%(team)s) approved “%(sheet)s”, version %(number)s."
        ),
        "longpath.approval_asked": _("%(by)s asked %(name)s to approve “%(sheet)s”, version %(number)s."),
        "longpath.course_chosen": _("%(by)s chose the course sheet: %(course)s."),
        "longpath.course_removed": _("%(by)s took the course sheet away: %(course)s."),
        "longpath.employer_answered": _("%(by)s answered for the company: %(answer)s."),
        "longpath.employer_told": _("%(by)s told what came back to the company."),
        "longpath.employer_called": _("%(by)s talked with the company."),
        "longpath.obstacle_told": _("%(by)s told what stood in the way: %(reason)s."),
    }
)


REFUSED_BY: dict[str, Reason] = {ConsentKind.EMPLOYER: Reason.EMPLOYER, ConsentKind.GUARDIAN: Reason.FAMILY}


def _cancelled(mobility: Mobility, _by: Any) -> None:
    actions.notice(Stage.PREPARING, mobility=mobility)


def _withdrawn(application: Application, _by: Any) -> None:
    """An application that had led to a mobility is noticed there."""
    if not Mobility.objects.filter(application=application).exists():
        actions.notice(Stage.APPLICATION, application=application)


def _declined(application: Application, _by: Any) -> None:
    actions.notice(Stage.APPLICATION, application=application, reason=Reason.SELECTION)


def _chosen(application: Application, _by: Any) -> None:
    actions.forget(application=application, reason=Reason.SELECTION)


def _refused(consent: Consent, _by: Any) -> None:
    """An employer or a guardian said no by link, before the decision or after it."""
    mobility = Mobility.objects.filter(application=consent.application).first()
    stage = Stage.PREPARING if mobility else Stage.APPLICATION
    actions.notice(stage, mobility=mobility, application=consent.application, reason=REFUSED_BY[consent.kind])


def _agreed(consent: Consent, _by: Any) -> None:
    actions.forget(application=consent.application, reason=REFUSED_BY[consent.kind])


def _early(mobility: Mobility, _by: Any) -> None:
    actions.notice(Stage.ABROAD, mobility=mobility)


def _untold(request: Any) -> Waiting:
    return Waiting(
        lambda: queries.untold(queries.entries_seen_by(request.person)),
        lambda count: ngettext(
            "%(count)s person did not go or came back early: tell why",
            "%(count)s people did not go or came back early: tell why",
            count,
        ),
        reverse("longpath:obstacles"),
        icon="ban",
    )


def _employers(request: Any) -> Waiting | None:
    if not rules.test_rule("stays.follow_stays", request.person):
        return None
    return Waiting(
        lambda: queries.wanting_to_talk(queries.words_seen_by(request.person)),
        lambda count: ngettext(
            "%(count)s company wants to talk about a stay", "%(count)s companies want to talk about a stay", count
        ),
        reverse("longpath:employers"),
        icon="phone",
    )


follow("mobilities.mobility_cancelled", _cancelled)
follow("recruitment.application_withdrawn", _withdrawn)
follow("recruitment.application_declined", _declined)
for state in ("admitted", "waiting"):
    follow(f"recruitment.application_{state}", _chosen)
follow("recruitment.consent_refused", _refused)
follow("recruitment.consent_given", _agreed)
follow("stays.returned_early", _early)
departure_points.add("course", queries.points_before_leaving)
departure_joins.add("course", "course_of_stay__version__sheet")
departure_joins.add("counts", "counts_at_home")
mobility_joins.add("course", "course_of_stay__version__sheet")
mobility_joins.add("employer_word", "employer_word")
mobility_panels.add("course", Panel(panels.course, beside=True), position=26)
mobility_panels.add("employer", Panel(panels.employer, beside=True), position=27)
link_purposes.add(
    actions.EMPLOYER, LinkPurpose("longpath:employer", _("What the stay means for the company"), days=400)
)
link_purposes.add(actions.APPROVAL, LinkPurpose("longpath:approval", _("Approve a course sheet"), days=60))
IMPORTERS.add(COURSES.name, COURSES, position=50)
agreement_points.add("course", queries.agreement_points)
desk_attention.add("employers", _employers, position=69)
desk_attention.add("obstacles", _untold, position=70)
desk_navigation.add(
    "courses",
    Entry(_("Course sheets"), "longpath:sheets", "school", "documents.prepare_documents", beside=True),
    position=73,
)
desk_navigation.add(
    "programme",
    Entry(_("Long path"), "longpath:figures", "layout-list", "stays.follow_stays", beside=True),
    position=74,
)
