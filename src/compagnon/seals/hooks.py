"""What the seals app plugs into others."""

from typing import Any

import rules
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from compagnon.core import clock, security
from compagnon.core.activity import words
from compagnon.core.registries import Setting, Standing, Waiting, desk_attention, network_settings
from compagnon.seals.models import Seal
from compagnon.seals.queries import SOON, in_use

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


def _unstamped(request: Any) -> Waiting | None:
    """Papers go on being sealed without a time stamp: whoever can ask the service hears of it on the first page."""
    if not rules.test_rule("network.administer", request.person):
        return None
    return Waiting(
        lambda: Seal.objects.filter(ended_at=None, unstamped_since__isnull=False),
        lambda _count: gettext("Papers are sealed without a time stamp: the service does not answer"),
        reverse("seals:seal"),
        icon="badge-check",
        is_late=True,
    )


def _ending(request: Any) -> Waiting | None:
    """A certificate of an authority is renewed by somebody; one made here renews itself."""
    if not rules.test_rule("network.administer", request.person):
        return None
    return Waiting(
        lambda: Seal.objects.filter(ended_at=None, is_own=False, valid_until__date__lte=clock.today() + SOON),
        lambda _count: gettext("The certificate of the electronic seal ends soon"),
        reverse("seals:seal"),
        icon="badge-check",
    )


desk_attention.add("seal-unstamped", _unstamped, position=42)
desk_attention.add("seal-ending", _ending, position=43)
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
