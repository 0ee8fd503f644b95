"""Certificates of what went, and evidence under seal."""

from typing import Any

from django.apps import apps
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from compagnon.core import files
from compagnon.core.access import desk
from compagnon.people.entrance.proof import proved
from compagnon.privacy import actions
from compagnon.privacy.models import Certificate, SealedFile
from compagnon.privacy.views.shown import show


@desk("privacy.view_privacy")
def certificates(request: Any) -> HttpResponse:
    """What went, the last first."""
    return show(request, "certificates", {"certificates": list(Certificate.objects.select_related("by")[:200])})


@desk("privacy.view_privacy")
def certificate(request: Any, code: str) -> HttpResponse:
    """One certificate: counts, never names; to print."""
    found = get_object_or_404(Certificate.objects.select_related("by"), code=code)
    return show(request, "certificate", {"certificate": found, "counts": list(_counted(found.counts))})


def _counted(counts: dict[str, int]) -> Any:
    """Counts under the words that people know the rows by; what is no model keeps its own word."""
    known = {one._meta.label: one._meta.verbose_name_plural for one in apps.get_models()}
    for label, count in sorted(counts.items()):
        if count and label in known:
            yield str(known[label]), count
        elif count:
            yield actions.counted_words(label), count


@desk("privacy.open_sealed")
def sealed(request: Any) -> HttpResponse:
    """Evidence under seal, what ends first on top; only for who watches over data."""
    rows = SealedFile.objects.select_related("by").order_by("until", "pk")
    return show(request, "sealed", {"sealed": list(rows[:200])})


@desk("privacy.open_sealed")
@proved
def sealed_open(request: Any, code: str) -> HttpResponse:
    """Open one package; it is noted who did."""
    found = get_object_or_404(SealedFile, code=code)
    actions.note_opening(sealed=found, by=request.person)
    return files.stream(files.read(found.file), kind=files.ZIP, filename=f"{found.code}.zip", attached=True)
