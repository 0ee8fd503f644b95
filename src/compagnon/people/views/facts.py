"""The page of a participant's facts at the desk: what papers print and lists seldom tell."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from compagnon.core.access import desk
from compagnon.people import queries
from compagnon.people.actions.completing import note_facts
from compagnon.people.forms.facts import FactsForm, GuardianForm
from compagnon.people.models import Participant


@desk("people.change_participants")
def facts(request: Any, code: str) -> HttpResponse:
    """Note facts of a participant, and of the guardian of a minor."""
    rows = queries.visible_to(request.person, Participant.objects.select_related("person", "guardian"))
    participant = get_object_or_404(rows, code=code)
    form = FactsForm(request.POST or None, instance=participant)
    has_guardian = participant.guardian is not None and participant.is_minor
    guardian = GuardianForm(request.POST or None, instance=participant.guardian, prefix="g") if has_guardian else None
    if form.is_valid() and (guardian is None or guardian.is_valid()):
        note_facts(
            participant=participant,
            facts=form.facts(),
            phone=form.cleaned_data["phone"],
            of_guardian=guardian.facts() if guardian else {},
            by=request.person,
        )
        messages.success(request, _("Saved."))
        return redirect(participant)
    shown = {"form": form, "guardian": guardian, "participant": participant}
    return render(request, "people/desk/facts.html", shown, status=422 if form.is_bound else 200)
