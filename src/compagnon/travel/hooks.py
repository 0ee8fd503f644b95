"""What the travel app plugs into others."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from compagnon.core.activity import words
from compagnon.core.registries import (
    Batch,
    Entry,
    Link,
    Panel,
    departure_links,
    desk_navigation,
    mobility_batches,
    mobility_conditions,
    mobility_obstacles,
    mobility_panels,
)
from compagnon.travel.queries.legal import conditions_told
from compagnon.travel.queries.readiness import obstacles
from compagnon.travel.views import panels
from compagnon.travel.views.readiness import cover_many

words(
    {
        "travel.terms_told": _("%(by)s told for the rules of the stay: %(what)s."),
        "travel.cover_added": _("%(by)s told of a paper or cover: %(what)s."),
        "travel.cover_changed": _("%(by)s changed a paper or cover: %(what)s."),
        "travel.cover_seen": _("%(by)s saw: %(what)s."),
        "travel.cover_removed": _("%(by)s took a paper or cover away: %(what)s."),
        "travel.check_waived": _("%(by)s answers for the departure although this stands in the way: %(what)s."),
        "travel.language_kept": _("%(by)s wrote down the language preparation."),
        "travel.module_done": _("%(by)s noted as done: %(module)s."),
        "travel.module_reopened": _("%(by)s noted as to be done again: %(module)s."),
        "travel.country_kept": _("%(by)s read the page about %(country)s again."),
        "travel.module_kept": _("%(by)s wrote the module: %(module)s."),
        "travel.preparation_set": _("%(by)s changed the settings of preparation."),
        "travel.way_kept": _("%(by)s wrote a way to travel: %(way)s."),
        "travel.way_removed": _("%(by)s took a way to travel away: %(way)s."),
        "travel.way_chosen": _("%(by)s chose the way to travel: %(way)s."),
        "travel.leg_kept": _("%(by)s wrote a leg of “%(way)s”: %(leg)s."),
        "travel.leg_removed": _("%(by)s took a leg of “%(way)s” away: %(leg)s."),
        "travel.waiver_taken_back": _("%(by)s took the waiver back: %(reason)s"),
    }
)

desk_navigation.add(
    "countries", Entry(_("Countries"), "travel:countries", "globe", "travel.keep_countries", beside=True), position=72
)
mobility_panels.add("ready", Panel(panels.ready, beside=True), position=25)
departure_links.add(
    "check",
    Link(
        _("Departure check"),
        "clipboard-check",
        "travel.prepare_stays",
        lambda departure: reverse("travel:check-departure", args=[departure.code]),
    ),
    position=10,
)
mobility_obstacles.add("readiness", obstacles)
mobility_conditions.add("terms", conditions_told)
mobility_batches.add("cover", Batch(_("Add a cover"), "shield-check", "travel.prepare_stays", cover_many), position=40)
