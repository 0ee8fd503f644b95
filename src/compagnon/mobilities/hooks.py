"""What the mobilities app plugs into others."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from compagnon.core.activity import words
from compagnon.core.imports.kinds import IMPORTERS
from compagnon.core.registries import (
    Batch,
    Entry,
    FileKind,
    Panel,
    SchemeUse,
    Workload,
    activity_files,
    desk_navigation,
    follow,
    mobility_batches,
    mobility_panels,
    organisations_that_hosted,
    participant_panels,
    scheme_uses,
    search_sources,
    workloads,
)
from compagnon.mobilities import actions, queries
from compagnon.mobilities.choices import RUNNING, MobilityState
from compagnon.mobilities.imports.past import PAST
from compagnon.mobilities.models import Mobility
from compagnon.mobilities.queries import find_mobilities, open_files_of, visible_to
from compagnon.mobilities.views import many, panels
from compagnon.recruitment.models import Application

words(
    {
        "mobilities.mobility_preparing": _("%(by)s put the mobility in preparation."),
        "mobilities.mobility_abroad": _("%(by)s confirmed the departure."),
        "mobilities.mobility_returned": _("%(by)s noted that the participant is back."),
        "mobilities.mobility_closed": _("%(by)s closed the mobility."),
        "mobilities.mobility_cancelled": _("%(by)s cancelled the mobility."),
        "mobilities.mobility_changed": _("%(by)s changed the file: %(changes)s."),
        "mobilities.mobility_dates_moved": _("%(by)s moved the dates from %(before)s to %(after)s."),
        "mobilities.mobility_split": _("%(by)s set the periods abroad: %(after)s (days abroad: %(days)s)."),
        "mobilities.mobility_host_assigned": _("%(host)s is the host; %(by)s confirmed the place."),
        "mobilities.mobility_host_released": _("%(by)s took the place at %(host)s away."),
        "mobilities.mobility_joined": _("%(by)s put the mobility into the departure “%(departure)s”."),
        "mobilities.departure_opened": _("%(by)s opened the departure “%(departure)s”."),
        "mobilities.departure_changed": _("%(by)s changed the departure: %(changes)s."),
        "mobilities.departure_placed": _("%(by)s noted the host of the departure “%(departure)s”: %(host)s."),
        "mobilities.departure_dropped": _("%(by)s took the departure “%(departure)s” away."),
    }
)

scheme_uses.add(
    "mobilities",
    SchemeUse(
        begun=queries.mobilities_by_version,
        running=lambda: queries.mobilities_by_version(state__in=RUNNING),
        words=lambda number: ngettext("%(number)s mobility", "%(number)s mobilities", number) % {"number": number},
    ),
    position=20,
)
desk_navigation.add(
    "pipeline", Entry(_("Pipeline"), "mobilities:pipeline", "route", "mobilities.view_mobilities"), position=20
)
desk_navigation.add(
    "departures", Entry(_("Departures"), "mobilities:departures", "plane", "mobilities.view_mobilities"), position=30
)

activity_files.add(
    "mobility",
    FileKind(
        _("Mobility"),
        "mobilities.view_mobilities",
        lambda person: visible_to(person, Mobility.objects.select_related("participant__person")),
        Mobility.get_absolute_url,
    ),
    position=10,
)
workloads.add("files", Workload(_("Open files"), open_files_of))
mobility_panels.add("people", Panel(panels.people, beside=True), position=10)
mobility_panels.add("periods", Panel(panels.periods, beside=True), position=11)
mobility_panels.add("letters", Panel(panels.letters, beside=True), position=80)
mobility_panels.add("activity", Panel(panels.activity, beside=True), position=90)
participant_panels.add("mobilities", Panel(panels.mobilities_of_participant), position=20)
IMPORTERS.add(PAST.name, PAST, position=40)
organisations_that_hosted.answer(queries.hosts_before)
search_sources.add("mobilities", find_mobilities, position=10)

mobility_batches.add("move", Batch(_("Move"), "calendar", "mobilities.change_mobilities", many.move), position=30)
mobility_batches.add("export", Batch(_("Export"), "download", "mobilities.view_mobilities", many.export), position=80)
mobility_batches.add("print", Batch(_("Print"), "printer", "mobilities.view_mobilities", many.print_list), position=90)


def _open_file(application: Application, by: Any) -> None:
    actions.create_from_application(application, by)


def _end_with_application(application: Application, by: Any) -> None:
    mobility = Mobility.objects.filter(application=application, state=MobilityState.PREPARING).first()
    if mobility is not None:
        actions.cancel(mobility=mobility, by=by, reason=str(_("The application was withdrawn.")))


follow("recruitment.application_admitted", _open_file)
follow("recruitment.application_withdrawn", _end_with_application)
