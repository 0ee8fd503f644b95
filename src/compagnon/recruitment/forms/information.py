"""Input about information meetings: at the desk, at the door, and from visitors."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from i18nfield.strings import LazyI18nString

from compagnon.core import clock
from compagnon.network.models import Site, Trade
from compagnon.network.queries import to_choose
from compagnon.recruitment.choices import CallState, HeardOf
from compagnon.recruitment.forms.application import trade_choices
from compagnon.recruitment.models import Call, Meeting


class MomentInput(forms.DateTimeInput):
    """The day and time picker of the browser or the phone."""

    input_type = "datetime-local"

    def __init__(self, **attrs: Any) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M", attrs=attrs)


class MeetingForm(forms.Form):
    """A meeting; on a site, somewhere else, or online."""

    title_fr = forms.CharField(label=_("Title in French"), max_length=200)
    title_en = forms.CharField(label=_("Title in English"), max_length=200)
    note_fr = forms.CharField(label=_("What it is about, in French"), required=False, max_length=600)
    note_en = forms.CharField(label=_("What it is about, in English"), required=False, max_length=600)
    call = forms.ModelChoiceField(
        label=_("About the call"),
        queryset=Call.objects.none(),
        required=False,
        empty_label=_("about going abroad as such"),
    )
    begins_at = forms.DateTimeField(label=_("Begins"), widget=MomentInput())
    ends_at = forms.DateTimeField(label=_("Ends"), widget=MomentInput())
    site = forms.ModelChoiceField(
        label=_("Site"), queryset=Site.objects.none(), required=False, empty_label=_("no site")
    )
    place = forms.CharField(label=_("Room or address"), max_length=200, required=False)
    link = forms.URLField(
        label=_("Link to the online meeting"), required=False, assume_scheme="https",
        help_text=_("Only those who have registered see it."),
    )  # fmt: skip
    capacity = forms.IntegerField(
        label=_("Seats"), required=False, min_value=1, max_value=5000, help_text=_("Empty: as many as come.")
    )

    def __init__(self, *args: Any, meeting: Meeting | None = None, call: Call | None = None, **kwargs: Any) -> None:
        self.meeting = meeting
        initial: dict[str, Any] = {"call": call}
        if meeting is not None:
            names = ("call", "begins_at", "ends_at", "site", "place", "link", "capacity")
            initial = {name: getattr(meeting, name) for name in names}
            for name in ("title", "note"):
                for code in ("fr", "en"):
                    initial[f"{name}_{code}"] = getattr(meeting, name).localize(code) if getattr(meeting, name) else ""
        super().__init__(*args, initial=initial, **kwargs)  # type: ignore[misc]
        over = [CallState.CANCELLED]
        self.fields["call"].queryset = Call.objects.exclude(state__in=over).order_by("-closes_on")  # type: ignore[attr-defined]
        kept = [meeting.site_id] if meeting and meeting.site_id else []
        self.fields["site"].queryset = to_choose(Site, kept=kept).filter(organisation__kind="training_centre")  # type: ignore[attr-defined]

    def clean_begins_at(self) -> datetime:
        begins: datetime = self.cleaned_data["begins_at"]
        if begins < clock.now() and (self.meeting is None or "begins_at" in self.changed_data):
            raise forms.ValidationError(_("This moment is past: choose one to come."))
        return begins

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("begins_at") and given.get("ends_at") and given["ends_at"] <= given["begins_at"]:
            self.add_error("ends_at", _("The meeting ends before it begins."))
        if not (given.get("site") or given.get("place") or given.get("link")):
            self.add_error("place", _("Say where it is: a site, an address or a link."))
        return given

    def fields_of_meeting(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        for name in ("title", "note"):
            given[name] = LazyI18nString({code: given.pop(f"{name}_{code}") for code in ("fr", "en")})
        return given


class RegisterForm(forms.Form):
    """Name, address, trade, and where somebody heard of it; no account."""

    first_name = forms.CharField(
        label=_("First name"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "given-name"})
    )
    last_name = forms.CharField(
        label=_("Last name"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "family-name"})
    )
    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("The confirmation goes there, with a link to cancel."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    trade = forms.ModelChoiceField(
        label=_("Trade"),
        queryset=Trade.objects.none(),
        required=False,
        empty_label=pgettext_lazy("trade", "none of these"),
    )
    heard_of = forms.ChoiceField(
        label=_("Where did you hear of us?"), choices=[("", "—"), *HeardOf.choices], required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["trade"]
        field.queryset = to_choose(Trade)  # type: ignore[attr-defined]
        field.choices = [("", field.empty_label), *trade_choices()]  # type: ignore[attr-defined]


class WalkInForm(forms.Form):
    """Somebody at the door who had not registered."""

    first_name = forms.CharField(label=_("First name"), max_length=80)
    last_name = forms.CharField(label=_("Last name"), max_length=80)
    email = forms.EmailField(label=_("E-mail"), required=False)
    heard_of = forms.ChoiceField(
        label=_("Where did you hear of us?"), choices=[("", "—"), *HeardOf.choices], required=False
    )


class CodeForm(forms.Form):
    """The code on the confirmation, typed or scanned."""

    code = forms.CharField(
        label=_("Code"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"})
    )

    def clean_code(self) -> str:
        """The code alone, also when a whole address was scanned."""
        return str(self.cleaned_data["code"]).strip().rstrip("/").rpartition("/")[2].lower().replace(" ", "")
