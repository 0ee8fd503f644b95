"""After an application is sent: a trainer's opinion, and answers that go back to be put right."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from compagnon.recruitment.choices import Readiness
from compagnon.recruitment.models import Application
from compagnon.recruitment.queries import steps


class TrainerForm(forms.Form):
    """Whom to ask; `own` is the address of the one who asks, which is not a trainer's."""

    first_name = forms.CharField(label=_("First name"), max_length=80)
    last_name = forms.CharField(label=_("Last name"), max_length=80)
    email = forms.EmailField(label=_("E-mail"), widget=forms.EmailInput(attrs={"inputmode": "email"}))

    def __init__(self, *args: Any, own: str = "", **kwargs: Any) -> None:
        self.own = own
        super().__init__(*args, **kwargs)

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"])
        if email.lower() == self.own.lower():
            raise forms.ValidationError(pgettext_lazy("learner", "This is your own address: we need theirs."))
        return email


class OpinionForm(forms.Form):
    readiness = forms.ChoiceField(label=_("Ready to leave?"), choices=Readiness, widget=forms.RadioSelect)
    strengths = forms.CharField(
        label=_("Strengths"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("At work, with others, on the way."),
    )
    watch = forms.CharField(
        label=_("What to watch"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What would help. Nothing about health, origin, religion or family."),
    )


class NotedForm(OpinionForm):
    """What a trainer said to somebody at the desk."""

    trainer = forms.CharField(label=_("Name of the trainer"), max_length=170)
    field_order = ("trainer", "readiness", "strengths", "watch")


class CorrectionForm(forms.Form):
    """Which answers go back, and why."""

    asked = forms.MultipleChoiceField(label=_("Answers to correct"), widget=forms.CheckboxSelectMultiple)
    sentence = forms.CharField(
        label=_("What is to be corrected"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The learner reads this sentence."),
    )

    def __init__(self, *args: Any, application: Application, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["asked"].choices = [(one.key, str(one.title)) for one in steps.of(application)[:-1]]  # type: ignore[attr-defined]
