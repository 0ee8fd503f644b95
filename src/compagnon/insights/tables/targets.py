"""What the exports of figures hold: what their pages show and no more."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from compagnon.core.sheets import Column
from compagnon.insights.choices import Part


def _part(part: Part) -> Callable[[Any], Any]:
    return lambda one: one.parts.get(part)


TARGETS = (
    Column(_("What is counted"), lambda one: str(one.target.get_measure_display()), 44),
    Column(_("For"), lambda one: one.target.place, 30),
    Column(_("School year"), lambda one: one.target.year_name, 12),
    Column(_("Unit"), lambda one: "%" if one.target.is_share else "", 6),
    Column(_("Target"), lambda one: one.target.value, 9),
    Column(pgettext_lazy("target", "Reached"), lambda one: one.actual, 9),
    Column(_("Gap"), lambda one: one.gap, 9),
    Column(_("Forecast"), lambda one: one.forecast, 9),
    Column(_("At most"), lambda one: one.at_most, 9),
    *(Column(part.label, _part(part), 12) for part in Part),
)
