"""What the people app plugs into others."""

from django.utils.translation import gettext_lazy as _

from compagnon.core.activity import words
from compagnon.core.imports.kinds import IMPORTERS
from compagnon.core.registries import (
    Entry,
    LinkPurpose,
    desk_navigation,
    link_purposes,
    personal_links,
    search_sources,
)
from compagnon.people import links
from compagnon.people.actions import SIGN_IN
from compagnon.people.imports.lists import LEARNERS, STAFF
from compagnon.people.queries import find_participants

words(
    {
        "core.importrun_open": _("The list %(file)s could not be written; it is in preparation again."),
        "core.importrun_writing": _("%(by)s asked to write the list %(file)s."),
        "core.importrun_written": _("%(by)s imported the list %(file)s: %(new)s new, %(changed)s changed."),
        "core.importrun_undone": _("%(by)s took the list %(file)s back: %(removed)s removed, %(restored)s as before."),
        "core.importrun_discarded": _("%(by)s put the list %(file)s aside."),
    }
)

personal_links.answer(links)
link_purposes.add(SIGN_IN, LinkPurpose("sign-in-link", _("signing in"), days=1))
desk_navigation.add(
    "participants",
    Entry(_("Participants"), "desk-people:participants", "users", "people.view_participants"),
    position=40,
)
desk_navigation.add("imports", Entry(_("Imports"), "imports:imports", "upload", "people.import_people"), position=80)
desk_navigation.add(
    "security", Entry(_("Security"), "security:events", "shield-check", "people.view_security"), position=97
)
search_sources.add("participants", find_participants, position=20)
IMPORTERS.add(LEARNERS.name, LEARNERS, position=10)
IMPORTERS.add(STAFF.name, STAFF, position=20)
