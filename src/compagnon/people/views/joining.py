"""Accepting an invitation to the team, by personal link."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import pgettext

from compagnon.core.access import guest
from compagnon.core.states import MoveRefused
from compagnon.people import links
from compagnon.people.actions import invitations
from compagnon.people.forms.team import JoinForm
from compagnon.people.models import PersonalLink


@guest(invitations.JOIN)
def join(request: Any, link: PersonalLink) -> HttpResponse:
    """Says who invites to what; one press opens the account, and the sign-in page follows."""
    invitation: Any = link.about
    form = JoinForm(request.POST or None, person=invitation.person, languages=settings.LANGUAGES)
    if form.is_valid():
        said = {"password": "", **form.cleaned_data}
        try:
            invitations.accept(invitation=invitation, by=invitation.person, **said)
        except MoveRefused:
            return links.over(request, link)
        with translation.override(said["language"]):
            messages.success(request, pgettext("guest", "Welcome. Sign in with your e-mail address."))
        return redirect("sign-in")
    context = {"link": link, "invitation": invitation, "form": form, "roles": invitation.roles_words()}
    return render(request, "people/guest/join.html", context, status=422 if form.is_bound else 200)
