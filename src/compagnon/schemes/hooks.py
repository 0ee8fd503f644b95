"""What the schemes app plugs into others."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from compagnon.core import activity
from compagnon.core.registries import Setting, Standing, network_settings
from compagnon.schemes.models import SchemeVersion
from compagnon.schemes.phrases import ACTIVITY
from compagnon.schemes.queries import to_open

activity.words(ACTIVITY)


def _standing(_request: Any) -> Standing:
    """How many schemes can be used; a proposal waits for somebody."""
    proposed = SchemeVersion.objects.filter(state="proposed").count()
    if proposed:
        said = ngettext("%(count)s change is proposed", "%(count)s changes are proposed", proposed)
        return Standing(said % {"count": proposed}, is_to_do=True)
    return Standing(str(to_open().count()))


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
