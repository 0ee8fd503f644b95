"""What the desk may write into a timeline."""

from django import forms
from django.utils.translation import gettext_lazy as _

from compagnon.mobilities.forms import day_input
from compagnon.network.choices import Step
from compagnon.schemes.choices import TaskRole


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
