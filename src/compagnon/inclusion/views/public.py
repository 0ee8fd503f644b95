"""Reports at the portal: for everybody, signed in or not; and the pages in plain words."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from compagnon.core import security
from compagnon.core.access import portal
from compagnon.inclusion.actions import reports as actions
from compagnon.inclusion.catalogue import plain_pages
from compagnon.inclusion.forms.public import AnswerForm, FollowForm, ReportForm
from compagnon.inclusion.queries import reports as queries
from compagnon.people.actions import may_try


def _from_here(request: Any, what: str, *, times: int) -> bool:
    """Whether this address may go on: a code cannot be guessed by trying, and nobody fills the register."""
    return may_try(f"{what}:{security.address_of(request)}", times=times, seconds=3600)


@portal
def report(request: Any) -> HttpResponse:
    """Report, with a name only by a tick; afterwards the code is shown, once."""
    person = request.person if request.person and request.person.network_id == request.network.pk else None
    form = ReportForm(request.POST or None, may_be_named=person is not None)
    reference = ""
    if form.is_valid():
        if _from_here(request, "report", times=10):
            named = person if form.cleaned_data.get("with_name") else None
            kind = form.cleaned_data["kind"]
            reference = actions.receive(network=request.network, kind=kind, told=form.told(), person=named)
        else:
            form.add_error(None, _("Too many reports came from here: wait an hour, or write to somebody you trust."))
    context = {
        "form": form,
        "reference": reference,
        "receivers": queries.confidants(),
        "routes": queries.complaint_routes(request.network, request.LANGUAGE_CODE),
        "is_french": str(request.network.country) == "FR",
    }
    status = 422 if form.is_bound and not reference else 200
    return _never_kept(render(request, "inclusion/public/report.html", context, status=status))


def _never_kept(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return response


@portal
def follow(request: Any) -> HttpResponse:
    """Follow a report by its code, which is typed each time and never stands in an address."""
    form, answer = FollowForm(request.POST or None), AnswerForm(request.POST if "words" in request.POST else None)
    found = None
    if form.is_valid():
        if _from_here(request, "follow-report", times=30):
            found = queries.by_reference(form.cleaned_data["reference"])
        if found is None:
            form.add_error("reference", _("No report has this code. Look at each letter; there is neither 0 nor 1."))
        elif answer.is_bound and answer.is_valid():
            actions.say(report=found, words=answer.cleaned_data["words"], by=None)
            found.refresh_from_db()
            answer = AnswerForm()
    context = {
        "form": form,
        "answer": answer,
        "report": found,
        "told": actions.words_of(found) if found else None,
        "talk": actions.talk_of(found, notes=False) if found else [],
    }
    status = 422 if form.is_bound and (found is None or answer.errors) else 200
    return _never_kept(render(request, "inclusion/public/follow.html", context, status=status))


@portal
def plain(request: Any, key: str) -> HttpResponse:
    """How to apply, one's rights, and help: one idea a sentence."""
    page = next((one for one in plain_pages() if one.key == key), None)
    if page is None:
        raise Http404
    return render(request, "inclusion/public/plain.html", {"page": page, "pages": plain_pages()})
