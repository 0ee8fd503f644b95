"""What is asked of who saw or spoke with somebody who gave no sign."""

from django import forms
from django.utils.translation import gettext_lazy as _


class HeardForm(forms.Form):
    """What was heard, in a sentence if there is time."""

    words = forms.CharField(
        label=_("What was heard, if you like"), required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
