"""Help that is planned, and the settings of inclusion."""

from typing import Any

from django import forms
from django.utils.translation import get_language_info, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from i18nfield.strings import LazyI18nString

from compagnon.inclusion.forms.guest import NeedsForm
from compagnon.inclusion.models import InclusionSettings, SupportMeasure
from compagnon.people.choices import Role
from compagnon.people.models import Membership, Person


class TogetherForm(NeedsForm):
    """The same, written at the desk with the person beside."""

    together = forms.BooleanField(
        label=pgettext_lazy("vault", "The person is here, has seen every word and has chosen who may read it."),
        error_messages={"required": pgettext_lazy("vault", "Only together: please do it when the person is there.")},
    )


class MeasureForm(forms.ModelForm):
    """One piece of help; the form has no place for a reason."""

    class Meta:
        model = SupportMeasure
        fields = ["kind", "what", "carried_by", "carried_by_name", "carried_by_email", "due_on", "amount"]
        widgets = {"due_on": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})}
        help_texts = {
            "what": _("What is done, never why: who carries it out reads this."),
            "carried_by_name": _("For somebody without an account here."),
            "amount": _("Empty when it costs nothing. Keep the invoice, not the reason."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        staff = Membership.objects.exclude(role=Role.PARTICIPANT).values("person")
        self.fields["carried_by"].queryset = Person.objects.filter(pk__in=staff, is_active=True).order_by("last_name")
        self.fields["carried_by"].label = _("Who does it, from the network")
        self.fields["carried_by_name"].label = _("Or who else")

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if not given.get("carried_by") and not given.get("carried_by_name"):
            self.add_error("carried_by", _("Name somebody: help without a person does not come."))
        return given


class ConfidantForm(forms.Form):
    """Who receives reports; somebody who is not known yet gets an account."""

    first_name = forms.CharField(label=_("First name"), max_length=80)
    last_name = forms.CharField(label=_("Last name"), max_length=80)
    email = forms.EmailField(label=_("E-mail"))


class SettingsForm(forms.Form):
    """What the network sets; texts in its languages."""

    keep_days = forms.IntegerField(
        label=_("Days after the stay until the vault is emptied"), min_value=1, max_value=730, widget=forms.NumberInput
    )
    answer_days = forms.IntegerField(label=_("Days to answer a report"), min_value=1, max_value=180)

    def __init__(self, *args: Any, kept: InclusionSettings, languages: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kept, self.languages = kept, languages
        self.fields["keep_days"].initial, self.fields["answer_days"].initial = kept.keep_days, kept.answer_days
        for name, label, explained in (
            ("national_criteria", _("National criteria for fewer opportunities"), _("As the National Agency publishes them; shown to staff.")),
            ("complaint_routes", _("Where else one can complain"), _("Bodies and addresses of the country; shown beside the report.")),
        ):  # fmt: skip
            known = getattr(kept, name)
            for language in languages:
                self.fields[f"{name}_{language}"] = forms.CharField(
                    label=f"{label} ({get_language_info(language)['name_translated']})",
                    help_text=explained,
                    required=False,
                    max_length=3000,
                    widget=forms.Textarea(attrs={"rows": 3}),
                    initial=known.data.get(language, "") if known and isinstance(known.data, dict) else "",
                )

    def filled(self) -> dict[str, Any]:
        given = self.cleaned_data
        texts = {
            name: LazyI18nString({one: given[f"{name}_{one}"].strip() for one in self.languages})
            for name in ("national_criteria", "complaint_routes")
        }
        return {"keep_days": given["keep_days"], "answer_days": given["answer_days"], **texts}
