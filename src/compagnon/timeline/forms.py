"""What the desk may write into a timeline."""

from typing import Any

import rules
from django import forms
from django.utils.translation import gettext_lazy as _

from compagnon.mobilities.forms import day_input
from compagnon.network.choices import Step
from compagnon.network.models import Site
from compagnon.people.models import Person
from compagnon.schemes.choices import TaskRole
from compagnon.timeline.choices import FeedKind
from compagnon.timeline.models import CalendarFeed, ReminderSettings


class TaskForm(forms.Form):
    """A task of one's own, for one mobility."""

    title = forms.CharField(label=_("What is to be done"), max_length=200)
    role = forms.ChoiceField(label=_("Responsible"), choices=TaskRole.choices, initial=TaskRole.REFERENT)
    step = forms.ChoiceField(label=_("Step"), choices=Step.choices, initial=Step.PREPARE)
    due_on = forms.DateField(label=_("Due"), required=False, widget=day_input())


class WaiveForm(forms.Form):
    reason = forms.CharField(
        label=_("Why is it not needed, or how was it settled?"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
    )


class ReminderForm(forms.ModelForm):
    """When a network reminds by itself."""

    class Meta:
        model = ReminderSettings
        fields = (
            *("is_on", "first_before", "last_before", "first_after", "last_after"),
            *("escalates_after", "from_hour", "until_hour", "on_days_off"),
        )
        help_texts = {
            "is_on": _("Each reader gets at most one letter a day, with everything in it."),
            "escalates_after": _("After the last reminder, when the task is still open."),
            "from_hour": _("Full hour, where the reader is."),
            "until_hour": _("Full hour, where the reader is."),
            "on_days_off": _("Staff, companies and hosts are written to on working days of their country."),
        }

    bounds = {
        "first_before": (1, 60),
        "last_before": (1, 60),
        "first_after": (1, 60),
        "last_after": (1, 60),
        "escalates_after": (1, 60),
        "from_hour": (0, 23),
        "until_hour": (1, 24),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (least, most) in self.bounds.items():
            label, told = self.fields[name].label, self.fields[name].help_text
            self.fields[name] = forms.IntegerField(label=label, help_text=told, min_value=least, max_value=most)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("from_hour", 0) >= said.get("until_hour", 24):
            self.add_error("until_hour", _("Choose an hour after the first one."))
        if said.get("last_before", 0) > said.get("first_before", 60):
            self.add_error("last_before", _("The second time comes nearer to the day than the first."))
        if said.get("last_after", 60) < said.get("first_after", 0):
            self.add_error("last_after", _("The second time comes after the first."))
        return said


class FeedForm(forms.Form):
    """Which calendar, and whether whole names stand in it."""

    what = forms.ChoiceField(label=_("Calendar"))
    shows_names = forms.BooleanField(
        label=_("Whole names instead of initials"),
        help_text=_("Whoever runs the calendar, such as Google or Microsoft, reads what stands in it."),
        required=False,
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sites: dict[str, Site] = {}
        taken = set(CalendarFeed.objects.filter(person=person).values_list("kind", "site__code"))
        choices: list[tuple[str, Any]] = [("own", FeedKind.OWN.label)]
        if rules.test_rule("mobilities.view_mobilities", person) and person.reach:
            choices.append(("team", FeedKind.TEAM.label))
            reached = person.reach.of(Site.objects.select_related("organisation"), "departement_code", "pk")
            self.sites = {site.code: site for site in reached.order_by("departement_code", "name")}
            choices += [(code, str(site)) for code, site in self.sites.items()]
        else:
            del self.fields["shows_names"]
        gone = {code or kind for kind, code in taken}
        self.fields["what"].choices = [(key, words) for key, words in choices if key not in gone]

    @property
    def has_choice(self) -> bool:
        """Whether there is a calendar that the person has not got yet."""
        return bool(self.fields["what"].choices)

    def chosen(self) -> dict[str, Any]:
        """What the action takes."""
        what = self.cleaned_data["what"]
        kind = FeedKind.OWN if what == FeedKind.OWN else FeedKind.TEAM
        return {"kind": kind, "site": self.sites.get(what), "shows_names": self.cleaned_data.get("shows_names", False)}
