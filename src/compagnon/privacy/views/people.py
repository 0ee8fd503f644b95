"""One person's data at the desk: export, holds, and erasure after two confirmations."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import translation
from django.utils.translation import gettext as _

from compagnon.core import files
from compagnon.core.access import desk
from compagnon.people.entrance.proof import proved
from compagnon.privacy import actions, queries
from compagnon.privacy.erasing import plan_for
from compagnon.privacy.exporting import export_of
from compagnon.privacy.forms import EraseForm, HoldForm
from compagnon.privacy.models import Hold
from compagnon.privacy.views.shown import show, somebody


@desk("privacy.keep_privacy")
def people(request: Any) -> HttpResponse:
    """Find whose data it is about."""
    typed = request.GET.get("q", "").strip()
    return show(request, "people", {"typed": typed, "found": queries.found_people(request.network, typed)})


@desk("privacy.keep_privacy")
def person(request: Any, kind: str, code: str) -> HttpResponse:
    """What would go, what is held and why; holds are set here, and erasure begins here."""
    subject = somebody(request, kind, code)
    form = HoldForm(request.POST or None)
    if form.is_valid():
        actions.set_hold(subject=subject, by=request.person, **form.cleaned_data)
        messages.success(request, _("Held: nothing about this person goes."))
        return redirect("privacy:person", kind, code)
    context = {"subject": subject, "kind": kind, "plan": plan_for(subject), "holds": queries.holds_on(subject)}
    return show(request, "person", context, form)


@desk("privacy.keep_privacy")
def lift(request: Any, hold: str) -> HttpResponse:
    """End a hold."""
    found = get_object_or_404(Hold.objects.select_related("person", "contact"), code=hold)
    actions.lift_hold(hold=found, by=request.person)
    messages.success(request, _("The hold is lifted."))
    return redirect("privacy:person", "person" if found.person_id else "contact", found.subject.code)


@desk("privacy.keep_privacy")
@proved
def person_export(request: Any, kind: str, code: str) -> HttpResponse:
    """Everything about the person, to hand over, in the language of the person."""
    subject = somebody(request, kind, code)
    actions.note_export(subject=subject, request=request)
    with translation.override(subject.language):
        content = export_of(subject)
    return files.stream(content, kind=files.ZIP, filename=_("personal-data") + ".zip", attached=True)


@desk("privacy.keep_privacy")
@proved
def erase(request: Any, kind: str, code: str) -> HttpResponse:
    """The second confirmation: type the name; then everything goes at once."""
    subject = somebody(request, kind, code)
    form = EraseForm(request.POST or None, name=str(subject))
    if form.is_valid():
        try:
            certificate = actions.erase(subject=subject, by=request.person)
        except actions.ErasureRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Erased. This is the certificate."))
            return redirect("privacy:certificate", certificate.code)
    return show(request, "erase", {"subject": subject, "kind": kind, "plan": plan_for(subject)}, form)
