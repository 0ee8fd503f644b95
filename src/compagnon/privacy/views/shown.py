"""What every page of privacy at the desk has: the parts side by side, and how somebody is found by an address."""

from typing import Any

import rules
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from compagnon.core.registries import told
from compagnon.people.models import Contact, Person
from compagnon.privacy.queries import waiting


def parts(request: Any) -> list[dict[str, Any]]:
    """The pages of privacy, the one that is open marked, with what waits."""
    counts = waiting(request.network)
    pages = [
        ("requests", _("Requests")),
        ("people", _("Erase or export")),
        ("retention", _("Retention")),
        ("record", _("Record")),
        ("impact", _("Impact")),
        ("notice", _("Notice")),
        ("breaches", _("Breaches")),
        ("certificates", _("Certificates")),
    ]
    if rules.test_rule("privacy.view_trail", request.person):
        pages.append(("trail", _("Trail")))
    if rules.test_rule("privacy.open_sealed", request.person):
        pages.append(("sealed", _("Sealed")))
    found = []
    for name, label in pages:
        url = reverse(f"privacy:{name}")
        count = told(counts[name]) if counts.get(name) else ""
        found.append({"label": label, "url": url, "count": count, "current": request.path.startswith(url)})
    return found


def show(request: Any, name: str, context: dict[str, Any], form: Any = None) -> HttpResponse:
    """A page of privacy with the others beside it; 422 when a form on it was refused."""
    status = 422 if form is not None and form.is_bound else 200
    return render(
        request, f"privacy/desk/{name}.html", {"parts": parts(request), "form": form, **context}, status=status
    )


def somebody(request: Any, kind: str, code: str) -> Person | Contact:
    """The person or contact of an address, of this network alone. Raises Http404."""
    if kind == "person":
        return get_object_or_404(Person, code=code, network=request.network, erased_at=None)
    if kind == "contact":
        found: Contact = get_object_or_404(Contact, code=code, erased_at=None)
        return found
    raise Http404
