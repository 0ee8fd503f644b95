"""The holder takes the own Europass Mobility along as data."""

from typing import Any

from django.http import HttpResponse

from compagnon.core.access import journey
from compagnon.mobilities.models import Mobility
from compagnon.recognition.views.credential import answer


@journey()
def credential(request: Any, code: str) -> HttpResponse:
    return answer(Mobility.objects.filter(participant__person=request.person), code)
