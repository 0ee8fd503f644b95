"""First screens of the desk, its search, and the views of lists that people keep."""

from itertools import groupby
from typing import Any

import rules
from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from compagnon.core import clock, lists, status
from compagnon.core.access import desk
from compagnon.core.registries import search_sources
from compagnon.doors.desk import administration as admin
from compagnon.doors.desk import queries
from compagnon.people.choices import Role


@desk("people.work_at_desk")
def home(request: Any) -> HttpResponseBase:
    """What do I have to do now, what is late, what comes next."""
    person = request.person
    attention = lists.attention_for(request)
    if not rules.test_rule("timeline.change_tasks", person):
        if Role.ADMINISTRATOR in person.roles:
            return administration(request)
        return render(request, "desk/reviewer.html", {"attention": attention, "today": clock.today()})
    sections = queries.sections_for(person)
    context = {
        "today": clock.today(),
        "sections": {section.key: section for section in sections},
        "attention": attention,
        "leaving": queries.leaving_soon(person),
        "risky": queries.at_risk(person),
        "may_set_up": rules.test_rule("network.administer", person),
        "nothing": not attention and not any(section.count for section in sections),
    }
    return render(request, "desk/home.html", context)


@desk("people.work_at_desk")
def search(request: Any) -> HttpResponse:
    """People, companies, places: as one types, or on a page of its own."""
    typed = request.GET.get("q", "").strip()
    found = [row for find in search_sources for row in find(request.person, typed)] if len(typed) > 1 else []
    groups = [(group, list(rows)) for group, rows in groupby(found, key=lambda row: row.group)]
    template = "desk/search.html" + ("#results" if request.htmx else "")
    return render(request, template, {"typed": typed, "groups": groups})


@desk("network.administer")
def administration(request: Any) -> HttpResponse:
    """All that can be set in the network, what is still to do on top."""
    parts = admin.parts(request)
    context = {"to_do": [part for part in parts if part.standing.is_to_do], "parts": parts}
    return render(request, "desk/administration.html", context)


@desk("network.run_installation")
def installation(request: Any) -> HttpResponse:
    """The state of the installation: what works, jobs that failed."""
    context = {"findings": list(status.findings()), "failed": admin.failed_jobs()}
    return render(request, "desk/installation.html", context)


@desk("network.run_installation")
def retry(request: Any, job: int) -> HttpResponse:
    """Try a failed job again."""
    if admin.try_again(job):
        messages.success(request, _("The job is tried again."))
    else:
        messages.warning(request, _("This job cannot be tried again: it is gone, or may not run twice."))
    return redirect("desk:installation")


@desk("people.work_at_desk")
def keep_view(request: Any) -> HttpResponse:
    """Keep the list as it stands under a name."""
    name, query = request.POST.get("name", "").strip()[:60], request.POST.get("query", "")[:500]
    if name:
        lists.keep_view(
            person=request.person,
            network=request.network,
            list_name=request.POST.get("list", "")[:60],
            name=name,
            query=query,
        )
        messages.success(request, _("The view “%(name)s” is kept.") % {"name": name})
    else:
        messages.warning(request, _("Give the view a name."))
    return redirect(f"{_back(request)}?{query}")


@desk("people.work_at_desk")
def forget_view(request: Any, code: str) -> HttpResponse:
    lists.forget_view(person=request.person, code=code)
    messages.success(request, _("The view is forgotten."))
    return redirect(_back(request))


def _back(request: Any) -> str:
    """The list that the form came from: only within this site."""
    asked = request.POST.get("back", "")
    is_ours = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    return asked if is_ours else reverse("desk:home")
