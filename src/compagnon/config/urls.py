"""Every address of the program: one line for each app and door, the portal last."""

from django.urls import include, path

from compagnon.core.views import live, ready

urlpatterns = [
    path("live", live, name="live"),
    path("ready", ready, name="ready"),
    path("demo/", include("compagnon.doors.demo.urls")),
    path("desk/letters/", include("compagnon.correspondence.urls")),
]
