"""The parts of the settings that are lists: one set of views for all, told which part by the address."""

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from compagnon.core import clock, undo
from compagnon.core.access import desk
from compagnon.core.files import keep
from compagnon.core.i18n import plain_words
from compagnon.network import actions
from compagnon.network.models import Emblem, KeyFigure, Trade
from compagnon.network.parts import BY_NAME, Part
from compagnon.network.seed_shape import shipped_catalogue

_SEARCHED_FROM = 12  # rows: fewer are seen at once


@desk("network.administer")
def rows(request: Any, part: str) -> HttpResponse:
    """The rows of a part in their order, those that are switched off last in their group."""
    of, typed = BY_NAME[part], request.GET.get("q", "").strip()
    all_rows = list(of.rows())
    found = [row for row in all_rows if _is_found(of, row, typed)]
    shown = [_shown(of, row) for row in found]
    grouped = groupby(shown, key=lambda one: of.group(one["row"]) if of.group else "")
    context = {
        "part": of,
        "groups": [(name, list(members)) for name, members in grouped],
        "typed": typed,
        "is_searched": len(all_rows) >= _SEARCHED_FROM,
        "new_url": reverse(f"network:{part}-new"),
        "catalogue": reverse("network:catalogue") if of.name in ("trades", "sectors") else "",
    }
    return render(request, "network/desk/rows.html", context)


def _shown(of: Part, row: Any) -> dict[str, Any]:
    key = of.key_of(row)
    to = {name: reverse(f"network:{of.name}-{name}", args=[key]) for name in ("edit", "turn", "move")}
    return {"row": row, "key": key, "cells": _cells(of, row), "lacks": of.lacks(row), **to}


def _cells(of: Part, row: Any) -> list[Any]:
    return [cell.value(row) for cell in of.cells]


def _is_found(of: Part, row: Any, typed: str) -> bool:
    words = plain_words([row, *_cells(of, row), of.group(row) if of.group else ""])
    return all(word in words for word in plain_words([typed]).split())


@desk("network.administer")
def new(request: Any, part: str) -> HttpResponseBase:
    return _edited(request, BY_NAME[part], BY_NAME[part].model())


@desk("network.administer")
def edit(request: Any, part: str, key: str) -> HttpResponseBase:
    return _edited(request, BY_NAME[part], BY_NAME[part].row(key))


def _edited(request: Any, of: Part, row: Any) -> HttpResponseBase:
    typed = (request.POST, request.FILES) if request.method == "POST" else ()
    form = of.form(*typed, network=request.network, instance=row)
    if form.is_valid():
        kept = form.row()
        if isinstance(kept, Emblem) and form.drawn:  # type: ignore[attr-defined]
            content, kept.media_type = form.drawn  # type: ignore[attr-defined]
            kept.file = keep(content, kind=kept.media_type)
        if isinstance(kept, KeyFigure):
            kept.entered_by, kept.entered_at = request.person, clock.today()
        actions.keep_row(network=request.network, row=kept, by=request.person, part=of.label)
        messages.success(request, _("“%(what)s” is saved.") % {"what": kept})
        return redirect(f"network:{of.name}")
    list_url = reverse(f"network:{of.name}")
    context = {"form": form, "part": of, "row": row if row.pk else None, "list_url": list_url}
    return render(request, "network/desk/row.html", context, status=422 if form.is_bound else 200)


@desk("network.administer")
def turn(request: Any, part: str, key: str) -> HttpResponseBase:
    """Switch a row off or on (`?to=on`), with a button to undo it."""
    of, off = BY_NAME[part], request.GET.get("to") != "on"
    row = actions.turn_row(network=request.network, row=of.row(key), off=off, by=request.person, part=of.label)
    said = (
        _("“%(what)s” is switched off: no choice any more, kept in all files.") if off else _("“%(what)s” is on again.")
    )
    undo.offer(request, said % {"what": row}, reverse(f"network:{part}-turn", args=[key]), to="on" if off else "off")
    return redirect(undo.back(request, reverse(f"network:{part}")))


@desk("network.administer")
def move(request: Any, part: str, key: str) -> HttpResponseBase:
    """Put a row one place higher, or lower with `?to=down`, within its group."""
    of = BY_NAME[part]
    row = of.row(key)
    among = [one for one in of.rows() if not of.group or of.group(one) == of.group(row)]
    up = request.GET.get("to") != "down"
    actions.move_row(network=request.network, row=row, among=among, up=up, by=request.person, part=of.label)
    return redirect(f"{reverse(f'network:{part}')}#row-{key}")


@desk("network.administer")
def catalogue(request: Any) -> HttpResponseBase:
    """The shipped sectors and trades, to take whole or one by one."""
    sectors = shipped_catalogue()
    if request.method == "POST":
        keys = set(request.POST.getlist("trade"))
        count = actions.take_from_catalogue(network=request.network, sectors=sectors, keys=keys, by=request.person)
        said = ngettext("%(count)s trade is taken over.", "%(count)s trades are taken over.", count)
        messages.success(request, said % {"count": count})
        return redirect("network:trades")
    there = set(Trade.objects.values_list("key", flat=True))
    return render(request, "network/desk/catalogue.html", {"sectors": sectors, "there": there})
