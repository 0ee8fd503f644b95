"""What is typed at the entrance and on the own account."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from compagnon.people.models import Person


class AskCodeForm(forms.Form):
    """The address to which a code goes."""

    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("The address that you gave us, or your training centre."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class PasswordSignInForm(forms.Form):
    """E-mail and password."""

    email = forms.EmailField(label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "username"}))
    password = forms.CharField(
        label=_("Password"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )


class CodeForm(forms.Form):
    """Six digits from a letter or an application; a recovery code has ten."""

    code = forms.CharField(
        label=_("Code"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}),
    )


class PasswordAgainForm(forms.Form):
    """The password of who is signed in."""

    password = forms.CharField(
        label=_("Password"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )


class NewPasswordForm(forms.Form):
    """A new password, typed once: it can be shown, and another one mailed for."""

    password = forms.CharField(
        label=_("New password"),
        strip=False,
        help_text=_("At least 12 characters. Four or five words that nobody would put together are best."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, self.person)
        return password


class NewEmailForm(forms.Form):
    """A new address; whether it is somebody else's is not told."""

    email = forms.EmailField(
        label=_("New e-mail"),
        help_text=_("A code goes there. Your address changes when you have typed it."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class OwnDetailsForm(forms.ModelForm):
    """Name, language and phone."""

    class Meta:
        model = Person
        fields = ("first_name", "last_name", "phone", "language")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"] = forms.ChoiceField(label=gettext("Language"), choices=settings.LANGUAGES)
        self.fields["phone"].help_text = gettext("With the country, for example +33 6 12 34 56 78.")


class PasskeyForm(forms.Form):
    """What the browser's passkey dialogue answered."""

    credential = forms.JSONField(widget=forms.HiddenInput)
    name = forms.CharField(required=False, max_length=60, strip=True)
