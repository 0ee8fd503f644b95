"""What is written about a course and about an obstacle."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from compagnon.core import clock
from compagnon.longpath.choices import Interest, Talk
from compagnon.longpath.models import CourseSheet, CourseVersion, EmployerWord, ObstacleEntry
from compagnon.mobilities.forms import day_input
from compagnon.network.models import Trade
from compagnon.people.models import Person


def _trades() -> Any:
    return Trade.objects.filter(is_off=False)


class SheetForm(forms.ModelForm):
    trade = forms.ModelChoiceField(label=_("Trade"), queryset=Trade.unscoped.none(), required=False)

    class Meta:
        model = CourseSheet
        fields = ("title", "trade", "level", "rncp", "is_off")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["trade"].queryset = _trades()  # type: ignore[attr-defined]


class VersionForm(forms.ModelForm):
    class Meta:
        model = CourseVersion
        fields = ("fits", "units", "learnt", "assessed", "at_distance")
        widgets = {name: forms.Textarea(attrs={"rows": 4}) for name in fields}
        help_texts = {
            "fits": _("In which year and which months, and why then."),
            "units": _("One on each line, as the diploma names them."),
            "learnt": _("Tasks and skills that the host can teach."),
            "assessed": _("By whom and how, and as what it counts in the diploma."),
            "at_distance": _("What is followed from abroad: subjects, hours, platform. Empty when there is none."),
        }

    def said(self) -> dict[str, Any]:
        """The texts as they are kept."""
        return {name: self.cleaned_data[name].strip() for name in self._meta.fields or ()}


class ApprovalForm(forms.Form):
    on = forms.DateField(label=_("Approved on"), widget=day_input(), initial=clock.today)
    team = forms.CharField(
        label=_("Who of the teaching team approved it"), max_length=300, help_text=_("Names and subjects.")
    )

    def clean_on(self) -> Any:
        day = self.cleaned_data["on"]
        if day > clock.today():
            raise forms.ValidationError(_("That day has not come yet."))
        return day


class InterestForm(forms.ModelForm):
    """What the company says before the stay."""

    class Meta:
        model = EmployerWord
        fields = ("interest", "reason", "replacement", "talk", "suits")
        widgets = {
            "interest": forms.RadioSelect,
            "talk": forms.RadioSelect,
            "reason": forms.Textarea(attrs={"rows": 2}),
            "replacement": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["interest"].required = True
        fields["interest"].choices = Interest.choices
        fields["talk"].choices = [("", pgettext("guest", "No, all is clear")), *Talk.choices]
        fields["replacement"].help_text = pgettext(
            "guest", "Another apprentice, a temporary replacement, other hours: it helps us to choose the days."
        )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("interest") in (Interest.LATER, Interest.NO) and not given.get("reason", "").strip():
            self.add_error("reason", pgettext("guest", "Say why: it helps us to find another way."))
        return given


class BackForm(forms.ModelForm):
    """What the company says after the return."""

    class Meta:
        model = EmployerWord
        fields = ("brought_back", "again")
        widgets = {"again": forms.RadioSelect, "brought_back": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        for name in self._meta.fields or ():
            fields[name].required = True
        fields["again"].choices = Interest.choices
        fields["brought_back"].help_text = pgettext("guest", "New skills, ideas, habits; what was difficult too.")


class PeriodForm(forms.Form):
    """The days of a report."""

    after = forms.DateField(label=_("Departure from"), widget=day_input())
    before = forms.DateField(label=_("Departure to"), widget=day_input())

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if "after" in given and "before" in given and given["before"] < given["after"]:
            self.add_error("before", _("This is before the first day."))
        return given


class TeacherForm(forms.Form):
    """Who of the team is asked to approve a version by link."""

    teacher = forms.ModelChoiceField(label=_("Teacher"), queryset=Person.objects.none())

    def __init__(self, *args: Any, staff: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["teacher"].queryset = staff  # type: ignore[attr-defined]


class TeamForm(forms.Form):
    """Who of the team agrees with the teacher."""

    team = forms.CharField(
        label=pgettext_lazy("guest", "Who else of the team agrees"), max_length=200, required=False,
        help_text=pgettext_lazy("guest", "Names and subjects."),
    )  # fmt: skip


class ObstacleForm(forms.ModelForm):
    trade = forms.ModelChoiceField(label=_("Trade"), queryset=Trade.unscoped.none(), required=False)

    class Meta:
        model = ObstacleEntry
        fields = ("on", "stage", "reason", "trade", "words")
        widgets = {"on": day_input(), "words": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"words": _("No health and no names: what would have helped?")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = True
        self.fields["trade"].queryset = _trades()  # type: ignore[attr-defined]

    def clean_on(self) -> Any:
        day = self.cleaned_data["on"]
        if day > clock.today():
            raise forms.ValidationError(_("That day has not come yet."))
        return day
