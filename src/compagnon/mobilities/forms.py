"""What the desk may write into a mobility and a departure."""

from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from compagnon.core import activity
from compagnon.mobilities.actions import Stay
from compagnon.mobilities.choices import Funding
from compagnon.mobilities.models import Departure, Mobility
from compagnon.mobilities.splitting import MOST, Span
from compagnon.people.choices import Role
from compagnon.people.models import Membership, Participant, Person
from compagnon.schemes.models import Scheme
from compagnon.schemes.queries import to_open

_SALT = "mobilities.read-at"


def day_input() -> forms.DateInput:
    """The browser's own way to choose a day, in every language."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class ReadAtForm(forms.ModelForm):
    """A form that knows what was read when it was opened: it never overwrites what somebody else wrote since.

    The second of two referents gets a sentence with what the other changed; what was typed stays, and saving
    once more is then a decision.
    """

    read_at = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stored = {name: self._plain(getattr(self.instance, name)) for name in self._meta.fields or ()}
        self.fields["read_at"].initial = signing.dumps(self.stored, salt=_SALT)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        try:
            read = signing.loads(cleaned.pop("read_at", "") or signing.dumps(self.stored, salt=_SALT), salt=_SALT)
        except signing.BadSignature:
            read = {}
        other = [name for name, value in self.stored.items() if name in read and read[name] != value]
        if other:
            self.add_error(None, self._what_changed(other))
            self.data = self.data.copy()  # the next save knows what was said here
            self.data[self.add_prefix("read_at")] = self.fields["read_at"].initial  # type: ignore[index]
        return cleaned

    def _what_changed(self, names: list[str]) -> str:
        last = activity.on(self.instance).first()
        said = "; ".join(f"{self.fields[name].label}: {self.stored[name] or '–'}" for name in names)
        who = gettext(last.by_name) if last else gettext("Somebody")
        return gettext(
            "%(who)s changed this file while you were writing. It now says: %(said)s. "
            "Your words are still here: check them, then save again."
        ) % {"who": who, "said": said}

    @staticmethod
    def _plain(value: Any) -> str:
        return "" if value is None else str(value)

    def changes(self) -> dict[str, Any]:
        """The fields with their new values."""
        return {name: self.cleaned_data[name] for name in self._meta.fields or () if name in self.changed_data}


class MobilityForm(ReadAtForm):
    class Meta:
        model = Mobility
        fields = ("country", "town", "referent", "funding", "project_code", "programme_id")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["referent"].queryset = Person.objects.filter(
            network_id=self.instance.network_id, is_active=True, pk__in=staff_of(self.instance.network_id)
        ).order_by("last_name", "first_name")
        self.fields["funding"].choices = [("", _("As the scheme says")), *Funding.choices]
        application = self.instance.application
        if application is not None:
            self.fields["needs_support"] = forms.BooleanField(
                label=_("Would like to talk about help"),
                required=False,
                initial=application.needs_support,
                help_text=_("The answer of the application; tasks that hang on it come or fall away."),
            )

    def support_answer(self) -> bool | None:
        """What is said about help now, if it is another answer than before."""
        return self.cleaned_data["needs_support"] if "needs_support" in self.changed_data else None


def staff_of(network_id: int) -> Any:
    """Keys of the people who may look after a mobility."""
    looks_after = Membership.objects.filter(network_id=network_id, role__in=(Role.REFERENT, Role.COORDINATOR))
    return looks_after.values("person")


class StayForm(forms.Form):
    """Days and place of a stay."""

    departs_on = forms.DateField(label=_("Departure"), widget=day_input())
    returns_on = forms.DateField(label=_("Return"), widget=day_input(), help_text=_("Last day of the activity."))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        leaves, returns = cleaned.get("departs_on"), cleaned.get("returns_on")
        if leaves and returns and returns < leaves:
            self.add_error("returns_on", _("The return cannot be before the departure: choose a later day."))
        return cleaned


class NewMobilityForm(StayForm):
    """A mobility opened by hand, for somebody who did not go through a call."""

    scheme = forms.ModelChoiceField(label=_("Scheme"), queryset=Scheme.objects.none())
    country = forms.ChoiceField(label=_("Country"), choices=lambda: [("", "—"), *countries])
    town = forms.CharField(label=_("Town"), max_length=120, required=False)
    field_order = ("scheme", "country", "town", "departs_on", "returns_on")

    def __init__(self, *args: Any, participant: Participant, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scheme"].queryset = to_open().filter(participant_kind=participant.kind)

    def stay(self) -> Stay:
        said = self.cleaned_data
        return Stay(said["departs_on"], said["returns_on"], said["country"], said["town"])


class DepartureForm(StayForm):
    name = forms.CharField(label=_("Name"), max_length=200, help_text=_("As you speak of it: “Flensburg in March”."))
    scheme = forms.ModelChoiceField(label=_("Scheme"), queryset=Scheme.objects.none())
    country = forms.ChoiceField(label=_("Country"), choices=lambda: [("", "—"), *countries])
    town = forms.CharField(label=_("Town"), max_length=120, required=False)
    field_order = ("name", "scheme", "country", "town", "departs_on", "returns_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scheme"].queryset = to_open()

    def stay(self) -> Stay:
        said = self.cleaned_data
        return Stay(said["departs_on"], said["returns_on"], said["country"], said["town"])


class ChangeDepartureForm(ReadAtForm):
    """What a group says of itself; with a host, its place is the host's."""

    class Meta:
        model = Departure
        fields = ("name", "departs_on", "returns_on", "country", "town", "accompanying")
        labels = {"accompanying": _("Accompanying person")}
        widgets = {"departs_on": day_input(), "returns_on": day_input()}
        help_texts = {"returns_on": _("Last day of the activity.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.host_id is not None:
            del self.fields["country"], self.fields["town"]
        accompanying = self.fields["accompanying"]
        accompanying.required = False
        accompanying.empty_label = _("Nobody yet")
        accompanying.queryset = may_accompany(self.instance)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        leaves, returns = cleaned.get("departs_on"), cleaned.get("returns_on")
        if leaves and returns and returns < leaves:
            self.add_error("returns_on", _("The return cannot be before the departure: choose a later day."))
        return cleaned


def may_accompany(departure: Departure) -> Any:
    """Who can travel with a group: those with this role, the desk, and who does so now."""
    roles = (Role.ACCOMPANYING, Role.REFERENT, Role.COORDINATOR)
    holding = Membership.objects.filter(network_id=departure.network_id, role__in=roles).values("person")
    people = Person.objects.filter(network_id=departure.network_id)
    found = people.filter(pk__in=holding, is_active=True) | people.filter(pk=departure.accompanying_id or 0)
    return found.order_by("last_name", "first_name")


class MoveManyForm(forms.Form):
    """Where many mobilities move: into a departure, or by a number of days."""

    departure = forms.ModelChoiceField(
        label=_("Into the departure"), queryset=Departure.objects.none(), required=False, empty_label=_("None")
    )
    days = forms.IntegerField(
        label=_("Or by so many days"), required=False, min_value=-730, max_value=730, help_text=_("Negative: earlier.")
    )

    def __init__(self, *args: Any, departures: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["departure"].queryset = departures

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if bool(cleaned.get("departure")) == bool(cleaned.get("days")) and not self.errors:
            raise forms.ValidationError(_("Choose a departure, or say by how many days: one of the two."))
        return cleaned


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=1000)


class PeriodsForm(forms.Form):
    """The periods abroad, one in a row; two empty rows are ready for more."""

    def __init__(self, *args: Any, spans: list[Span], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.count = min(len(spans) + 2, MOST)
        for number in range(self.count):
            stands = spans[number] if number < len(spans) else (None, None)
            for name, label, day in zip(("first", "last"), (_("First day"), _("Last day")), stands, strict=True):
                field = forms.DateField(label=label, required=False, widget=day_input(), initial=day)
                self.fields[f"{name}_{number}"] = field

    def rows(self) -> list[tuple[Any, Any]]:
        """The fields of each period."""
        return [(self[f"first_{number}"], self[f"last_{number}"]) for number in range(self.count)]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for number in range(self.count):
            first, last = f"first_{number}", f"last_{number}"
            if self.errors.keys() & {first, last}:
                continue
            if bool(cleaned[first]) != bool(cleaned[last]):
                self.add_error(last if cleaned[first] else first, _("Write both days, or leave both empty."))
            elif cleaned[first] and cleaned[last] < cleaned[first]:
                self.add_error(last, _("The last day cannot be before the first: choose a later day."))
        return cleaned

    def spans(self) -> list[Span]:
        """The rows that are filled."""
        said = self.cleaned_data
        rows = [(said[f"first_{number}"], said[f"last_{number}"]) for number in range(self.count)]
        return [row for row in rows if row[0]]
