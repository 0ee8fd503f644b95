"""The outbox at the desk: read, correct, let go, keep back."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from compagnon.core import undo
from compagnon.core.access import desk
from compagnon.core.states import MoveRefused
from compagnon.correspondence import actions, queries
from compagnon.correspondence.forms import BounceForm, LetterForm
from compagnon.correspondence.models import Letter, LetterState

_MAY_GO = (LetterState.HELD, LetterState.FAILED, LetterState.UNSENT)
_MAY_BE_CHOSEN = (*_MAY_GO, LetterState.UNSURE, LetterState.QUEUED, LetterState.BOUNCED)
_ACTS: dict[str, Callable[..., Letter]] = {
    "release": actions.release,
    "keep_back": actions.keep_back,
    "hold": actions.hold,
}
_TABS = (
    LetterState.HELD,
    LetterState.QUEUED,
    LetterState.SENDING,
    LetterState.UNSURE,
    LetterState.FAILED,
    LetterState.UNSENT,
    LetterState.SENT,
    LetterState.BOUNCED,
    LetterState.CANCELLED,
)


@desk("correspondence.view_letters")
def outbox(request: Any) -> HttpResponse:
    letters = queries.letters_of_network()
    counts = queries.counts_by_state(letters)
    state = request.GET.get("state") or LetterState.HELD
    hidden = queries.confidential_in(state).count() if state in queries.IN_TROUBLE else 0
    tabs = [
        {"label": tab.label, "url": f"?state={tab}", "count": counts.get(tab, 0), "current": tab == state}
        for tab in _TABS
        if counts.get(tab) or tab in (LetterState.HELD, LetterState.SENT) or tab == state
    ]
    typed = request.GET.get("q", "").strip()
    page = Paginator(queries.found(letters.filter(state=state), typed), 50).get_page(request.GET.get("page"))
    return render(
        request,
        "correspondence/desk/outbox.html",
        {
            "page": page,
            "tabs": tabs,
            "state": state,
            "typed": typed,
            "hidden": hidden,
            "selectable": state in _MAY_BE_CHOSEN,
        },
    )


@desk("correspondence.view_letters")
def letter(request: Any, code: str) -> HttpResponse:
    """Read one letter; while it waits to be read its words may be changed and it may go."""
    found = get_object_or_404(queries.letters_of_network(), code=code)
    may_go = found.state in _MAY_GO
    form = LetterForm(request.POST or None, instance=found) if may_go else None
    if request.method == "POST" and form is not None and form.is_valid():
        return _read(request, found, form.cleaned_data)
    status = 422 if form is not None and form.is_bound else 200
    return render(
        request,
        "correspondence/desk/letter.html",
        {"letter": found, "form": form, "may_go": may_go, "bounce": BounceForm()},
        status=status,
    )


def _read(request: Any, found: Letter, said: dict[str, str]) -> HttpResponse:
    """Keep what the one who has read it says, and let the letter go unless it is only to be kept."""
    only_kept = request.POST.get("action") == "keep"
    try:
        (actions.correct if only_kept else actions.release)(letter=found, by=request.person, **said)
    except MoveRefused as refused:
        messages.warning(request, str(refused))
    else:
        told = _("Kept. The letter waits.") if only_kept else _("The letter is on its way to %(reader)s.")
        messages.success(request, told % {"reader": found.reader})
    return redirect(*(("correspondence:letter", found.code) if only_kept else ("correspondence:outbox",)))


@desk("correspondence.send_letters")
def came_back(request: Any, code: str) -> HttpResponse:
    """Note that a letter came back, with what the answer said."""
    found = get_object_or_404(queries.letters_of_network(), code=code)
    form = BounceForm(request.POST)
    if not form.is_valid():
        return render(request, "correspondence/desk/letter.html", {"letter": found, "bounce": form}, status=422)
    try:
        actions.note_bounce(letter=found, by=request.person, **form.cleaned_data)
    except MoveRefused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, _("Noted: the letter came back. Correct the address, then send it once more."))
    return redirect("correspondence:letter", code=code)


@desk("correspondence.send_letters")
def many(request: Any) -> HttpResponse:
    """Let go, or keep back, all the letters that were selected; one that may have arrived goes again once it is confirmed."""
    act = _ACTS.get(request.POST.get("action", ""))
    if act is None:
        messages.warning(request, _("Choose what to do with the letters."))
        return redirect("correspondence:outbox")
    chosen = queries.letters_of_network().filter(code__in=request.POST.getlist("selected"))
    if act is actions.release and not request.POST.get("although"):
        unsure = [one for one in chosen if one.state == LetterState.UNSURE]
        if unsure:
            others = [one for one in chosen if one.state != LetterState.UNSURE]
            return render(request, "correspondence/desk/once_more.html", {"unsure": unsure, "others": others})
    _tell(request, act, *_do(act, chosen, by=request.person))
    return redirect("correspondence:outbox")


def _tell(request: Any, act: Callable[..., Letter], codes: list[str], gone: int) -> None:
    """Say what was done to how many; those that are gone already are counted apart."""
    done = len(codes)
    if act is actions.release and done:
        messages.success(request, ngettext("%d letter is on its way.", "%d letters are on their way.", done) % done)
    elif act is actions.hold and done:
        messages.success(request, ngettext("%d letter waits.", "%d letters wait.", done) % done)
    elif done:
        said = ngettext("%d letter was kept back.", "%d letters were kept back.", done) % done
        undo.offer(request, said, reverse("correspondence:take-back-up"), letter=codes)
    if gone:
        messages.warning(request, ngettext("%d had gone already.", "%d had gone already.", gone) % gone)


@desk("correspondence.send_letters")
def hidden(request: Any) -> HttpResponse:
    """Send once more, or keep back, the letters that nobody but their readers sees and that did not arrive."""
    act, state = _ACTS.get(request.POST.get("action", "")), request.POST.get("state", "")
    if act in (actions.release, actions.keep_back):
        done = len(_do(act, queries.confidential_in(state), by=request.person)[0])
        if act is actions.release:
            said = ngettext("%d letter is on its way.", "%d letters are on their way.", done)
        else:
            said = ngettext("%d letter was kept back.", "%d letters were kept back.", done)
        messages.success(request, said % done)
    return redirect(f"{reverse('correspondence:outbox')}?{urlencode({'state': state})}")


@desk("correspondence.send_letters")
def arrived(request: Any, code: str) -> HttpResponse:
    """Say of a letter whose answer was lost that it arrived."""
    found = get_object_or_404(queries.letters_of_network(), code=code)
    try:
        actions.settle(letter=found, by=request.person)
    except MoveRefused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, _("Noted: the letter arrived."))
    return redirect("correspondence:letter", code=code)


@desk("correspondence.send_letters")
def take_back_up(request: Any) -> HttpResponse:
    """Let letters that were kept back wait to be read again."""
    chosen = queries.letters_of_network().filter(code__in=request.GET.getlist("letter"))
    codes, gone = _do(actions.take_back_up, chosen, by=request.person)
    done = len(codes)
    if done:
        said = ngettext("%d letter waits to be read again.", "%d letters wait to be read again.", done) % done
        messages.success(request, said)
    if gone:
        messages.warning(request, ngettext("%d is kept back no more.", "%d are kept back no more.", gone) % gone)
    return redirect(undo.back(request, reverse("correspondence:outbox")))


def _do(act: Callable[..., Letter], chosen: QuerySet[Letter], *, by: Any) -> tuple[list[str], int]:
    """Do it to each letter: the codes of those to which it was done, and how many are past it."""
    done, gone = [], 0
    for found in chosen.order_by("pk"):
        try:
            act(letter=found, by=by)
            done.append(found.code)
        except MoveRefused:
            gone += 1
    return done, gone
