"""What a coordinator types about the network's directory."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from compagnon.people.models import IdentityProvider

_DOMAIN = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")


class SignOnForm(forms.ModelForm):
    """The identity provider; of its secret only what was just typed is shown again, never what is kept."""

    issuer = forms.URLField(
        label=_("Issuer"), max_length=300, assume_scheme="https",
        help_text=_("The address of the directory, without /.well-known, for example https://login.example.org/realms/network."),
    )  # fmt: skip
    secret = forms.CharField(
        label=_("Client secret"), required=False, strip=True,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}, render_value=True),
    )  # fmt: skip
    domains = forms.CharField(
        label=_("E-mail domains"), required=False,
        help_text=_("Who has another address does not come in by the directory. Separated by commas; empty for any."),
    )  # fmt: skip

    class Meta:
        model = IdentityProvider
        fields = ("label", "issuer", "client_id", "secret", "domains", "vouches", "is_active")
        help_texts = {
            "label": _("For example: With the chamber’s account."),
            "client_id": _("The name under which this site is registered there."),
            "vouches": _("Only for a directory that never says whether an address is verified (Microsoft Entra) and in which nobody chooses the own address."),
            "is_active": _("Shows the button on the page where people sign in."),
        }  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.sealed_secret:
            self.fields["secret"].help_text = _("One is kept. Leave this empty to keep it.")
        self.initial["domains"] = ", ".join(self.instance.domains)

    def clean_domains(self) -> list[str]:
        found = [one.strip().lstrip("@").lower() for one in self.cleaned_data["domains"].split(",") if one.strip()]
        wrong = [one for one in found if not _DOMAIN.fullmatch(one)]
        if wrong:
            raise forms.ValidationError(_("This is no domain: %(wrong)s") % {"wrong": ", ".join(wrong)})
        return found

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("is_active") and not (cleaned.get("secret") or self.instance.sealed_secret):
            self.add_error("secret", _("Without its secret the directory lets nobody in."))
        return cleaned
