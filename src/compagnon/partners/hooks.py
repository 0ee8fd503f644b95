"""What the partners app plugs into others."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from compagnon.core.activity import words
from compagnon.core.doubles.merging import FOLDS
from compagnon.core.imports.kinds import IMPORTERS
from compagnon.core.registries import Entry, FileKind, activity_files, desk_navigation, follow, search_sources
from compagnon.partners.imports.companies import COMPANIES
from compagnon.partners.merging import compare_register, one_of_partners
from compagnon.partners.models import Partner
from compagnon.partners.queries import find_partners

words(
    {
        "partners.partner_added": _("%(by)s added the partner %(partner)s."),
        "partners.facts_told": _("%(by)s told of %(organisation)s: %(what)s."),
        "partners.partner_changed": _("%(by)s changed what is known of %(partner)s."),
        "partners.partners_merged": _("%(by)s merged %(lost)s into %(kept)s."),
        "partners.partners_taken_apart": _("%(by)s took %(lost)s and %(kept)s apart again."),
        "partners.partners_told_apart": _("%(by)s said that %(one)s and %(other)s are not the same."),
        "partners.contact_added": _("%(by)s added the contact %(contact)s."),
        "partners.contact_changed": _("%(by)s changed how to reach %(contact)s."),
        "partners.places_offered": _("%(by)s noted places: %(places)s, %(trade)s."),
        "partners.places_withdrawn": _("%(by)s took places away: %(places)s, %(trade)s."),
    }
)
desk_navigation.add(
    "partners", Entry(_("Partners"), "partners:partners", "handshake", "partners.view_partners"), position=50
)
activity_files.add(
    "partner",
    FileKind(
        _("Partner"),
        "partners.view_partners",
        lambda _person: Partner.objects.select_related("organisation"),
        lambda file: file.organisation.get_absolute_url(),
    ),
    position=50,
)
search_sources.add("partners", find_partners, position=30)
IMPORTERS.add(COMPANIES.name, COMPANIES, position=30)
FOLDS.add("partners.partner", one_of_partners)


def _look_for_doubles(run: Any, _by: Any) -> None:
    if run.kind == COMPANIES.name:
        compare_register(network=run.network)


follow("core.importrun_written", _look_for_doubles)
follow("core.importrun_undone", _look_for_doubles)
