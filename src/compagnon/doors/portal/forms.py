"""Where could I go, with my trade?"""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_countries import countries

from compagnon.core import clock
from compagnon.engines.dates import add_months
from compagnon.network.choices import Zone
from compagnon.network.models import Site
from compagnon.network.queries import to_choose, trades_by_sector
from compagnon.people.choices import Status
from compagnon.recruitment import queries
from compagnon.recruitment.models import Call

_STATUSES = (
    Status.APPRENTICE,
    Status.PROFESSIONALISATION,
    Status.GRADUATE,
    Status.CONTINUING_TRAINEE,
    Status.JOB_SEEKER,
    Status.EMPLOYEE,
    Status.TRAINER,
    Status.TEACHER,
    Status.STAFF,
    Status.FOREIGN_APPRENTICE,
    Status.FOREIGN_STAFF,
)


def _moments() -> list[tuple[str, Any]]:
    return [
        ("", pgettext_lazy("learner", "I do not know yet")),
        ("3", _("in about 3 months")),
        ("6", _("in about 6 months")),
        ("12", _("next year")),
    ]


def _lengths() -> list[tuple[str, Any]]:
    """How long somebody would like to be away, in days."""
    return [
        ("", pgettext_lazy("learner", "I do not know yet")),
        ("7", _("1 week")),
        ("15", _("15 days")),
        ("92", _("3 months")),
        ("184", _("6 months")),
    ]


class FitForm(forms.Form):
    """Trade, age, status, when, how long, where: nothing of it is kept."""

    trade = forms.ChoiceField(label=pgettext_lazy("learner", "My trade"))
    age = forms.IntegerField(
        label=pgettext_lazy("learner", "My age"), min_value=14, max_value=80,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    status = forms.ChoiceField(
        label=pgettext_lazy("learner", "I am"), choices=[(one.value, one.label) for one in _STATUSES]
    )
    when = forms.ChoiceField(label=pgettext_lazy("learner", "Leaving"), required=False)
    length = forms.ChoiceField(label=pgettext_lazy("learner", "For how long"), required=False)
    where = forms.ChoiceField(label=pgettext_lazy("learner", "Where to"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["trade"].choices = [("", _("Choose…")), *_trades_by_key()]
        self.fields["when"].choices = _moments()
        self.fields["length"].choices = _lengths()
        self.fields["where"].choices = [("", pgettext_lazy("learner", "I do not know yet")), *Zone.choices]

    def facts(self) -> dict[str, Any]:
        """What the engine is told: a birth date that gives this age today, a departure in that many months.

        Whoever says how long and not when is taken to leave in six months, so that the length can be judged.
        """
        given = self.cleaned_data
        today = clock.today()
        leaves = add_months(today, int(given["when"])) if given.get("when") else None
        days = int(given.get("length") or 0)
        if days and leaves is None:
            leaves = add_months(today, 6)
        return {
            "trade": given["trade"],
            "birth_date": add_months(today, -12 * given["age"]),
            "status": given["status"],
            "departure_on": leaves,
            "return_on": leaves + timedelta(days=days - 1) if leaves and days else None,
            "destination_zone": given.get("where") or None,
            "direction": "in" if given["status"] in (Status.FOREIGN_APPRENTICE, Status.FOREIGN_STAFF) else "out",
        }


def _trades_by_key() -> list[tuple[str, list[tuple[str, str]]]]:
    return [(sector, [(trade.key, str(trade)) for trade in trades]) for sector, trades in trades_by_sector()]


class MessageForm(forms.Form):
    """A message to a person of the network."""

    name = forms.CharField(label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(
        label=_("Your e-mail"), help_text=_("The answer goes there."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )  # fmt: skip
    departement = forms.ChoiceField(label=_("Département"), required=False)
    message = forms.CharField(label=_("Message"), max_length=3000, widget=forms.Textarea(attrs={"rows": 6}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sites = to_choose(Site).exclude(departement_code="").values_list("departement_code", "departement_name")
        self.fields["departement"].choices = [("", _("The whole network")), *sorted(set(sites.order_by()))]


class WantedForm(forms.Form):
    """What a visitor looks for among the open calls; every field may stay empty."""

    trade = forms.ChoiceField(label=_("Trade"), required=False)
    to = forms.ChoiceField(label=_("Country"), required=False)
    age = forms.IntegerField(label=_("Age at departure"), required=False, min_value=13, max_value=99)
    who = forms.ChoiceField(
        label=_("For"),
        required=False,
        choices=[
            ("", _("learners and staff")),
            ("learner", _("learners")),
            ("staff", pgettext_lazy("asked of", "staff")),
        ],
    )
    soon = forms.BooleanField(label=_("closing within a week"), required=False)

    def __init__(self, *args: Any, calls: list[Call], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = sorted({code for call in calls for code in call.countries})
        trades = queries.calls.trades_of_open(calls)
        self.fields["trade"].choices = [("", _("any trade")), *((one.key, str(one)) for one in trades)]  # type: ignore[attr-defined]
        self.fields["to"].choices = [("", _("any country")), *((code, countries.name(code)) for code in named)]  # type: ignore[attr-defined]

    def wanted(self) -> queries.calls.Wanted:
        """As far as it was understood; a field with an error is left out."""
        given = self.cleaned_data
        return queries.calls.Wanted(
            trade=given.get("trade", ""),
            country=given.get("to", ""),
            kind=given.get("who", ""),
            age=given.get("age"),
            closing_soon=given.get("soon", False),
        )
