"""What the schemes app plugs into others."""

from typing import Any

import rules
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from compagnon.core import activity
from compagnon.core.registries import Setting, Standing, Waiting, desk_attention, network_settings
from compagnon.schemes.models import SchemeVersion
from compagnon.schemes.phrases import ACTIVITY
from compagnon.schemes.queries import new_offers, to_open

activity.words(ACTIVITY)


def _standing(_request: Any) -> Standing:
    """How many schemes can be used; a proposal waits for somebody."""
    proposed = SchemeVersion.objects.filter(state="proposed").count()
    if proposed:
        said = ngettext("%(count)s change is proposed", "%(count)s changes are proposed", proposed)
        return Standing(said % {"count": proposed}, is_to_do=True)
    return Standing(str(to_open().count()))


def _offered(request: Any) -> Waiting | None:
    """What partners offer waits for whoever may decide on timelines."""
    if not rules.test_rule("schemes.publish_changes", request.person):
        return None

    def said(count: int) -> str:
        return ngettext("%(count)s timeline offered by a partner", "%(count)s timelines offered by partners", count)

    return Waiting(new_offers, said, reverse("schemes:offers"), icon="handshake")


desk_attention.add("timelines", _offered, position=95)
network_settings.add(
    "schemes",
    Setting(
        _("Schemes"),
        _("Rules, timeline, documents, selection grid and surveys of each kind of mobility, in versions."),
        "schemes:list",
        "route",
        "schemes.view_schemes",
        _standing,
    ),
    position=50,
)
