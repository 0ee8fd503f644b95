"""What may be changed in a letter before it goes."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from compagnon.correspondence.actions import LINK_PLACE
from compagnon.correspondence.models import Letter


class LetterForm(forms.ModelForm):
    """Subject and text; the place of the personal link must stay where there is one."""

    class Meta:
        model = Letter
        fields = ("subject", "body")
        widgets = {"body": forms.Textarea(attrs={"rows": 16})}
        help_texts = {
            "body": gettext_lazy(
                "[[link]] is where the reader's personal link goes. It is put in when the letter leaves."
            )
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
