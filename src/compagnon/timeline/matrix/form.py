"""Whose tasks the matrix shows."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from compagnon.core import clock
from compagnon.mobilities import queries as mobilities
from compagnon.mobilities.models import Departure
from compagnon.network.models import Site
from compagnon.people.models import Person
from compagnon.schemes.models import Scheme

_OFFERED = 200


class MatrixForm(forms.Form):
    """A departure, a scheme, a training centre; what cannot be read is not asked."""

    departure = forms.ChoiceField(label=_("Departure"), required=False)
    scheme = forms.ChoiceField(label=_("Scheme"), required=False)
    site = forms.ChoiceField(label=_("Training centre"), required=False)

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seen = mobilities.departures_visible_to(person, Departure.objects.filter(returns_on__gte=clock.today()))
        groups = seen.order_by("departs_on", "pk").values_list("code", "name")[:_OFFERED]
        self._offer("departure", _("All departures"), groups)
        self._offer("scheme", _("All schemes"), ((one.code, str(one)) for one in Scheme.objects.all()))
        sites = person.reach.of(Site.objects.exclude(departement_code=""), "departement_code", "pk")
        self._offer("site", _("All training centres"), ((one.code, str(one)) for one in sites.order_by("town", "pk")))

    def _offer(self, name: str, nothing: Any, choices: Any) -> None:
        self.fields[name].choices = [("", nothing), *choices]  # type: ignore[attr-defined]

    def chosen(self) -> dict[str, str]:
        """What a query of mobilities is kept to."""
        self.is_valid()
        return {f"{name}__code": code for name in self.fields if (code := self.cleaned_data.get(name))}
