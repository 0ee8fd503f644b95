"""What one is asked when a network is set up from nothing."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from compagnon.doors.setup.actions import Place
from compagnon.network.forms.identity import LanguagesFields, time_zones
from compagnon.people.models import Person

MOST_PLACES = 200


class WhoForm(forms.Form):
    """Who sets the network up; `said()` is fit to be kept in a session: it holds no password."""

    first_name = forms.CharField(label=_("First name"), max_length=80)
    last_name = forms.CharField(label=_("Last name"), max_length=80)
    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("You will sign in with it."),
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )
    language = forms.ChoiceField(label=_("Your language"), choices=settings.LANGUAGES)
    password = forms.CharField(
        label=_("Password"),
        help_text=_("At least eight characters; a sentence is easy to keep in mind and hard to guess."),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"]).lower()
        if Person.objects.filter(email=email).exists():
            raise forms.ValidationError(
                _("Somebody has an account with this address already. Each network needs an address of its own.")
            )
        return email

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if password := cleaned.get("password"):
            person = Person(**{name: cleaned.get(name, "") for name in ("first_name", "last_name", "email")})
            try:
                validate_password(password, person)
            except forms.ValidationError as error:
                self.add_error("password", error)
        return cleaned

    def said(self) -> dict[str, str]:
        return {**self.cleaned_data, "password": make_password(self.cleaned_data["password"])}


class NetworkForm(LanguagesFields):
    """What the network is called, where it is, what it speaks."""

    name = forms.CharField(label=_("Name of the network"), max_length=200)
    short_name = forms.CharField(
        label=_("Short name"), help_text=_("Where there is little room, and in the portal’s address."), max_length=60
    )
    country = forms.ChoiceField(label=_("Country"), choices=())
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=time_zones)
    field_order = ("name", "short_name", "country", "time_zone", "languages", "default_language")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = [("", _("Choose…")), *countries]  # type: ignore[attr-defined]


class PlacesForm(forms.Form):
    """Centres and their sites, as many as one likes, one a line."""

    lines = forms.CharField(
        label=_("Your centres and their sites"),
        help_text=_(
            "One a line: centre, site, town, département, with a semicolon or a tab between them, as a spreadsheet copies "
            "them. What you do not know stays empty."
        ),
        widget=forms.Textarea(attrs={"rows": 8, "placeholder": "CFA; Site; Laval; 53"}),
    )

    def clean_lines(self) -> list[Place]:
        typed = [line for line in self.cleaned_data["lines"].splitlines() if line.strip(" ;\t")]
        if len(typed) > MOST_PLACES:
            raise forms.ValidationError(_("At most %(most)s lines at once.") % {"most": MOST_PLACES})
        return [self._place(number, line) for number, line in enumerate(typed, start=1)]

    def _place(self, number: int, line: str) -> Place:
        parts = [part.strip() for part in line.replace("\t", ";").split(";")]
        if not parts[0]:
            raise forms.ValidationError(_("Line %(number)s has no centre: write its name first.") % {"number": number})
        centre, site, town, departement, *_more = [*parts, "", "", ""]
        if max(len(centre), len(site)) > 200 or len(town) > 120 or len(departement) > 3:
            raise forms.ValidationError(
                _("Line %(number)s is too long: is a semicolon missing? A département is its number, for example 53.")
                % {"number": number}
            )
        return Place(centre, site, town, departement)


class SchemesForm(forms.Form):
    """Which of the shipped schemes the network runs."""

    schemes = forms.MultipleChoiceField(
        label=_("Schemes"), widget=forms.CheckboxSelectMultiple, required=False, choices=()
    )

    def __init__(self, *args: Any, offered: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["schemes"].choices = offered  # type: ignore[attr-defined]
