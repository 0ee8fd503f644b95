"""What the placement app plugs into others."""

from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from compagnon.core.activity import words
from compagnon.core.registries import (
    Evidence,
    Link,
    LinkPurpose,
    Panel,
    departure_links,
    evidence,
    follow,
    link_purposes,
    mobility_panels,
)
from compagnon.mobilities.models import Mobility
from compagnon.placement import actions, queries
from compagnon.placement.choices import RequestState

words(
    {
        "placement.placementrequest_asked": _("%(by)s asked %(tutor)s at %(host)s to host the participant."),
        "placement.placementrequest_accepted": _("%(by)s accepted: %(host)s hosts the participant."),
        "placement.placementrequest_declined": _("%(by)s declined: %(host)s cannot host the participant."),
        "placement.placementrequest_withdrawn": _("%(by)s withdrew the request to %(host)s."),
        "placement.tutor_added": _("%(by)s added %(tutor)s as tutor at %(host)s."),
    }
)

link_purposes.add(actions.PURPOSE, LinkPurpose("placement:answer", _("Accept a participant"), days=60))


def _has_host(mobility: Mobility) -> bool:
    return mobility.placement_requests.filter(state=RequestState.ACCEPTED).exists()


def _desk_url(mobility: Mobility) -> str:
    return reverse("placement:choose", args=[mobility.code])


def _remind(mobility: Mobility, by: Any) -> int:
    request = queries.running_request(mobility)
    if request is None or request.state != RequestState.ASKED:
        return 0
    actions.send_question(request=request, by=by)
    return 1


evidence.add("host_accepted", Evidence(done=_has_host, desk_url=_desk_url, remind=_remind))


def _panel(request: Any, mobility: Mobility) -> str:
    shown = {"mobility": mobility, "running": queries.running_request(mobility)}
    return render_to_string("placement/desk/panel.html", shown, request=request)


departure_links.add(
    "host",
    Link(
        _("Host of the group"),
        "building-2",
        "placement.choose_hosts",
        lambda departure: reverse("placement:choose-group", args=[departure.code]),
    ),
    position=5,
)
mobility_panels.add("placement", Panel(_panel), position=20)
follow("mobilities.mobility_cancelled", actions.withdraw_when_cancelled)
