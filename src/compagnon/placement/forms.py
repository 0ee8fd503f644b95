"""What is asked when a host is chosen, and of a host."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from compagnon.mobilities.models import Mobility
from compagnon.network.models import Destination, Organisation, Trade
from compagnon.network.queries import to_choose
from compagnon.people.models import Contact
from compagnon.placement.queries import TUTORS, Wish


class WishForm(forms.Form):
    """Which hosts to propose; it lives in the address, so the same list comes back."""

    q = forms.CharField(label=_("Name or town"), required=False)
    trade: Any = forms.ModelChoiceField(queryset=None, label=_("Trade"), required=False, empty_label=_("Any trade"))
    country = forms.ChoiceField(label=_("Country"), required=False)
    free = forms.BooleanField(label=_("Only with a free place for these dates"), required=False)

    def __init__(self, asked: Any, *, mobility: Mobility) -> None:
        first_time = not asked
        super().__init__({"trade": mobility.trade_id, "country": str(mobility.country)} if first_time else asked)
        trade: Any = self.fields["trade"]
        trade.queryset = to_choose(Trade, kept=[mobility.trade_id or 0])
        countries = {str(d.country): str(d.country.name) for d in to_choose(Destination)}
        countries.setdefault(str(mobility.country), str(mobility.country.name))
        country: Any = self.fields["country"]
        country.choices = [("", _("Any country")), *sorted(countries.items(), key=lambda one: one[1])]

    def wish(self) -> Wish:
        """What was asked for; a value that makes no sense counts as "any"."""
        self.is_valid()
        found = self.cleaned_data
        return Wish(found.get("q") or "", found.get("trade"), found.get("country") or "", found.get("free") or False)


class AskForm(forms.Form):
    """Whom to ask: a known tutor, or one noted on the spot."""

    NEW = "new"

    tutor = forms.ChoiceField(label=_("Who is asked?"), widget=forms.RadioSelect)
    first_name = forms.CharField(label=_("First name"), max_length=80, required=False)
    last_name = forms.CharField(label=_("Last name"), max_length=80, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = forms.CharField(label=_("Phone"), max_length=30, required=False)
    language = forms.ChoiceField(
        label=_("Language of the letter"), choices=settings.LANGUAGES, required=False, initial="en"
    )
    message = forms.CharField(
        label=_("A word of your own"),
        help_text=_(
            "It is added to the letter. Do not name the participant: the name is told once the host has accepted."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=1000,
    )

    def __init__(self, *args: Any, host: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tutors = list(host.contacts.filter(kind__in=TUTORS).order_by("pk"))
        known = [(tutor.code, f"{tutor} · {tutor.email or _('no e-mail yet')}") for tutor in self.tutors]
        tutor: Any = self.fields["tutor"]
        tutor.choices = [*known, (self.NEW, _("Somebody else there"))]
        tutor.initial = known[0][0] if known else self.NEW

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("tutor") == self.NEW:
            for name, sentence in (
                ("first_name", _("Give the first name of the tutor.")),
                ("last_name", _("Give the last name of the tutor.")),
                ("email", _("Give an e-mail address, so that the question can arrive.")),
            ):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, sentence)
        return cleaned

    @property
    def asks_for_new_tutor(self) -> bool:
        """Whether the fields of a new tutor stand open: nobody is known there, or one was being typed."""
        return not self.tutors or (self.is_bound and self["tutor"].value() == self.NEW)

    @property
    def chosen_tutor(self) -> Contact | None:
        """The known tutor that was chosen; None when a new one was typed."""
        return next((tutor for tutor in self.tutors if tutor.code == self.cleaned_data["tutor"]), None)

    @property
    def new_tutor(self) -> dict[str, str]:
        """What `actions.add_tutor` takes."""
        return {name: self.cleaned_data[name] for name in ("first_name", "last_name", "email", "phone", "language")}


class GroupTutorForm(AskForm):
    """Who looks after a group at its host: a known tutor, one noted on the spot, or nobody yet."""

    NOBODY = "nobody"

    def __init__(self, *args: Any, host: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, host=host, **kwargs)
        del self.fields["message"]
        tutor: Any = self.fields["tutor"]
        tutor.label = _("Who is the tutor there?")
        tutor.choices = [*tutor.choices, (self.NOBODY, _("Nobody yet"))]
        if not self.tutors:
            tutor.initial = self.NOBODY

    @property
    def asks_new(self) -> bool:
        """Whether a new tutor was typed."""
        return bool(self.cleaned_data["tutor"] == self.NEW)

    @property
    def asks_for_new_tutor(self) -> bool:
        """Whether the fields of a new tutor stand open: one was being typed."""
        return self.is_bound and self["tutor"].value() == self.NEW


class WithdrawForm(forms.Form):
    """Why a request is taken back."""

    reason = forms.CharField(
        label=_("Why?"), help_text=_("The tutor reads it."), widget=forms.Textarea(attrs={"rows": 2}), max_length=1000
    )


class AnswerForm(forms.Form):
    """The tutor's answer: which button was pressed, and a reason for a no."""

    answer = forms.ChoiceField(choices=[("accept", ""), ("decline", "")])
    reason = forms.CharField(
        label=_("Why not, in a sentence?"),
        help_text=_("It helps us to ask you at a better time."),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        max_length=1000,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("answer") == "decline" and not cleaned.get("reason", "").strip():
            self.add_error("reason", _("Please say why in a few words: it helps to find another place."))
        return cleaned
