"""Words of emergency numbers and parts of a country page."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise

NUMBERS: dict[str, Words] = {
    "all": _("Every emergency"),
    "police": _("Police"),
    "ambulance": _("Ambulance"),
    "fire": _("Fire brigade"),
    "embassy": _("Embassy or consulate, emergencies"),
}
PARTS: dict[str, Words] = {
    "entry": _("Entry and papers"),
    "health": _("Health"),
    "customs": _("Daily life and customs"),
    "phrases": _("Useful phrases"),
}
