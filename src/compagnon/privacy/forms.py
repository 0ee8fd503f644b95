"""Forms of privacy: requests and their answers, holds, breaches, who answers for the data, periods, final payments."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from compagnon.core import clock
from compagnon.engines.dates import add_months
from compagnon.privacy.choices import HoldReason, RequestKind, RequestState
from compagnon.privacy.models import Breach, Controller, RetentionPeriod, RightsRequest
from compagnon.privacy.projects import projects_of
from compagnon.privacy.record import periods_of


def _day(**more: Any) -> forms.DateField:
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more)


class AskForm(forms.Form):
    """What people ask about their own data."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What should be done?"), choices=RequestKind.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=gettext_lazy("In a few words"), required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip


class ReceivedForm(forms.ModelForm):
    """A request that came by letter, mail or mouth."""

    received_on = _day(label=gettext_lazy("Received"), initial=clock.today)

    class Meta:
        model = RightsRequest
        fields = ("kind", "who", "words", "received_on")
        widgets = {"words": forms.Textarea(attrs={"rows": 4})}


class ExtendForm(forms.Form):
    """More time, with a reason: at most two months more (GDPR art. 12.3)."""

    until = _day(label=gettext_lazy("Extended to"))
    reason = forms.CharField(label=gettext_lazy("Reason, which the person is told"), max_length=300)

    def __init__(self, *args: Any, asked: RightsRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked

    def clean_until(self) -> Any:
        until, latest = self.cleaned_data["until"], add_months(self.asked.received_on, 3)
        if not add_months(self.asked.received_on, 1) < until <= latest:
            raise forms.ValidationError(
                _("Choose a day after the first month and at most two months later: until %(day)s.") % {"day": latest}
            )
        return until


class DecideForm(forms.Form):
    """The answer: what is done, why, and what the person is told."""

    decision = forms.ChoiceField(
        label=gettext_lazy("Decision"),
        choices=[(one.value, one.label) for one in RequestState if one != RequestState.RECEIVED],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"), required=False, help_text=gettext_lazy("Needed when it is not granted in full."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    reply = forms.CharField(label=gettext_lazy("Reply"), widget=forms.Textarea(attrs={"rows": 5}))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("decision") != RequestState.GRANTED and not cleaned.get("reason", "").strip():
            self.add_error("reason", _("Say why: the person has a right to know."))
        return cleaned


class HoldForm(forms.Form):
    """Why somebody's data may not go."""

    reason = forms.ChoiceField(label=gettext_lazy("Reason"), choices=HoldReason.choices)
    words = forms.CharField(label=gettext_lazy("What it is about"), max_length=300)
    until = _day(label=gettext_lazy("Until"), required=False, help_text=gettext_lazy("Empty: until somebody lifts it."))


class EraseForm(forms.Form):
    """The second confirmation: the name as it is written."""

    typed = forms.CharField(label=gettext_lazy("Type the name to confirm"))

    def __init__(self, *args: Any, name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.name = name

    def clean_typed(self) -> str:
        typed: str = self.cleaned_data["typed"]
        if " ".join(typed.split()).casefold() != self.name.casefold():
            raise forms.ValidationError(_("This is not the name: type “%(name)s”.") % {"name": self.name})
        return typed


class ControllerForm(forms.ModelForm):
    """Who answers for the data."""

    class Meta:
        model = Controller
        fields = ("name", "address", "officer", "email", "authority", "processor", "is_public")


class BreachForm(forms.ModelForm):
    """What happened to data, and what was done."""

    class Meta:
        model = Breach
        fields = (
            "what",
            "aware_at",
            "risk",
            "people_count",
            "measures",
            "notification",
            "notified_at",
            "people_told_at",
        )
        widgets = {
            **{name: forms.Textarea(attrs={"rows": 3}) for name in ("what", "measures", "notification")},
            **{
                name: forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
                for name in ("aware_at", "notified_at", "people_told_at")
            },
        }

    def clean_aware_at(self) -> Any:
        aware = self.cleaned_data["aware_at"]
        if aware > clock.now():
            raise forms.ValidationError(_("This is in the future: say since when it is known."))
        return aware


class PeriodsForm(forms.Form):
    """Months for each rule; a text's bounds hold, and what no text says is empty until somebody decides."""

    def __init__(self, *args: Any, network: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.periods = [one for one in periods_of(network).values() if one.rule.due and not one.rule.has_own_clock]
        own = {one.rule: one for one in RetentionPeriod.objects.filter(network=network)}
        for period in self.periods:
            least, most = period.rule.bounds
            kept = own.get(period.rule.key)
            self.fields[period.rule.key] = forms.IntegerField(
                label=str(period.rule.label), required=False, min_value=least, max_value=most,
                initial=kept.months if kept else period.rule.months,
                help_text=_("Months. From: %(start)s. %(source)s (%(grade)s)")
                % {"start": period.rule.starts, "source": period.rule.source, "grade": period.grade},
            )  # fmt: skip
        kept = own.get("application")
        self.fields["appeal_days"] = forms.IntegerField(
            label=_("Days in which an applicant may appeal"), required=False, min_value=0, max_value=365,
            initial=kept.appeal_days if kept else None,
            help_text=_("Without it, applications are kept: their clock starts when nobody can appeal any more."),
        )  # fmt: skip

    def values(self) -> dict[str, tuple[int | None, int | None]]:
        """For each rule its months and, for applications, the days to appeal."""
        given = self.cleaned_data
        return {
            one.rule.key: (given[one.rule.key], given["appeal_days"] if one.rule.key == "application" else None)
            for one in self.periods
        }


class PaymentsForm(forms.Form):
    """For each project the day of its final payment, the years to keep, and a later day if an audit asks for it."""

    def __init__(self, *args: Any, network: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.projects = projects_of(network)
        for place, project in enumerate(self.projects):
            kept, facts = project.payment, {"project": project.label}
            self.fields[f"paid_on-{place}"] = _day(
                label=_("Final payment of %(project)s") % facts, required=False, initial=kept and kept.paid_on
            )
            self.fields[f"years-{place}"] = forms.IntegerField(
                label=_("Years to keep for %(project)s") % facts,
                min_value=3,
                max_value=20,
                initial=kept.years if kept else 5,
            )
            self.fields[f"hold_until-{place}"] = _day(
                label=_("Keep %(project)s at least until") % facts, required=False, initial=kept and kept.hold_until
            )

    def values(self) -> dict[str, dict[str, Any]]:
        """What was said about each project."""
        names = ("paid_on", "years", "hold_until")
        return {
            project.key: {name: self.cleaned_data[f"{name}-{place}"] for name in names}
            for place, project in enumerate(self.projects)
        }
