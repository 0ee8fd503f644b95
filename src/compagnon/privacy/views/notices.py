"""The privacy notice at the desk: as it reads now, as it was published, and a new version."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from compagnon.core.access import desk
from compagnon.privacy import actions
from compagnon.privacy import notice as written
from compagnon.privacy.models import NoticeVersion
from compagnon.privacy.views.shown import show


@desk("privacy.view_privacy")
def notice(request: Any) -> HttpResponse:
    """Both layers as they would be published now; the versions that were."""
    network = request.network
    version = written.current(network)
    context = {
        "short": mark_safe(written.written(network, "short")),
        "full": mark_safe(written.written(network, "full")),
        "versions": list(NoticeVersion.objects.filter(network=network).select_related("by")),
        "is_current": version is not None and version.fingerprint == written.fingerprint(written.texts(network)),
    }
    return show(request, "notice", context)


@desk("privacy.keep_privacy")
def publish(request: Any) -> HttpResponse:
    """Keep what it says now as a version, in every language."""
    version = actions.publish_notice(network=request.network, by=request.person)
    messages.success(request, _("Version %(number)s is published.") % {"number": version.number})
    return redirect("privacy:notice")
