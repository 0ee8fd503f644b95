"""What the desk plugs into others: its first entry, and what the administrator looks at."""

from django.utils.translation import gettext_lazy as _

from compagnon.core.registries import Entry, desk_navigation

desk_navigation.add("today", Entry(_("Today"), "desk:home", "sun", "people.work_at_desk"), position=10)
desk_navigation.add(
    "administration", Entry(_("Network"), "desk:administration", "settings", "network.administer"), position=95
)
