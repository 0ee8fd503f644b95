"""Addresses of the team at the desk."""

from django.urls import path
from django.views.decorators.http import require_POST

from compagnon.people.views import member, support, team

app_name = "team"
urlpatterns = [
    path("", team.team, name="team"),
    path("export/", team.export, name="export"),
    path("rights/", team.rights, name="rights"),
    path("invite/", team.invite, name="invite"),
    path("invitations/<str:code>/resend/", require_POST(team.resend), name="resend"),
    path("invitations/<str:code>/withdraw/", require_POST(team.withdraw), name="withdraw"),
    path("support/", support.accesses, name="support"),
    path("support/<str:code>/", support.access, name="support-access"),
    path("support/<str:code>/extend/", require_POST(support.extend), name="support-extend"),
    path("support/<str:code>/end/", require_POST(support.end), name="support-end"),
    path("replacements/<str:code>/end/", require_POST(member.end_replacement), name="end-replacement"),
    path("<str:code>/", member.member, name="member"),
    path("<str:code>/roles/", member.roles, name="roles"),
    path("<str:code>/replacement/", member.replacement, name="replacement"),
    path("<str:code>/deactivate/", member.deactivate, name="deactivate"),
    path("<str:code>/reactivate/", require_POST(member.reactivate), name="reactivate"),
]
