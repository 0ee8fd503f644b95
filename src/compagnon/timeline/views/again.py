"""Again with this partner: what a stay that is over changes in its scheme, and the next departure with the same host."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import rules
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from compagnon.core import undo as undoing
from compagnon.core.access import desk
from compagnon.core.states import MoveRefused
from compagnon.mobilities.models import Departure, Mobility
from compagnon.mobilities.queries import departures_visible_to, visible_to
from compagnon.network.queries import languages_of
from compagnon.schemes.content import content_of
from compagnon.schemes.models import Scheme, SchemeVersion
from compagnon.schemes.queries import draft_of
from compagnon.timeline.again import done, opening, proposing
from compagnon.timeline.again.form import KeepForm, OpenForm

PROPOSE = "schemes.propose_changes"


@dataclass(frozen=True)
class Over:
    """What is over: one stay, or those of a departure that are back."""

    of: Mobility | Departure
    stays: list[Mobility]

    @property
    def departure(self) -> Departure | None:
        return self.of if isinstance(self.of, Departure) else None

    @property
    def scheme(self) -> Scheme:
        return self.of.scheme

    @property
    def days(self) -> int:
        return (self.of.returns_on - self.of.departs_on).days + 1

    @property
    def places(self) -> list[opening.Place]:
        return opening.places_of(self.stays)

    @property
    def source(self) -> str:
        """Where it was done so, without a name of anybody: it stands in the scheme, which everybody reads."""
        places = self.places
        return _("Done so with %(host)s, %(month)s") % {
            "host": places[0].host if places else self.of.town or self.of.country.name,
            "month": date_format(self.of.departs_on, "YEAR_MONTH_FORMAT"),
        }


@desk(PROPOSE)
def mobility(request: Any, code: str) -> HttpResponse:
    """One stay that is back or closed."""
    seen = visible_to(request.person, Mobility.objects.filter(code=code))
    return _again(request, next((Over(one, [one]) for one in done.back(seen)), None))


@desk(PROPOSE)
def departure(request: Any, code: str) -> HttpResponse:
    """A group of which somebody is back; those whom the reader may see."""
    groups = departures_visible_to(request.person, Departure.objects.select_related("scheme"))
    found = get_object_or_404(groups, code=code)
    stays = list(done.back(visible_to(request.person, Mobility.objects.filter(departure=found))))
    return _again(request, Over(found, stays) if stays else None)


def _again(request: Any, over: Over | None) -> HttpResponse:
    if over is None:
        raise Http404
    draft = draft_of(over.scheme)
    lines = done.told(over.stays, _rows(over.scheme, draft))
    asked = request.POST if request.method == "POST" else None
    opens = asked is not None and asked.get("do") == "open"
    keep = _keep_form(request, over, lines, None if opens else asked)
    opened = _open_form(request, over, asked if opens else None)
    if keep.is_valid():
        return _propose(request, over, keep)
    if opened is not None and opened.is_valid():
        return _open(request, over, opened)
    context = {"over": over, "keep": keep, "groups": keep.groups(), "form": opened, "draft": draft}
    return render(request, "timeline/desk/again.html", context, status=422 if asked is not None else 200)


def _rows(scheme: Scheme, draft: SchemeVersion | None) -> list[dict[str, Any]]:
    """The timeline that is changed: that of the draft in preparation, else the one in force."""
    kept = draft.content if draft else content_of(scheme, scheme.tasks_of(scheme.version))
    return list(kept["tasks"])


def _keep_form(request: Any, over: Over, lines: list[done.Line], asked: Any) -> KeepForm:
    spoken, reader = languages_of(request.network), get_language() or "en"
    language = reader if reader in spoken else spoken[0]
    wanted = over.source
    return KeepForm(asked, lines=lines, language=language, initial={"wanted": wanted})


def _open_form(request: Any, over: Over, asked: Any) -> OpenForm | None:
    """None where nothing can begin: the scheme is switched off, or the reader may open nothing."""
    if over.scheme.is_off or not rules.test_rule("mobilities.change_mobilities", request.person):
        return None
    next_days = {name: getattr(over.of, name) + opening.A_YEAR for name in ("departs_on", "returns_on")}
    return OpenForm(
        asked,
        places=over.places,
        went=[one.participant for one in over.stays if one.participant.person.is_active],
        waiting=list(opening.waiting(request.person, over.scheme)),
        in_group=over.departure is not None,
        initial={**next_days, "name": _next_name(over, next_days["departs_on"])},
    )


def _next_name(over: Over, leaves: date) -> str:
    """The name of the group with the year of the next one."""
    return over.departure.name.replace(str(over.of.departs_on.year), str(leaves.year)) if over.departure else ""


def _propose(request: Any, over: Over, form: KeepForm) -> HttpResponse:
    draft = proposing.propose(
        scheme=over.scheme,
        taken=form.taken(),
        wanted=form.cleaned_data["wanted"],
        source=over.source,
        by=request.person,
    )
    if draft.state == "proposed":
        messages.success(
            request, _("Proposed: the coordinator finds it on the list of schemes. It can be dropped here.")
        )
    else:
        messages.success(request, _("Added to the draft that is in preparation: it is proposed when it is ready."))
    return redirect("schemes:draft", code=over.scheme.code)


def _open(request: Any, over: Over, form: OpenForm) -> HttpResponse:
    chosen = form.chosen(country=str(over.of.country), town=over.of.town)
    opened = opening.open_again(scheme=over.scheme, by=request.person, **chosen)
    files = [*opened.made, *opened.joined]
    said = [_("The departure is open.")] if opened.departure else []
    if files:
        count = ngettext("%(count)s person goes with it.", "%(count)s people go with it.", len(files))
        said.append(
            count % {"count": len(files)}
            if opened.departure
            else _("Opened: %(names)s.") % {"names": _(", ").join(str(one) for one in files)}
        )
    named: dict[str, Any] = {
        "made": [one.code for one in opened.made],
        "joined": [one.code for one in opened.joined],
        "departure": opened.departure.code if opened.departure else "",
    }
    undoing.offer(request, " ".join(said), reverse("timeline:undo-again"), **named)
    return redirect(opened.departure or files[0])


@desk("mobilities.change_mobilities")
def undo(request: Any) -> HttpResponse:
    """Take an opening back, as the address names it."""
    seen = visible_to(request.person, Mobility.objects.select_related("departure", "participant__person"))
    asked = request.GET
    groups = departures_visible_to(request.person, Departure.objects.filter(code=asked.get("departure", "")))
    opened = opening.Opened(
        groups.first(),
        list(seen.filter(code__in=asked.getlist("made"))),
        list(seen.filter(code__in=asked.getlist("joined"))),
    )
    if not (opened.departure or opened.made or opened.joined):
        raise Http404
    try:
        opening.take_back(opened=opened, by=request.person)
    except MoveRefused as refused:
        messages.warning(request, str(refused))
        return redirect(opened.departure or "mobilities:pipeline")
    messages.success(request, _("Taken back."))
    return redirect("mobilities:departures" if opened.departure else "mobilities:pipeline")
