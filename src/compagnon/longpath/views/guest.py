"""By personal link: what a stay means for the company that sends its apprentice; a course sheet for a teacher to approve."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import pgettext

from compagnon.core import clock
from compagnon.core.access import guest
from compagnon.documents.queries import current
from compagnon.engines.duedates import Condition
from compagnon.engines.legal import Regime, Topic
from compagnon.longpath import actions
from compagnon.longpath.actions import EMPLOYER
from compagnon.longpath.forms import BackForm, InterestForm, TeamForm
from compagnon.longpath.models import CourseVersion
from compagnon.mobilities import splitting
from compagnon.mobilities.choices import BACK
from compagnon.mobilities.models import Mobility
from compagnon.mobilities.queries import for_page
from compagnon.timeline.plans import conditions_of
from compagnon.travel import telling
from compagnon.travel.phrases.legal import REGIMES
from compagnon.travel.queries import legal

OF_THE_EMPLOYER = {Topic.CONTRACT.value, Topic.COVER.value}
"""What the company decides or pays; papers and rules for minors are between the participant and the centre."""


@guest(EMPLOYER)
def employer(request: Any, link: Any) -> HttpResponse:
    """What the stay means for the company; it says yes, later or no, and after the return what came back to it."""
    mobility = for_page(Mobility.objects.all()).get(pk=link.about_id)
    if mobility.participant.mentor != link.holder:
        raise Http404  # the apprentice works elsewhere now
    is_back = mobility.state in BACK
    word = actions.word_of(mobility)
    form = (BackForm if is_back else InterestForm)(request.POST or None, instance=word)
    if form.is_valid():
        keep = actions.tell_what_came_back if is_back else actions.answer_as_employer
        keep(mobility=mobility, said=form.cleaned_data, by=link.holder)
        messages.success(request, pgettext("guest", "Thank you: your answer is with us. You can change it here."))
        return redirect(request.path)
    shown = {
        "mobility": mobility,
        "form": form,
        "is_back": is_back,
        "spans": splitting.spans_of(mobility),
        "home": splitting.home_between(splitting.spans_of(mobility)),
        "agreement": current(mobility),
        **_law(mobility),
    }
    return render(request, "longpath/guest/employer.html", shown, status=422 if form.is_bound else 200)


def _law(mobility: Mobility) -> dict[str, Any]:
    """What the rules say under the regime that was chosen; without one, that it is still to be chosen."""
    answers = {"has_law": Condition.FRENCH_APPRENTICE in conditions_of(mobility)}
    if not legal.has_pack(mobility):
        return answers
    terms = legal.terms_of(mobility)
    found = legal.pack_for(mobility, terms)
    sections = telling.plain_sections(found, regime=Regime(terms.regime) if terms.regime else None)
    return answers | {
        "sections": [one for one in sections if one.key in OF_THE_EMPLOYER],
        "regime": REGIMES[terms.regime] if terms.regime else "",
        "choices": [one for one in telling.regimes(found, chosen=None) if not terms.regime],
    }


@guest(actions.APPROVAL)
def approval(request: Any, link: Any) -> HttpResponse:
    """A version of a course sheet, which a teacher reads and approves for the team."""
    version = CourseVersion.objects.select_related("sheet__trade", "network").get(pk=link.about_id)
    form = TeamForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and not version.is_approved:
        team = ", ".join(part for part in (link.holder.full_name, form.cleaned_data["team"].strip()) if part)
        actions.approve_version(version=version, on=clock.today(), team=team, by=link.holder)
        return redirect(request.path)
    shown = {"version": version, "form": form}
    return render(request, "longpath/guest/approval.html", shown, status=422 if form.is_bound else 200)
