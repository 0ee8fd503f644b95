"""Words for travel: means, and the reasons of the comparison."""

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from compagnon.engines.base import Reason

Words = str | Promise

MODES: dict[str, Words] = {
    "walk": _("On foot"),
    "bicycle": _("Bicycle"),
    "e_bike": _("Electric bicycle"),
    "bus": _("City bus"),
    "tram": _("Tram"),
    "metro": _("Metro"),
    "train_regional": _("Regional train"),
    "train_intercity": _("Intercity train"),
    "train_high_speed": _("High-speed train"),
    "coach": _("Coach"),
    "car": _("Car"),
    "car_electric": _("Electric car"),
    "ferry": _("Ferry"),
    "plane": _("Plane"),
}
REASONS: dict[str, Words] = {
    "travel.band.estimated": _("About %(km)s km in a straight line: an estimate, the programme’s calculator decides."),
    "travel.band.near_edge": _(
        "About %(km)s km, near the edge at %(edge_km)s km: only the programme’s calculator can decide."
    ),
    "travel.band.official": _("%(km)s km by the programme’s calculator."),
    "travel.band.figures_apart": _("The calculator says %(official_km)s km, the list %(km)s km: check the places."),
    "travel.km.typed": _("%(km)s km, as typed."),
    "travel.km.flown": _("%(straight_km)s km in a straight line and %(more_km)s km for the flight."),
    "travel.km.detour": _("%(straight_km)s km in a straight line, times %(detour)s."),
    "travel.km.same_place": _("Start and end are one place: type the kilometres."),
    "travel.km.over_the_sea": _("There is sea between: add a ferry or a flight, or type the kilometres."),
    "travel.km.country_unknown": _("The country is not known."),
    "travel.km.no_detour_known": _("No factor is known for this means: type the kilometres."),
    "travel.factor.used": _("%(kg_per_unit)s kg per %(unit)s (%(factor)s, %(year)s)."),
    "travel.factor.over_the_border": _(
        "%(kg_per_unit)s kg per %(unit)s (%(factor)s), also over the border: finer if cut there."
    ),
    "travel.factor.stand_in": _("%(kg_per_unit)s kg per %(unit)s (%(factor)s), for want of one of %(countries)s."),
    "travel.factor.uncertain": _(
        "%(kg_per_unit)s kg per %(unit)s (%(factor)s): values found differ from %(low_kg)s to %(high_kg)s."
    ),
    "travel.factor.country_unknown": _("The country is not known, so no factor is."),
    "travel.airports": _("%(airports)s airports on the way there: %(kg)s kg."),
    "travel.green.yes": _("Low-emission means make the main part."),
    "travel.green.no": _("Low-emission means do not make the main part."),
    "travel.green.unknown": _("Whether this is green travel is not known: ask the agency."),
    "travel.days.green": _("Up to %(up_to)s travel days, %(more_than_standard)s more than otherwise: it is green."),
    "travel.days.standard": _("Up to %(up_to)s travel days."),
    "travel.days.unknown": _("At least %(least)s travel days; whether more, ask the agency."),
    "travel.way.about_equal": _("About equal to: %(ways)s."),
}
MISSING: dict[str, Words] = {
    "legs": _("Without a leg yet."),
    "gap": _("There is a gap: a leg ends at %(end)s and the next one starts at %(start)s."),
    "venue": _("It ends at %(end)s and not yet at %(town)s."),
}
"""Why a way is not compared with the others."""
UNITS: dict[str, Words] = {"passenger.km": _("passenger kilometre"), "vehicle.km": _("kilometre of the car")}
NOT_STATED = gettext_lazy("not stated")


def sentence(reason: Reason) -> str:
    """A reason of the comparison in words."""
    return str(REASONS[reason.code]) % {name: _readable(name, value) for name, value in reason.facts.items()}


def _readable(name: str, value: Any) -> str:
    if name == "unit":
        return str(UNITS.get(value, value))
    if name == "countries":
        return gettext(", ").join(str(countries.name(one)) for one in value)
    if isinstance(value, tuple):
        return gettext(", ").join(value)
    if isinstance(value, date):
        return date_format(value, "j F Y")
    if value in (None, "", "not stated"):
        return str(NOT_STATED)
    return f"{value:g}" if isinstance(value, float) else str(value)
