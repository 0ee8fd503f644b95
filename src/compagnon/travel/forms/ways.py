"""A way and its legs; places are found in the list or asked for again."""

from typing import Any

from django import forms
from django.utils.text import get_text_list
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_countries.fields import Country

from compagnon.mobilities.forms import day_input
from compagnon.travel.models import Leg, Way
from compagnon.travel.places import Found, find, folded, near


class WayForm(forms.ModelForm):
    class Meta:
        model = Way
        fields = ("name", "cost", "days")
        help_texts = {
            "name": _("As you speak of it: “By train through Paris”."),
            "cost": _("For one person, all legs together."),
            "days": _("Days spent on the way outside the activity."),
        }


class LegForm(forms.ModelForm):
    class Meta:
        model = Leg
        fields = ("mode", "start", "start_country", "end", "end_country", "on", "hours", "km", "people")
        widgets = {"on": day_input()}
        help_texts = {
            "start": _("A town, or the three letters of an airport."),
            "end": _("A town, or the three letters of an airport."),
            "hours": _("Of this leg, one way, with waiting."),
            "km": _("They win over what is measured."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found: dict[str, Found] = {}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for which in ("start", "end"):
            self._look_up(which, cleaned)
        return cleaned

    def _look_up(self, which: str, cleaned: dict[str, Any]) -> None:
        """What was found before keeps its name, also where a name of the list reads otherwise than it is typed."""
        name, country = cleaned.get(which), cleaned.get(f"{which}_country")
        if not name or not country:
            return
        if self.instance.pk and (name, country) == (self.initial.get(which), self.initial.get(f"{which}_country")):
            point = (getattr(self.instance, f"{which}_latitude"), getattr(self.instance, f"{which}_longitude"))
            self.found[which] = Found(name, str(country), *point)
            return
        found = find(name, str(country))
        if found is None:
            self.add_error(which, _not_found(name, str(country)))
        else:
            self.found[which] = found

    def said(self) -> dict[str, Any]:
        """What is kept beside the places."""
        return {name: self.cleaned_data[name] for name in ("mode", "on", "hours", "km", "people")}

    def points(self) -> tuple[Found, Found]:
        """Start and end, as they were found."""
        return self.found["start"], self.found["end"]


def _not_found(name: str, country: str) -> str:
    """Why no place is found, with what may have been meant."""
    if folded(name) in {folded(one) for one in (country, Country(country).name)}:
        return gettext("This is a country: write the town.")
    if names := near(name, country):
        return gettext(
            "This place is not in the list of that country. Was it %(names)s? Else write the nearest larger town."
        ) % {"names": get_text_list(names)}
    return gettext("This place is not in the list of that country: write the nearest larger town.")
