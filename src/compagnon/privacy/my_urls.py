"""Addresses of somebody's own data."""

from django.urls import path
from django.views.decorators.http import require_POST

from compagnon.privacy.views import mine

app_name = "my-privacy"
urlpatterns = [
    path("", mine.home, name="home"),
    path("export/", require_POST(mine.export), name="export"),
    path("ask/", require_POST(mine.ask), name="ask"),
]
