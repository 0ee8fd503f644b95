"""What the desk may write about partners."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django_scopes.forms import SafeModelChoiceField, SafeModelMultipleChoiceField

from compagnon.network.choices import OrganisationKind
from compagnon.network.models import Organisation, Trade
from compagnon.partners.models import Capacity, Partner
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
            "registration_number",
            "oid",
            "trades",
        )

        field_classes = {"trades": SafeModelMultipleChoiceField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [
            (kind.value, kind.label) for kind in OrganisationKind if kind != OrganisationKind.NETWORK_HEAD
        ]
        self.fields["trades"].queryset = Trade.objects.all()

    def clean_oid(self) -> str:
        oid = str(self.cleaned_data["oid"]).strip().upper()
        if oid and not (len(oid) == 9 and oid[0] == "E" and oid[1:].isdigit()):
            raise forms.ValidationError(_("An OID is the letter E and eight digits, for example E10000001."))
        return oid


class PartnerForm(forms.ModelForm):
    class Meta:
        model = Partner
        fields = ("hosts", "sends", "since", "note")


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
