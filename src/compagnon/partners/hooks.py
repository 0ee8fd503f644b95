"""What the partners app plugs into others."""

from django.utils.translation import gettext_lazy as _

from compagnon.core.activity import words
from compagnon.core.imports.kinds import IMPORTERS
from compagnon.core.registries import Entry, desk_navigation, search_sources
from compagnon.partners.imports.companies import COMPANIES
from compagnon.partners.queries import find_partners

words(
    {
        "partners.partner_added": _("%(by)s added the partner %(partner)s."),
        "partners.partner_changed": _("%(by)s changed what is known of %(partner)s."),
        "partners.contact_added": _("%(by)s added the contact %(contact)s."),
        "partners.contact_changed": _("%(by)s changed how to reach %(contact)s."),
        "partners.places_offered": _("%(by)s noted places: %(places)s, %(trade)s."),
        "partners.places_withdrawn": _("%(by)s took places away: %(places)s, %(trade)s."),
    }
)
desk_navigation.add(
    "partners", Entry(_("Partners"), "partners:partners", "handshake", "partners.view_partners"), position=50
)
search_sources.add("partners", find_partners, position=30)
IMPORTERS.add(COMPANIES.name, COMPANIES, position=30)
