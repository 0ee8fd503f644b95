"""What the people app plugs into others."""

from django.utils.translation import gettext_lazy as _

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
from compagnon.people.queries import find_participants

personal_links.answer(links)
link_purposes.add(SIGN_IN, LinkPurpose("sign-in-link", _("signing in"), days=1))
desk_navigation.add(
    "participants",
    Entry(_("Participants"), "desk-people:participants", "users", "people.view_participants"),
    position=40,
)
search_sources.add("participants", find_participants, position=20)
