"""Addresses of the support's own door."""

from django.urls import path
from django.views.decorators.http import require_POST

from compagnon.people.views import supporter

app_name = "support"
urlpatterns = [
    path("", supporter.home, name="home"),
    path("leave/", require_POST(supporter.leave), name="leave"),
    path("<str:code>/enter/", require_POST(supporter.enter), name="enter"),
]
