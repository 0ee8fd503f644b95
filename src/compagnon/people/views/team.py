"""The team at the desk: who is there with which role, who is invited, what each role may do."""

from typing import Any

import rules
from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language_info, ngettext
from django.utils.translation import gettext as _

from compagnon.core import clock, lists
from compagnon.core.access import desk
from compagnon.core.sheets import xlsx_response
from compagnon.core.states import MoveRefused
from compagnon.people import queries
from compagnon.people.actions import invitations
from compagnon.people.entrance.proof import proved
from compagnon.people.forms.team import InviteForm
from compagnon.people.models import Invitation, InvitationState
from compagnon.people.rights import table
from compagnon.people.tables.team import TEAM


@desk("people.view_team")
def team(request: Any) -> HttpResponse:
    """Everybody with a desk, who is invited, who replaces whom."""
    listed = lists.read(TEAM, request, queries.team_of(request.network.pk))
    people = list(listed.page or ())
    queries.show_roles(people)
    context = {
        "people": people,
        "loads": queries.show_workloads(people),
        "invitations": list(Invitation.objects.filter(state=InvitationState.PENDING).select_related("person", "by")),
        "replacements": list(queries.replacements_to_come()),
        "may_change": rules.test_rule("people.change_team", request.person),
        "today": clock.today(),
    }
    return lists.answer(request, "people/desk/team.html", listed, context)


@desk("people.view_team")
def export(request: Any) -> HttpResponseBase:
    """Everybody whom the filters in the address leave, as a spreadsheet."""
    people = list(lists.read(TEAM, request, queries.team_of(request.network.pk), paged=False).rows)
    queries.show_roles(people)
    return xlsx_response(_("team-%(day)s") % {"day": clock.today().isoformat()}, TEAM.columns, people)


@desk("people.change_team")
@proved
def invite(request: Any) -> HttpResponse:
    """Invite one or many; every line that cannot be used is told before anything is sent."""
    network = request.network
    languages = [(code, get_language_info(code)["name_local"]) for code in network.languages]
    initial = {"language": network.default_language, "people": ""}
    form = InviteForm(request.POST or None, by=request.person, languages=languages, initial=initial)
    if form.is_valid():
        made = invitations.invite(
            network_id=network.pk,
            invited=form.invited,
            roles=form.held(),
            language=form.cleaned_data["language"],
            by=request.person,
        )
        said = ngettext("%(count)d invitation is on its way.", "%(count)d invitations are on their way.", len(made))
        messages.success(request, said % {"count": len(made)})
        return redirect("team:team")
    return render(request, "people/desk/invite.html", {"form": form}, status=422 if form.is_bound else 200)


@desk("people.change_team")
def resend(request: Any, code: str) -> HttpResponse:
    """Send it once more, with a fresh link."""
    return _settle(request, code, invitations.resend, _("The invitation goes once more to %(person)s."))


@desk("people.change_team")
def withdraw(request: Any, code: str) -> HttpResponse:
    """Take it back: the link is over."""
    return _settle(request, code, invitations.withdraw, _("The invitation of %(person)s is withdrawn."))


def _settle(request: Any, code: str, act: Any, said: str) -> HttpResponse:
    found = get_object_or_404(Invitation.objects.select_related("person"), code=code)
    try:
        act(invitation=found, by=request.person)
    except MoveRefused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, said % {"person": found.person})
    return redirect("team:team")


@desk("people.work_at_desk")
def rights(request: Any) -> HttpResponse:
    """The table of roles and rights as it is in force, for auditors and for paper."""
    return render(request, "people/desk/rights.html", {"today": clock.today(), **table()})
