"""The order of a call at the desk: reckoned, opened to its reasons, decided on by a named person."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from compagnon.core import openings
from compagnon.core.access import desk
from compagnon.core.i18n import says
from compagnon.core.lists import PER_PAGE, CountedPaginator
from compagnon.recruitment import actions, queries
from compagnon.recruitment.forms.deciding import DecideManyForm
from compagnon.recruitment.models import Application, RankingRun
from compagnon.recruitment.queries import visible_to
from compagnon.recruitment.views.selection import of_call

_VIEW, _DECIDE = "recruitment.view_applications", "recruitment.decide_applications"


@desk(_VIEW)
def ranking(request: Any, code: str) -> HttpResponse:
    """The latest order, a page of it at a time; each file opens to why it stands where it stands."""
    found = of_call(code)
    run = queries.ranking.latest(found)
    chosen = request.GET.get("show", "")
    page = None
    if run is not None:
        rows = queries.ranking.files_of(run, chosen, visible_to(request.person, Application.objects.all()))
        page = CountedPaginator(rows, PER_PAGE).get_page(request.GET.get("page"))
        openings.note("recruitment.order", about=found.call, by=request.person)
    context = {
        "selection": found,
        "call": found.call,
        "run": run,
        "page": page,
        "rows": queries.ranking.in_words(page, found) if page else [],
        "chosen": chosen,
        "shows": queries.ranking.SHOWS,
        "is_read": queries.reading.is_read(found.call),
        "named": queries.ranking.shows_names(found),
        "form": DecideManyForm(),
    }
    return render(request, "recruitment/desk/ranking.html", context)


@desk(_DECIDE)
@require_POST
def rank(request: Any, code: str) -> HttpResponse:
    """Have the order reckoned again."""
    found = of_call(code)
    try:
        run = actions.rank_call(selection=found, by=request.person)
    except ValueError:
        messages.error(request, _("The grid has no criterion, or a reading does not fit it: look at the selection."))
    else:
        told = ngettext("%(count)s file is ranked.", "%(count)s files are ranked.", run.ranked)
        messages.success(request, told % {"count": run.ranked})
    return redirect("recruitment:ranking", code=code)


@desk(_VIEW)
def facts(request: Any, code: str, run: str) -> HttpResponse:
    """The whole input of a ranking, by codes: anybody can reckon it again with `compagnon compute selection`."""
    if not request.person.reach.everything:
        raise Http404  # the facts are of all centres
    runs = RankingRun.objects.select_related("selection__call")
    found = get_object_or_404(runs, selection__call__code=code, code=run)
    openings.note("recruitment.facts", about=found.selection.call, by=request.person)
    answer = HttpResponse(found.facts, content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="selection-{code}-{run}.json"'
    return answer


@desk(_DECIDE)
@require_POST
def decide_many(request: Any, code: str) -> HttpResponse:
    """Decide on the chosen files of a call; whoever departs from the order says why."""
    found = of_call(code)
    form = DecideManyForm(request.POST)
    of_this_call = Application.objects.filter(call=found.call, code__in=request.POST.getlist("selected"))
    chosen = visible_to(request.person, of_this_call).select_related("participant__person", "call")
    if not chosen:
        messages.info(request, _("Nothing was selected."))
    elif form.is_valid():
        done, refused = actions.decide_each(applications=chosen, by=request.person, **form.cleaned_data)
        if done:
            told = ngettext("%(count)s decision recorded.", "%(count)s decisions recorded.", len(done))
            messages.success(request, told % {"count": len(done)} + " " + _("The letters wait to be read."))
        for application, sentence in refused[:5]:
            messages.error(request, says(application.code.upper(), sentence))
    else:
        messages.error(request, _("Choose a decision."))
    return redirect("recruitment:ranking", code=code)
