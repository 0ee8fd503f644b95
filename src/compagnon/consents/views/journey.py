"""What I agreed to: one switch a purpose, on the participant's own page."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from compagnon.consents import actions, queries
from compagnon.consents.choices import Channel, Party
from compagnon.consents.models import Purpose
from compagnon.core.access import journey
from compagnon.core.states import MoveRefused
from compagnon.people.models import Participant


def _own(request: Any) -> Participant | None:
    joined = Participant.objects.select_related("person", "network", "guardian", "sending_organisation")
    return joined.filter(person=request.person).first()


@journey()
def agreed(request: Any) -> HttpResponse:
    """Everything that is asked, what was answered, and the way back."""
    participant = _own(request)
    asked = queries.asked_of(participant, Party.LEARNER) if participant else []
    waits = any(one.consent and one.state == "waiting_guardian" and one.both_needed for one in asked)
    context = {"participant": participant, "asked": asked, "waits": waits}
    return render(request, "consents/journey/agreed.html", context)


@journey()
@require_POST
def answer(request: Any, code: str) -> HttpResponse:
    """A yes or a no on one purpose."""
    participant = _own(request)
    purpose = get_object_or_404(queries.purposes(), code=code)
    if participant is not None and request.POST.get("answer") in ("yes", "no"):
        _say(request, participant, purpose, is_given=request.POST["answer"] == "yes")
    return redirect("consents:agreed")


def _say(request: Any, participant: Participant, purpose: Purpose, *, is_given: bool) -> None:
    try:
        actions.say(
            participant=participant,
            purpose=purpose,
            party=Party.LEARNER,
            is_given=is_given,
            channel=Channel.ACCOUNT,
            by=request.person,
        )
    except MoveRefused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, _("Noted: yes.") if is_given else _("Noted: no. It counts at once."))


@journey()
@require_POST
def ask_guardian(request: Any) -> HttpResponse:
    """Send the guardian the letter again, twice a day at most."""
    participant = _own(request)
    if participant is not None:
        if not actions.may_try(f"consents-again:{participant.pk}", times=2, seconds=86_400):
            messages.info(request, pgettext("learner", "The letter went a short while ago: give them a day."))
        elif actions.ask_guardian(participant=participant, by=request.person):
            messages.success(request, _("The letter to the guardian goes."))
        else:
            messages.warning(request, _("No address of a guardian is known: the referent can enter it."))
    return redirect("consents:agreed")
