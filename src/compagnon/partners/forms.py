"""What the desk may write about partners."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_scopes.forms import SafeModelChoiceField, SafeModelMultipleChoiceField

from compagnon.core.imports.cells import Wrong, registration_number
from compagnon.network.choices import OrganisationKind
from compagnon.network.models import Network, Organisation, Trade
from compagnon.partners.merging import FIELDS, fuller
from compagnon.partners.models import Capacity, Partner
from compagnon.partners.registers import check_vat
from compagnon.people.choices import ContactKind
from compagnon.people.models import Contact

_AT_PARTNERS = (ContactKind.TUTOR, ContactKind.HOST_COORDINATOR, ContactKind.MENTOR, ContactKind.OTHER)


class OrganisationForm(forms.ModelForm):
    class Meta:
        model = Organisation
        fields = (
            "kind",
            "name",
            "country",
            "town",
            "address",
            "postcode",
            "email",
            "phone",
            "legal_form",
            "activity",
            "registration_number",
            "oid",
            "uai_code",
            "declaration_number",
            "representative",
            "representative_function",
            "trades",
        )

        field_classes = {"trades": SafeModelMultipleChoiceField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [
            (kind.value, kind.label) for kind in OrganisationKind if kind != OrganisationKind.NETWORK_HEAD
        ]
        self.fields["trades"].queryset = Trade.objects.all()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if number := cleaned.get("registration_number"):
            try:
                cleaned["registration_number"] = registration_number(number)
                check_vat(cleaned["registration_number"], str(cleaned.get("country", "")))
            except Wrong as wrong:
                self.add_error(
                    "registration_number", gettext(wrong.text) % wrong.facts if wrong.facts else gettext(wrong.text)
                )
        return cleaned

    def clean_oid(self) -> str:
        oid = str(self.cleaned_data["oid"]).strip().upper()
        if oid and not (len(oid) == 9 and oid[0] == "E" and oid[1:].isdigit()):
            raise forms.ValidationError(_("An OID is the letter E and eight digits, for example E10000001."))
        return oid


class PartnerForm(forms.ModelForm):
    """What the network notes; a partner that works with this installation too is named by the address of its portal.

    The networks of the installation are not listed: who works here is nobody else's business.
    """

    portal = forms.SlugField(
        label=_("Its network in this installation"),
        required=False,
        help_text=_(
            "The last word of the address of its portal, if it works with Compagnon here: it can then be offered timelines."
        ),
    )

    class Meta:
        model = Partner
        fields = ("hosts", "sends", "since", "note")

    def __init__(self, *args: Any, network: Network, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.network = network
        here = self.instance.network_here if self.instance.pk else None
        self.fields["portal"].initial = here.key if here else ""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        key = cleaned.pop("portal", "")
        here = Network.objects.filter(key=key, is_open=True).exclude(pk=self.network.pk).first() if key else None
        if key and here is None:
            self.add_error("portal", _("No other network has this address here: ask the partner for it."))
        return {**cleaned, "network_here": here}


class ContactForm(forms.ModelForm):
    class Meta:
        model = Contact
        fields = ("kind", "first_name", "last_name", "function", "email", "phone", "language")

    def __init__(self, *args: Any, languages: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in _AT_PARTNERS]
        self.fields["language"] = forms.ChoiceField(
            label=_("Language"), choices=languages, help_text=_("Letters and personal links are in this language.")
        )


class CapacityForm(forms.ModelForm):
    class Meta:
        model = Capacity
        fields = ("trade", "places", "from_day", "to_day")
        field_classes = {"trade": SafeModelChoiceField}
        widgets = {
            "from_day": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "to_day": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["trade"].queryset = Trade.objects.all()
        self.fields["places"].min_value = 1

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        begin, end = cleaned.get("from_day"), cleaned.get("to_day")
        if begin and end and end < begin:
            self.add_error("to_day", _("The period ends before it begins: choose a later day."))
        return cleaned


class MergeForm(forms.Form):
    """Two organisations field by field: where they differ, which of the two says it better; the fuller one is proposed."""

    def __init__(self, *args: Any, kept: Organisation, lost: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kept, self.lost = kept, lost
        for name in FIELDS:
            if getattr(kept, name) != getattr(lost, name):
                self.fields[name] = forms.ChoiceField(
                    label=_label(name),
                    choices=[("kept", _shown(kept, name)), ("lost", _shown(lost, name))],
                    initial="lost" if fuller(name, kept, lost) else "kept",
                    widget=forms.RadioSelect,
                )

    @property
    def alike(self) -> list[tuple[str, str]]:
        """What both say, as label and value."""
        return [
            (_label(name), _shown(self.kept, name))
            for name in FIELDS
            if name not in self.fields and getattr(self.kept, name)
        ]

    def values(self) -> dict[str, Any]:
        """The fields that the kept one takes."""
        return {name: getattr(self.lost, name) for name, which in self.cleaned_data.items() if which == "lost"}


def _label(name: str) -> str:
    field: Any = Organisation._meta.get_field(name)
    return str(capfirst(field.verbose_name))


def _shown(organisation: Organisation, name: str) -> str:
    value = getattr(organisation, name)
    if name == "kind":
        return str(organisation.get_kind_display())
    return str(value.name) if name == "country" else str(value or _("nothing"))
