"""The style page: every component in every state, for those who build pages and for the tests that look at them."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from compagnon.core import clock
from compagnon.core.access import public
from compagnon.core.ui import samples


@public
def style_page(request: HttpRequest) -> HttpResponse:
    if not (settings.DEBUG or settings.DEMO):
        raise Http404
    if "toast" in request.GET:
        messages.success(request, _("Reminder sent to 2 people."), extra_tags="undo:#undo")
        messages.error(request, _("One letter could not be sent."))
    wrong = samples.SampleForm({"mood": "3"}, prefix="wrong")
    wrong.is_valid()
    forms = {"form": samples.SampleForm(), "wrong": wrong}
    places = samples.sample_places()
    return render(request, "ui/style_page.html", samples.sample_rows(clock.today()) | places | forms)
