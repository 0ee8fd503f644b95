"""What is done with the papers of many mobilities at once."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import ngettext

from compagnon.documents.actions.bundle import TooMany, begin_bundle
from compagnon.documents.choices import BundlePurpose


def papers(request: Any, rows: Any) -> HttpResponse | str:
    """Every paper asked for of the rows, and of the groups they travel in, gathered on a page of its own."""
    return _gather(request, rows, BundlePurpose.PAPERS)


def binder(request: Any, rows: Any) -> HttpResponse | str:
    """What proves the rows, as one indexed ZIP."""
    return _gather(request, rows, BundlePurpose.BINDER)


def _gather(request: Any, rows: Any, purpose: BundlePurpose) -> HttpResponse | str:
    mobilities = list(rows.select_related("departure").order_by("departure", "pk"))
    groups = list(dict.fromkeys(one.departure for one in mobilities if one.departure is not None))
    count = len(mobilities)
    title = ngettext("%d mobility", "%d mobilities", count) % count
    try:
        bundle = begin_bundle(mobilities=mobilities, departures=groups, title=title, by=request.person, purpose=purpose)
    except TooMany as refused:
        return str(refused)
    return redirect(bundle)
