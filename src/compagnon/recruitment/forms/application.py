"""The application, one small form a screen: who somebody is, and who must agree. Labels speak to a learner."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_countries import countries

from compagnon.core import clock
from compagnon.network.models import Site, Trade
from compagnon.network.queries import to_choose, trades_by_sector
from compagnon.people.choices import ContactKind, ParticipantKind, Status
from compagnon.people.models import Contact
from compagnon.recruitment import rules
from compagnon.recruitment.models import Application
from compagnon.recruitment.queries.steps import Step
from compagnon.schemes.models import Scheme

_OLDEST = 100


class DayInput(forms.DateInput):
    """The day picker of the browser or the phone."""

    input_type = "date"

    def __init__(self, **attrs: Any) -> None:
        super().__init__(format="%Y-%m-%d", attrs=attrs)


def a_birth_date(day: date) -> date:
    """A day on which somebody who applies can have been born; raises a ValidationError that says what to do."""
    today = clock.today()
    if day > today - timedelta(days=365 * 13):
        raise forms.ValidationError(_("Please check the year: this would be less than 13 years ago."))
    if day.year < today.year - _OLDEST:
        raise forms.ValidationError(_("Please check the year: this would be more than 100 years ago."))
    return day


class StepForm(forms.Form):
    """One screen of the application; knows the application and its step, and fills itself from what is known.

    `typed` is what somebody had typed on this screen without saving it, as names with lists of values: it is shown again.
    """

    def __init__(
        self,
        *args: Any,
        application: Application,
        step: Step | None = None,
        typed: dict[str, list[str]] | None = None,
        **kwargs: Any,
    ) -> None:
        self.application, self.step = application, step
        self.participant = application.participant
        super().__init__(*args, initial=self.known(), **kwargs)  # type: ignore[misc]
        self.prepare()
        if typed and not self.is_bound:
            self.initial = {**self.initial, **self._as_typed(typed)}

    def known(self) -> dict[str, Any]:
        """What is known already, field by field."""
        return {name: getattr(self.participant, name, None) for name in self.base_fields}

    def prepare(self) -> None:
        """Narrow choices to what fits this application."""

    def _as_typed(self, typed: dict[str, list[str]]) -> dict[str, Any]:
        said = MultiValueDict(typed)
        shown = {name: field for name, field in self.fields.items() if not field.widget.needs_multipart_form}
        return {name: field.widget.value_from_datadict(said, MultiValueDict(), name) for name, field in shown.items()}  # type: ignore[arg-type]

    def typed(self) -> dict[str, list[str]]:
        """What was posted to the fields of this screen, right or wrong; files are not kept half done."""
        return {name: said for name in self.fields if (said := self._said(name)) is not None}

    def _said(self, name: str) -> list[str] | None:
        widget = self.fields[name].widget
        if widget.needs_multipart_form:
            return None
        value = widget.value_from_datadict(self.data, self.files, name)  # type: ignore[arg-type]
        if isinstance(value, list):  # an order that a button has just changed, boxes that are no longer ticked
            return value
        return self.data.getlist(name) if name in self.data else None  # type: ignore[attr-defined]

    @property
    def stands_alone(self) -> bool:
        """Whether one field alone is asked, so that the heading is its label."""
        return len(self.fields) == 1

    @property
    def is_needed(self) -> bool:
        """Whether the screen cannot be left empty."""
        return any(field.required for field in self.fields.values())


class AboutForm(StepForm):
    first_name = forms.CharField(
        label=_("First name"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "given-name"})
    )
    last_name = forms.CharField(
        label=_("Last name"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "family-name"})
    )
    birth_date = forms.DateField(
        label=_("Birth date"),
        widget=DayInput(autocomplete="bday"),
        help_text=pgettext_lazy("learner", "It tells what a scheme allows, and whether a guardian must agree."),
    )

    def known(self) -> dict[str, Any]:
        person = self.participant.person
        return {
            "first_name": person.first_name,
            "last_name": person.last_name,
            "birth_date": self.participant.birth_date,
        }

    def clean_birth_date(self) -> date:
        return a_birth_date(self.cleaned_data["birth_date"])


class PhoneForm(StepForm):
    phone = forms.CharField(
        label=_("Phone"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )

    def known(self) -> dict[str, Any]:
        return {"phone": self.participant.person.phone}


def trade_choices(*, kept: Iterable[int] = ()) -> list[tuple[str, list[tuple[int, str]]]]:
    """Trades under their sectors; those `kept` are offered though they may be switched off."""
    return [(sector, [(trade.pk, str(trade)) for trade in trades]) for sector, trades in trades_by_sector(kept=kept)]


def statuses_for(scheme: Scheme) -> list[tuple[str, Any]]:
    """The statuses that make sense for the people of a scheme; those it is made for come first."""
    audience = list((scheme.rules or {}).get("audience") or [])
    learner = [
        Status.APPRENTICE,
        Status.PROFESSIONALISATION,
        Status.CONTINUING_TRAINEE,
        Status.JOB_SEEKER,
        Status.EMPLOYEE,
        Status.GRADUATE,
    ]
    staff = [Status.TRAINER, Status.TEACHER, Status.STAFF]
    usual = staff if scheme.participant_kind == "staff" else learner
    ordered = [*(Status(one) for one in audience), *(one for one in usual if one not in audience)]
    return [(one.value, one.label) for one in ordered]


class StatusForm(StepForm):
    status = forms.ChoiceField(label=_("Status"), widget=forms.RadioSelect)

    def prepare(self) -> None:
        self.fields["status"].choices = statuses_for(self.application.kept_scheme)


class TradeForm(StepForm):
    trade = forms.ModelChoiceField(label=_("Trade"), queryset=Trade.objects.none(), empty_label=_("Choose…"))
    qualification = forms.CharField(
        label=_("Diploma or qualification prepared"),
        max_length=200,
        required=False,
        help_text=_("For example: CAP, BP, BTM."),
    )

    def known(self) -> dict[str, Any]:
        return {"trade": self.participant.trade_id, "qualification": self.participant.qualification}

    def prepare(self) -> None:
        self.fields["trade"].queryset = to_choose(Trade)
        self.fields["trade"].choices = [("", _("Choose…")), *trade_choices()]
        if self.application.call.scheme.participant_kind == ParticipantKind.STAFF:
            del self.fields["qualification"]


class SiteForm(StepForm):
    site = forms.ModelChoiceField(label=_("Training site"), queryset=Site.objects.none(), empty_label=_("Choose…"))

    def known(self) -> dict[str, Any]:
        return {"site": self.participant.site_id}

    def prepare(self) -> None:
        self.fields["site"].queryset = to_choose(Site).filter(organisation__kind="training_centre")
        self.fields["site"].label_from_instance = site_label


def site_label(site: Site) -> str:
    """A site as people know it: its name and its département."""
    return f"{site.name} ({site.departement_name})" if site.departement_name else site.name


class SendingForm(StepForm):
    """The partner abroad, and somebody there."""

    name = forms.CharField(label=_("School or company"), max_length=200)
    town = forms.CharField(label=_("Town"), max_length=120)
    country = forms.ChoiceField(label=_("Country"))
    first_name = forms.CharField(label=_("First name of your contact there"), max_length=80)
    last_name = forms.CharField(label=_("Last name of your contact there"), max_length=80)
    email = forms.EmailField(label=_("E-mail"), widget=forms.EmailInput(attrs={"inputmode": "email"}))

    def known(self) -> dict[str, Any]:
        sender = self.participant.sending_organisation
        if sender is None:
            return {}
        contact = sender.contacts.filter(kind=ContactKind.OTHER).order_by("pk").last()
        known = {name: getattr(contact, name, "") for name in ("first_name", "last_name", "email")}
        return {**known, "name": sender.name, "town": sender.town, "country": str(sender.country)}

    def prepare(self) -> None:
        self.fields["country"].choices = [("", _("Choose…")), *countries]  # type: ignore[attr-defined]


class ContractForm(StepForm):
    contract_start = forms.DateField(label=_("Start of the contract"), widget=DayInput())
    contract_end = forms.DateField(label=_("End of the contract"), widget=DayInput())
    diploma_date = forms.DateField(label=_("Date of the diploma"), widget=DayInput())

    def prepare(self) -> None:
        is_graduate = rules.is_graduate(self.participant)
        for name in ("contract_start", "contract_end") if is_graduate else ("diploma_date",):
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        start, end = given.get("contract_start"), given.get("contract_end")
        if start and end and end < start:
            self.add_error("contract_end", _("The contract cannot end before it starts: please check both dates."))
        return given


class AbroadForm(StepForm):
    days_abroad_before = forms.IntegerField(
        label=_("Days already spent abroad during this contract"),
        min_value=0,
        max_value=3660,
        help_text=_("0 if there were none. The law sets a limit."),
    )

    def known(self) -> dict[str, Any]:
        return {"days_abroad_before": self.application.days_abroad_before}


class ContactForm(StepForm):
    """Somebody who gets a link by mail; their language decides in which words."""

    first_name = forms.CharField(label=_("First name"), max_length=80)
    last_name = forms.CharField(label=_("Last name"), max_length=80)
    email = forms.EmailField(label=_("E-mail"), widget=forms.EmailInput(attrs={"inputmode": "email"}))
    phone = forms.CharField(
        label=_("Phone"), max_length=30, required=False, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    language = forms.ChoiceField(label=_("Language they read"), choices=settings.LANGUAGES)

    def contact(self) -> Contact | None:
        return self.participant.guardian

    def known(self) -> dict[str, Any]:
        contact = self.contact()
        names = ("first_name", "last_name", "email", "phone", "language")
        known = {name: getattr(contact, name, "") for name in names}
        known["language"] = known["language"] or self.participant.network.default_language
        return known

    def clean_email(self) -> str:
        email = self.cleaned_data["email"]
        if email.lower() == self.participant.person.email:
            raise forms.ValidationError(pgettext_lazy("learner", "This is your own address: we need theirs."))
        return str(email)


class GuardianForm(ContactForm):
    pass


class EmployerForm(StepForm):
    company = forms.CharField(
        label=_("Company"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "organization"})
    )
    town = forms.CharField(label=_("Town"), max_length=120)

    def known(self) -> dict[str, Any]:
        employer = self.participant.employer
        return {"company": getattr(employer, "name", ""), "town": getattr(employer, "town", "")}


class MentorForm(ContactForm):
    def contact(self) -> Contact | None:
        return self.participant.mentor


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=pgettext_lazy("learner", "Would you tell us why?"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
