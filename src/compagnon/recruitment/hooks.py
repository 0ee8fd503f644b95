"""What the recruitment app plugs into others."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from rules import test_rule

from compagnon.core import openings
from compagnon.core.activity import words
from compagnon.core.doubles.merging import FOLDS
from compagnon.core.registries import (
    Entry,
    Evidence,
    FileKind,
    LinkPurpose,
    Panel,
    SchemeUse,
    Waiting,
    activity_files,
    calendar_entries,
    call_choices,
    desk_attention,
    desk_navigation,
    evidence,
    follow,
    link_purposes,
    participant_panels,
    scheme_uses,
)
from compagnon.recruitment import jobs  # noqa: F401  (declares the nightly job)
from compagnon.recruitment.actions import after_withdrawal, ask_consent, one_of_two, overtaken
from compagnon.recruitment.choices import ApplicationState, CallState, ConsentKind, ConsentState, OfferState
from compagnon.recruitment.models import Application, Call, Meeting, PanelMeeting
from compagnon.recruitment.phrases.activity import OPENED, VERBS
from compagnon.recruitment.queries import dates, opened
from compagnon.recruitment.queries.appeals import open_appeals
from compagnon.recruitment.queries.applications import to_decide, visible_to, with_corrections_back
from compagnon.recruitment.queries.calls import call_pairs, calls_by_version
from compagnon.recruitment.queries.reading import owed_by
from compagnon.recruitment.views import panels

call_choices.answer(call_pairs)
FOLDS.add("recruitment.application", one_of_two)
activity_files.add(
    "application",
    FileKind(
        _("Application"),
        "recruitment.view_applications",
        lambda person: visible_to(person, Application.objects.select_related("participant__person", "call")),
        lambda file: reverse("recruitment:application", args=[file.code]),
    ),
    position=30,
)
activity_files.add(
    "call",
    FileKind(
        _("Call"),
        "recruitment.view_applications",
        lambda _person: Call.objects.all(),
        lambda file: reverse("recruitment:call", args=[file.code]),
    ),
    position=40,
)
activity_files.add(
    "meeting",
    FileKind(
        _("Information meeting"),
        "recruitment.view_applications",
        lambda _person: Meeting.objects.all(),
        lambda file: reverse("recruitment:information-meeting", args=[file.code]),
    ),
    position=45,
)
words(VERBS)
calendar_entries.add("meetings", dates.meetings, position=30)
calendar_entries.add("panels", dates.panels, position=35)
calendar_entries.add("calls", dates.calls, position=40)
openings.words(OPENED)
openings.opened_things.add(
    "application",
    openings.Things(Application, "recruitment.view_applications", opened.applications, opened.applications_of),
)
openings.opened_things.add(
    "call", openings.Things(Call, "recruitment.view_applications", opened.calls, opened.calls_called)
)
openings.opened_things.add(
    "meeting", openings.Things(PanelMeeting, "recruitment.sit_on_panel", opened.meetings, opened.meetings_of)
)

scheme_uses.add(
    "calls",
    SchemeUse(
        begun=calls_by_version,
        running=lambda: calls_by_version(state=CallState.OPEN),
        words=lambda number: ngettext("%(number)s call", "%(number)s calls", number) % {"number": number},
    ),
    position=10,
)
desk_navigation.add(
    "calls", Entry(_("Calls"), "recruitment:calls", "megaphone", "recruitment.view_applications"), position=50
)


def _to_decide(request: Any) -> Any:
    return to_decide(request.person)


def _to_read(request: Any) -> Any:
    return owed_by(request.person)


desk_navigation.add(
    "applications",
    Entry(_("Applications"), "recruitment:applications", "inbox", "recruitment.view_applications", _to_decide),
    position=40,
)
desk_navigation.add(
    "reviews",
    Entry(_("Reviews"), "recruitment:reviews", "clipboard-check", "recruitment.review_applications", _to_read),
    position=45,
)


def _attention(request: Any) -> Waiting:
    if not test_rule("recruitment.decide_applications", request.person):
        return _reviews_waiting(request)
    return Waiting(
        lambda: _to_decide(request),
        lambda count: ngettext("%(count)s application to decide", "%(count)s applications to decide", count),
        reverse("recruitment:applications"),
    )


def _reviews_waiting(request: Any) -> Waiting:
    return Waiting(
        lambda: _to_read(request),
        lambda count: ngettext("%(count)s application to read", "%(count)s applications to read", count),
        reverse("recruitment:reviews"),
        icon="clipboard-check",
    )


def _appeals(request: Any) -> Waiting | None:
    if not test_rule("recruitment.decide_applications", request.person):
        return None
    return Waiting(
        lambda: open_appeals(request.person),
        lambda count: ngettext("%(count)s appeal to answer", "%(count)s appeals to answer", count),
        reverse("recruitment:appeals"),
    )


def _corrected(request: Any) -> Waiting | None:
    if not test_rule("recruitment.decide_applications", request.person):
        return None
    return Waiting(
        lambda: with_corrections_back(visible_to(request.person, Application.objects.all())),
        lambda count: ngettext("%(count)s correction came back", "%(count)s corrections came back", count),
        reverse("recruitment:applications") + "?state=all&corrections=back",
        icon="undo-2",
    )


desk_attention.add("corrections", _corrected, position=12)
desk_attention.add("appeals", _appeals, position=15)
desk_attention.add("applications", _attention, position=10)

for state in ApplicationState:
    follow(f"recruitment.application_{state}", overtaken.after_move)
for answer in OfferState:
    follow(f"recruitment.offer_{answer}", overtaken.after_answer)
follow("recruitment.application_withdrawn", after_withdrawal)
link_purposes.add("recruitment.offer", LinkPurpose("recruitment:offered-place", _("the place offered to you"), days=30))
link_purposes.add("recruitment.apply", LinkPurpose("recruitment:apply-link", _("your application"), days=14))
link_purposes.add("recruitment.registration", LinkPurpose("recruitment:registration", _("your seat"), days=120))
link_purposes.add("recruitment.opinion", LinkPurpose("recruitment:opinion", _("a trainer's opinion")))
link_purposes.add(
    "recruitment.guardian_consent", LinkPurpose("recruitment:guardian-consent", _("the guardian's consent"))
)
link_purposes.add(
    "recruitment.employer_agreement", LinkPurpose("recruitment:employer-agreement", _("the employer's agreement"))
)


def _desk_url(mobility: Any) -> str:
    if mobility.application is None:
        return ""
    return reverse("recruitment:application", args=[mobility.application.code])


def _journey_url(mobility: Any) -> str:
    if mobility.application is None:
        return ""
    return reverse("recruitment:status", args=[mobility.application.code])


def _consent_given(kind: ConsentKind) -> Any:
    def given(mobility: Any) -> bool:
        application = mobility.application
        return application is not None and any(
            consent.kind == kind and consent.state == ConsentState.GIVEN for consent in application.consents.all()
        )

    return given


def _submitted(mobility: Any) -> bool:
    return mobility.application is not None and mobility.application.submitted_at is not None


def _decided(mobility: Any) -> bool:
    return mobility.application is not None and mobility.application.decided_at is not None


def _asks_again(kind: ConsentKind) -> Any:
    def remind(mobility: Any, by: Any) -> int:
        application = mobility.application
        return int(application is not None and ask_consent(application=application, kind=kind, by=by) is not None)

    return remind


for code, proves in (("application_submitted", _submitted), ("application_decided", _decided)):
    evidence.add(code, Evidence(done=proves, desk_url=_desk_url, journey_url=_journey_url))
for code, kind in (("guardian_consent", ConsentKind.GUARDIAN), ("employer_agreement", ConsentKind.EMPLOYER)):
    evidence.add(
        code,
        Evidence(_consent_given(kind), desk_url=_desk_url, journey_url=_journey_url, remind=_asks_again(kind)),
    )

participant_panels.add("applications", Panel(panels.of_participant), position=30)
