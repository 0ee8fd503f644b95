"""Lessons of the own centre followed from abroad: planned once or every week, for one or for a group; changed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from compagnon.mobilities.models import Mobility
from compagnon.people.models import Person
from compagnon.stays.forms.followup import day_field
from compagnon.stays.queries.lessons import days_of_series


class LessonForm(forms.Form):
    """One lesson, and who hears of it when it is missed."""

    on = day_field(_("On"))
    starts_at = forms.TimeField(
        label=_("At"), required=False, widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        help_text=_("The time of the centre. Empty: at any time of the day."),
    )  # fmt: skip
    minutes = forms.IntegerField(label=_("Minutes"), min_value=5, max_value=600, initial=60)
    title = forms.CharField(label=_("Lesson"), max_length=200)
    link = forms.URLField(
        label=_("Address of the platform"), max_length=500, required=False, assume_scheme="https",
        help_text=_("Where the lesson is followed: the participant opens it from the phone and the calendar."),
    )  # fmt: skip
    teacher = forms.ModelChoiceField(
        label=_("Teacher who hears of it when it is missed"), queryset=Person.objects.none(), required=False
    )
    tells_mentor = forms.BooleanField(label=_("The mentor in the company hears of it too"), required=False)

    def __init__(self, *args: Any, staff: Any, mobility: Mobility, **options: Any) -> None:
        super().__init__(*args, **options)
        self.mobility = mobility
        self.fields["teacher"].queryset = staff
        self.fields["teacher"].empty_label = _("Nobody")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if (day := given.get("on")) and not days_of_series(self.mobility, day, given.get("until")):
            self.add_error("on", _("The participant is not abroad then: choose a day of the stay."))
        return given

    def said(self) -> dict[str, Any]:
        """What one lesson says, as it is kept."""
        names = ("starts_at", "minutes", "title", "link", "teacher", "tells_mentor")
        return {name: self.cleaned_data[name] for name in names}


class LessonPlanForm(LessonForm):
    """The same, every week up to a day, for everybody who travels along."""

    until = day_field(
        _("Every week until"),
        required=False,
        help_text=_("Empty: once. Days at home between two periods are left out."),
    )
    for_group = forms.BooleanField(required=False)

    field_order = ("on", "until", "starts_at", "minutes", "title", "link", "teacher", "tells_mentor", "for_group")

    def __init__(self, *args: Any, travellers: int, **options: Any) -> None:
        super().__init__(*args, **options)
        if travellers < 2:
            del self.fields["for_group"]
        else:
            said = ngettext(
                "For the %(count)s person of the departure", "For all %(count)s people of the departure", travellers
            )
            self.fields["for_group"].label = said % {"count": travellers}

    def clean_until(self) -> Any:
        until, on = self.cleaned_data["until"], self.cleaned_data.get("on")
        if until and on and until < on:
            raise forms.ValidationError(_("This is before the first lesson."))
        return until
