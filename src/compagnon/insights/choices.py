"""What a target may count."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Measure(TextChoices):
    """More quantity, more diversity, more quality (SD-21)."""

    DEPARTURES = "departures", pgettext_lazy("target", "People who leave")
    STAFF = "staff", pgettext_lazy("target", "Staff who leave")
    HOSTED = "hosted", pgettext_lazy("target", "People hosted")
    LONG = "long", pgettext_lazy("target", "Long stays (two months and more)")
    MINORS = "minors", pgettext_lazy("target", "Minors among those who leave")
    FEWER = "fewer", pgettext_lazy("target", "People with fewer opportunities among those who leave")
    COUNTRIES = "countries", pgettext_lazy("target", "Countries")
    NEW_COUNTRIES = "new_countries", pgettext_lazy("target", "New countries")
    TRADES = "trades", pgettext_lazy("target", "Trades that take part")
    SITES = "sites", pgettext_lazy("target", "Training centres that take part")
    EVALUATED = "evaluated", pgettext_lazy("target", "Stays evaluated by the tutor, of those that ended")
    RECOGNISED = "recognised", pgettext_lazy("target", "Stays with a Europass Mobility, of those that ended")


GROUPS = (
    (_("More quantity"), (Measure.DEPARTURES, Measure.STAFF, Measure.HOSTED, Measure.LONG)),
    (
        _("More diversity"),
        (
            Measure.MINORS,
            Measure.FEWER,
            Measure.COUNTRIES,
            Measure.NEW_COUNTRIES,
            Measure.TRADES,
            Measure.SITES,
        ),
    ),
    (_("More quality"), (Measure.EVALUATED, Measure.RECOGNISED)),
)
SHARES = (Measure.MINORS, Measure.FEWER, Measure.EVALUATED, Measure.RECOGNISED)
"""Given in hundredths; all others count people, or the countries, trades and centres they stand for."""
KINDS = {
    Measure.COUNTRIES: "country",
    Measure.NEW_COUNTRIES: "country",
    Measure.TRADES: "trade",
    Measure.SITES: "site",
}
"""Measures that count different values of a field; that field cannot narrow them."""


class Part(TextChoices):
    """Where a figure comes from."""

    IMPORTED = "imported", pgettext_lazy("target", "Imported from before")
    GONE = "gone", pgettext_lazy("target", "Gone")
    PREPARING = "preparing", pgettext_lazy("target", "In preparation")
    APPLIED = "applied", pgettext_lazy("target", "Applied")


class Audience(TextChoices):
    """Who will read a table of fairness; the engine's own words."""

    CENTRE = "centre", pgettext_lazy("fairness", "Inside the network")
    SHARED = "shared", pgettext_lazy("fairness", "To be shared")


class GapState(TextChoices):
    OPEN = "open", pgettext_lazy("gap", "Under review")
    DONE = "done", pgettext_lazy("gap", "Done")


GAP_MOVES = {GapState.OPEN: {GapState.DONE}, GapState.DONE: {GapState.OPEN}}
