"""What the stays app plugs into others."""

from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from compagnon.core.activity import words
from compagnon.core.lists import counted
from compagnon.core.registries import (
    Attention,
    Entry,
    Evidence,
    LinkPurpose,
    Panel,
    calendar_entries,
    desk_attention,
    desk_navigation,
    evidence,
    follow,
    link_purposes,
    mobility_panels,
    told,
)
from compagnon.mobilities.choices import MobilityState
from compagnon.mobilities.models import Mobility
from compagnon.stays import dates
from compagnon.stays.actions import logbook
from compagnon.stays.actions import weeks as actions
from compagnon.stays.queries import care
from compagnon.stays.queries import logbook as logbooks
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
        "stays.help_asked_of": _("%(name)s was asked to answer the call for help."),
        "stays.help_unanswered": _("Nobody is left to be asked: the call for help stands open at the desk."),
        "stays.helpcall_taken": _("%(by)s took the call for help."),
        "stays.helpcall_asked": _("%(by)s gave the call for help back."),
        "stays.helpcall_closed": _("%(by)s closed the call for help."),
        "stays.turn_added": _("%(by)s put %(name)s on call from %(first)s to %(last)s."),
        "stays.turn_removed": _("%(by)s took %(name)s off call from %(first)s to %(last)s."),
        "stays.turn_restored": _("%(by)s put %(name)s on call again from %(first)s to %(last)s."),
        "stays.help_settled": _("%(by)s set after how many minutes the next person is asked for help: %(minutes)s."),
        "stays.check_in_seen": _("%(by)s dealt with the check-in of week %(week)s."),
    }
)

calendar_entries.add("check_ins", dates.check_ins, position=50)
link_purposes.add(actions.ARRIVAL, LinkPurpose("stays:arrival", _("Confirm an arrival"), days=30))
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
    check_ins = queries.with_arrival(mobility)
    mobility = check_ins[0].mobility if check_ins else mobility
    if not check_ins and mobility.state in (MobilityState.PREPARING, MobilityState.CANCELLED):
        return ""
    arrival = mobility.arrival if queries.has_arrived(mobility) else None
    shown = {
        "mobility": mobility,
        "check_ins": check_ins,
        "arrival": arrival,
        "entries": check_ins[0] if check_ins else None,
        "can_confirm": queries.can_confirm_arrival(mobility),
    }
    return render_to_string("stays/desk/panel.html", shown, request=request)


def _attention(request: Any) -> Attention | None:
    count = counted(queries.asking_for_attention(queries.seen_by(request.person)))
    if not count:
        return None
    title = ngettext(
        "%(count)s check-in missed, not going well or asking for a call",
        "%(count)s check-ins missed, not going well or asking for a call",
        count,
    )
    return Attention(
        title % {"count": told(count)}, count, reverse("stays:check-ins"), icon="message-circle", is_late=True
    )


def _calls(request: Any) -> Attention | None:
    count = counted(care.unanswered(care.calls_seen_by(request.person)))
    if not count:
        return None
    title = ngettext("%(count)s call for help not answered", "%(count)s calls for help not answered", count)
    return Attention(title % {"count": told(count)}, count, reverse("stays:calls"), icon="life-buoy", is_late=True)


def _unread(request: Any) -> Attention | None:
    count = counted(logbooks.unread(logbooks.entries_seen_by(request.person)))
    if not count:
        return None
    title = ngettext("%(count)s logbook entry to read", "%(count)s logbook entries to read", count)
    return Attention(title % {"count": told(count)}, count, reverse("stays:entries"), icon="notebook-pen")


mobility_panels.add("stay", Panel(_panel), position=40)
desk_attention.add("check-ins", _attention, position=30)
desk_attention.add("calls-for-help", _calls, position=1)
desk_attention.add("logbook", _unread, position=60)
desk_navigation.add("abroad", Entry(_("Abroad"), "stays:abroad", "map-pin", "stays.follow_stays"), position=45)
follow("mobilities.mobility_abroad", actions.begin_stay)
follow("mobilities.mobility_dates_moved", actions.follow_dates)
