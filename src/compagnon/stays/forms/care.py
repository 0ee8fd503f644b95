"""What is asked when somebody calls for help, and for the rota of those on call."""

from itertools import pairwise
from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from compagnon.core import clock
from compagnon.mobilities.models import Mobility
from compagnon.people.models import Person
from compagnon.stays.actions.care import Cry
from compagnon.stays.choices import HelpLevel
from compagnon.stays.models import CareSettings


class HelpForm(forms.Form):
    """How grave it is, and what happened if there is time to say it."""

    level = forms.ChoiceField(
        label=pgettext_lazy("journey", "How grave is it?"),
        choices=[
            (HelpLevel.DANGER, pgettext_lazy("help", "Danger: somebody is hurt, or could be")),
            (HelpLevel.URGENT, pgettext_lazy("help", "Urgent: I need somebody today")),
            (HelpLevel.PROBLEM, pgettext_lazy("help", "A problem: it can wait until tomorrow")),
            (HelpLevel.QUESTION, pgettext_lazy("help", "A question")),
        ],
        widget=forms.RadioSelect,
        initial=HelpLevel.URGENT,
    )
    words = forms.CharField(
        label=pgettext_lazy("journey", "What happened?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    phone = forms.CharField(
        label=pgettext_lazy("journey", "Your phone"),
        required=False,
        max_length=30,
        widget=forms.TextInput({"type": "tel"}),
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, phone: str = "", **options: Any) -> None:
        options.setdefault("initial", {"key": uuid4(), "phone": phone, "level": HelpLevel.URGENT})
        super().__init__(*args, **options)

    def cry(self) -> Cry:
        """What was sent, as the action takes it."""
        return Cry(**self.cleaned_data)


class GroupHelpForm(HelpForm):
    """The same call, by who accompanies a group: for whom, and the number under which the caller answers."""

    mobility = forms.ModelChoiceField(
        label=_("For whom?"), queryset=Mobility.objects.none(), empty_label=None, widget=forms.RadioSelect
    )
    field_order = ("mobility", "level", "words", "phone", "key")

    def __init__(self, *args: Any, people: QuerySet[Mobility], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["phone"].label = _("Telephone under which you answer")
        self.fields["mobility"].queryset = people
        self.fields["mobility"].label_from_instance = lambda one: one.participant.person.full_name

    def cry(self) -> Cry:
        return Cry(**{name: value for name, value in self.cleaned_data.items() if name != "mobility"})


class OutcomeForm(forms.Form):
    """How a call ended."""

    outcome = forms.CharField(
        label=_("How did it end?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say in a sentence how it ended.")},
    )


class TurnForm(forms.Form):
    """Somebody is on call from one day to another."""

    person = forms.ModelChoiceField(label=_("Who"), queryset=Person.objects.none())
    first_day = forms.DateField(label=_("From"), widget=forms.DateInput(attrs={"type": "date"}))
    last_day = forms.DateField(label=_("To"), widget=forms.DateInput(attrs={"type": "date"}))
    place = forms.TypedChoiceField(
        label=_("Asked as"),
        choices=[(1, _("first")), (2, _("second")), (3, _("third"))],
        coerce=int,
        help_text=_("Who is asked second hears of a call when the first has not answered in time."),
    )
    phone = forms.CharField(
        label=_("Phone on call"),
        max_length=30,
        required=False,
        help_text=_("Participants see it. Left empty: the number of the account."),
    )

    def __init__(self, *args: Any, people: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["person"].queryset = people

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, last, person = given.get("first_day"), given.get("last_day"), given.get("person")
        if first and last and last < first:
            self.add_error("last_day", _("The last day cannot be before the first."))
        elif last and last < clock.today():
            self.add_error("last_day", _("This turn would be over already."))
        if person and not given.get("phone"):
            given["phone"] = person.phone
            if not person.phone:
                self.add_error("phone", _("The account has no number: write the one that is answered."))
        return given


class CareSettingsForm(forms.ModelForm):
    """The number answered day and night, when the next is asked, and how a missing sign is followed."""

    class Meta:
        model = CareSettings
        fields = (
            *("phone", "answer_within", "remind_after", "tutor_after", "call_after", "answer_minutes", "daily_days"),
        )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        steps = ("remind_after", "tutor_after", "call_after")
        said = [(name, given[name]) for name in steps if given.get(name) is not None]
        for (_before, hours), (name, later) in pairwise(said):
            if later <= hours:
                self.add_error(name, _("This step comes after the one above: it needs more hours."))
        return given
