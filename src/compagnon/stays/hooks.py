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
from compagnon.stays import actions, queries

words(
    {
        "stays.arrival_confirmed": _("%(by)s confirmed the arrival."),
        "stays.check_in_answered": _("%(by)s answered the check-in of week %(week)s."),
        "stays.check_in_seen": _("%(by)s dealt with the check-in of week %(week)s."),
    }
)

link_purposes.add(actions.ARRIVAL, LinkPurpose("stays:arrival", _("Confirm an arrival"), days=30))


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
        "can_confirm": queries.can_confirm_arrival(mobility),
    }
    return render_to_string("stays/desk/panel.html", shown, request=request)


def _attention(request: Any) -> Attention | None:
    count = counted(queries.asking_for_attention(queries.seen_by(request.person)))
    if not count:
        return None
    title = ngettext(
        "%(count)s check-in missed or not going well", "%(count)s check-ins missed or not going well", count
    )
    return Attention(
        title % {"count": told(count)}, count, reverse("stays:check-ins"), icon="message-circle", is_late=True
    )


mobility_panels.add("stay", Panel(_panel), position=40)
desk_attention.add("check-ins", _attention, position=30)
desk_navigation.add(
    "check-ins", Entry(_("Check-ins"), "stays:check-ins", "message-circle", "stays.follow_stays"), position=45
)
follow("mobilities.mobility_abroad", actions.begin_stay)
follow("mobilities.mobility_dates_moved", actions.follow_dates)
