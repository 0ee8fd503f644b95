"""The guardian's side of consents, by personal link: the same switches, each alone."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from compagnon.consents import actions, queries
from compagnon.consents.choices import Channel, Party
from compagnon.core.access import guest
from compagnon.core.states import MoveRefused
from compagnon.people import links
from compagnon.people.models import Participant, PersonalLink


@guest(actions.GUARDIAN)
def guardian(request: Any, link: PersonalLink) -> HttpResponse:
    """Each purpose with yes and no; what was said can be changed at any time."""
    joined = Participant.objects.select_related("person", "network", "guardian", "sending_organisation")
    participant = get_object_or_404(joined, pk=link.about_id)
    if participant.guardian_id != link.contact_id:
        raise Http404
    refused = None
    if request.method == "POST":
        purpose = get_object_or_404(queries.purposes(), code=request.POST.get("purpose", ""))
        try:
            if request.POST.get("answer") in ("yes", "no"):
                actions.say(
                    participant=participant,
                    purpose=purpose,
                    party=Party.GUARDIAN,
                    is_given=request.POST["answer"] == "yes",
                    channel=Channel.LINK,
                    by=link.holder,
                )
                links.used(link)
            return redirect(request.get_full_path())
        except MoveRefused as error:
            refused = error
    context = {"participant": participant, "asked": queries.asked_of(participant, Party.GUARDIAN), "refused": refused}
    return render(request, "consents/guest/guardian.html", context)
