"""Schemes to read: the list, one scheme in one version, two side by side."""

from datetime import date
from typing import Any

import rules
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from compagnon.core import activity, undo
from compagnon.core.access import desk
from compagnon.core.i18n import localised, plain_words
from compagnon.network.queries import languages_of
from compagnon.people.choices import Status
from compagnon.schemes import actions, example, grids, phrases, queries, telling
from compagnon.schemes.content import content_of
from compagnon.schemes.forms.parts import FORMS, CopyForm
from compagnon.schemes.models import Scheme, SchemeVersion

VIEW, PROPOSE, PUBLISH = "schemes.view_schemes", "schemes.propose_changes", "schemes.publish_changes"


@desk(VIEW)
def schemes(request: Any) -> HttpResponse:
    """All schemes in their order: for whom, how long, what is open with each, what is in preparation."""
    typed = request.GET.get("q", "").strip()
    uses, drafts = queries.uses_by_scheme(), queries.drafts_by_scheme()
    rows = [
        {
            "scheme": one,
            "audience": _(", ").join(str(Status(status).label) for status in one.rules.get("audience", ())),
            "calls": uses["calls"][one.pk],
            "mobilities": uses["mobilities"][one.pk],
            "draft": drafts.get(one.pk),
        }
        for one in Scheme.objects.all()
    ]
    found = [
        row
        for row in rows
        if all(word in plain_words([row["scheme"], row["audience"]]) for word in plain_words([typed]).split())
    ]
    context = {"rows": found, "typed": typed, "may_publish": rules.test_rule(PUBLISH, request.person)}
    return render(request, "schemes/desk/list.html", context)


def found_scheme(code: str) -> Scheme:
    found: Scheme = get_object_or_404(Scheme.objects.select_related("network"), code=code)
    return found


def content_in_force(scheme: Scheme) -> dict[str, Any]:
    return content_of(scheme, scheme.tasks_of(scheme.version))


@desk(VIEW)
def scheme(request: Any, code: str) -> HttpResponse:
    """One scheme as a page to read, as it is in force or (`?as=draft`) as it would be."""
    found = found_scheme(code)
    draft = queries.draft_of(found)
    shows_draft = draft is not None and request.GET.get("as") == "draft"
    content = draft.content if draft is not None and shows_draft else content_in_force(found)
    context = {
        "scheme": found,
        "draft": draft,
        "shows_draft": shows_draft,
        **_told(request, found, content),
        "versions": list(found.versions.exclude(number=None)),
        "uses": queries.users_of(found, found.version),
        "activities": [(row.at, activity.sentence(row)) for row in activity.on(found)[:10]],
        "may_propose": rules.test_rule(PROPOSE, request.person),
        "may_publish": rules.test_rule(PUBLISH, request.person),
    }
    return render(request, "schemes/desk/scheme.html", context)


def _told(request: Any, scheme: Scheme, content: dict[str, Any]) -> dict[str, Any]:
    """A content part by part, with the days of the example departure."""
    leaves, returns = _days_asked(request, content)
    days = example.due_days(content["tasks"], leaves, returns, country=scheme.network.country.code)
    language = get_language() or "en"
    lines = telling.lines(content, telling.Names())
    parts = [
        {
            "key": part,
            "label": label,
            "lines": [(one, days.get(one.key) if part == "tasks" else None) for one in lines if one.part == part],
            "edit": _edit_url(scheme.code, part),
        }
        for part, label in phrases.PARTS.items()
    ]
    return {
        "name": localised(content["name"], language),
        "summary": localised(content["summary"], language),
        "parts": parts,
        "findings": findings(content, languages_of(scheme.network)),
        "line": example.line_of(content["tasks"], days, leaves, returns, language),
        "leaves": leaves,
        "returns": returns,
    }


def _edit_url(code: str, part: str) -> str:
    return reverse("schemes:part", args=[code, part]) if part in FORMS else reverse(f"schemes:{part}", args=[code])


def findings(content: dict[str, Any], languages: Any) -> list[str]:
    """What stands against opening a call with the grid of a content."""
    if not grids.has_criteria(content.get("grid") or {}):
        return [_("No criterion yet: a call with this scheme cannot be selected for.")]
    written = grids.languages_of(content["grid"]) or tuple(languages)[:1]
    language = get_language() or "en"
    names = {one["key"]: localised(one.get("name") or {}, language) for one in content["grid"]["criteria"]}
    return list(
        dict.fromkeys(phrases.finding(reason, names) for _spoken, reason in grids.findings(content["grid"], written))
    )


def _days_asked(request: Any, content: dict[str, Any]) -> tuple[date, date]:
    """The example departure that was asked for, else a usual one."""
    usual = example.usual_days(content)
    try:
        leaves, returns = (parse_date(request.GET.get(name, "")) for name in ("leaves", "returns"))
    except ValueError:
        return usual
    return (leaves, returns) if leaves and returns and leaves <= returns else usual


@desk(VIEW)
def version(request: Any, code: str, number: int) -> HttpResponse:
    """What a published version changed, in words, side by side with the one before it."""
    found = found_scheme(code)
    shown = get_object_or_404(found.versions, number=number)
    earlier = found.versions.filter(number__lt=number).first()
    names = telling.Names()
    context = {
        "scheme": found,
        "version": shown,
        "earlier": earlier,
        "groups": grouped(telling.compared(telling.lines(earlier.content, names), telling.lines(shown.content, names)))
        if earlier
        else [],
        "uses": queries.users_of(found, number),
        "may_undo": number == found.version and earlier and rules.test_rule(PUBLISH, request.person),
    }
    return render(request, "schemes/desk/version.html", context)


def grouped(pairs: list[telling.Pair]) -> list[tuple[str, list[telling.Pair]]]:
    """Pairs by the part of the scheme, with its name."""
    return [
        (str(label), kept)
        for part, label in phrases.PARTS.items()
        if (kept := [one for one in pairs if one.part == part])
    ]


@desk(VIEW)
def compare(request: Any) -> HttpResponse:
    """Two schemes side by side: all their rules, and what differs in the rest."""
    everything = list(Scheme.objects.all())
    by_code = {one.code: one for one in everything}
    left, right = (by_code.get(request.GET.get(name, "")) for name in ("a", "b"))
    groups = []
    if left is not None and right is not None:
        names = telling.Names()
        told = [telling.lines(content_in_force(one), names) for one in (left, right)]
        pairs = telling.compared(*told, only_changes=False)
        groups = grouped([one for one in pairs if one.part in ("words", "rules") or one.before != one.after])
    return render(
        request, "schemes/desk/compare.html", {"schemes": everything, "left": left, "right": right, "groups": groups}
    )


@desk(PUBLISH)
def copy(request: Any, code: str) -> HttpResponse:
    """A new scheme with the content of another."""
    found = found_scheme(code)
    form = CopyForm(request.POST or None, network=request.network)
    if form.is_valid():
        made = actions.copy_scheme(scheme=found, name=dict(form.texts()["name"].data), by=request.person)
        messages.success(request, _("“%(scheme)s” is there, switched off until you turn it on.") % {"scheme": made})
        return redirect("schemes:scheme", code=made.code)
    return render(
        request, "schemes/desk/copy.html", {"form": form, "scheme": found}, status=422 if form.is_bound else 200
    )


@desk(PUBLISH)
@require_POST
def turn(request: Any, code: str) -> HttpResponse:
    """Switch a scheme off or on (`?to=on`), with a button to undo it."""
    off = request.GET.get("to") != "on"
    found = actions.turn_scheme(scheme=found_scheme(code), off=off, by=request.person)
    said = (
        _("“%(what)s” is switched off: no new call begins with it; all that runs stays.")
        if off
        else _("“%(what)s” is on again.")
    )
    undo.offer(request, said % {"what": found}, reverse("schemes:turn", args=[code]), to="on" if off else "off")
    return redirect(undo.back(request, reverse("schemes:list")))


@desk(PUBLISH)
@require_POST
def move(request: Any, code: str) -> HttpResponse:
    """Put a scheme one place higher, or lower with `?to=down`."""
    actions.move_scheme(scheme=found_scheme(code), up=request.GET.get("to") != "down", by=request.person)
    return redirect(f"{reverse('schemes:list')}#row-{code}")


def draft_or_404(code: str) -> SchemeVersion:
    found = queries.draft_of(found_scheme(code))
    if found is None:
        raise Http404
    return found
