"""What the stays app plugs into others."""

from collections.abc import Callable
from typing import Any

import rules
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from compagnon.core.activity import words
from compagnon.core.registries import (
    Entry,
    Evidence,
    LinkPurpose,
    Panel,
    Waiting,
    calendar_entries,
    desk_attention,
    desk_navigation,
    evidence,
    follow,
    link_purposes,
    mobility_joins,
    mobility_panels,
)
from compagnon.mobilities.choices import MobilityState
from compagnon.mobilities.models import Mobility
from compagnon.stays import dates
from compagnon.stays.actions import followup, logbook, safety, silence
from compagnon.stays.actions import weeks as actions
from compagnon.stays.queries import care, incidents, lessons
from compagnon.stays.queries import followup as follow_ups
from compagnon.stays.queries import logbook as logbooks
from compagnon.stays.queries import silence as silences
from compagnon.stays.queries import weeks as queries

words(
    {
        "stays.arrival_confirmed": _("%(by)s confirmed the arrival."),
        "stays.check_in_answered": _("%(by)s answered the check-in of week %(week)s."),
        "stays.call_wanted": _("%(by)s answered the check-in of week %(week)s and wants to be called."),
        "stays.entry_written": _("%(by)s wrote into the logbook about %(day)s."),
        "stays.entry_changed": _("%(by)s changed the logbook of %(day)s."),
        "stays.entry_removed": _("%(by)s took an entry of %(day)s out of the logbook."),
        "stays.entry_restored": _("%(by)s put an entry of %(day)s back into the logbook."),
        "stays.photo_added": _("%(by)s added a picture to the logbook of %(day)s."),
        "stays.entry_commented": _("%(by)s commented the logbook of %(day)s."),
        "stays.week_confirmed": _("%(by)s confirmed the logbook of the week of %(week)s (entries: %(entries)s)."),
        "stays.help_called": _("%(by)s called for help."),
        "stays.help_repeated": _("%(by)s called for help again."),
        "stays.help_asked_of": _("%(name)s was asked to answer the call for help."),
        "stays.help_unanswered": _("Nobody is left to be asked: the call for help stands open at the desk."),
        "stays.helpcall_taken": _("%(by)s took the call for help."),
        "stays.helpcall_asked": _("%(by)s gave the call for help back."),
        "stays.helpcall_closed": _("%(by)s closed the call for help."),
        "stays.turn_added": _("%(by)s put %(name)s on call from %(first)s to %(last)s."),
        "stays.turn_removed": _("%(by)s took %(name)s off call from %(first)s to %(last)s."),
        "stays.turn_restored": _("%(by)s put %(name)s on call again from %(first)s to %(last)s."),
        "stays.help_settled": _("%(by)s set after how many minutes the next person is asked for help: %(minutes)s."),
        "stays.safety_asked": _("%(by)s asked everybody in %(place)s whether they are safe (people: %(people)s)."),
        "stays.drill_held": _("%(by)s held an exercise: who would be asked in %(place)s (people: %(people)s)."),
        "stays.safety_closed": _("%(by)s ended the asking in %(place)s."),
        "stays.told_safe": _("%(by)s: %(name)s is safe."),
        "stays.told_in_need": _("%(by)s: %(name)s needs help."),
        "stays.roll_called": _("%(by)s counted the group: %(present)s of %(people)s present."),
        "stays.returned_early": _("%(by)s ended the stay early: %(before)s → %(after)s."),
        "stays.incident_opened": _("%(by)s opened an incident."),
        "stays.incident_noted": _("%(by)s added to the record of an incident."),
        "stays.incident_task_added": _("%(by)s added a task to an incident."),
        "stays.incident_task_done": _("%(by)s did a task of an incident."),
        "stays.incident_task_reopened": _("%(by)s reopened a task of an incident."),
        "stays.incident_closed": _("%(by)s closed an incident."),
        "stays.incident_open": _("%(by)s took an incident up again."),
        "stays.follow_up_answered": _("%(by)s answered the follow-up."),
        "stays.follow_up_seen": _("%(by)s dealt with an answer of the follow-up."),
        "stays.visit_reported": _("%(by)s reported a visit."),
        "stays.lesson_planned": _("%(by)s planned a lesson from a distance: %(title)s."),
        "stays.lessons_planned": _("%(by)s planned lessons from a distance: %(title)s (%(count)s)."),
        "stays.lesson_changed": _("%(by)s changed a lesson from a distance: %(title)s."),
        "stays.lessons_removed": _("%(by)s took lessons away: %(title)s (%(count)s)."),
        "stays.lessons_restored": _("%(by)s put lessons back: %(title)s (%(count)s)."),
        "stays.contract_removed": _("%(by)s took an event of the contract away: %(what)s, %(day)s."),
        "stays.contract_restored": _("%(by)s put an event of the contract back: %(what)s, %(day)s."),
        "stays.lesson_seen_to": _("%(by)s dealt with a missed lesson: %(title)s."),
        "stays.visit_planned": _("%(by)s planned a visit on %(day)s: %(who)s."),
        "stays.visit_called_off": _("%(by)s called off the visit on %(day)s."),
        "stays.attendance_noted": _("%(by)s noted the attendance of a lesson: %(title)s."),
        "stays.contract_noted": _("%(by)s noted an event of the contract."),
        "stays.counting_decided": _("%(by)s decided what of the stay counts in the diploma."),
        "stays.counting_confirmed": _("%(by)s confirmed what of the stay counts in the diploma."),
        "stays.check_in_answered_of_day": _("%(by)s answered the check-in of day %(day)s."),
        "stays.call_wanted_of_day": _("%(by)s answered the check-in of day %(day)s and wants to be called."),
        "stays.check_in_seen_of_day": _("%(by)s dealt with the check-in of day %(day)s."),
        "stays.ladder_settled": _("%(by)s set after how many hours a missing sign is followed: %(hours)s."),
        "stays.silence_reminded": _("No sign of %(name)s: a reminder went out."),
        "stays.silence_tutor_asked": _("No sign of %(name)s: the host tutor was asked."),
        "stays.silence_without_tutor": _("No sign of %(name)s: no host tutor with an address could be asked."),
        "stays.silence_to_call": _("No sign of %(name)s: somebody has to call."),
        "stays.silence_not_there": _("%(by)s has not seen %(name)s."),
        "stays.silence_heard": _("%(by)s saw or spoke with %(name)s: all is well."),
        "stays.check_in_seen": _("%(by)s dealt with the check-in of week %(week)s."),
    }
)

calendar_entries.add("check_ins", dates.check_ins, position=50)
calendar_entries.add("lessons", dates.lessons, position=51)
calendar_entries.add("visits", dates.visits, position=52)
link_purposes.add(actions.ARRIVAL, LinkPurpose("stays:arrival", _("Confirm an arrival"), days=30))
link_purposes.add(followup.FOLLOW_UP, LinkPurpose("stays:follow-up", _("Say how the stay is going"), days=60))
link_purposes.add(safety.SAFE, LinkPurpose("stays:safe", _("Say whether one is safe"), days=14))
link_purposes.add(silence.SIGN, LinkPurpose("stays:sign", _("Say whether somebody was seen"), days=14))
link_purposes.add(logbook.CONFIRM_WEEK, LinkPurpose("stays:confirm-week", _("Confirm the logbook"), days=60))


def _arrival_url(mobility: Mobility) -> str:
    return reverse("stays:my-arrival", args=[mobility.code])


def _check_in_url(mobility: Mobility) -> str:
    following = queries.to_answer(mobility).first()
    return reverse("stays:my-check-in", args=[following.code]) if following else reverse("journey:logbook")


def _desk_url(mobility: Mobility) -> str:
    return f"{mobility.get_absolute_url()}#stay"


evidence.add("arrival_confirmed", Evidence(queries.has_arrived, desk_url=_desk_url, journey_url=_arrival_url))
evidence.add("weekly_check_ins", Evidence(queries.is_followed_up, desk_url=_desk_url, journey_url=_check_in_url))


def _panel(request: Any, mobility: Mobility) -> str:
    check_ins = queries.counted(mobility)
    if not check_ins and mobility.state == MobilityState.CANCELLED:
        return ""
    arrival = mobility.arrival if queries.has_arrived(mobility) else None
    shown = {
        "mobility": mobility,
        "check_ins": check_ins,
        "arrival": arrival,
        "entries": check_ins[0].entries if check_ins else None,  # type: ignore[attr-defined]  # annotated
        "can_confirm": queries.can_confirm_arrival(mobility),
    }
    return render_to_string("stays/desk/panel.html", shown, request=request)


def _attention(request: Any) -> Waiting:
    return Waiting(
        lambda: queries.asking_for_attention(queries.seen_by(request.person)),
        lambda count: ngettext(
            "%(count)s check-in missed, not going well or asking for a call",
            "%(count)s check-ins missed, not going well or asking for a call",
            count,
        ),
        reverse("stays:check-ins"),
        icon="message-circle",
        is_late=True,
    )


def _silences(request: Any) -> Waiting:
    return Waiting(
        lambda: silences.to_call(silences.seen_by(request.person)),
        lambda count: ngettext(
            "%(count)s person to call: no sign of life", "%(count)s people to call: no sign of life", count
        ),
        reverse("stays:silences"),
        icon="phone",
        is_late=True,
    )


def _calls(request: Any) -> Waiting:
    return Waiting(
        lambda: care.unanswered(care.calls_seen_by(request.person)),
        lambda count: ngettext("%(count)s call for help not answered", "%(count)s calls for help not answered", count),
        reverse("stays:calls"),
        icon="life-buoy",
        is_late=True,
    )


def _incidents(request: Any) -> Waiting:
    return Waiting(
        lambda: incidents.to_look_at(incidents.incidents_seen_by(request.person)),
        lambda count: ngettext("%(count)s incident to look at again", "%(count)s incidents to look at again", count),
        reverse("stays:incidents"),
        icon="shield-check",
    )


def _incident_tasks(request: Any) -> Waiting:
    return Waiting(
        lambda: incidents.own_tasks(request.person),
        lambda count: ngettext(
            "%(count)s task about an incident for you", "%(count)s tasks about incidents for you", count
        ),
        reverse("stays:incidents"),
        icon="list-todo",
    )


def _follow_ups(request: Any) -> Waiting:
    return Waiting(
        lambda: follow_ups.asking_for_attention(follow_ups.seen_by(request.person)),
        lambda count: ngettext("%(count)s follow-up missing or low", "%(count)s follow-ups missing or low", count),
        reverse("stays:follow-ups"),
        icon="calendar-days",
    )


def _lessons(request: Any) -> Waiting:
    return Waiting(
        lambda: lessons.missed_seen_by(request.person),
        lambda count: ngettext("%(count)s lesson missed", "%(count)s lessons missed", count),
        reverse("stays:missed-lessons"),
        icon="school",
    )


def _unread(request: Any) -> Waiting:
    return Waiting(
        lambda: logbooks.unread(logbooks.entries_seen_by(request.person)),
        lambda count: ngettext("%(count)s logbook entry to read", "%(count)s logbook entries to read", count),
        reverse("stays:entries"),
        icon="notebook-pen",
    )


def _having(right: str, waiting: Callable[[Any], Waiting]) -> Callable[[Any], Waiting | None]:
    return lambda request: waiting(request) if rules.test_rule(right, request.person) else None


mobility_joins.add("arrival", "arrival")
mobility_joins.add("counts", "counts_at_home")
mobility_panels.add("stay", Panel(_panel), position=40)
desk_attention.add("check-ins", _having("stays.follow_stays", _attention), position=30)
desk_attention.add("no-sign", _having("stays.answer_help", _silences), position=2)
desk_attention.add("calls-for-help", _having("stays.answer_help", _calls), position=1)
desk_attention.add("incidents", _having("stays.keep_incidents", _incidents), position=20)
desk_attention.add("incident-tasks", _having("stays.keep_incidents", _incident_tasks), position=21)
desk_attention.add("follow-ups", _having("stays.follow_stays", _follow_ups), position=31)
desk_attention.add("lessons", _having("stays.follow_stays", _lessons), position=32)
desk_attention.add("logbook", _having("stays.follow_stays", _unread), position=60)
desk_navigation.add("groups", Entry(_("Groups"), "stays:groups", "users", "stays.accompany_group"), position=46)
desk_navigation.add("abroad", Entry(_("Abroad"), "stays:abroad", "map-pin", "stays.follow_stays"), position=45)
follow("mobilities.mobility_abroad", actions.begin_stay)
for verb in ("dates_moved", "split"):
    follow(f"mobilities.mobility_{verb}", actions.follow_dates)
    follow(f"mobilities.mobility_{verb}", followup.follow_dates)
follow("mobilities.mobility_abroad", followup.plan_follow_ups)
