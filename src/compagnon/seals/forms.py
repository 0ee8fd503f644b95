"""A certificate that a network was given, the service that stamps the time, and authorities that it trusts."""

from typing import Any

from cryptography import x509
from django import forms
from django.utils.translation import gettext_lazy as _

from compagnon.core import clock
from compagnon.seals import certificates

MOST_BYTES = 200_000
SENTENCES = {
    "unreadable": _("The file cannot be opened: is it a .p12 or .pfx file, and is the password right?"),
    "keyless": _("The file holds no private key: export the certificate together with its key."),
    "kind": _("The key is of a kind that PDF readers do not check. Ask for an RSA or an elliptic-curve key."),
    "over": _("This certificate is not valid any more."),
    "purpose": _("This certificate was made for something else, and not for signing."),
}

OF_AUTHORITIES = {
    "unreadable": _("The file holds no certificate that can be read. Choose the one that the authority publishes."),
    "keyed": _("The file holds a private key, which nobody should hand on. Choose the certificate alone."),
    "many": _("The file holds too many certificates: at most 20."),
}


class GivenForm(forms.Form):
    """A PKCS #12 file with its password; the password is used once and not kept."""

    file = forms.FileField(
        label=_("Certificate with its key"),
        help_text=_("The .p12 or .pfx file of your authority."),
        widget=forms.FileInput(attrs={"accept": ".p12,.pfx,application/x-pkcs12"}),
        error_messages={"required": _("Choose the file.")},
    )
    password = forms.CharField(
        label=_("Its password"),
        help_text=_("It opens the file once and is not kept."),
        required=False, strip=False, max_length=200, widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        file = cleaned.get("file")
        if file and file.size > MOST_BYTES:
            self.add_error("file", SENTENCES["unreadable"])
        elif file:
            try:
                cleaned["certificate"] = certificates.opened(file.read(), cleaned.get("password", ""), now=clock.now())
            except certificates.CertificateRefused as refused:
                self.add_error("file", SENTENCES[refused.code])
        return cleaned


class TrustForm(forms.Form):
    """Certificates of authorities; once valid, `certificates` are what the file holds."""

    certificates = forms.FileField(
        label=_("Certificates of an authority"),
        help_text=_(
            "The file that the authority publishes: .pem, .crt, .cer or .p7b. Compare the fingerprint with the one it tells."
        ),
        widget=forms.FileInput(attrs={"accept": ".pem,.crt,.cer,.der,.p7b,.p7c"}),
        error_messages={"required": _("Choose the file.")},
    )

    def clean_certificates(self) -> list[x509.Certificate]:
        file = self.cleaned_data["certificates"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(OF_AUTHORITIES["unreadable"])
        try:
            return certificates.authorities_in(file.read())
        except certificates.CertificateRefused as refused:
            raise forms.ValidationError(OF_AUTHORITIES[refused.code]) from refused


class ServiceForm(forms.Form):
    """Where the time is stamped."""

    stamp_url = forms.URLField(
        label=_("Time-stamping service"),
        help_text=_("Its address (RFC 3161), as your authority gives it. Empty: papers carry the time of this installation."),
        required=False, max_length=300, assume_scheme="https",
    )  # fmt: skip
