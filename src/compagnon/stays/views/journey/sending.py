"""One plain address for what a phone kept while it had no connection: entries, pictures, check-ins, calls for help, each kept once.

Answers JSON. 201: kept now; 200: kept before; 409 with `retry`: what it belongs to has not come yet, send it again
after that; 409 without: it can never be kept, the sentence says why; 422: `errors` by field; 404: not one's own stay.
"""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from compagnon.core.access import journey
from compagnon.core.files import FileRefused
from compagnon.mobilities.models import Mobility
from compagnon.stays.actions import logbook
from compagnon.stays.actions.care import call_for_help
from compagnon.stays.actions.weeks import StayRefused, answer_check_in
from compagnon.stays.forms.care import HelpForm
from compagnon.stays.forms.logbook import EntryForm, PhotoForm
from compagnon.stays.forms.weeks import SentCheckInForm
from compagnon.stays.models import LogEntry
from compagnon.stays.views.journey.logbook import own_stay


@journey()
@require_POST
def send(request: Any, code: str) -> HttpResponse:
    """Keep one thing; `kind` says which, `key` is its UUID, made on the phone."""
    mobility = own_stay(request, code)
    keep = KINDS.get(request.POST.get("kind", ""))
    if keep is None:
        return JsonResponse({"errors": {"kind": [_("Say what this is: entry, photo, check_in or help.")]}}, status=422)
    try:
        return keep(request, mobility)
    except (StayRefused, FileRefused) as refused:
        return _never(str(refused))


def _entry(request: Any, mobility: Mobility) -> HttpResponse:
    form = EntryForm(request.POST, request.FILES, mobility=mobility)
    if not form.is_valid():
        return _errors(form)
    entry, is_new = logbook.write_entry(mobility=mobility, told=form.told(), by=request.person)
    for key, picture in form.pictures():
        logbook.add_photo(entry=entry, key=key, picture=picture, words="", by=request.person)
    return _kept(entry, form, is_new)


def _photo(request: Any, mobility: Mobility) -> HttpResponse:
    form = PhotoForm(request.POST, request.FILES)
    if not form.is_valid():
        return _errors(form)
    given = form.cleaned_data
    entry = LogEntry.objects.filter(mobility=mobility, key=given["entry"]).first()
    if entry is None:
        return JsonResponse({"kept": False, "retry": True, "entry": str(given["entry"])}, status=409)
    photo, is_new = logbook.add_photo(
        entry=entry, key=given["key"], picture=given["photo"][0], words=given["words"], by=request.person
    )
    return _kept(photo, form, is_new)


def _check_in(request: Any, mobility: Mobility) -> HttpResponse:
    form = SentCheckInForm(request.POST)
    if not form.is_valid():
        return _errors(form)
    given = dict(form.cleaned_data)
    check_in = mobility.check_ins.filter(code=given.pop("check_in")).first()
    if check_in is None:
        raise Http404
    was_answered = check_in.answered_at is not None
    answered = answer_check_in(check_in=check_in, by=request.person, **given)
    if answered.key != given["key"]:
        return _never(_("This week was answered before; the first answer stays."))
    return _kept(answered, form, is_new=not was_answered)


def _help(request: Any, mobility: Mobility) -> HttpResponse:
    form = HelpForm(request.POST)
    if not form.is_valid():
        return _errors(form)
    call, is_new = call_for_help(mobility=mobility, cry=form.cry(), by=request.person)
    return _kept(call, form, is_new)


KINDS: dict[str, Callable[[Any, Mobility], HttpResponse]] = {
    "entry": _entry,
    "photo": _photo,
    "check_in": _check_in,
    "help": _help,
}


def _kept(thing: Any, form: Any, is_new: bool) -> HttpResponse:
    told = {"kept": True, "key": str(form.cleaned_data["key"]), "code": thing.code}
    return JsonResponse(told, status=201 if is_new else 200)


def _never(why: str) -> HttpResponse:
    return JsonResponse({"kept": False, "retry": False, "sentence": why}, status=409)


def _errors(form: Any) -> HttpResponse:
    return JsonResponse({"kept": False, "retry": False, "errors": form.errors.get_json_data()}, status=422)
