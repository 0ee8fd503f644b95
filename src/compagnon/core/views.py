"""What machines ask: is the program alive, is it ready?"""

from django.http import HttpRequest, HttpResponse, JsonResponse

from compagnon.core import status
from compagnon.core.access import public


@public
def live(request: HttpRequest) -> HttpResponse:
    """The process answers; asks nothing of the database."""
    return HttpResponse("alive\n", content_type="text/plain")


@public
def ready(request: HttpRequest) -> HttpResponse:
    """Whether pages can be served now: 200 or 503, with a sentence for each thing looked at."""
    well, found = status.is_ready()
    answer = {"ready": well, "findings": {finding.subject: finding.sentence for finding in found}}
    return JsonResponse(answer, status=200 if well else 503)
