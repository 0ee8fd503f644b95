"""One form for each kind of row that a network is made of."""

import re
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from django_countries import countries
from django_scopes.forms import SafeModelChoiceField

from compagnon.core import pictures
from compagnon.core.files import FileRefused
from compagnon.core.ui.in_languages import InLanguages, Words
from compagnon.network.choices import OrganisationKind
from compagnon.network.models import (
    CooperationProject,
    Destination,
    Emblem,
    KeyFigure,
    Network,
    Organisation,
    Sector,
    Site,
    Trade,
)
from compagnon.network.queries import languages_of
from compagnon.network.seed_shape import FOLDER

_OID = re.compile(r"E\d{8}")
_FOUR_DIGITS = re.compile(r"\d{4}")
_ESCO = re.compile(r"http://data\.europa\.eu/esco/occupation/[0-9a-f-]{36}")
_PARTNER = re.compile(r"(.*?)(?:\s*\(([A-Za-z]{2})\))?")
_YEAR = re.compile(r"(19|20)\d\d(/(19|20)\d\d)?")


class RowForm(InLanguages, forms.ModelForm):
    """A row of the settings; `row()` gives it with what was typed, not yet kept."""

    def __init__(self, *args: Any, network: Network, instance: Model, **kwargs: Any) -> None:
        said = {name: getattr(instance, name) for name in self.in_languages}
        super().__init__(*args, instance=instance, languages=languages_of(network), said=said, **kwargs)

    def row(self) -> Any:
        for name, text in self.texts().items():
            setattr(self.instance, name, text)
        return self.instance


class OrganisationForm(RowForm):
    order = ("kind", "name")

    class Meta:
        model = Organisation
        fields = (
            "kind",
            "name",
            "country",
            "town",
            "departement_code",
            "address",
            "postcode",
            "email",
            "phone",
            "legal_form",
            "registration_number",
            "oid",
            "uai_code",
            "declaration_number",
            "representative",
            "representative_function",
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ours = (OrganisationKind.TRAINING_CENTRE, OrganisationKind.NETWORK_HEAD)
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in ours]  # type: ignore[attr-defined]

    def clean_oid(self) -> str:
        oid = str(self.cleaned_data["oid"]).strip().upper()
        if oid and not _OID.fullmatch(oid):
            raise forms.ValidationError(_("An OID is the letter E and eight digits, for example E10000001."))
        return oid


class SiteForm(RowForm):
    order = ("organisation", "name")

    class Meta:
        model = Site
        fields = ("organisation", "name", "town", "departement_code", "departement_name", "note")
        field_classes = {"organisation": SafeModelChoiceField}
        help_texts = {
            "town": _("Leave it empty while you do not know it: the site then reads “to be completed”."),
            "departement_code": _("Its number, for example 53; in other countries whatever you divide the network by."),
        }
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ours = Organisation.objects.filter(
            kind__in=(OrganisationKind.TRAINING_CENTRE, OrganisationKind.NETWORK_HEAD), is_off=False
        )
        self.fields["organisation"].queryset = ours.order_by("position", "name")  # type: ignore[attr-defined]


class SectorForm(RowForm):
    in_languages = {"name": Words(_("Name"))}

    class Meta:
        model = Sector
        fields: tuple[str, ...] = ()


class TradeForm(RowForm):
    in_languages = {"name": Words(_("Name"))}
    order = ("sector", "name")

    esco_uri = forms.CharField(
        label=_("ESCO occupation"),
        help_text=_("The address of the occupation at ESCO."),
        max_length=200,
        required=False,
    )

    class Meta:
        model = Trade
        fields = ("sector", "isco08", "isced_f", "esco_uri", "esco_label", "is_regulated", "note")
        field_classes = {"sector": SafeModelChoiceField}
        help_texts = {
            "isco08": _("Four digits, for example 7512; empty when you do not know."),
            "isced_f": _("Four digits, for example 0721; empty when you do not know."),
        }
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sector"].queryset = Sector.objects.filter(is_off=False)  # type: ignore[attr-defined]

    def clean_isco08(self) -> str:
        return self._four_digits("isco08")

    def clean_isced_f(self) -> str:
        return self._four_digits("isced_f")

    def clean_esco_uri(self) -> str:
        uri = str(self.cleaned_data["esco_uri"]).strip()
        if uri and not _ESCO.fullmatch(uri):
            raise forms.ValidationError(
                _("An ESCO occupation begins with http://data.europa.eu/esco/occupation/ and ends with its identifier.")
            )
        return uri

    def _four_digits(self, name: str) -> str:
        code = str(self.cleaned_data[name]).strip()
        if code and not _FOUR_DIGITS.fullmatch(code):
            raise forms.ValidationError(_("This code has four digits."))
        return code


class DestinationForm(RowForm):
    class Meta:
        model = Destination
        fields = ("country", "zone")

    def clean_country(self) -> str:
        country = str(self.cleaned_data["country"])
        if Destination.objects.filter(country=country).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(
                _("%(country)s is a destination already.") % {"country": countries.name(country)}
            )
        return country


class FigureForm(RowForm):
    in_languages = {"label": Words(_("What is counted"))}
    order = ("label", "value", "unit", "qualifier", "year", "source")

    unit = forms.ChoiceField(
        label=_("Unit"),
        choices=(("persons", _("persons")), ("organisations", _("organisations")), ("percent", _("percent"))),
    )
    qualifier = forms.ChoiceField(
        label=_("How exact"), choices=(("", _("exactly")), ("almost", _("almost"))), required=False
    )

    class Meta:
        model = KeyFigure
        fields = ("value", "unit", "qualifier", "year", "source")
        help_texts = {
            "year": _("2025, or 2024/2025 for a school year. Without it the page says “year not stated”."),
            "source": _("Where the figure comes from, so that anyone can check it."),
        }

    def clean_year(self) -> str:
        year = str(self.cleaned_data["year"]).strip().replace("-", "/")
        if year and not _YEAR.fullmatch(year):
            raise forms.ValidationError(_("Write a year as 2025, a school year as 2024/2025."))
        return year

    def clean_value(self) -> Any:
        value = self.cleaned_data["value"]
        if value is not None and value < 0:
            raise forms.ValidationError(_("A figure is not below zero."))
        return value


class ProjectForm(RowForm):
    in_languages = {"aim": Words(_("Aim"), is_long=True)}
    order = ("name", "full_name", "programme", "role", "aim")

    website = forms.URLField(label=_("Website"), assume_scheme="https", required=False)
    partner_lines = forms.CharField(
        label=_("Partners"),
        help_text=_("One a line, with the two letters of its country. For example: Friesland College (NL)"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    class Meta:
        model = CooperationProject
        fields = ("name", "full_name", "programme", "role", "period", "project_number", "website")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [partner for partner in self.instance.partners if partner.get("name")]
        self.initial["partner_lines"] = "\n".join(
            f"{one['name']} ({one['country']})" if one.get("country") else one["name"] for one in named
        )

    def clean_partner_lines(self) -> list[dict[str, Any]]:
        """The partners as they are kept; the role of one that stays is kept, and those that no source names."""
        roles = {one.get("name"): one.get("role", "partner") for one in self.instance.partners}
        kept = [one for one in self.instance.partners if not one.get("name")]
        for line in filter(str.strip, self.cleaned_data["partner_lines"].splitlines()):
            name, country = _PARTNER.fullmatch(line.strip()).groups("")  # type: ignore[union-attr]
            if country and country.upper() not in dict(countries):
                raise forms.ValidationError(_("“%(line)s”: this is no country’s two letters.") % {"line": line.strip()})
            kept.append({"name": name, "country": country.upper() or None, "role": roles.get(name, "partner")})
        return kept

    def row(self) -> Any:
        self.instance.partners = self.cleaned_data["partner_lines"]
        return super().row()


class EmblemForm(RowForm):
    """A logo or an emblem: the picture by its bytes, the words that stand for it, what the funder asks to have said."""

    in_languages = {
        "words": Words(_("In words"), help=_("What somebody hears who does not see the picture.")),
        "statement": Words(
            _("What the funder asks to have said"),
            is_long=True,
            required=False,
            help=_("As your contract words it; shown beside the emblem, on pages and papers. Only for a funder."),
        ),
    }
    order = ("kind", "picture", "takes_shipped", "words", "statement", "programme")

    picture = forms.FileField(
        label=_("Picture"),
        help_text=_("PNG, JPEG or SVG, at most 2 MB. What is not picture is taken out of it."),
        widget=forms.FileInput(attrs={"accept": pictures.ACCEPTED}),
        allow_empty_file=True,  # refused with our own sentence
        required=False,
    )
    takes_shipped = forms.BooleanField(label=_("Use the emblem of the European Union that we ship"), required=False)

    class Meta:
        model = Emblem
        fields = ("kind", "programme")
        labels = {"programme": _("For the papers of this programme")}
        help_texts = {
            "programme": _(
                "As the scheme names it, for example Erasmus+; empty for all papers. Pages show all emblems."
            )
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.drawn: tuple[bytes, str] | None = None

    def clean_picture(self) -> Any:
        file = self.cleaned_data["picture"]
        if isinstance(file, UploadedFile):
            if file.size and file.size > pictures.LARGEST:
                raise forms.ValidationError(_("The picture is too large: at most 2 MB."))
            try:
                self.drawn = pictures.cleaned(file.read())
            except FileRefused as refused:
                raise forms.ValidationError(str(refused)) from refused
        return file

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("takes_shipped"):
            self.drawn = pictures.cleaned((FOLDER / "eu-emblem.svg").read_bytes())
        elif not (self.drawn or self.instance.file or "picture" in self.errors):
            self.add_error("picture", _("Choose a picture."))
        return cleaned
