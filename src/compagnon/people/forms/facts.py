"""What papers print of a participant and of a guardian, noted at the desk."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from compagnon.people.models import Contact, Participant


class FactsForm(forms.ModelForm):
    """What the lists of a school often lack; contract and birth date are corrected with the terms of a stay, whose tasks follow."""

    phone = forms.CharField(max_length=30, required=False)
    eqf_level = forms.IntegerField(label=_("EQF level"), min_value=1, max_value=8, required=False)

    class Meta:
        model = Participant
        fields = ("phone", "address", "birth_place", "nationality", "qualification", "eqf_level", "contract_number")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person: Any = self.instance.person
        self.fields["phone"].label = capfirst(person._meta.get_field("phone").verbose_name)
        self.initial["phone"] = person.phone

    def facts(self) -> dict[str, Any]:
        """The fields of the participant that were typed otherwise than they stood."""
        return {name: self.cleaned_data[name] for name in self.changed_data if name != "phone"}


class GuardianForm(forms.ModelForm):
    """What the authorisation to leave the country asks of the parent who signs."""

    class Meta:
        model = Contact
        fields = ("phone", "address", "birth_date", "birth_place")
        widgets = {"birth_date": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def facts(self) -> dict[str, Any]:
        """What was typed otherwise than it stood."""
        return {name: self.cleaned_data[name] for name in self.changed_data}
