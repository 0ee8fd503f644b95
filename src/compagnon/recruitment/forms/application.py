"""The application, one small form a screen. Labels speak to a learner."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_countries import countries

from compagnon.core import clock
from compagnon.engines.eligibility import Cefr
from compagnon.network.models import Site, Trade
from compagnon.network.queries import to_choose, trades_by_sector
from compagnon.people.choices import Status
from compagnon.people.models import Contact
from compagnon.recruitment import rules
from compagnon.recruitment.models import Application
from compagnon.recruitment.phrases.eligibility import LANGUAGE_NAMES
from compagnon.schemes.models import Scheme

MOTIVATION_LONGEST = 2000
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
    """One screen of the application; knows the application and fills itself from it."""

    def __init__(self, *args: Any, application: Application, **kwargs: Any) -> None:
        self.application = application
        self.participant = application.participant
        super().__init__(*args, initial=self.known(), **kwargs)  # type: ignore[misc]
        self.prepare()

    def known(self) -> dict[str, Any]:
        """What is known already, field by field."""
        return {name: getattr(self.participant, name, None) for name in self.base_fields}

    def prepare(self) -> None:
        """Narrow choices to what fits this application."""


class AboutForm(StepForm):
    first_name = forms.CharField(label=_("First name"), max_length=80)
    last_name = forms.CharField(label=_("Last name"), max_length=80)
    birth_date = forms.DateField(
        label=_("Birth date"),
        widget=DayInput(autocomplete="bday"),
        help_text=pgettext_lazy("learner", "It tells what a scheme allows, and whether a guardian must agree."),
    )
    phone = forms.CharField(
        label=_("Phone"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
        help_text=pgettext_lazy("learner", "So that your referent can call you."),
    )

    def known(self) -> dict[str, Any]:
        person = self.participant.person
        return {
            "first_name": person.first_name,
            "last_name": person.last_name,
            "phone": person.phone,
            "birth_date": self.participant.birth_date,
        }

    def clean_birth_date(self) -> date:
        return a_birth_date(self.cleaned_data["birth_date"])


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


class TrainingForm(StepForm):
    status = forms.ChoiceField(label=_("Status"), widget=forms.RadioSelect)
    trade = forms.ModelChoiceField(label=_("Trade"), queryset=Trade.objects.none(), empty_label=_("Choose…"))
    site = forms.ModelChoiceField(label=_("Training site"), queryset=Site.objects.none(), empty_label=_("Choose…"))
    qualification = forms.CharField(
        label=_("Diploma or qualification prepared"),
        max_length=200,
        required=False,
        help_text=_("For example: CAP, BP, BTM."),
    )

    def prepare(self) -> None:
        scheme = self.application.kept_scheme
        self.fields["status"].choices = statuses_for(scheme)
        self.fields["trade"].queryset = to_choose(Trade)
        self.fields["trade"].choices = [("", _("Choose…")), *trade_choices()]
        sites = to_choose(Site).filter(organisation__kind="training_centre")
        self.fields["site"].queryset = sites
        self.fields["site"].label_from_instance = site_label


def site_label(site: Site) -> str:
    """A site as people know it: its name and its département."""
    return f"{site.name} ({site.departement_name})" if site.departement_name else site.name


class ContractForm(StepForm):
    contract_start = forms.DateField(label=_("Start of the contract"), widget=DayInput())
    contract_end = forms.DateField(label=_("End of the contract"), widget=DayInput())
    days_abroad_before = forms.IntegerField(
        label=_("Days already spent abroad during this contract"),
        min_value=0,
        max_value=3660,
        help_text=_("0 if there were none. The law sets a limit."),
    )
    diploma_date = forms.DateField(label=_("Date of the diploma"), widget=DayInput())

    def known(self) -> dict[str, Any]:
        return {**super().known(), "days_abroad_before": self.application.days_abroad_before}

    def prepare(self) -> None:
        asks_days = {"contract_max_months", "contract_max_share"} & set(self.application.kept_scheme.rules)
        keep = {"contract_start", "contract_end"} | ({"days_abroad_before"} if asks_days else set())
        if rules.is_graduate(self.participant):
            keep = {"diploma_date"}
        for name in set(self.fields) - keep:
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        start, end = given.get("contract_start"), given.get("contract_end")
        if start and end and end < start:
            self.add_error("contract_end", _("The contract cannot end before it starts: please check both dates."))
        return given


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


class EmployerForm(ContactForm):
    company = forms.CharField(label=_("Company"), max_length=200)
    town = forms.CharField(label=_("Town"), max_length=120)
    field_order = ("company", "town", "first_name", "last_name", "email", "phone", "language")

    def contact(self) -> Contact | None:
        return self.participant.mentor

    def known(self) -> dict[str, Any]:
        employer = self.participant.employer
        return {**super().known(), "company": getattr(employer, "name", ""), "town": getattr(employer, "town", "")}

    def prepare(self) -> None:
        self.fields["first_name"].label = pgettext_lazy("learner", "First name of your mentor")
        self.fields["last_name"].label = pgettext_lazy("learner", "Last name of your mentor")


LEVELS = (
    ("", _("Not told")),
    (Cefr.A1.value, _("A1: a few words")),
    (Cefr.A2.value, _("A2: simple everyday things")),
    (Cefr.B1.value, _("B1: I get by at work and on a journey")),
    (Cefr.B2.value, _("B2: I speak quite freely")),
    (Cefr.C1.value, _("C1: with ease")),
    (Cefr.C2.value, _("C2: like my own language")),
)
SPOKEN_IN = {"DE": "de", "AT": "de", "ES": "es", "IT": "it", "NL": "nl", "BE": "nl", "PT": "pt", "IE": "en", "MT": "en"}


class LanguagesForm(StepForm):
    """One level a language: English, those spoken at the destinations, those that the rules ask for."""

    def known(self) -> dict[str, Any]:
        return {f"level_{code}": level for code, level in self.application.language_levels.items()}

    def prepare(self) -> None:
        call = self.application.call
        asked = {**(call.kept_scheme.rules.get("languages") or {}), **(call.rules.get("languages") or {})}
        spoken = [SPOKEN_IN[country] for country in call.countries if country in SPOKEN_IN]
        told = list(self.application.language_levels)
        for code in dict.fromkeys(["en", *asked, *spoken, *told]):
            self.fields[f"level_{code}"] = forms.ChoiceField(
                label=LANGUAGE_NAMES.get(code, code), choices=LEVELS, required=code in asked
            )
        others = [(code, name) for code, name in LANGUAGE_NAMES.items() if f"level_{code}" not in self.fields]
        self.fields["other"] = forms.ChoiceField(
            label=_("Another language"), choices=[("", "—"), *others], required=False
        )
        self.fields["other_level"] = forms.ChoiceField(label=_("Its level"), choices=LEVELS, required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        levels = {name.removeprefix("level_"): level for name, level in given.items() if name.startswith("level_")}
        if given.get("other"):
            levels[given["other"]] = given.get("other_level", "")
        levels = {code: level for code, level in levels.items() if level}
        if not levels and not self.errors:
            raise forms.ValidationError(
                pgettext_lazy("learner", "Tell at least one level: A1 is enough, nobody expects you to be fluent.")
            )
        return {"levels": levels}


class WishesForm(StepForm):
    first_wish = forms.ChoiceField(label=pgettext_lazy("learner", "First wish"), widget=forms.RadioSelect)
    second_wish = forms.ChoiceField(
        label=pgettext_lazy("learner", "Second wish"), required=False, help_text=_("If the first is not possible.")
    )
    needs_support = forms.BooleanField(
        label=pgettext_lazy("learner", "I would like to talk about help (health, money, family, anything else)"),
        required=False,
        help_text=pgettext_lazy(
            "learner", "Only your referent sees this, for help and money. It never counts in the selection."
        ),
    )

    def known(self) -> dict[str, Any]:
        wishes = [*self.application.wishes, "", ""]
        only = self.application.call.countries[0] if len(self.application.call.countries) == 1 else ""
        return {
            "first_wish": wishes[0] or only,
            "second_wish": wishes[1],
            "needs_support": self.application.needs_support,
        }

    def prepare(self) -> None:
        offered = [(code, countries.name(code)) for code in self.application.call.countries]
        self.fields["first_wish"].choices = offered
        self.fields["second_wish"].choices = [("", _("No second wish")), *offered]
        if len(offered) <= 1:
            del self.fields["second_wish"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        wishes = [given.get("first_wish"), given.get("second_wish")]
        return {
            "wishes": list(dict.fromkeys(wish for wish in wishes if wish)),
            "needs_support": given.get("needs_support", False),
        }


class MotivationForm(StepForm):
    motivation = forms.CharField(
        label=pgettext_lazy("learner", "In your own words"),
        max_length=MOTIVATION_LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=pgettext_lazy(
            "learner",
            "A few sentences are enough: what do you want to see, learn, try? Those who read it do not see your name, so do not write it here.",
        ),
    )

    def known(self) -> dict[str, Any]:
        return {"motivation": self.application.motivation}


FORMS: dict[str, type[StepForm]] = {
    "about": AboutForm,
    "training": TrainingForm,
    "contract": ContractForm,
    "guardian": GuardianForm,
    "employer": EmployerForm,
    "languages": LanguagesForm,
    "wishes": WishesForm,
    "motivation": MotivationForm,
}


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=pgettext_lazy("learner", "Would you tell us why?"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
