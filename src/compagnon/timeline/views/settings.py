"""When a network reminds by itself."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from compagnon.core.access import desk
from compagnon.timeline import actions, queries
from compagnon.timeline.forms import ReminderForm


@desk("network.administer")
def reminders(request: Any) -> HttpResponse:
    """Days, hours and days off; beside them what waits to be told."""
    form = ReminderForm(request.POST or None, instance=queries.reminder_settings(request.network))
    if form.is_valid():
        settled = queries.reminder_settings(request.network)
        actions.change_reminders(settled=settled, said=form.cleaned_data, by=request.person)
        messages.success(request, _("Saved. Reminders follow this from now on."))
        return redirect("timeline:reminders")
    context = {"form": form, "counts": queries.count_reminders(), "zone": request.network.time_zone}
    return render(request, "timeline/desk/reminders.html", context, status=422 if form.is_bound else 200)
