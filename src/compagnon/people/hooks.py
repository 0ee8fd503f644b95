"""What the people app plugs into others."""

from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.utils.translation import gettext_lazy as _

from compagnon.core import security
from compagnon.core.activity import words
from compagnon.core.imports.kinds import IMPORTERS
from compagnon.core.registries import (
    Entry,
    FileKind,
    LinkPurpose,
    Setting,
    Standing,
    activity_files,
    desk_navigation,
    doorkeepers,
    link_purposes,
    network_settings,
    personal_links,
    search_sources,
)
from compagnon.people import links
from compagnon.people.actions.invitations import JOIN
from compagnon.people.entrance.receivers import due_factor, signed_in
from compagnon.people.imports.lists import LEARNERS, STAFF
from compagnon.people.models import IdentityProvider, Participant
from compagnon.people.queries import find_participants, visible_to

doorkeepers.add("second factor", due_factor)


def _sign_on(request: Any) -> Standing:
    kept = IdentityProvider.objects.filter(network=request.network).first()
    return Standing(kept.label if kept and kept.is_active else _("Not in use."))


network_settings.add(
    "sign-on",
    Setting(
        _("Single sign-on"),
        _("People sign in with the network’s own directory (OpenID Connect)."),
        "security:sign-on",
        "log-in",
        "network.administer",
        _sign_on,
    ),
    position=60,
)
user_logged_in.connect(signed_in, dispatch_uid="compagnon.people.signed_in")

words(
    {
        "core.importrun_open": _("The list %(file)s could not be written; it is in preparation again."),
        "core.importrun_writing": _("%(by)s asked to write the list %(file)s."),
        "core.importrun_written": _("%(by)s imported the list %(file)s: %(new)s new, %(changed)s changed."),
        "core.importrun_undoing": _("%(by)s asked to take the list %(file)s back."),
        "core.importrun_undone": _("%(by)s took the list %(file)s back: %(removed)s removed, %(restored)s as before."),
        "core.importrun_discarded": _("%(by)s put the list %(file)s aside."),
    }
)

words(
    {
        "people.sign_on_changed": _("%(by)s changed single sign-on (%(label)s)."),
        "people.roles_changed": _("%(by)s changed the roles of %(person)s: %(roles)s."),
        "people.person_deactivated": _("%(by)s deactivated the account of %(person)s."),
        "people.person_reactivated": _("%(by)s opened the account of %(person)s again."),
        "people.replacement_named": _(
            "%(by)s noted that %(stand_in)s replaces %(absent)s from %(first_day)s to %(last_day)s."
        ),
        "people.replacement_ended": _("%(by)s ended the replacement of %(absent)s by %(stand_in)s."),
        "people.support_let_in": _("%(by)s let support in: %(supporter)s, until %(until)s."),
        "people.support_extended": _("%(by)s let support stay: %(supporter)s, until %(until)s."),
        "people.support_ended": _("%(by)s ended the access of support: %(supporter)s."),
        "people.support_came_in": _("%(by)s of support came in."),
        "people.facts_corrected": _("%(by)s corrected: %(what)s."),
        "people.contact_facts_noted": _("%(by)s noted of %(contact)s: %(what)s."),
        "people.participants_merged": _("%(by)s merged two entries of %(kept)s."),
        "people.participants_taken_apart": _("%(by)s took two entries of %(kept)s apart again."),
        "people.participants_told_apart": _("%(by)s said that two people called %(one)s are not the same."),
        "people.invitation_pending": _("%(by)s invited %(person)s."),
        "people.invitation_accepted": _("%(person)s joined the team."),
        "people.invitation_withdrawn": _("%(by)s withdrew the invitation of %(person)s."),
    }
)
security.words(
    {
        "support.let_in": _("Support let in"),
        "support.extended": _("Access of support extended"),
        "support.ended": _("Access of support ended"),
        "support.came_in": _("Support came in"),
        "role.given": _("Role given"),
        "role.withdrawn": _("Role withdrawn"),
        "account.deactivated": _("Account deactivated"),
        "account.reactivated": _("Account opened again"),
        "invitation.accepted": _("Invitation accepted"),
    }
)

personal_links.answer(links)
activity_files.add(
    "participant",
    FileKind(
        _("Participant"),
        "people.view_participants",
        lambda person: visible_to(person, Participant.objects.select_related("person")),
        Participant.get_absolute_url,
    ),
    position=20,
)
desk_navigation.add(
    "activity", Entry(_("Activity"), "activity:activity", "activity", "people.view_activity", beside=True), position=90
)
link_purposes.add(JOIN, LinkPurpose("join", _("joining the team"), days=7))
desk_navigation.add("team", Entry(_("Team"), "team:team", "users", "people.view_team", beside=True), position=85)
desk_navigation.add(
    "participants",
    Entry(_("Participants"), "desk-people:participants", "users", "people.view_participants"),
    position=40,
)
desk_navigation.add(
    "imports", Entry(_("Imports"), "imports:imports", "upload", "people.import_people", beside=True), position=80
)
desk_navigation.add(
    "security",
    Entry(_("Security"), "security:events", "shield-check", "people.view_security", beside=True),
    position=97,
)
search_sources.add("participants", find_participants, position=20)
IMPORTERS.add(LEARNERS.name, LEARNERS, position=10)
IMPORTERS.add(STAFF.name, STAFF, position=20)
