"""The logbook on the participant's phone."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from compagnon.core import files, undo, uploads
from compagnon.core.access import journey
from compagnon.mobilities.models import Mobility
from compagnon.stays.actions import logbook as actions
from compagnon.stays.actions.weeks import StayRefused
from compagnon.stays.forms.logbook import EntryForm, WordsForm
from compagnon.stays.models import LogPhoto
from compagnon.stays.queries import logbook as queries


def own_stay(request: Any, code: str) -> Mobility:
    """A stay of the participant's own; 404 for any other."""
    mine = Mobility.objects.filter(participant__person=request.person)
    return get_object_or_404(mine.select_related("host", "tutor", "participant", "network"), code=code)


@journey()
def write(request: Any, code: str) -> HttpResponse:
    """A new entry, with pictures; pressed twice it is kept once."""
    mobility = own_stay(request, code)
    form = EntryForm(request.POST or None, request.FILES or None, mobility=mobility)
    if request.method == "POST" and form.is_valid():
        try:
            entry, _is_new = actions.write_entry(mobility=mobility, told=form.told(), by=request.person)
            for key, picture in form.pictures():
                actions.add_photo(entry=entry, key=key, picture=picture, words="", by=request.person)
            messages.success(request, pgettext("journey", "Kept in the logbook."))
            return redirect("journey:logbook")
        except (StayRefused, files.FileRefused) as refused:
            form.add_error(None, str(refused))
    shown = {"mobility": mobility, "form": form, "can_write": queries.can_write(mobility)}
    return render(request, "stays/journey/write.html", shown, status=422 if form.is_bound else 200)


@journey()
def entry(request: Any, code: str) -> HttpResponse:
    """One entry to read, and to write anew as long as the tutor has not confirmed it."""
    found = get_object_or_404(queries.whole(queries.own_entries(request.person)), code=code)
    known = {"text": found.text, "outcomes": [one.code for one in found.outcomes.all()]}
    form = WordsForm(request.POST or None, mobility=found.mobility, initial=known)
    if request.method == "POST" and form.is_valid():
        changes = {"text": form.cleaned_data["text"], "outcomes": form.cleaned_data.get("outcomes", ())}
        try:
            actions.change_entry(entry=found, by=request.person, **changes)
            messages.success(request, pgettext("journey", "Kept in the logbook."))
            return redirect("journey:logbook")
        except StayRefused as refused:
            form.add_error(None, str(refused))
            found.refresh_from_db(fields=["confirmed_at", "confirmed_by_name"])
    shown = {"entry": found, "form": form, "mobility": found.mobility}
    return render(request, "stays/journey/entry.html", shown, status=422 if form.is_bound else 200)


@journey()
@require_POST
def remove(request: Any, code: str) -> HttpResponse:
    found = get_object_or_404(queries.own_entries(request.person), code=code)
    try:
        actions.remove_entry(entry=found, by=request.person)
        said = pgettext("journey", "The entry is taken out.")
        undo.offer(request, said, reverse("stays:restore-entry", args=[found.code]))
    except StayRefused as refused:
        messages.warning(request, str(refused))
    return redirect("journey:logbook")


@journey()
@require_POST
def restore(request: Any, code: str) -> HttpResponse:
    found = get_object_or_404(queries.own_entries(request.person), code=code)
    actions.restore_entry(entry=found, by=request.person)
    return redirect(undo.back(request, otherwise=reverse("journey:logbook")))


@journey()
@require_POST
def ask_tutor(request: Any, code: str) -> HttpResponse:
    """The participant has the tutor asked to confirm."""
    if actions.ask_tutor(mobility=own_stay(request, code), by=request.person) is None:
        messages.warning(request, pgettext("journey", "The tutor was asked today already, or has no address."))
    else:
        messages.success(request, pgettext("journey", "The tutor is asked by letter."))
    return redirect("journey:logbook")


@journey()
def photo(request: Any, code: str) -> HttpResponse:
    mine = queries.photos_in(queries.written(queries.own_entries(request.person)))
    return picture_of(get_object_or_404(mine, code=code))


def picture_of(photo: LogPhoto) -> HttpResponse:
    """A picture that the caller has the right to see."""
    return files.stream(uploads.read(photo.file), kind=photo.media_type, filename=photo.code)
