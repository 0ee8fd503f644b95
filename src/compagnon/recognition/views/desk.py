"""The Europass Mobility at the desk: issued, and taken along as data."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from compagnon.core.access import desk
from compagnon.documents.actions.agreement import AgreementRefused
from compagnon.mobilities.models import Mobility
from compagnon.mobilities.queries import for_page, visible_to
from compagnon.recognition import actions
from compagnon.recognition.views.credential import answer


@desk("recognition.issue_europass")
@require_POST
def issue(request: Any, code: str) -> HttpResponse:
    mobility = get_object_or_404(for_page(visible_to(request.person, Mobility.objects.all())), code=code)
    try:
        actions.issue_europass(mobility=mobility, by=request.person, reason=request.POST.get("reason", "")[:300])
        messages.success(request, _("The Europass Mobility is out: the host signs first."))
    except AgreementRefused as refused:
        messages.warning(request, str(refused))
    return redirect(mobility)


@desk("recognition.issue_europass")
def credential(request: Any, code: str) -> HttpResponse:
    """The Europass Mobility of a stay as data."""
    return answer(visible_to(request.person, Mobility.objects.all()), code)
