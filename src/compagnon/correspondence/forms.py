"""What may be changed in a letter before it goes, and in all letters of a network."""

from itertools import groupby
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from compagnon.core.ui.in_languages import InLanguages, Words
from compagnon.correspondence import wishes
from compagnon.correspondence.kinds import that_may_wait
from compagnon.correspondence.models import Letter, LetterSettings, Manner
from compagnon.correspondence.placeholders import Shown
from compagnon.correspondence.queries import LINK_PLACE
from compagnon.correspondence.texts import problems_of
from compagnon.network.models import Network
from compagnon.network.queries import languages_of
from compagnon.people.rights import CHAPTERS

AS_PROPOSED = "proposed"


class LetterForm(forms.ModelForm):
    """Subject and text; the place of the personal link must stay where there is one."""

    class Meta:
        model = Letter
        fields = ("subject", "body")
        widgets = {"body": forms.Textarea(attrs={"rows": 16})}
        help_texts = {
            "body": _("[[link]] is where the reader's personal link goes. It is put in when the letter leaves.")
        }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        if not self.instance.link_id:
            self.fields["body"].help_text = ""

    def clean_body(self) -> str:
        body: str = self.cleaned_data["body"]
        if self.instance.link_id and LINK_PLACE not in body:
            raise forms.ValidationError(_("Leave [[link]] in the text: without it the reader cannot answer."))
        return body


class TextForm(forms.Form):
    """A network's own subject and text of a kind of letter; `program` says which placeholders it can fill."""

    subject = forms.CharField(label=_("Subject"), max_length=200)
    body = forms.CharField(label=_("Text"), max_length=8000, widget=forms.Textarea(attrs={"rows": 18}))

    def __init__(self, *args: Any, program: Shown, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.program = program

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        for name, problem in problems_of(said.get("subject", ""), said.get("body", ""), self.program).items():
            if name in said:
                self.add_error(name, problem)
        return said


class WishForm(forms.Form):
    """How often each kind of letter comes that need not come."""

    def __init__(self, *args: Any, reader: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = wishes.rhythms_of(reader)
        for key, kind in wishes.asked_of(reader).items():
            self.fields[_as_field(key)] = forms.ChoiceField(
                label=kind.label,
                choices=[(one.value, one.label) for one in kind.rhythms],
                initial=said[key],
                widget=forms.RadioSelect,
            )

    def said(self) -> dict[str, str]:
        return {name.replace("__", "."): rhythm for name, rhythm in self.cleaned_data.items()}


def _as_field(key: str) -> str:
    return key.replace(".", "__")


class BounceForm(forms.Form):
    """Why a letter came back."""

    problem = forms.CharField(label=_("What did the answer say?"), max_length=300)


class MannersForm(InLanguages):
    """How letters look, and for each kind whether it waits to be read."""

    in_languages = {
        "signature": Words(
            _("Signature"),
            is_long=True,
            required=False,
            help=_("Below every letter, in the place of the network’s name: who writes, how to reach you."),
        )
    }
    order = ("sender", "reply_to", "signature")

    sender = forms.CharField(
        label=_("Name of the sender"),
        help_text=_("Readers see it beside the address from which all letters of this installation leave."),
        max_length=60,
        required=False,
    )
    reply_to = forms.EmailField(
        label=_("Answers go to"), help_text=_("A mailbox that somebody of your team reads."), required=False
    )

    def __init__(self, *args: Any, network: Network, kept: LetterSettings, **kwargs: Any) -> None:
        initial = {"sender": kept.sender, "reply_to": kept.reply_to}
        said = {"signature": kept.signature}
        super().__init__(*args, initial=initial, said=said, languages=languages_of(network), **kwargs)
        for kind in that_may_wait():
            self.fields[kind.key] = forms.ChoiceField(
                label=kind.subject,
                choices=[(AS_PROPOSED, _("As proposed")), *Manner.choices],
                initial=kept.manners.get(kind.key, AS_PROPOSED),
            )

    def looks(self) -> list[list[BoundField]]:
        """The fields on what every letter has."""
        return self.groups()[: len(self.order)]

    def kinds(self) -> list[tuple[str, list[BoundField]]]:
        """The fields of the kinds, under the names of their chapters."""
        chapters = groupby(that_may_wait(), key=lambda kind: kind.app)
        return [(str(CHAPTERS.get(app, app)), [self[kind.key] for kind in found]) for app, found in chapters]

    def said(self) -> dict[str, Any]:
        manners = {
            kind.key: manner for kind in that_may_wait() if (manner := self.cleaned_data[kind.key]) != AS_PROPOSED
        }
        plain = {name: self.cleaned_data[name] for name in ("sender", "reply_to")}
        return {**plain, **self.texts(), "manners": manners}
