"""What the seals app plugs into others."""

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from compagnon.core import security
from compagnon.core.activity import words
from compagnon.core.registries import Setting, Standing, network_settings
from compagnon.seals.queries import in_use

words(
    {
        "seals.seal_taken_up": _("%(by)s put a seal in use: made out to %(subject)s, issued by %(issuer)s."),
        "seals.authority_trusted": _("%(by)s trusts an authority: %(subject)s."),
        "seals.authority_dropped": _("%(by)s trusts an authority no more: %(subject)s."),
        "seals.service_set": _("%(by)s chose the service that stamps the time: %(service)s."),
    }
)
security.words({"seal.changed": _("Electronic seal changed")})


def _state(request: Any) -> Standing:
    seal = in_use(request.network)
    if seal is None:
        return Standing(gettext("Made with the first paper"))
    return Standing(gettext("Valid until %(day)s") % {"day": date_format(seal.valid_until)})


network_settings.add(
    "seal",
    Setting(
        _("Electronic seal"),
        _("The certificate with which finished papers are sealed, so that everybody sees that nothing was changed."),
        "seals:seal",
        "badge-check",
        "network.administer",
        _state,
    ),
    position=88,
)
