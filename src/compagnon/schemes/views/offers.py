"""Timelines offered to partners, and those that partners offer: read, compared line by line, taken by choice."""

from typing import Any

import rules
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from compagnon.core import undo
from compagnon.core.access import desk
from compagnon.core.i18n import in_address, localised
from compagnon.core.states import MoveRefused
from compagnon.partners.models import Partner
from compagnon.schemes import actions, queries, telling
from compagnon.schemes.actions.offers import rows_of
from compagnon.schemes.choices import OfferState, ReceivedState
from compagnon.schemes.forms.offers import FileForm, IntoForm, LinesForm, OfferForm
from compagnon.schemes.models import ReceivedTimeline, Scheme, TimelineOffer
from compagnon.schemes.offers import files
from compagnon.schemes.offers.content import offered
from compagnon.schemes.offers.differences import Compared, Difference, Kind, compare
from compagnon.schemes.offers.reading import ReadStep, by_step, moved_line
from compagnon.schemes.views.desk import PROPOSE, PUBLISH, VIEW, found_scheme


@desk(VIEW)
def offers(request: Any) -> HttpResponse:
    """What partners offer to us, newest first, and what we offer."""
    own = TimelineOffer.objects.filter(state=OfferState.OFFERED).select_related("scheme")
    context = {
        "received": list(ReceivedTimeline.objects.select_related("scheme")),
        "own": list(own.prefetch_related("recipients__to").order_by("scheme__position")),
        "form": FileForm(),
        "may_publish": rules.test_rule(PUBLISH, request.person),
    }
    return render(request, "schemes/desk/offers.html", context)


@desk(PUBLISH)
def offer(request: Any, code: str) -> HttpResponse:
    """Offer the timeline in force, or its newer edition, and see how the offer stands."""
    found = found_scheme(code)
    kept = TimelineOffer.objects.filter(scheme=found).first()
    partners = Partner.objects.exclude(network_here=None).select_related("organisation", "network_here")
    asked = request.POST if request.method == "POST" else None
    form = OfferForm(asked, partners=list(partners), offer=kept)
    if form.is_valid():
        return _offer(request, found, form)
    context = {"scheme": found, "form": form, **_standing(found, kept)}
    return render(request, "schemes/desk/offer.html", context, status=422 if form.is_bound else 200)


def _offer(request: Any, scheme: Scheme, form: OfferForm) -> HttpResponse:
    note = form.cleaned_data["note"]
    try:
        made = actions.offer_timeline(scheme=scheme, to=form.chosen(), note=note, by=request.person)
    except MoveRefused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, _("Offered: edition %(edition)s.") % {"edition": made.edition})
    return redirect("schemes:offer", code=scheme.code)


def _standing(scheme: Scheme, kept: TimelineOffer | None) -> dict[str, Any]:
    """What is offered now, whether the timeline is another one by now, and its rows."""
    standing = kept if kept is not None and kept.state == OfferState.OFFERED else None
    content = offered(scheme)
    return {
        "offer": standing,
        "is_newer": standing is not None and content != standing.content,
        "steps": _steps(content),
        "fingerprint": files.fingerprint_of(scheme.network),
    }


@desk(PUBLISH)
def offer_file(request: Any, code: str) -> HttpResponse:
    """The offer as a signed file, for a network elsewhere."""
    kept = get_object_or_404(TimelineOffer.objects.select_related("network"), scheme__code=code, state="offered")
    name = f"{in_address(localised(kept.content['name'], get_language() or 'en'))}-{kept.edition}.json"
    answer = HttpResponse(files.write(kept), content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@desk(PUBLISH)
@require_POST
def withdraw(request: Any, code: str) -> HttpResponse:
    """Nobody finds the offer any more."""
    kept = get_object_or_404(TimelineOffer, scheme__code=code)
    try:
        actions.withdraw_offer(offer=kept, by=request.person)
    except MoveRefused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, _("Withdrawn. What partners have taken stays theirs."))
    return redirect("schemes:offer", code=code)


@desk(PUBLISH)
def read_file(request: Any) -> HttpResponse:
    """Read a partner's file: every problem is told; what is in order is shown, and kept only when somebody says so."""
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    found: list[str] = []
    shown: dict[str, Any] = {}
    if form.is_valid():
        arrived, found = files.read(form.sent())
        try:
            if arrived is not None and form.is_kept:
                kept = actions.receive_file(network=request.network, arrived=arrived, by=request.person)
                messages.success(request, _("Kept. Choose beside which of your schemes you lay it."))
                return redirect("schemes:received", code=kept.code)
            if arrived is not None:
                there = ReceivedTimeline.objects.filter(offer_code=arrived.code).first()
                actions.check_file(arrived=arrived, there=there)
                shown = _previewed(arrived, form)
        except MoveRefused as refused:
            found = [str(refused)]
    context = {"form": form, "problems": found, **shown}
    status = 422 if form.is_bound and not shown else 200
    return render(request, "schemes/desk/read_offer.html", context, status=status)


def _previewed(arrived: files.Arrived, form: FileForm) -> dict[str, Any]:
    return {
        "arrived": arrived,
        "steps": _steps(arrived.content),
        "said": form.sent().decode("utf-8-sig"),
        "fingerprint": files.fingerprint(arrived.key),
        "name": _name_of(arrived.content),
    }


def _name_of(content: dict[str, Any]) -> str:
    return localised(content["name"], get_language() or "en")


def _steps(content: dict[str, Any]) -> list[ReadStep]:
    return by_step(content, get_language() or "en")


@desk(VIEW)
def received(request: Any, code: str) -> HttpResponse:
    """One timeline of a partner: to read, and beside a scheme of one's own line by line."""
    found = get_object_or_404(ReceivedTimeline.objects.select_related("scheme", "network"), code=code)
    may_propose = rules.test_rule(PROPOSE, request.person)
    is_open = found.state == ReceivedState.OPEN
    asked = request.GET if "into" in request.GET else {"into": found.scheme.code} if found.scheme else None
    into = IntoForm(asked, content=found.content, likeliest=queries.most_alike(found.content))
    scheme = into.cleaned_data["into"] if is_open and may_propose and into.is_valid() else None
    told = _compared(found, scheme, whole="whole" in request.GET) if scheme else None
    form = _lines_form(request, found, told) if told else None
    if scheme is not None and form is not None and request.method == "POST" and form.is_valid():
        return _take(request, found, scheme, form)
    context = {
        "of": found,
        "steps": _steps(found.content),
        "fingerprint": files.fingerprint(found.key) if found.key else "",
        "into": into if is_open and may_propose else None,
        "scheme": scheme,
        "form": form,
        "lines": [_shown(*one) for one in form.lines()] if form else [],
        "own": [(kind, _line(row)) for kind, row in told.own] if told else [],
        "may_publish": rules.test_rule(PUBLISH, request.person),
    }
    status = 422 if form is not None and form.is_bound else 200
    return render(request, "schemes/desk/received.html", context, status=status)


def _compared(found: ReceivedTimeline, scheme: Scheme, *, whole: bool) -> Compared:
    """Against the edition from which this scheme was chosen last; from the beginning when asked, or beside another scheme."""
    ground = found.taken.get("tasks") if found.scheme_id == scheme.pk and not whole else None
    return compare(ground, rows_of(scheme), found.content["tasks"])


def _lines_form(request: Any, found: ReceivedTimeline, told: Compared) -> LinesForm:
    asked = request.POST if request.method == "POST" else None
    language = found.network.default_language
    return LinesForm(asked, differences=told.differences, language=language, edition=found.edition)


def _take(request: Any, found: ReceivedTimeline, scheme: Scheme, form: LinesForm) -> HttpResponse:
    try:
        draft = actions.take_lines(
            received=found, scheme=scheme, chosen=form.chosen(), words=form.words(), by=request.person
        )
    except MoveRefused as refused:
        messages.warning(request, str(refused))
        return redirect("schemes:received", code=found.code)
    if draft is None:
        messages.success(request, _("Nothing was taken; you are asked again when there is a newer edition."))
        return redirect("schemes:offers")
    messages.success(request, _("Kept in the draft. Nothing changes for anybody before it is published."))
    return redirect("schemes:draft", code=scheme.code)


@desk(PUBLISH)
@require_POST
def aside(request: Any, code: str) -> HttpResponse:
    """Put a partner's timeline aside, or take it up again (`?to=open`)."""
    found = get_object_or_404(ReceivedTimeline, code=code)
    address = reverse("schemes:aside", args=[code])
    try:
        if request.GET.get("to") == "open":
            actions.take_up_again(received=found, by=request.person)
            messages.success(request, _("It is among the open ones again."))
        else:
            actions.put_aside(received=found, by=request.person)
            undo.offer(request, _("Put aside: newer editions are not announced any more."), address, to="open")
    except MoveRefused as refused:
        messages.warning(request, str(refused))
    return redirect(undo.back(request, reverse("schemes:offers")))


def _line(row: dict[str, Any]) -> telling.Line:
    return telling.task_line(row, get_language() or "en")


def _shown(one: Difference, tick: Any, title: Any) -> dict[str, Any]:
    """A difference as the page has it: both sides in words, of one that moved only when; and which fields differ."""
    language, said = get_language() or "en", moved_line if one.kind is Kind.MOVED else telling.task_line
    return {
        "of": one,
        "tick": tick,
        "title_field": title,
        "title": localised(one.title, language),
        "ours": said(one.ours, language) if one.ours else None,
        "theirs": said(one.theirs, language) if one.theirs else None,
        "help": "help" in one.fields,
    }
