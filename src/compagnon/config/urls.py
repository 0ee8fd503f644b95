"""Every address of the program: one line for each app and door, the portal last."""

from django.urls import include, path

from compagnon.core.views import live, ready
from compagnon.doors.portal.views import front
from compagnon.network.views.public import emblem

urlpatterns = [
    path("live", live, name="live"),
    path("ready", ready, name="ready"),
    path("", include("compagnon.core.ui.urls")),
    path("demo/", include("compagnon.doors.demo.urls")),
    path("desk/", include("compagnon.doors.desk.urls")),
    path("desk/", include("compagnon.mobilities.urls")),
    path("desk/", include("compagnon.timeline.urls")),
    path("", include("compagnon.timeline.calendar_urls")),
    path("desk/", include("compagnon.toolbox.urls")),
    path("desk/network/", include("compagnon.network.urls")),
    path("desk/schemes/", include("compagnon.schemes.urls")),
    path("", include("compagnon.doors.setup.urls")),
    path("desk/imports/", include("compagnon.people.urls.imports")),
    path("desk/letters/", include("compagnon.correspondence.urls")),
    path("desk/network/", include("compagnon.people.urls.security")),
    path("desk/network/", include("compagnon.seals.urls")),
    path("desk/participants/", include("compagnon.people.urls.desk")),
    path("support/", include("compagnon.people.urls.support")),
    path("desk/activity/", include("compagnon.people.urls.activity")),
    path("desk/team/", include("compagnon.people.urls.team")),
    path("desk/partners/", include("compagnon.partners.urls")),
    path("desk/privacy/", include("compagnon.privacy.urls")),
    path("desk/", include("compagnon.insights.urls")),
    path("me/letters/", include("compagnon.correspondence.my_urls")),
    path("", include("compagnon.correspondence.guest_urls")),
    path("me/account/", include("compagnon.people.urls.account")),
    path("me/", include("compagnon.doors.journey.urls")),
    path("me/data/", include("compagnon.privacy.my_urls")),
    path("", front, name="front"),
    path("", include("compagnon.people.urls.public")),
    path("", include("compagnon.consents.urls")),
    path("", include("compagnon.recruitment.urls")),
    path("", include("compagnon.inclusion.urls")),
    path("", include("compagnon.placement.urls")),
    path("", include("compagnon.travel.urls")),
    path("", include("compagnon.documents.urls")),
    path("", include("compagnon.stays.urls")),
    path("", include("compagnon.longpath.urls")),
    path("", include("compagnon.surveys.urls")),
    path("", include("compagnon.recognition.urls")),
    path("<slug:network>/emblems/<str:code>/", emblem, name="emblem"),
    path("<slug:network>/", include("compagnon.doors.portal.urls")),
]
