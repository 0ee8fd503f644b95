"""One target as it is entered."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django_scopes.forms import SafeModelChoiceField

from compagnon.insights.choices import GROUPS, KINDS, SHARES, Measure
from compagnon.insights.models import Target
from compagnon.mobilities.choices import school_year_name
from compagnon.network.models import Site, Trade


class TargetForm(forms.ModelForm):
    """A figure, a year and for whom it stands; empty means the whole network."""

    class Meta:
        model = Target
        fields = ["year", "measure", "site", "trade", "country", "status", "value"]
        field_classes = {"site": SafeModelChoiceField, "trade": SafeModelChoiceField}
        help_texts = {
            "value": _("A number; for what is “among” or “of” others, a percentage."),
            "site": _("Empty for all of the network, as are trade, country and status."),
        }

    def __init__(self, *args: Any, years: list[int], may_count_fewer: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"] = forms.TypedChoiceField(
            label=_("School year"), coerce=int, choices=[(year, school_year_name(year)) for year in years]
        )
        offered = [
            (title, [(one.value, one.label) for one in inside if may_count_fewer or one != Measure.FEWER])
            for title, inside in GROUPS
        ]
        self.fields["measure"].choices = [("", ""), *offered]
        self.fields["site"].queryset = Site.objects.all()
        self.fields["trade"].queryset = Trade.objects.all()

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        measure = given.get("measure")
        if measure in SHARES and (given.get("value") or 0) > 100:
            self.add_error("value", _("This is a percentage: at most 100."))
        kind = KINDS.get(Measure(measure)) if measure else None
        if kind and given.get(kind):
            self.add_error(kind, _("This counts different ones: leave it empty."))
        if measure == Measure.FEWER and any(given.get(name) for name in ("site", "trade", "country", "status")):
            self.add_error("measure", _("Only for the whole network: in smaller groups somebody could be found."))
        return given

    def _get_validation_exclusions(self) -> set[str]:
        """The network is not asked for, but a target is there once in it."""
        return super()._get_validation_exclusions() - {"network"}  # type: ignore[no-any-return,misc]
