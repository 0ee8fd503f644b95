"""Signing in."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SignInForm(forms.Form):
    """E-mail and password."""

    email = forms.EmailField(label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "username"}))
    password = forms.CharField(
        label=_("Password"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )


class LinkForm(forms.Form):
    """Ask for a link by e-mail."""

    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("The address that you gave us."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
